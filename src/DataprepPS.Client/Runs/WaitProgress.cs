using System;
using System.Collections.Generic;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Runs;

/// <summary>How far one run is.</summary>
public sealed class RunProgress
{
    internal RunProgress(string name, SourceName? source, long id, string? status, double? percent, string? stage, TimeSpan elapsed)
    {
        Name = name;
        SourceName = source?.Name;
        SourcePlace = source?.Place;
        Id = id;
        Status = status;
        PercentComplete = percent;
        Stage = stage;
        Elapsed = elapsed;
    }

    /// <summary>What people call it, e.g. <c>Job group 7</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the recipe, flow or plan; null when not known.</summary>
    public string? SourceName { get; }

    /// <summary>The name of the flow that a recipe is in; null when not known.</summary>
    public string? SourcePlace { get; }

    /// <summary>The run.</summary>
    public long Id { get; }

    /// <summary>Its last known status.</summary>
    public string? Status { get; }

    /// <summary>0 to 100 over all that it does; null when not known.</summary>
    public double? PercentComplete { get; }

    /// <summary>What is at work, e.g. <c>wrangle 40 %</c>; null when not known.</summary>
    public string? Stage { get; }

    /// <summary>Since it began, as far as known; else since the wait began.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>About how long it will take still, from the percent; null when that says nothing yet.</summary>
    public TimeSpan? Remaining => PercentComplete is > 1 and < 100
        ? TimeSpan.FromSeconds(Elapsed.TotalSeconds * (100 - PercentComplete.Value) / PercentComplete.Value)
        : null;
}

/// <summary>How far a wait is.</summary>
public sealed class WaitProgress
{
    internal WaitProgress(int finished, int failed, IReadOnlyList<RunProgress> pending)
    {
        Finished = finished;
        Failed = failed;
        Pending = pending;
    }

    /// <summary>Runs that have ended.</summary>
    public int Finished { get; }

    /// <summary>Those of them that failed.</summary>
    public int Failed { get; }

    /// <summary>Runs that have not.</summary>
    public IReadOnlyList<RunProgress> Pending { get; }
}

/// <summary>How one run ended.</summary>
public abstract class RunOutcome
{
    private protected RunOutcome(long id, Run? run, DataprepException? error)
    {
        Id = id;
        Run = run;
        Error = error;
    }

    /// <summary>The run's id.</summary>
    public long Id { get; }

    /// <summary>What people call it, e.g. <c>Job group 7</c>.</summary>
    public string Name { get; internal set; } = string.Empty;

    /// <summary>The name of the recipe, flow or plan; null when not known.</summary>
    public string? SourceName { get; internal set; }

    /// <summary>The name of the flow that a recipe is in; null when not known.</summary>
    public string? SourcePlace { get; internal set; }

    /// <summary>The run as it ended; null when it vanished or time ran out.</summary>
    public Run? Run { get; }

    /// <summary>Null only for success.</summary>
    public DataprepException? Error { get; }
}

/// <summary>How one run of a known kind ended.</summary>
public sealed class RunOutcome<T> : RunOutcome
    where T : Run
{
    internal RunOutcome(long id, T? run, DataprepException? error)
        : base(id, run, error) => Run = run;

    /// <summary>The run as it ended; null when it vanished or time ran out.</summary>
    public new T? Run { get; }
}
