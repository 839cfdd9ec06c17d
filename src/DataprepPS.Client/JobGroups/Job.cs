using System;

using System.Text.Json.Serialization;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>One stage of a job group. Follows getJobsForJobGroup of the API.</summary>
public sealed class Job : Resource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long JobId => Id;

    /// <summary>The job group it belongs to.</summary>
    [JsonIgnore]
    public long? JobGroupId
    {
        get => field ?? (JobGroup is { Id: > 0 } group ? group.Id : null);
        set;
    }

    /// <summary>wrangle, profile, publish, filewriter, ingest, ...</summary>
    public string? JobType { get; set; }

    /// <summary>As the server sent it; see <see cref="Runs.Run.Status"/>.</summary>
    public string? Status { get; set; }

    /// <summary>0 to 100.</summary>
    public double? PercentComplete { get; set; }

    /// <summary>Why it failed, where the server says so; its id alone unless <c>errorMessage</c> was embedded.</summary>
    public JobErrorMessage? ErrorMessage { get; set; }

    /// <summary>Percent of the data that was sampled.</summary>
    public double? SampleSize { get; set; }

    /// <summary>photon, spark, dataflow, ...</summary>
    public string? ExecutionLanguage { get; set; }

    /// <summary>The id at the engine that runs it: for Google Dataflow, the Dataflow job's.</summary>
    public string? CpJobId { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>When the engine was last heard of.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; set; }

    /// <summary>From its creation to its last change.</summary>
    [JsonIgnore]
    public TimeSpan? Duration => UpdatedAt - CreatedAt;

    /// <summary>The job group, as a reference.</summary>
    public ResourceReference? JobGroup { get; set; }

    /// <summary>Who started it.</summary>
    public ResourceReference? Creator { get; set; }

    /// <summary>Type, percent and status.</summary>
    public override string ToString() => $"{JobType ?? "job"} {Id}{(Status is null ? "" : $" ({Status})")}";
}

/// <summary>A stage's error message: its id, and its text where that was embedded.</summary>
[JsonConverter(typeof(JobErrorMessageConverter))]
public sealed class JobErrorMessage
{
    /// <summary>The message's id.</summary>
    public long? Id { get; set; }

    /// <summary>The text, when the server sent it.</summary>
    public string? Message { get; set; }

    /// <summary>The text, or a hint how to get it.</summary>
    public override string ToString() => Message ?? $"error message {Id} (-Embed errorMessage shows it)";
}
