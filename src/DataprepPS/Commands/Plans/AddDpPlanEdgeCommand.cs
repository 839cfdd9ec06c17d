using System.Collections;
using System.Management.Automation;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lets a task of a plan follow another.</summary>
[Cmdlet(VerbsCommon.Add, "DpPlanEdge", SupportsShouldProcess = true)]
[OutputType(typeof(PlanEdge))]
public sealed class AddDpPlanEdgeCommand : NewCommand
{
    /// <summary>The plan.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Plan")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long PlanId { get; set; }

    /// <summary>The task that comes first.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ResourceId("PlanNodeId")]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long InPlanNodeId { get; set; }

    /// <summary>The task that follows.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ResourceId("PlanNodeId")]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long OutPlanNodeId { get; set; }

    /// <summary>When it follows: after success, after failure, always, or as a condition says.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("success", "failure", "always", "condition_true", "condition_false")]
    public string StatusRule { get; set; } = "success";

    private protected override IResourceClient Resources => Client.Plans.Edges;

    private protected override string Change => "Add";

    private protected override void Complete(IDictionary members) => members["statusRule"] = StatusRule;

    private protected override string Target(IDictionary members) => $"Plan {PlanId}: task {OutPlanNodeId} after task {InPlanNodeId}";
}
