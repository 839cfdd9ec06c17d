using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Client.Flows;

/// <summary>A run of a flow: a job group for each of its outputs. Follows runFlow, getFlowRun, getFlowRunStatus and getFlowRunJobGroups of the API.</summary>
public sealed class FlowRun : Run
{
    private long? flowId;

    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long FlowRunId => Id;

    /// <summary>The flow that was run.</summary>
    [JsonIgnore]
    public long? FlowId
    {
        get => flowId ?? (Flow is { Id: > 0 } flow ? flow.Id : null);
        set => flowId = value;
    }

    /// <summary>The flow that was run, with as much of it as was embedded.</summary>
    public ResourceReference? Flow { get; set; }

    /// <summary>Its job groups.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<JobGroup>))]
    public IReadOnlyList<JobGroup>? JobGroups { get; set; }

    /// <summary>The execution of the schedule that started it.</summary>
    public long? ScheduleExecutionId { get; set; }

    /// <summary>The id of the request that started it, for the vendor's support.</summary>
    public string? RequestId { get; set; }

    // The reply of a run names the id and the job groups so.
    [JsonInclude]
    [JsonPropertyName("flowRunId")]
    internal long? RunId { get => null; set => Id = value ?? Id; }

    [JsonInclude]
    [JsonPropertyName("data")]
    [JsonConverter(typeof(EmbeddedListConverter<JobGroup>))]
    internal IReadOnlyList<JobGroup>? Started { get => null; set => JobGroups = value ?? JobGroups; }

    internal override long? SourceId { get => FlowId; set => FlowId = value; }

    internal override DateTimeOffset? BeganAt => CreatedAt ?? JobGroups?.Min(group => group.CreatedAt);

    // The run itself is not touched when its last job group ends.
    internal override DateTimeOffset? EndedAt => JobGroups?.Max(group => group.UpdatedAt) ?? UpdatedAt;

    internal override double? PercentComplete =>
        JobGroups is { Count: > 0 } groups && groups.Any(group => group.IsFinished || group.PercentComplete is not null)
            ? groups.Average(group => group.IsFinished ? 100 : group.PercentComplete ?? 0)
            : null;

    internal override string? Stage => JobGroups is { Count: > 0 } groups ? $"{groups.Count(group => group.IsFinished)} of {groups.Count} job groups ended" : null;

    internal override bool NeedsLook => SeemsEnded;

    /// <summary>All job groups that a list showed of it had ended; whether those were all there are, the list does not say.</summary>
    internal bool SeemsEnded { get; set; }

    /// <summary>What the statuses of its job groups make together; null when there is none.</summary>
    internal static string? StatusOf(IReadOnlyCollection<JobGroup> groups)
    {
        if (groups.Count == 0)
        {
            return null;
        }

        if (groups.Any(group => !group.IsFinished))
        {
            return groups.All(group => JobGroupStatus.Is(group.Status, JobGroupStatus.Created)) ? JobGroupStatus.Created : JobGroupStatus.InProgress;
        }

        return Worst(groups.Select(group => group.Status));
    }

    /// <summary>Of several ends, the worst: whatever else is said, a failure is no success.</summary>
    internal static string? Worst(IEnumerable<string?> ends) =>
        ends.OrderBy(end => JobGroupStatus.Is(end, JobGroupStatus.Failed) ? 0 : JobGroupStatus.Is(end, JobGroupStatus.Canceled) ? 1 : 2).FirstOrDefault();

    internal override void Keep(Run before)
    {
        base.Keep(before);
        var known = (FlowRun)before;
        CreatedAt ??= known.CreatedAt;
        UpdatedAt ??= known.UpdatedAt;
        Flow ??= known.Flow;
        ScheduleExecutionId ??= known.ScheduleExecutionId;
        RequestId ??= known.RequestId;
        JobGroups ??= known.JobGroups;
        foreach (var group in JobGroups ?? [])
        {
            if (known.JobGroups?.FirstOrDefault(other => other.Id == group.Id) is { } other && other != group)
            {
                group.Keep(other);
            }
        }
    }

    /// <summary>Id and status.</summary>
    public override string ToString() => $"flow run {Id}{(Status is null ? "" : $" ({Status})")}";
}
