using System;
using System.Text.Json.Serialization;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Runs;

/// <summary>Something that was started on the server and goes on until it ends: a job group, a run of a flow, a run of a plan.</summary>
public abstract class Run : TrackedResource
{
    /// <summary>As the server sent it: Created, Pending, InProgress, Complete, Failed, Canceled, or a value of its own.</summary>
    public string? Status { get; set; }

    /// <summary>The <c>x-execution-id</c> under which this module started it.</summary>
    [JsonIgnore]
    public Guid? ExecutionId { get; set; }

    /// <summary>From its start to its end; null while it runs.</summary>
    [JsonIgnore]
    public TimeSpan? Duration => IsFinished ? EndedAt - BeganAt : null;

    /// <summary>True once the status is Complete, Failed or Canceled; an unknown status is not an end.</summary>
    [JsonIgnore]
    public bool IsFinished => JobGroupStatus.IsFinished(Status);

    /// <summary>True for Complete only.</summary>
    [JsonIgnore]
    public bool IsSuccess => JobGroupStatus.IsSuccess(Status);

    /// <summary>What it is a run of: the id of the recipe, flow or plan.</summary>
    internal abstract long? SourceId { get; set; }

    /// <summary>The names of what it is a run of: as far as it tells, else what was learned of others; null where nothing is known.</summary>
    internal virtual SourceName? SourceName { get; set; }

    internal virtual DateTimeOffset? BeganAt => CreatedAt;

    internal virtual DateTimeOffset? EndedAt => UpdatedAt;

    /// <summary>0 to 100; null when not known.</summary>
    internal virtual double? PercentComplete => null;

    /// <summary>What is at work; null when not known.</summary>
    internal virtual string? Stage => null;

    /// <summary>Whether what a list showed of it looks like its end, which only a look at it alone can tell.</summary>
    internal virtual bool NeedsLook => false;

    /// <summary>Takes over what was known before and a later look does not tell.</summary>
    internal virtual void Keep(Run before)
    {
        ExecutionId ??= before.ExecutionId;
        SourceId ??= before.SourceId;
    }
}
