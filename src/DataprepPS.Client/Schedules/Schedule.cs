using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Schedules;

/// <summary>When flows or plans run by themselves. Follows getSchedule of the API.</summary>
public sealed class Schedule : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long ScheduleId => Id;

    /// <summary>Whether it runs.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Why the server stopped it.</summary>
    public string? DisableReason { get; set; }

    /// <summary>When it runs.</summary>
    [JsonConverter(typeof(ScheduleTriggersConverter))]
    public IReadOnlyList<ScheduleTrigger>? Triggers { get; set; }

    /// <summary>What it runs.</summary>
    [JsonConverter(typeof(ScheduleTasksConverter))]
    public IReadOnlyList<ScheduleTask>? Tasks { get; set; }

    /// <summary>The flow that it runs.</summary>
    [JsonIgnore]
    public long? FlowId => Tasks?.FirstOrDefault(task => task.FlowId is not null)?.FlowId;

    /// <summary>The plan that it runs.</summary>
    [JsonIgnore]
    public long? PlanId => Tasks?.FirstOrDefault(task => task.PlanId is not null)?.PlanId;

    /// <summary>The owner's id, which schedules of some servers have beside <see cref="TrackedResource.Creator"/>.</summary>
    [JsonIgnore]
    public long? OwnerId => Creator is { Id: > 0 } creator ? creator.Id : CreatedBy;

    [JsonInclude]
    internal long? CreatedBy { get; set; }
}
