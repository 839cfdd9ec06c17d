using System;
using System.Linq;
using DataprepPS.Client.Pacing;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>What waiting calls are told, and when they are told again.</summary>
public sealed class PaceForecastTests
{
    private readonly PaceForecast forecast = new("runJobGroup");

    [Fact]
    public void A_caller_is_told_why_how_long_and_how_many_go_before()
    {
        var wait = Tell(Listener(), until: 30, now: 10, ahead: 2)!;
        Assert.Equal(("runJobGroup", 20.0, PaceReason.Quota, 2), (wait.EndpointClass, wait.Delay.TotalSeconds, wait.Reason, wait.Ahead));
        Assert.Equal(0, Tell(Listener(), until: 9, now: 10)!.Delay.TotalSeconds);
    }

    [Fact]
    public void Who_does_not_listen_is_not_told() => Assert.Null(Tell(new RateWaiter(null, false), until: 30));

    [Theory]
    [InlineData(30, 35, false)]
    [InlineData(30, 35.1, true)]
    [InlineData(30, 25, false)]
    [InlineData(30, 24.9, true)]
    [InlineData(100, 110, false)]
    [InlineData(100, 110.1, true)]
    [InlineData(100, 90, false)]
    [InlineData(100, 89.9, true)]
    public void A_change_of_five_seconds_or_a_tenth_is_not_worth_a_word(double told, double until, bool isToldAgain)
    {
        var waiter = Listener();
        Assert.NotNull(Tell(waiter, told));
        Assert.Equal(isToldAgain, Tell(waiter, until) is not null);
    }

    [Fact]
    public void A_change_is_measured_by_what_is_left_of_the_wait_and_against_what_was_told_last()
    {
        var waiter = Listener();
        Tell(waiter, until: 100, now: 0);
        Assert.NotNull(Tell(waiter, until: 106, now: 60));
        Assert.Null(Tell(waiter, until: 110, now: 60));
        Assert.NotNull(Tell(waiter, until: 112, now: 60));
    }

    [Fact]
    public void Another_reason_is_told_at_once()
    {
        var waiter = Listener();
        Tell(waiter, until: 30);
        Assert.Equal(PaceReason.Closed, Tell(waiter, until: 30, reason: PaceReason.Closed)!.Reason);
        Assert.Null(Tell(waiter, until: 30, reason: PaceReason.Closed));
    }

    [Fact]
    public void All_in_line_are_told_when_the_outlook_of_the_first_changes()
    {
        var line = new RateLine();
        var waiters = new[] { Listener(), new RateWaiter(null, false), Listener() };
        foreach (var waiter in waiters)
        {
            line.Add(waiter);
        }

        var told = TellAll(line, PaceReason.Quota, 30)!;
        Assert.Equal([(waiters[0], 0, 30.0), (waiters[2], 2, 32.0)], told.Select(notice => (notice.Waiter, notice.Wait.Ahead, notice.Wait.Delay.TotalSeconds)));
        Assert.Null(TellAll(line, PaceReason.Quota, 35));
        Assert.Equal(2, TellAll(line, PaceReason.Quota, 36)!.Count);
        Assert.Null(TellAll(line, PaceReason.Quota, 41));
        Assert.Equal(2, TellAll(line, PaceReason.Probe, null)!.Count);
        Assert.Null(TellAll(line, PaceReason.Probe, null));
    }

    private static RateWaiter Listener() => new(_ => { }, false);

    private PaceWait? Tell(RateWaiter waiter, double until, double now = 0, int ahead = 0, PaceReason reason = PaceReason.Quota) =>
        forecast.Tell(waiter, ahead, reason, _ => TimeSpan.FromSeconds(until), TimeSpan.FromSeconds(now));

    private System.Collections.Generic.List<PaceNotice>? TellAll(RateLine line, PaceReason reason, double? next) => forecast.TellAll(
        line,
        new PaceOutlook(reason, next is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
        ahead => TimeSpan.FromSeconds((next ?? 0) + ahead),
        TimeSpan.Zero);
}
