using System;
using System.Collections.Generic;
using System.Linq;

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

    /// <summary>The ids of the jobs that a run starts.</summary>
    internal static long[] IdsOf(JobGroup group) => [.. Stages(group).Select((_, number) => IdOf(group.Id, number + 1))];

    internal static List<Job> Of(JobGroup group, DateTimeOffset now)
    {
        var stages = Stages(group);
        var failing = group.Failure is null ? null : stages.Find(stage => stage.Type == group.FailStage) ?? stages[0];
        var jobs = stages.Select((stage, number) => At(group, IdOf(group.Id, number + 1), stage, failing, now)).ToList();
        jobs.AddRange(group.Publishes.Select(publish => At(publish, now)));
        return jobs;
    }

    /// <summary>Profiling and writing wait for the wrangling, and publishing for the writing.</summary>
    private static List<Stage> Stages(JobGroup group)
    {
        var stages = new List<Stage> { new("wrangle", 0, JobGroup.CreatedShare, 0.7) };
        if (group.ProfilingEnabled)
        {
            stages.Add(new Stage("profile", 1, 0.7, 1));
        }

        stages.Add(new Stage("filewriter", 1, 0.7, group.Publishing ? 0.85 : 1));
        if (group.Publishing)
        {
            stages.Add(new Stage("publish", 2, 0.85, 1));
        }

        return stages;
    }

    private static Job At(JobGroup group, long id, Stage stage, Stage? failing, DateTimeOffset now)
    {
        // A stage that fails does so at the very end, and those behind it never start.
        var (type, fails, isBehind) = (stage.Type, stage == failing, stage.Rank > failing?.Rank);
        var start = group.StartedAt + ((isBehind ? 1 : stage.From) * group.Lifetime);
        var end = group.StartedAt + ((fails || isBehind ? 1 : stage.To) * group.Lifetime);
        var pin = group.Pinned;
        var moment = pin is null || pin.At > now ? now : pin.At;
        if (pin?.Status == JobStatus.Complete)
        {
            return new Job(id, type, JobStatus.Complete, 100, group.StartedAt, pin.At, null);
        }

        if (isBehind && moment >= end)
        {
            return new Job(id, type, JobStatus.Canceled, 0, group.StartedAt, end, null);
        }

        if (moment >= end)
        {
            return new Job(id, type, fails ? JobStatus.Failed : JobStatus.Complete, 100, group.StartedAt, end, fails ? group.Failure : null);
        }

        var percent = moment <= start ? 0 : (int)((moment - start) / (end - start) * 100);
        var status = moment < start ? JobStatus.Created : JobStatus.InProgress;
        if (pin is not null && JobStatus.IsFinal(pin.Status))
        {
            var failed = pin.Status == JobStatus.Failed && (fails || (failing is null && stage.Rank == 0));
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

    /// <summary>A kind of job within a group: how many others it waits for, and from when to when in the group's life it runs.</summary>
    private sealed record Stage(string Type, int Rank, double From, double To);
}
