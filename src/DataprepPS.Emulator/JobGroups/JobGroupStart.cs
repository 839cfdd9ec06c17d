using System;

namespace DataprepPS.Emulator;

/// <summary>How a job group starts, where it differs from its recipe's defaults.</summary>
public sealed record JobGroupStart
{
    /// <summary>At speed 1.</summary>
    public TimeSpan? Lifetime { get; init; }

    public string? Failure { get; init; }

    /// <summary>The stage that fails: <c>wrangle</c>, <c>profile</c>, <c>filewriter</c> or <c>publish</c>.</summary>
    public string? FailStage { get; init; }

    /// <summary>Whether publishing is one of its stages.</summary>
    public bool Publishing { get; init; }

    /// <summary>Now, unless it is a later part of something.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public bool? Profiler { get; init; }

    public string? Execution { get; init; }

    public string? RanFrom { get; init; } = "api";

    public string? ExecutionId { get; init; }

    public long? DeploymentId { get; init; }

    public long? FlowRunId { get; init; }

    public string RanFor { get; init; } = "recipe";

    public string? RunParameters { get; init; }

    public string? Overrides { get; init; }
}
