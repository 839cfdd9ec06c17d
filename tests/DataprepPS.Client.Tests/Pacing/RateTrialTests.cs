using System;
using DataprepPS.Client.Pacing;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>The first calls of a class with a documented quota, before any reply told what is left.</summary>
public sealed class RateTrialTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2.9, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 4)]
    [InlineData(12, 16)]
    [InlineData(15, 30)]
    [InlineData(1000, 30)]
    public void Twice_as_many_may_be_under_way_every_three_seconds_within_the_quota(double second, int most)
    {
        var trial = new RateTrial(30);
        Assert.True(Allows(trial, 0, 0));
        Assert.True(Allows(trial, second, most - 1) || most == 1);
        Assert.False(Allows(trial, second, most));
    }

    [Fact]
    public void The_steps_begin_anew_when_nothing_is_under_way()
    {
        var trial = new RateTrial(30);
        Assert.True(Allows(trial, 100, 0));
        Assert.False(Allows(trial, 102, 1));
        Assert.True(Allows(trial, 103, 1));
    }

    [Fact]
    public void More_may_go_at_the_next_step_unless_the_whole_quota_is_under_way()
    {
        var trial = new RateTrial(30);
        Assert.Equal(3, MoreAt(trial, 0, 1));
        Assert.Equal(3, MoreAt(trial, 2.9, 1));
        Assert.Equal(6, MoreAt(trial, 3, 2));
        Assert.Equal(18, MoreAt(trial, 15, 29));
        Assert.Null(MoreAt(trial, 15, 30));
    }

    [Fact]
    public void Calls_that_ended_without_a_word_are_spent_for_a_minute_from_the_first()
    {
        var trial = new RateTrial(3);
        Assert.True(Allows(trial, 0, 0));
        trial.CountInconclusive(TimeSpan.FromSeconds(5));
        Assert.True(Allows(trial, 5, 1));
        Assert.False(Allows(trial, 5, 2));
        trial.CountInconclusive(TimeSpan.FromSeconds(7));
        trial.CountInconclusive(TimeSpan.FromSeconds(9));
        Assert.False(Allows(trial, 64.9, 0));
        Assert.Equal(65, MoreAt(trial, 10, 0));
        Assert.True(Allows(trial, 65, 0));
        Assert.True(Allows(trial, 65, 2));
        Assert.False(Allows(trial, 65, 3));
        trial.CountInconclusive(TimeSpan.FromSeconds(66));
        Assert.Equal(126, MoreAt(trial, 66, 2));
    }

    [Fact]
    public void Each_such_call_lets_twice_as_many_go()
    {
        var trial = new RateTrial(1_000_000);
        for (var calls = 1; calls <= 16; calls *= 2)
        {
            Assert.True(Allows(trial, 0, calls - 1));
            Assert.False(Allows(trial, 0, calls));
            trial.CountInconclusive(TimeSpan.Zero);
        }

        for (var more = 0; more < 100; more++)
        {
            trial.CountInconclusive(TimeSpan.Zero);
        }

        Assert.True(Allows(trial, 0, 999_000));
        Assert.False(Allows(trial, 0, 1_000_000 - 105));
    }

    [Fact]
    public void A_quota_of_nothing_still_lets_one_call_ask() => Assert.True(Allows(new RateTrial(0), 0, 0));

    private static bool Allows(RateTrial trial, double second, int inFlight) => trial.Allows(TimeSpan.FromSeconds(second), inFlight);

    private static double? MoreAt(RateTrial trial, double second, int inFlight) => trial.MoreAt(TimeSpan.FromSeconds(second), inFlight)?.TotalSeconds;
}
