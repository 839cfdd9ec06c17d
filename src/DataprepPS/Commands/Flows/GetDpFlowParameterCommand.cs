using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads the run parameters that flows set for all their recipes: by id, or those of flows.</summary>
[Cmdlet(VerbsCommon.Get, "DpFlowParameter", DefaultParameterSetName = ListSet)]
[OutputType(typeof(FlowParameter))]
[Associations("flow", "creator", "updater")]
public sealed class GetDpFlowParameterCommand : GetEmbeddingCommand
{
    /// <summary>Ids of flow parameters.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("FlowParameterId")]
    [ResourceId("FlowParameterId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those of these flows.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? FlowId { get; set; }

    private protected override IResourceClient Resources => Client.FlowParameters;
}
