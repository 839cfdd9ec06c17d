using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Takes tasks out of plans.</summary>
[Cmdlet(VerbsCommon.Remove, "DpPlanNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpPlanNodeCommand : RemoveCommand
{
    /// <summary>Ids of tasks of plans.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanNodeId")]
    [ResourceId("PlanNodeId")]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Plans.Nodes;
}
