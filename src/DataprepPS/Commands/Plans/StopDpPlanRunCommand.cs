using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Cancels runs of plans on the server.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DpPlanRun", SupportsShouldProcess = true)]
[OutputType(typeof(PlanRun))]
public sealed class StopDpPlanRunCommand : ChangeCommand
{
    /// <summary>Ids of plan runs.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanRunId")]
    [ResourceId("PlanRunId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.PlanRuns;

    private protected override string Change => "Cancel";

    private protected override Task ChangeAsync(long id, PSObject? input) => Client.PlanRuns.CancelAsync(id, Calls);
}
