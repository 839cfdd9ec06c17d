using System.Collections;
using System.Management.Automation;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Adds tasks to plans: flows to run, which may come down the pipeline, or others such as a call of a web address.</summary>
[Cmdlet(VerbsCommon.Add, "DpPlanNode", DefaultParameterSetName = FlowSet, SupportsShouldProcess = true)]
[OutputType(typeof(PlanNode))]
public sealed class AddDpPlanNodeCommand : NewCommand
{
    private const string FlowSet = "Flow";
    private const string TaskSet = "Task";

    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Plan")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long PlanId { get; set; }

    /// <summary>The task's name; of a flow from the pipeline, the flow's.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    /// <summary>The flow that it runs.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = FlowSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member("task.flowId")]
    public long FlowId { get; set; }

    /// <summary>Only these recipes of the flow; without it, all that have an output.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    [Alias("Recipe", "FlowNodeId")]
    [ResourceId("RecipeId")]
    [ValidateRange(1, long.MaxValue)]
    [Member("task.flowNodeIds")]
    public long[]? RecipeId { get; set; }

    /// <summary>What else it does: http, storage, email, delay, ...</summary>
    [Parameter(Mandatory = true, ParameterSetName = TaskSet)]
    [ArgumentCompleter(typeof(TaskTypeCompleter))]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? TaskType { get; set; }

    /// <summary>What it does in particular, under the API's names: of an http task @{ url = ...; method = 'post' }.</summary>
    [Parameter(ParameterSetName = TaskSet)]
    [ValidateNotNull]
    [Member]
    public IDictionary? Task { get; set; }

    /// <summary>The tasks of the plan after which it comes.</summary>
    [Parameter]
    [Alias("After")]
    [ResourceId("PlanNodeId")]
    [ValidateRange(1, long.MaxValue)]
    [Member("inPlanNodeIds")]
    public long[]? InPlanNodeId { get; set; }

    /// <summary>The tasks of the plan before which it comes.</summary>
    [Parameter]
    [Alias("Before")]
    [ResourceId("PlanNodeId")]
    [ValidateRange(1, long.MaxValue)]
    [Member("outPlanNodeIds")]
    public long[]? OutPlanNodeId { get; set; }

    private protected override IResourceClient Resources => Client.Plans.Nodes;

    // One after the other: the tasks stand in the plan as they came.
    private protected override int AtATime => 1;

    private protected override string Change => "Add";

    private protected override void Complete(IDictionary members) => members["taskType"] = TaskType ?? "flow";

    private protected override string Target(IDictionary members) => $"Plan {PlanId}: task \"{members["name"]}\"";
}
