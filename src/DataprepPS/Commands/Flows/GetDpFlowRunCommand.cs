using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads runs of flows with their status and their job groups. The API has no list of them.</summary>
[Cmdlet(VerbsCommon.Get, "DpFlowRun")]
[OutputType(typeof(FlowRun))]
[OutputType(typeof(string))]
[Associations("flow", "jobGroups")]
public sealed class GetDpFlowRunCommand : GetEmbeddingCommand
{
    /// <summary>Ids of flow runs.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowRunId")]
    [ResourceId("FlowRunId")]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Emits the bare status.</summary>
    [Parameter]
    public SwitchParameter StatusOnly { get; set; }

    private protected override IResourceClient Resources => Client.FlowRuns;

    private protected override bool NeedsId => true;

    private protected override Task<string>? StatusAsync(long id) => StatusOnly ? Client.FlowRuns.GetStatusAsync(id, Calls) : null;
}
