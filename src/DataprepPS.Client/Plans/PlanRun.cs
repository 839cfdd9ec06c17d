using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Client.Plans;

/// <summary>A run of a plan, which the API calls plan snapshot run. Follows runPlan, getPlanSnapshotRun and listPlanSnapshotRuns of the API.</summary>
public sealed class PlanRun : Run
{
    private long? planId;

    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long PlanRunId => Id;

    /// <summary>The plan that was run. What is run is a snapshot of it, which knows the plan as its original.</summary>
    [JsonIgnore]
    public long? PlanId
    {
        get => planId ?? (Plan is { Id: > 0 } plan ? plan.AdditionalProperties.TryGetValue("originalPlanId", out var id) && id is long original and > 0 ? original : plan.Id : null);
        set => planId = value;
    }

    /// <summary>What started it: ui, schedule or api.</summary>
    [JsonPropertyName("ranfrom")]
    public string? RanFrom { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When its first task began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When its last task ended.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Whether jobs of it went on although it was canceled.</summary>
    public bool? FailedToCancelSomeJobs { get; set; }

    /// <summary>What the server found when it was asked to run the plan: Valid.</summary>
    public string? ValidationStatus { get; set; }

    /// <summary>The plan, with as much of it as was embedded.</summary>
    public ResourceReference? Plan { get; set; }

    /// <summary>The execution of the schedule that started it.</summary>
    public long? ScheduleHistoryId { get; set; }

    /// <summary>The run of the plan before this one.</summary>
    public ResourceReference? PreviousRun { get; set; }

    /// <summary>The run of the plan after this one.</summary>
    public ResourceReference? NextRun { get; set; }

    // The reply of a run names the id so.
    [JsonInclude]
    [JsonPropertyName("planSnapshotRunId")]
    internal long? RunId { get => null; set => Id = value ?? Id; }

    internal override long? SourceId { get => PlanId; set => PlanId = value; }

    internal override SourceName? SourceName => Plan?.Name is { } name ? new SourceName(name, null) : base.SourceName;

    internal override DateTimeOffset? BeganAt => StartedAt ?? SubmittedAt ?? CreatedAt;

    internal override DateTimeOffset? EndedAt => FinishedAt ?? UpdatedAt;

    internal override void Keep(Run before)
    {
        base.Keep(before);
        ValidationStatus ??= ((PlanRun)before).ValidationStatus;
    }

    /// <summary>Id and status.</summary>
    public override string ToString() => $"plan run {Id}{(Status is null ? "" : $" ({Status})")}";
}

/// <summary>What the full view of a plan or of a snapshot of it tells about runs: the tasks of its nodes, and their job groups.</summary>
internal sealed class PlanDetail : Resource
{
    [JsonConverter(typeof(EmbeddedListConverter<PlanNodeDetail>))]
    public IReadOnlyList<PlanNodeDetail>? PlanNodes { get; set; }

    [JsonConverter(typeof(EmbeddedListConverter<ResourceReference>))]
    public IReadOnlyList<ResourceReference>? PlanSnapshots { get; set; }
}

/// <summary>A node of a plan with its runs.</summary>
internal sealed class PlanNodeDetail : Resource
{
    public string? Name { get; set; }

    [JsonConverter(typeof(EmbeddedListConverter<PlanTaskRun>))]
    public IReadOnlyList<PlanTaskRun>? PlanTaskSnapshotRuns { get; set; }
}

/// <summary>A run of one task within a run of the plan.</summary>
internal sealed class PlanTaskRun : Resource
{
    public string? Status { get; set; }

    public ResourceReference? PlanSnapshotRun { get; set; }

    [JsonConverter(typeof(EmbeddedListConverter<PlanTaskResult>))]
    public IReadOnlyList<PlanTaskResult>? PlanFlowTaskRunResults { get; set; }
}

/// <summary>What a task that runs a flow started.</summary>
internal sealed class PlanTaskResult : Resource
{
    public ResourceReference? JobGroup { get; set; }
}
