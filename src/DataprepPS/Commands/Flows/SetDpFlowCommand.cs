using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Renames flows, or changes what is said of them.</summary>
[Cmdlet(VerbsCommon.Set, "DpFlow", SupportsShouldProcess = true)]
[OutputType(typeof(Flow))]
public sealed class SetDpFlowCommand : SetCommand
{
    /// <summary>Ids of flows.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
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

    private protected override IResourceClient Resources => Client.Flows;
}
