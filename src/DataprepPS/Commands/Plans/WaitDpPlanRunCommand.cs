using System.Management.Automation;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Runs;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Waits for runs of plans and emits each as it ends; a failed or canceled one is also an error.</summary>
[Cmdlet(VerbsLifecycle.Wait, "DpPlanRun")]
[OutputType(typeof(PlanRun))]
public sealed class WaitDpPlanRunCommand : WaitCommand
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
