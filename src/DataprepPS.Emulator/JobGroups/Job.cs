using System;
using System.Collections.Generic;

namespace DataprepPS.Emulator;

/// <summary>One job of a job group as it stands at a moment.</summary>
public sealed record Job(
    long Id,
    string JobType,
    string Status,
    int PercentComplete,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? Error)
{
    /// <summary>Job ids are made from the group's, so that a job's group is found without an index.</summary>
    private const long IdsPerGroup = 1000;

    internal static long IdOf(long jobGroupId, int number) => (jobGroupId * IdsPerGroup) + number;

    internal static long GroupOf(long jobId) => jobId / IdsPerGroup;

    /// <summary>The ids of the jobs that a run starts: wrangle, profile when profiling, filewriter.</summary>
    internal static long[] IdsOf(JobGroup group) => group.ProfilingEnabled
        ? [IdOf(group.Id, 1), IdOf(group.Id, 2), IdOf(group.Id, 3)]
        : [IdOf(group.Id, 1), IdOf(group.Id, 2)];

    internal static List<Job> Of(JobGroup group, DateTimeOffset now)
    {
        var ids = IdsOf(group);
        var jobs = new List<Job>(ids.Length + group.Publishes.Count);
        // A group that will fail does so in its wrangle job, and the jobs behind it never start.
        var wrangled = group.Failure is null ? 0.7 : 1;
        jobs.Add(At(group, ids[0], "wrangle", JobGroup.CreatedShare, wrangled, now));
        if (group.ProfilingEnabled)
        {
            jobs.Add(At(group, ids[1], "profile", wrangled, 1, now));
        }

        jobs.Add(At(group, ids[^1], "filewriter", wrangled, 1, now));
        foreach (var publish in group.Publishes)
        {
            jobs.Add(At(publish, now));
        }

        return jobs;
    }

    private static Job At(JobGroup group, long id, string type, double from, double to, DateTimeOffset now)
    {
        var start = group.StartedAt + (from * group.Lifetime);
        var end = group.StartedAt + (to * group.Lifetime);
        var pin = group.Pinned;
        var moment = pin is null || pin.At > now ? now : pin.At;
        if (pin?.Status == JobStatus.Complete)
        {
            return new Job(id, type, JobStatus.Complete, 100, group.StartedAt, pin.At, null);
        }

        if (type != "wrangle" && group.Failure is not null && moment >= end)
        {
            return new Job(id, type, JobStatus.Canceled, 0, group.StartedAt, end, null);
        }

        if (moment >= end)
        {
            return new Job(id, type, group.Failure is null ? JobStatus.Complete : JobStatus.Failed, 100, group.StartedAt, end, group.Failure);
        }

        var percent = moment <= start ? 0 : (int)((moment - start) / (end - start) * 100);
        var status = moment < start ? JobStatus.Created : JobStatus.InProgress;
        if (pin is not null && JobStatus.IsFinal(pin.Status))
        {
            var failed = pin.Status == JobStatus.Failed && type == "wrangle";
            status = failed ? JobStatus.Failed : JobStatus.Canceled;
            return new Job(id, type, status, percent, group.StartedAt, pin.At, failed ? pin.Error ?? "Out of memory" : null);
        }

        return new Job(id, type, status, percent, group.StartedAt, moment < start ? group.StartedAt : moment, null);
    }

    private static Job At(Publish publish, DateTimeOffset now)
    {
        var lived = (now - publish.StartedAt) / publish.Lifetime;
        var end = publish.StartedAt + publish.Lifetime;
        return lived switch
        {
            < JobGroup.CreatedShare => new Job(publish.JobId, "publish", JobStatus.Created, 0, publish.StartedAt, publish.StartedAt, null),
            < 1 => new Job(publish.JobId, "publish", JobStatus.InProgress, (int)(lived * 100), publish.StartedAt, now, null),
            _ when publish.Failure is null => new Job(publish.JobId, "publish", JobStatus.Complete, 100, publish.StartedAt, end, null),
            _ => new Job(publish.JobId, "publish", JobStatus.Failed, 100, publish.StartedAt, end, publish.Failure),
        };
    }
}
