using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes plans, with their schedules. The flows that they run stay.</summary>
[Cmdlet(VerbsCommon.Remove, "DpPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpPlanCommand : RemoveCommand
{
    /// <summary>Ids of plans.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanId")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Plans;
}
