using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Plans;

/// <summary>A plan: tasks that run one after the other. Follows readFull and listPlans of the API.</summary>
public sealed class Plan : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long PlanId => Id;

    /// <summary>Whether it is a copy that was made for a run.</summary>
    public bool? Snapshotted { get; set; }

    /// <summary>Of such a copy: the plan it was made of.</summary>
    public long? OriginalPlanId { get; set; }

    /// <summary>How often it has run.</summary>
    public int? PlanSnapshotRunCount { get; set; }

    /// <summary>Whether messages about its runs are sent.</summary>
    public bool? NotificationsEnabled { get; set; }

    /// <summary>Its last run, with as much of it as was sent.</summary>
    public ResourceReference? LatestPlanSnapshotRun { get; set; }

    /// <summary>Its tasks; only in a full read.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<PlanNode>))]
    public IReadOnlyList<PlanNode>? PlanNodes { get; set; }

    /// <summary>What comes after what; only in a full read.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<PlanEdge>))]
    public IReadOnlyList<PlanEdge>? PlanEdges { get; set; }

    /// <summary>The workspace.</summary>
    public ResourceReference? Workspace { get; set; }
}
