using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads flows by id or name, or lists them.</summary>
[Cmdlet(VerbsCommon.Get, "DpFlow", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Flow))]
[Associations("creator", "updater", "folder", "workspace", "flowNodes", "flowNodes.recipe", "flowEdges", "flowRuns", "flowRunParameterOverrides", "flowNotificationSettings", "webhookFlowTasks")]
public sealed class GetDpFlowCommand : GetNamedCommand
{
    /// <summary>Ids of flows.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those in these folders.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Folder")]
    [ResourceId("FolderId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? FolderId { get; set; }

    /// <summary>Only one's own, or only those of others.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(OwnershipCompleter))]
    [ValidateNotNullOrEmpty]
    [Query("flowsFilter")]
    public string? Ownership { get; set; }

    private protected override IResourceClient Resources => Client.Flows;
}
