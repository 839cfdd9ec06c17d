using System;
using System.Collections.Generic;

namespace DataprepPS.Emulator;

/// <summary>
/// A job group. Its status is worked out from the time since it started, never moved by a timer, so that a test
/// with a clock of its own sees every state without waiting.
/// </summary>
public sealed class JobGroup
{
    /// <summary>Which part of a job group's life is spent in <c>Created</c>, and then in <c>Pending</c>.</summary>
    internal const double CreatedShare = 0.05;
    private const double PendingShare = 0.10;

    private volatile Pin? pin;

    public required long Id { get; init; }

    public required Recipe Recipe { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Lifetime { get; init; }

    /// <summary>The error it ends with; null when it will succeed.</summary>
    public string? Failure { get; init; }

    /// <summary>The stage that fails, if one does; null for the first.</summary>
    public string? FailStage { get; init; }

    public bool ProfilingEnabled { get; init; }

    /// <summary>Whether publishing is one of its stages.</summary>
    public bool Publishing { get; init; }

    public string Execution { get; init; } = "photon";

    public string? RanFrom { get; init; } = "api";

    public string RanFor { get; init; } = "recipe";

    public long CreatorId { get; init; } = 1;

    public bool PassesPending { get; init; }

    /// <summary>The <c>x-execution-id</c> of the request that started it.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>The deployment whose run started it.</summary>
    public long? DeploymentId { get; init; }

    /// <summary>The flow run that it belongs to.</summary>
    public long? FlowRunId { get; init; }

    /// <summary>The request's <c>runParameters</c> as JSON text.</summary>
    public string? RunParameters { get; init; }

    /// <summary>The request's <c>overrides</c> as JSON text.</summary>
    public string? Overrides { get; init; }

    /// <summary>What was published from its results, oldest first.</summary>
    public IReadOnlyList<Publish> Publishes { get; internal set; } = [];

    public bool IsDeleted { get; internal set; }

    /// <summary>When it ended or will end if nobody interferes.</summary>
    public DateTimeOffset EndsAt => StartedAt + Lifetime;

    internal Pin? Pinned => pin;

    public string StatusAt(DateTimeOffset now)
    {
        if (pin is { } pinned)
        {
            return pinned.Status;
        }

        var lived = (now - StartedAt) / Lifetime;
        return lived switch
        {
            < CreatedShare => JobStatus.Created,
            < PendingShare when PassesPending => JobStatus.Pending,
            < 1 => JobStatus.InProgress,
            _ => Failure is null ? JobStatus.Complete : JobStatus.Failed,
        };
    }

    /// <summary>When its status last changed.</summary>
    public DateTimeOffset UpdatedAt(DateTimeOffset now)
    {
        if (Publishes.Count > 0)
        {
            return Publishes[^1].StartedAt;
        }

        if (pin is { } pinned)
        {
            return pinned.At;
        }

        return StatusAt(now) switch
        {
            JobStatus.Created => StartedAt,
            JobStatus.Pending => StartedAt + (CreatedShare * Lifetime),
            JobStatus.InProgress => StartedAt + ((PassesPending ? PendingShare : CreatedShare) * Lifetime),
            _ => EndsAt,
        };
    }

    /// <summary>Why it failed, once it has.</summary>
    public string? ErrorAt(DateTimeOffset now) =>
        StatusAt(now) == JobStatus.Failed ? pin?.Error ?? Failure ?? "Out of memory" : null;

    internal void PinTo(string status, DateTimeOffset at, string? error = null) => pin = new Pin(status, at, error);
}

/// <summary>A status set by hand or by a cancellation; from then on time no longer moves the group.</summary>
internal sealed record Pin(string Status, DateTimeOffset At, string? Error);

/// <summary>One publication of a job group's results to a connection.</summary>
public sealed record Publish(
    long JobId,
    long ConnectionId,
    IReadOnlyList<string> Path,
    string Table,
    string Action,
    string InputFormat,
    DateTimeOffset StartedAt,
    TimeSpan Lifetime)
{
    /// <summary>The error it ends with; null when it will succeed.</summary>
    public string? Failure { get; init; }
}
