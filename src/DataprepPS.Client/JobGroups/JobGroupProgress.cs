using System;
using System.Collections.Generic;

namespace DataprepPS.Client.JobGroups;

/// <summary>How far one job group is.</summary>
public sealed class JobGroupProgress
{
    internal JobGroupProgress(long id, string? status, double? percent, string? stage, TimeSpan elapsed)
    {
        Id = id;
        Status = status;
        PercentComplete = percent;
        Stage = stage;
        Elapsed = elapsed;
    }

    /// <summary>The job group.</summary>
    public long Id { get; }

    /// <summary>Its last known status.</summary>
    public string? Status { get; }

    /// <summary>0 to 100 over all stages; null when not known.</summary>
    public double? PercentComplete { get; }

    /// <summary>The stages at work, e.g. <c>wrangle 40 %</c>; null when not known.</summary>
    public string? Stage { get; }

    /// <summary>Since it was created, as far as known; else since the wait began.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>About how long it will take still, from the percent; null when that says nothing yet.</summary>
    public TimeSpan? Remaining => PercentComplete is > 1 and < 100
        ? TimeSpan.FromSeconds(Elapsed.TotalSeconds * (100 - PercentComplete.Value) / PercentComplete.Value)
        : null;
}

/// <summary>How far a wait is.</summary>
public sealed class WaitProgress
{
    internal WaitProgress(int finished, IReadOnlyList<JobGroupProgress> pending)
    {
        Finished = finished;
        Pending = pending;
    }

    /// <summary>Groups that have ended.</summary>
    public int Finished { get; }

    /// <summary>Groups that have not.</summary>
    public IReadOnlyList<JobGroupProgress> Pending { get; }
}

/// <summary>How one job group ended.</summary>
public sealed class JobGroupOutcome
{
    internal JobGroupOutcome(long id, JobGroup? group, Http.DataprepException? error)
    {
        Id = id;
        Group = group;
        Error = error;
    }

    /// <summary>The job group.</summary>
    public long Id { get; }

    /// <summary>The group as it ended; null when it vanished or time ran out.</summary>
    public JobGroup? Group { get; }

    /// <summary>Null only for success.</summary>
    public Http.DataprepException? Error { get; }
}
