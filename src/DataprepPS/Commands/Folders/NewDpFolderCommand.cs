using System.Management.Automation;

using DataprepPS.Client.Folders;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Creates folders.</summary>
[Cmdlet(VerbsCommon.New, "DpFolder", SupportsShouldProcess = true)]
[OutputType(typeof(Folder))]
public sealed class NewDpFolderCommand : NewCommand
{
    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    /// <summary>What it is for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member]
    public string? Description { get; set; }

    private protected override IResourceClient Resources => Client.Folders;
}
