using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Runs;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Waits for runs of flows and emits each with its job groups as it ends; a failed or canceled one is also an error.</summary>
[Cmdlet(VerbsLifecycle.Wait, "DpFlowRun")]
[OutputType(typeof(FlowRun))]
public sealed class WaitDpFlowRunCommand : WaitCommand
{
    /// <summary>Ids of flow runs.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowRunId")]
    [ResourceId("FlowRunId")]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IRunClient Runs => Client.FlowRuns;
}
