using System;
using System.Globalization;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>One quota, told of by one reply after the other: what is left, and when the next window begins.</summary>
public sealed class RateBucketTests
{
    // Chance at its least: each window begins 10 ms late.
    private const double Stagger = 0.01;
    private static readonly DateTimeOffset Noon = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider time = new();
    private readonly ServerClock clock;
    private RateBucket bucket;
    private long nextCall;

    public RateBucketTests()
    {
        clock = new ServerClock(time);
        clock.Observe(Noon, TimeSpan.Zero, TimeSpan.Zero);
        bucket = Bucket(0);
    }

    [Fact]
    public void Resets_a_quarter_of_a_second_apart_are_one_windows_and_the_later_counts()
    {
        Reply(limit: 30, remaining: 10, reset: 60);
        Reply(remaining: 20, reset: 60.25);
        Assert.Equal((10, 60.25 + Stagger), (bucket.Available(0), EndsAt));
        Reply(remaining: 20, reset: 60.1);
        Assert.Equal((10, 60.25 + Stagger), (bucket.Available(0), EndsAt));
        Reply(remaining: 20, reset: 60.501);
        Assert.Equal((20, 60.511), (bucket.Available(0), EndsAt));
    }

    [Fact]
    public void Resets_cut_to_the_second_may_be_five_apart_and_end_a_second_later()
    {
        Reply(limit: 30, remaining: 10, reset: 60, inSeconds: true);
        Reply(remaining: 20, reset: 65, inSeconds: true);
        Assert.Equal((10, 66 + Stagger), (bucket.Available(0), EndsAt));
        Reply(remaining: 20, reset: 71, inSeconds: true);
        Assert.Equal((20, 72 + Stagger), (bucket.Available(0), EndsAt));
    }

    [Theory]
    [InlineData(0, false, 70)]
    [InlineData(-0.5, false, 70)]
    [InlineData(-0.5, true, 10.5)]
    [InlineData(-1.5, true, 70)]
    [InlineData(300, false, 310)]
    [InlineData(300.001, false, 70)]
    public void A_reset_in_the_past_or_more_than_five_minutes_ahead_is_not_believed(double ahead, bool inSeconds, double ends)
    {
        time.Advance(TimeSpan.FromSeconds(10));
        clock.Observe(Noon.AddSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        Reply(limit: 30, remaining: 10, reset: 10 + ahead, inSeconds: inSeconds);
        Assert.Equal(ends + Stagger, EndsAt, 0.006);
    }

    [Fact]
    public void A_server_in_scaled_time_shows_it_by_its_resets_and_processes_wake_closer_together()
    {
        bucket = Bucket(1);
        Reply(limit: 30, remaining: 10, reset: 10);
        Assert.Equal(10.6, EndsAt, 3);
        Reply(remaining: 10, reset: 20);
        Reply(remaining: 10, reset: 30);
        Assert.Equal(30.1, EndsAt, 3);
        Reply(remaining: 10, reset: 30.9);
        Reply(remaining: 10, reset: 40.9);
        Assert.Equal(41, EndsAt, 3);
    }

    [Fact]
    public void A_window_as_short_as_a_second_is_one()
    {
        bucket = Bucket(1);
        Reply(limit: 30, remaining: 10, reset: 10);
        Reply(remaining: 10, reset: 11);
        Reply(remaining: 10, reset: 21);
        Assert.Equal(21 + Stagger, EndsAt, 3);
    }

    [Fact]
    public void A_limit_that_changes_is_the_new_one()
    {
        Reply(limit: 30, remaining: 29, reset: 60);
        Assert.Equal(30, bucket.Limit);
        Reply(limit: 20, remaining: 18, reset: 60);
        Assert.Equal(20, bucket.Limit);
        Reply(remaining: 17, reset: 60);
        Assert.Equal(20, bucket.Limit);
    }

    [Fact]
    public void A_limit_nobody_told_is_one_more_than_the_most_that_was_left()
    {
        Reply(remaining: 19, reset: 60);
        Assert.Equal((20, 19), (bucket.Limit, bucket.Available(0)));
        Reply(remaining: 18, reset: 60);
        Assert.Equal((20, 18), (bucket.Limit, bucket.Available(0)));
        Reply(remaining: 20, reset: 60);
        Assert.Equal((21, 18), (bucket.Limit, bucket.Available(0)));
    }

    [Fact]
    public void Without_a_reset_a_remainder_that_stays_is_no_new_window()
    {
        Reply(limit: 30, remaining: 10);
        time.Advance(TimeSpan.FromSeconds(5));
        Reply(remaining: 10);
        Assert.Equal(60 + Stagger, EndsAt);
        Reply(remaining: 11);
        Assert.Equal(65 + Stagger, EndsAt);
    }

    [Fact]
    public void Who_stands_behind_what_is_left_waits_a_window_for_each_limit_before_it()
    {
        Reply(limit: 30, remaining: 5, reset: 60);
        Assert.Equal(7, Turn(4));
        Assert.Equal(60 + Stagger, Turn(5));
        Assert.Equal(60 + Stagger, Turn(34));
        Assert.Equal(120 + Stagger, Turn(35));
        Assert.Equal(60 + Stagger, Turn(4, inFlight: 1));
        Assert.Equal(7, Turn(29, isOpen: false));
        Assert.Equal(60 + Stagger, Turn(30, isOpen: false));
    }

    [Fact]
    public void Before_any_reply_of_a_window_the_next_is_a_minute_away()
    {
        bucket.Assume(2);
        Assert.Null(bucket.EndsAt);
        Assert.Equal(7, Turn(1));
        Assert.Equal(63, Turn(2));
        Assert.Equal(123, Turn(4));
    }

    [Fact]
    public void Of_a_window_that_ended_nothing_is_remembered_but_the_limit()
    {
        Reply(limit: 30, remaining: 0, reset: 60);
        // In a minute two good clocks may drift apart by 30 ms.
        Wait(60.03);
        Assert.Equal(0, bucket.Available(0));
        Wait(Stagger + 0.001);
        Assert.Equal((30, 30, null), (bucket.Limit, bucket.Available(0), bucket.EndsAt));
    }

    [Fact]
    public void More_than_can_be_left_is_not_believed()
    {
        Reply(limit: 30, remaining: 10, reset: 60);
        for (var call = 0; call < 5; call++)
        {
            Reply(remaining: 30, reset: 60);
        }

        Wait(61);
        Reply(remaining: 30, reset: 120);
        Reply(remaining: 30, reset: 120);
        Reply(remaining: 30, reset: 120, outcome: RateOutcome.Failed);
        Assert.Equal(28, bucket.Available(0));
    }

    [Fact]
    public void What_is_left_is_told_with_the_windows_end_on_the_local_clock()
    {
        Assert.Equal((null, null, null), (bucket.Status(0).Limit, bucket.Status(0).Remaining, bucket.Status(0).Reset));
        Reply(limit: 30, remaining: 10, reset: 60);
        var status = bucket.Status(3);
        Assert.Equal((30, 7, Noon.AddSeconds(60)), (status.Limit, status.Remaining, status.Reset!.Value));
    }

    [Fact]
    public void A_call_that_breaks_does_not_make_the_window_longer()
    {
        Reply(limit: 30, remaining: 10);
        Send();
        time.Advance(TimeSpan.FromSeconds(5));
        bucket.CountLost(clock.Now);
        Assert.Equal((9, 60 + Stagger), (bucket.Available(0), EndsAt));
    }

    [Fact]
    public void A_window_of_broken_calls_alone_ends_a_minute_after_the_first()
    {
        Reply(limit: 30, remaining: 0, reset: 60);
        Wait(61);
        bucket.CountLost(clock.Now);
        Assert.Equal(121 + Stagger, EndsAt);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(60.25)]
    [InlineData(30)]
    public void A_late_reply_of_a_window_that_is_over_tells_nothing_of_this_one(double reset)
    {
        Reply(limit: 30, remaining: 29, reset: 60);
        var late = Send();
        Wait(61);
        Reply(to: late, remaining: 0, reset: reset);
        Assert.Equal((30, null), (bucket.Available(0), bucket.EndsAt));
        Reply(remaining: 29, reset: 120);
        // In a minute two good clocks may drift apart by 30 ms.
        Assert.Equal(29, bucket.Available(0));
        Assert.InRange(EndsAt, 120, 120.1);
        late = Send();
        Wait(61);
        Reply(remaining: 25, reset: 180);
        Reply(to: late, remaining: 0, reset: 120);
        Assert.Equal(25, bucket.Available(0));
    }

    [Fact]
    public void A_window_that_counts_beyond_its_announced_end_is_measured_from_its_first_reply()
    {
        Reply(limit: 30, remaining: 29, reset: 35);
        Wait(36);
        Reply(remaining: 28, reset: 35);
        Assert.Equal((28, 96 + Stagger), (bucket.Available(0), EndsAt));
    }

    [Fact]
    public void A_late_reply_without_a_word_counts_in_the_window_it_comes_in()
    {
        Reply(limit: 30, remaining: 29, reset: 60);
        var late = Send();
        Wait(61, inFlight: 1);
        Reply(to: late);
        Assert.Equal(29, bucket.Available(0));
    }

    [Fact]
    public void A_window_that_comes_early_does_not_look_like_company()
    {
        Reply(limit: 30, remaining: 29, reset: 60);
        Reply(remaining: 29, reset: 119);
        Assert.True(bucket.Allows(0, clock.Now));
        Assert.True(bucket.Allows(28, clock.Now));
        Assert.False(bucket.Allows(29, clock.Now));
    }

    [Fact]
    public void In_company_silent_calls_are_taken_off_until_a_later_one_tells()
    {
        Reply(limit: 30, remaining: 29, reset: 60);
        Reply(remaining: 20, reset: 60);
        var before = Send();
        Reply();
        Assert.Equal(19, bucket.Available(0));
        Reply(to: before, remaining: 19, reset: 60);
        Assert.Equal(18, bucket.Available(0));
        Reply(remaining: 17, reset: 60);
        Assert.Equal(17, bucket.Available(0));
    }

    [Fact]
    public void A_remainder_told_again_does_not_hide_that_another_call_shows_a_new_window()
    {
        Reply(limit: 30, remaining: 10);
        var (same, more) = (Send(), Send());
        time.Advance(TimeSpan.FromSeconds(5));
        Reply(to: same, remaining: 10);
        Reply(to: more, remaining: 11);
        Assert.Equal((11, 65 + Stagger), (bucket.Available(0), EndsAt));
    }

    private double EndsAt => Math.Round(bucket.EndsAt!.Value.TotalSeconds, 6);

    private RateBucket Bucket(double chance) => new(clock, new RateChance(new FixedRandom(chance)), 0);

    private double Turn(int ahead, int inFlight = 0, bool isOpen = true) =>
        Math.Round(bucket.TurnOf(ahead, isOpen, inFlight, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(3)).TotalSeconds, 6);

    private long Send()
    {
        bucket.CountSent();
        return nextCall++;
    }

    /// <summary>The clock of the bucket moves on, and what is over ends.</summary>
    private void Wait(double seconds, int inFlight = 0)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        bucket.Advance(clock.Now, nextCall, inFlight);
    }

    /// <summary>A call is sent, unless it was before, and answered; the reset is in seconds after noon.</summary>
    private void Reply(
        int? limit = null, int? remaining = null, double? reset = null, bool inSeconds = false, RateOutcome outcome = RateOutcome.Passed, long? to = null)
    {
        var call = to ?? Send();
        var epoch = reset is { } seconds ? Noon.AddMilliseconds(Math.Round(seconds * 1000)) : (DateTimeOffset?)null;
        var headers = GovernorBench.Headers(
            201,
            ("x-rate-limit-user-limit", Text(limit)),
            ("x-rate-limit-user-remaining", Text(remaining)),
            ("x-rate-limit-user-reset", inSeconds ? (epoch!.Value.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture) : Text(epoch?.ToUnixTimeMilliseconds())));
        bucket.Read(headers.User, call, nextCall, 0, outcome, clock.Now);
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
