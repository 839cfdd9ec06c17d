using System.Collections;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Runs;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// Runs plans, each once, and emits one plan run for each. A parameter is set for each node that has it; to set it for one node, give
/// a dictionary under the node's handle: -Parameter @{ '5p' = @{ region = 'EMEA' } }.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "DpPlan", SupportsShouldProcess = true)]
[OutputType(typeof(PlanRun))]
public sealed class InvokeDpPlanCommand : RunCommand
{
    /// <summary>Ids of plans.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanId")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    private protected override IRunClient Runs => Client.PlanRuns;

    private protected override long[]? Ids => Id;

    private protected override string Change => "Run";

    private protected override async Task<Run> RunAsync(long id, IDictionary? parameters) =>
        await Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = id, Parameters = parameters, ExecutionId = ExecutionId }, Calls).ConfigureAwait(false);
}
