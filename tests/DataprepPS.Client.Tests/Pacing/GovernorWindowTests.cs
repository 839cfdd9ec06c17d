using System;
using System.Globalization;
using System.Linq;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>What is left, whose clock counts, when a window ends, what a refusal does.</summary>
public sealed class GovernorWindowTests
{
    [Fact]
    public void No_more_goes_than_the_server_says_is_left_less_the_calls_under_way()
    {
        var bench = new GovernorBench(isKnown: true);
        var sent = bench.AskAll(10);
        sent[0].Complete(201, bench.Quota(30, 20, 60));
        Assert.Equal(20 - 9, bench.AskAll().Length);
    }

    [Fact]
    public void The_lowest_remainder_of_a_window_counts_however_replies_are_ordered()
    {
        var bench = new GovernorBench(isKnown: true);
        var sent = bench.AskAll(3);
        sent[2].Complete(201, bench.Quota(30, 26, 60));
        sent[0].Complete(201, bench.Quota(30, 28, 60));
        sent[1].Complete(201, bench.Quota(30, 27, 60));
        Assert.Equal(26, bench.AskAll().Length);
    }

    [Fact]
    public void The_user_and_the_workspace_must_both_have_something_left()
    {
        var bench = new GovernorBench();
        bench.Ask().Permit().Complete(201, GovernorBench.Headers(
            201,
            ("x-rate-limit-user-limit", "30"),
            ("x-rate-limit-user-remaining", "29"),
            ("x-rate-limit-workspace-limit", "60"),
            ("x-rate-limit-workspace-remaining", "4")));
        Assert.Equal(4, bench.AskAll().Length);
        Assert.Equal(25, bench.Status.UserRemaining);
        Assert.Equal(0, bench.Status.WorkspaceRemaining);
        Assert.Equal(60, bench.Status.WorkspaceLimit);
    }

    [Fact]
    public void When_the_window_ends_the_whole_limit_goes_less_the_calls_under_way()
    {
        var bench = new GovernorBench(isKnown: true);
        var sent = bench.AskAll();
        foreach (var permit in sent.Skip(5))
        {
            permit.Complete(201, bench.Quota(30, 0, 60));
        }

        bench.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(bench.AskAll());
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(25, bench.AskAll().Length);
    }

    [Theory]
    [InlineData(false, 60.01, 60.6)]
    [InlineData(true, 61.01, 61.6)]
    public void A_reset_cut_to_the_second_may_be_a_second_later(bool inSeconds, double earliest, double latest)
    {
        var bench = new GovernorBench();
        bench.Ask().Permit().Complete(201, bench.Quota(30, 0, 60, inSeconds));
        AssertGoes(bench, earliest, latest);
    }

    [Theory]
    [InlineData(-600)]
    [InlineData(600)]
    [InlineData(100_000)]
    public void The_servers_own_clock_decides_when_its_window_ends(int skew)
    {
        var bench = new GovernorBench { Skew = TimeSpan.FromSeconds(skew) };
        bench.Ask().Permit().Complete(201, bench.Quota(30, 0, 45));
        AssertGoes(bench, 45.01, 45.6);
    }

    [Fact]
    public void A_wall_clock_set_while_waiting_moves_nothing()
    {
        var bench = new GovernorBench();
        bench.Ask().Permit().Complete(201, bench.Quota(30, 0, 45));
        bench.Time.WallClockError = TimeSpan.FromHours(-3);
        AssertGoes(bench, 45.01, 45.6);
    }

    [Fact]
    public void Each_reply_sharpens_the_servers_clock_and_none_makes_it_early()
    {
        var bench = new GovernorBench();
        bench.Time.Advance(TimeSpan.FromSeconds(0.9));
        var permits = bench.AskAll(2);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        permits[0].Complete(201, bench.Quota(30, 1, 40));
        var blurred = bench.Status.UserReset - bench.Time.GetUtcNow();
        Assert.InRange(blurred!.Value.TotalSeconds, 40.8, 41);

        bench.Time.Advance(TimeSpan.FromSeconds(0.2));
        permits[1].Complete(201, bench.Quota(30, 0, 39.8));
        var sharp = bench.Status.UserReset - bench.Time.GetUtcNow();
        Assert.InRange(sharp!.Value.TotalSeconds, 39.8, 40);
    }

    [Fact]
    public void Without_a_date_the_local_clock_decides()
    {
        var bench = new GovernorBench { HasDate = false };
        bench.Ask().Permit().Complete(201, bench.Quota(30, 0, 45));
        AssertGoes(bench, 45.01, 45.6);
    }

    [Theory]
    [InlineData(-30, true)]
    [InlineData(100_000, true)]
    [InlineData(100, false)]
    public void A_reset_that_makes_no_sense_gives_a_window_from_the_first_reply(int reset, bool hasDate)
    {
        var bench = new GovernorBench { HasDate = hasDate };
        bench.Time.Advance(TimeSpan.FromSeconds(100));
        bench.Ask().Permit().Complete(201, bench.Quota(30, 0, reset));
        AssertGoes(bench, 60.01, 60.6);
    }

    [Fact]
    public void A_later_reset_shows_a_new_window_before_we_expected_it()
    {
        var bench = new GovernorBench(isKnown: true);
        var last = bench.AskAll()[^1];
        Assert.Empty(bench.AskAll());
        last.Complete(201, bench.Quota(30, 29, 119));
        Assert.Single(bench.AskAll());
    }

    [Fact]
    public void A_late_reply_of_the_last_window_takes_nothing_from_the_new_one()
    {
        var bench = new GovernorBench();
        var early = bench.AskAll(3);
        early[0].Complete(201, bench.Quota(30, 2, 1));
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        bench.Ask().Permit().Complete(201, bench.Quota(30, 29, 58));
        early[1].Complete(201, bench.Quota(30, 0, -2));
        early[2].Complete(201, bench.Quota(30, 1, -2));
        Assert.Equal(29, bench.AskAll().Length);
    }

    [Fact]
    public void A_remainder_that_rises_shows_a_new_window_where_no_reset_does()
    {
        var bench = new GovernorBench();
        Reply(bench, 1);
        Reply(bench, 29);
        Assert.Equal(29, bench.AskAll().Length);

        static void Reply(GovernorBench bench, int remaining) => bench.Ask().Permit().Complete(201, GovernorBench.Headers(
            201,
            ("x-rate-limit-user-limit", "30"),
            ("x-rate-limit-user-remaining", remaining.ToString(CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_process_that_sees_others_spend_sends_its_share_first()
    {
        var bench = new GovernorBench(isKnown: true);
        var first = bench.AskAll(14);
        foreach (var permit in first)
        {
            permit.Complete(201, bench.Quota(30, 0, 60));
        }

        bench.Time.Advance(TimeSpan.FromSeconds(62));
        // Half of the limit, less the little everybody leaves to others.
        Assert.Equal(14, bench.AskAll().Length);
    }

    [Fact]
    public void What_others_leave_is_asked_for_by_one_call_and_then_taken()
    {
        var bench = new GovernorBench(isKnown: true);
        foreach (var permit in bench.AskAll(14))
        {
            permit.Complete(201, bench.Quota(30, 0, 60));
        }

        bench.Time.Advance(TimeSpan.FromSeconds(62));
        foreach (var permit in bench.AskAll())
        {
            permit.Complete(201, bench.Quota(30, 16, 58));
        }

        Assert.Empty(bench.AskAll());
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        var asking = Assert.Single(bench.AskAll());
        asking.Complete(201, bench.Quota(30, 15, 48));
        Assert.InRange(bench.AskAll().Length, 7, 9);
    }

    private static void AssertGoes(GovernorBench bench, double earliest, double latest)
    {
        var turn = bench.Ask();
        bench.Time.Advance(TimeSpan.FromSeconds(earliest - 0.001));
        Assert.False(turn.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(latest - earliest + 0.002));
        Assert.True(turn.IsCompletedSuccessfully);
    }
}
