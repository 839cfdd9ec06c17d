using System;

namespace DataprepPS.Client.Runs;

/// <summary>A run that is waited for: what is known of it, and when to look again.</summary>
internal sealed class WaitedRun<T>(long id, T? known, TimeProvider time)
    where T : Run
{
    // Runs come one by one from a pipeline; looking at them together costs one request instead of many.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly long waitingSince = time.GetTimestamp();
    private long nextLook = time.GetTimestamp() + (long)(Gathering.TotalSeconds * time.TimestampFrequency);

    public long Id { get; } = id;

    public T? Known { get; private set; } = known;

    public string? Status => Known?.Status;

    /// <summary>Lists did not show it: it is looked at by itself.</summary>
    public bool MissingFromLists { get; set; }

    public bool WarnedOfStatus { get; set; }

    /// <summary>What people call what is run, once that is known.</summary>
    public SourceName? Source { get; set; }

    public bool WasLookedAt { get; private set; }

    public TimeSpan UntilNextLook => -time.GetElapsedTime(nextLook);

    /// <summary>Whether it is time to look; at once for a new run when no others will come.</summary>
    public bool IsDue(bool noMore) => UntilNextLook <= TimeSpan.Zero || (noMore && !WasLookedAt);

    /// <summary>Takes what was seen, keeping what it does not tell.</summary>
    public void See(T run)
    {
        if (Known is { } before)
        {
            run.Keep(before);
        }

        Known = run;
    }

    /// <summary>Plans the next look.</summary>
    public void Plan(TimeSpan interval)
    {
        WasLookedAt = true;
        nextLook = time.GetTimestamp() + (long)(interval.TotalSeconds * time.TimestampFrequency);
    }

    public RunProgress Progress(RunKind kind) => new(kind.Name(Id), Source, Id, Status, Known?.PercentComplete, Known?.Stage, Elapsed());

    /// <summary>The time to the next look: soon for fresh runs and for those about to end, seldom for old ones.</summary>
    public TimeSpan Interval(TimeSpan longest, double random)
    {
        var seconds = Math.Max(Shortest.TotalSeconds, Math.Min(Elapsed().TotalSeconds / 10, Math.Min(Longest.TotalSeconds, longest.TotalSeconds)));
        if (Known?.PercentComplete >= 90)
        {
            seconds = Math.Max(Shortest.TotalSeconds, seconds / 3);
        }

        // A fifth at random, so that the looks of several processes do not fall together.
        return TimeSpan.FromSeconds(seconds * (0.9 + (random / 5)));
    }

    private TimeSpan Elapsed()
    {
        var waited = time.GetElapsedTime(waitingSince);
        var age = time.GetUtcNow() - Known?.BeganAt;
        // The server's clock may differ from ours: an age that makes no sense is replaced by what we saw ourselves.
        return age is { } known && known >= waited && known < TimeSpan.FromDays(30) ? known : waited;
    }
}
