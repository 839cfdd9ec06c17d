using System.Management.Automation;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Runs;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Shows runs of plans on a live screen until they have ended.</summary>
[Cmdlet(VerbsCommon.Watch, "DpPlanRun")]
[OutputType(typeof(PlanRun))]
public sealed class WatchDpPlanRunCommand : WatchCommand
{
    /// <summary>Ids of plan runs.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanRunId")]
    [ResourceId("PlanRunId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IRunClient Runs => Client.PlanRuns;
}
