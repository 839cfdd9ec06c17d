using System;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Client.JobGroups;

/// <summary>A job group that is waited for: what is known of it, and when to look again.</summary>
internal sealed class WaitedGroup(long id, JobGroup? known, TimeProvider time)
{
    // Groups come one by one from a pipeline; looking at them together costs one request instead of many.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly long waitingSince = time.GetTimestamp();
    private long nextLook = time.GetTimestamp() + (long)(Gathering.TotalSeconds * time.TimestampFrequency);

    public long Id { get; } = id;

    public JobGroup? Known { get; private set; } = known;

    public string? Status => Known?.Status;

    /// <summary>Lists did not show it: it is looked at by itself.</summary>
    public bool MissingFromLists { get; set; }

    public bool WarnedOfStatus { get; set; }

    public bool WasLookedAt { get; private set; }

    public TimeSpan UntilNextLook => -time.GetElapsedTime(nextLook);

    /// <summary>Whether it is time to look; at once for a new group when no others will come.</summary>
    public bool IsDue(bool noMore) => UntilNextLook <= TimeSpan.Zero || (noMore && !WasLookedAt);

    /// <summary>Takes what was seen, keeping what only the start reply told.</summary>
    public void See(JobGroup group)
    {
        if (Known is { } before)
        {
            group.ExecutionId ??= before.ExecutionId;
            group.DeploymentId ??= before.DeploymentId;
            group.RecipeId ??= before.RecipeId;
            group.SessionId ??= before.SessionId;
            group.Reason ??= before.Reason;
            group.JobGraph ??= before.JobGraph;
            group.Jobs ??= before.Jobs;
        }

        Known = group;
    }

    /// <summary>Plans the next look.</summary>
    public void Plan(TimeSpan interval)
    {
        WasLookedAt = true;
        nextLook = time.GetTimestamp() + (long)(interval.TotalSeconds * time.TimestampFrequency);
    }

    public JobGroupProgress Progress() => new(Id, Status, Percent(), Stage(), Elapsed());

    /// <summary>The time to the next look: soon for fresh jobs and for those about to end, seldom for old ones.</summary>
    public TimeSpan Interval(TimeSpan longest, double random)
    {
        var seconds = Math.Max(Shortest.TotalSeconds, Math.Min(Elapsed().TotalSeconds / 10, Math.Min(Longest.TotalSeconds, longest.TotalSeconds)));
        if (Percent() >= 90)
        {
            seconds = Math.Max(Shortest.TotalSeconds, seconds / 3);
        }

        // A fifth at random, so that the looks of several processes do not fall together.
        return TimeSpan.FromSeconds(seconds * (0.9 + (random / 5)));
    }

    private TimeSpan Elapsed()
    {
        var waited = time.GetElapsedTime(waitingSince);
        var age = time.GetUtcNow() - Known?.CreatedAt;
        // The server's clock may differ from ours: an age that makes no sense is replaced by what we saw ourselves.
        return age is { } known && known >= waited && known < TimeSpan.FromDays(30) ? known : waited;
    }

    private double? Percent()
    {
        var known = Stages().Where(job => job.Status is not null).ToArray();
        return known.Length == 0 ? null : known.Average(job => JobGroupStatus.IsSuccess(job.Status) ? 100 : job.PercentComplete ?? 0);
    }

    private string? Stage()
    {
        var running = Stages().Where(job => job.Status is not null && !JobGroupStatus.IsFinished(job.Status)
            && !JobGroupStatus.Is(job.Status, JobGroupStatus.Created)).ToArray();
        return running.Length == 0 ? null : string.Join(", ", running.Select(job => $"{job.JobType} {job.PercentComplete ?? 0:0} %"));
    }

    private IReadOnlyList<Job> Stages() => Known?.Jobs ?? [];
}
