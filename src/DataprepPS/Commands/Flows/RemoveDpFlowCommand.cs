using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes flows, with their recipes and outputs.</summary>
[Cmdlet(VerbsCommon.Remove, "DpFlow", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpFlowCommand : RemoveCommand
{
    /// <summary>Ids of flows.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Flows;
}
