using System.Management.Automation;

using DataprepPS.Client.Folders;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Renames folders, or changes what is said of them.</summary>
[Cmdlet(VerbsCommon.Set, "DpFolder", SupportsShouldProcess = true)]
[OutputType(typeof(Folder))]
public sealed class SetDpFolderCommand : SetCommand
{
    /// <summary>Ids of folders.</summary>
    [Parameter(Position = 0)]
    [Alias("FolderId")]
    [ResourceId("FolderId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    [Member]
    public string? Name { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    [Member]
    public string? Description { get; set; }

    private protected override IResourceClient Resources => Client.Folders;
}
