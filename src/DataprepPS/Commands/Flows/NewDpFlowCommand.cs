using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Creates flows.</summary>
[Cmdlet(VerbsCommon.New, "DpFlow", SupportsShouldProcess = true)]
[OutputType(typeof(Flow))]
public sealed class NewDpFlowCommand : NewCommand
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

    /// <summary>The folder to put it into.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Folder")]
    [ResourceId("FolderId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long FolderId { get; set; }

    /// <summary>Puts a number behind the name if there is a flow of that name.</summary>
    [Parameter]
    [Member]
    public SwitchParameter IncrementName { get; set; }

    private protected override IResourceClient Resources => Client.Flows;
}
