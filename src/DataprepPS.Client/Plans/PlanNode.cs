using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Plans;

/// <summary>A task of a plan. Follows createPlanNode of the API.</summary>
public sealed class PlanNode : NamedResource
{
    private long? planId;

    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long PlanNodeId => Id;

    /// <summary>The plan.</summary>
    public long? PlanId
    {
        get => planId ?? (Plan is { Id: > 0 } plan ? plan.Id : null);
        set => planId = value;
    }

    /// <summary>The plan, with as much of it as was sent.</summary>
    public ResourceReference? Plan { get; set; }

    /// <summary>flow, http, storage, workflow, email, delay, or a word of the server's own.</summary>
    public string? TaskType { get; set; }

    /// <summary>The name by which a run's overrides name it.</summary>
    public string? Handle { get; set; }

    /// <summary>What it does, by members of its type.</summary>
    [JsonConverter(typeof(PlainMembersConverter))]
    public IReadOnlyDictionary<string, object?>? Task { get; set; }

    /// <summary>Of a flow's task: the flow.</summary>
    [JsonIgnore]
    public long? FlowId => Flow is { Id: > 0 } flow ? flow.Id : Task.Get("flowId") as long? ?? (Task.Get("flow") as IReadOnlyDictionary<string, object?>).Get("id") as long?;

    /// <summary>Of a flow's task: the flow, with as much of it as was sent.</summary>
    public ResourceReference? Flow { get; set; }
}

/// <summary>A step from one task of a plan to the next. Follows createPlanEdge of the API.</summary>
public sealed class PlanEdge : TrackedResource
{
    private long? planId;
    private long? inPlanNodeId;
    private long? outPlanNodeId;

    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long PlanEdgeId => Id;

    /// <summary>The plan.</summary>
    public long? PlanId { get => planId ?? IdOf(Plan); set => planId = value; }

    /// <summary>The plan, with as much of it as was sent.</summary>
    public ResourceReference? Plan { get; set; }

    /// <summary>The task that comes first.</summary>
    public long? InPlanNodeId { get => inPlanNodeId ?? IdOf(InPlanNode); set => inPlanNodeId = value; }

    /// <summary>The task that comes first, with as much of it as was sent.</summary>
    public ResourceReference? InPlanNode { get; set; }

    /// <summary>The task that follows.</summary>
    public long? OutPlanNodeId { get => outPlanNodeId ?? IdOf(OutPlanNode); set => outPlanNodeId = value; }

    /// <summary>The task that follows, with as much of it as was sent.</summary>
    public ResourceReference? OutPlanNode { get; set; }

    /// <summary>When it follows: success, failure, always, condition_true or condition_false.</summary>
    public string? StatusRule { get; set; }

    /// <summary>in -> out.</summary>
    public override string ToString() => $"{InPlanNodeId} -> {OutPlanNodeId}";

    private static long? IdOf(ResourceReference? reference) => reference is { Id: > 0 } ? reference.Id : null;
}
