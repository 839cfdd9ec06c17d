using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Cancels the job groups of flow runs on the server.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DpFlowRun", SupportsShouldProcess = true)]
[OutputType(typeof(FlowRun))]
public sealed class StopDpFlowRunCommand : ChangeCommand
{
    /// <summary>Ids of flow runs.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowRunId")]
    [ResourceId("FlowRunId")]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.FlowRuns;

    private protected override string Change => "Cancel the job groups";

    private protected override Task ChangeAsync(long id, PSObject? input) => Client.FlowRuns.CancelAsync(id, Calls);
}
