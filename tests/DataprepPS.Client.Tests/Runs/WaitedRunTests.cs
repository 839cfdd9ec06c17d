using System;
using System.Collections.Generic;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Runs;

/// <summary>When a run that is waited for is looked at, and how far it is said to be.</summary>
public sealed class WaitedRunTests
{
    private static readonly RunKind Kind = new("JobGroup", "job group", "recipe");

    private readonly ManualTimeProvider time = new();

    [Fact]
    public void A_new_group_gives_others_a_quarter_of_a_second_to_come()
    {
        var group = new WaitedRun<JobGroup>(1, null, time);
        Assert.Equal(TimeSpan.FromMilliseconds(250), group.UntilNextLook);
        time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(group.IsDue(noMore: false));
        Assert.True(group.IsDue(noMore: true));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(group.IsDue(noMore: false));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(-1), group.UntilNextLook);
    }

    [Fact]
    public void A_group_that_was_looked_at_is_due_when_planned_though_no_more_will_come()
    {
        var group = new WaitedRun<JobGroup>(1, null, time);
        group.Plan(TimeSpan.FromSeconds(3));
        Assert.True(group.WasLookedAt);
        Assert.Equal(TimeSpan.FromSeconds(3), group.UntilNextLook);
        Assert.False(group.IsDue(noMore: true));
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(group.IsDue(noMore: true));
    }

    [Fact]
    public void What_only_the_start_told_is_kept_and_what_a_look_tells_is_newer()
    {
        var start = Told(1);
        var group = new WaitedRun<JobGroup>(1, start, time);
        group.See(new JobGroup { Id = 1, Status = "InProgress" });
        Assert.Equal("InProgress", group.Status);
        AssertTold(start, group.Known!);
        var look = Told(2);
        var told = Told(2, look.JobGraph, look.Jobs, look.ExecutionId);
        group.See(look);
        AssertTold(told, group.Known!);
    }

    [Theory]
    [InlineData(0, 0.5, 15, 1)]
    [InlineData(5, 0.5, 15, 1)]
    [InlineData(50, 0.5, 15, 5)]
    [InlineData(50, 0, 15, 4.5)]
    [InlineData(50, 1, 15, 5.5)]
    [InlineData(50, 0.5, 4, 4)]
    [InlineData(1000, 0.5, 15, 15)]
    [InlineData(1000, 0.5, 20, 15)]
    public void Looks_are_a_tenth_of_the_age_apart_within_limits_and_a_fifth_of_that_at_random(double age, double random, double longest, double expected)
    {
        var group = new WaitedRun<JobGroup>(1, null, time);
        time.Advance(TimeSpan.FromSeconds(age));
        Assert.Equal(expected, group.Interval(TimeSpan.FromSeconds(longest), random).TotalSeconds, 6);
    }

    [Theory]
    [InlineData(89.9, 120, 12)]
    [InlineData(90, 120, 4)]
    [InlineData(99, 120, 4)]
    [InlineData(99, 20, 1)]
    public void A_group_about_to_end_is_looked_at_three_times_as_often(double percent, double age, double expected)
    {
        var group = new WaitedRun<JobGroup>(1, null, time);
        group.See(Group(new Job { Status = "InProgress", PercentComplete = percent }));
        time.Advance(TimeSpan.FromSeconds(age));
        Assert.Equal(expected, group.Interval(TimeSpan.FromSeconds(15), 0.5).TotalSeconds, 6);
    }

    [Theory]
    [InlineData(3600, 3600)]
    [InlineData(5, 10)]
    [InlineData(-3600, 10)]
    [InlineData(30 * 86400 - 1, 30 * 86400 - 1)]
    [InlineData(30 * 86400, 10)]
    public void Its_age_is_the_servers_unless_that_makes_no_sense(double serversAge, double expected)
    {
        var group = new WaitedRun<JobGroup>(1, new JobGroup { Id = 1, CreatedAt = time.GetUtcNow() + TimeSpan.FromSeconds(10 - serversAge) }, time);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(expected, group.Progress(Kind).Elapsed.TotalSeconds);
    }

    [Fact]
    public void Progress_is_the_mean_of_the_stages_and_names_those_at_work()
    {
        var group = new WaitedRun<JobGroup>(1, null, time);
        group.See(Group(
            new Job { JobType = "ingest", Status = "Complete" },
            new Job { JobType = "wrangle", Status = "InProgress", PercentComplete = 40.4 },
            new Job { JobType = "profile", Status = "Pending" },
            new Job { JobType = "filewriter", Status = "Created", PercentComplete = 10 },
            new Job { JobType = "publish", Status = "Failed", PercentComplete = 49.6 },
            new Job { JobType = "unknown" }));
        var progress = group.Progress(Kind);
        Assert.Equal((1, "InProgress", "wrangle 40 %, profile 0 %"), (progress.Id, progress.Status, progress.Stage));
        Assert.Equal((100 + 40.4 + 0 + 10 + 49.6) / 5, progress.PercentComplete!.Value, 6);
    }

    [Fact]
    public void Without_stages_nothing_is_said_of_progress()
    {
        var group = new WaitedRun<JobGroup>(1, null, time);
        Assert.Equal((null, null, null), (group.Progress(Kind).PercentComplete, group.Progress(Kind).Stage, group.Progress(Kind).Remaining));
        group.See(Group(new Job { JobType = "wrangle", Status = "Complete" }));
        Assert.Equal((100, null, null), (group.Progress(Kind).PercentComplete, group.Progress(Kind).Stage, group.Progress(Kind).Remaining));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(2, 4900.0)]
    [InlineData(25, 300.0)]
    [InlineData(80, 25.0)]
    [InlineData(99.5, 0.503)]
    [InlineData(100, null)]
    public void The_time_that_remains_follows_from_the_percent(double percent, double? expected)
    {
        var remaining = new RunProgress("Job group 1", null, 1, "InProgress", percent, null, TimeSpan.FromSeconds(100)).Remaining;
        Assert.Equal(expected, remaining is { } left ? Math.Round(left.TotalSeconds, 3) : null);
    }

    private static JobGroup Group(params Job[] jobs) => new() { Id = 1, Status = "InProgress", Jobs = jobs };

    private static JobGroup Told(long number, JobGraph? graph = null, IReadOnlyList<Job>? jobs = null, Guid? execution = null) => new()
    {
        Id = 1,
        ExecutionId = execution ?? Guid.NewGuid(),
        DeploymentId = number,
        RecipeId = 10 + number,
        SessionId = $"session {number}",
        Reason = $"reason {number}",
        JobGraph = graph ?? new JobGraph(),
        Jobs = jobs ?? [],
    };

    private static void AssertTold(JobGroup expected, JobGroup actual)
    {
        Assert.Equal(
            (expected.ExecutionId, expected.DeploymentId, expected.RecipeId, expected.SessionId, expected.Reason),
            (actual.ExecutionId, actual.DeploymentId, actual.RecipeId, actual.SessionId, actual.Reason));
        Assert.Same(expected.JobGraph, actual.JobGraph);
        Assert.Same(expected.Jobs, actual.Jobs);
    }
}
