using System.Management.Automation;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads runs of plans by id, or lists them.</summary>
[Cmdlet(VerbsCommon.Get, "DpPlanRun", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(PlanRun))]
[Associations("plan", "nextRun", "previousRun")]
public sealed class GetDpPlanRunCommand : GetRunCommand
{
    /// <summary>Ids of plan runs.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("PlanRunId")]
    [ResourceId("PlanRunId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those of these plans. They are looked for in the whole list.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Plan")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? PlanId { get; set; }

    private protected override IResourceClient Resources => Client.PlanRuns;
}
