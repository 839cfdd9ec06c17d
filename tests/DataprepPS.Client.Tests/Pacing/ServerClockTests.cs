using System;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>What replies tell of the server's clock, and which of them is believed.</summary>
public sealed class ServerClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider time = new();
    private readonly ServerClock clock;

    public ServerClockTests() => clock = new ServerClock(time);

    [Fact]
    public void Until_a_reply_told_its_time_the_wall_clock_counts()
    {
        Assert.False(clock.IsSet);
        Assert.Equal(30, At(Noon.AddSeconds(30)));
        Observe(-600, sent: 0, received: 0);
        Assert.True(clock.IsSet);
        Assert.Equal(630, At(Noon.AddSeconds(30)));
    }

    [Fact]
    public void A_quicker_reply_sharpens_it_and_a_slower_one_does_not_blur_it()
    {
        Observe(10, sent: 10, received: 13);
        Assert.Equal(43, At(Noon.AddSeconds(40)), 0.01);
        Observe(14, sent: 14, received: 14.5);
        Assert.Equal(40.5, At(Noon.AddSeconds(40)), 0.01);
        Observe(15, sent: 15, received: 18);
        Assert.Equal(40.5, At(Noon.AddSeconds(40)), 0.01);
    }

    [Fact]
    public void A_long_call_answered_late_does_not_blur_it_either()
    {
        Observe(10, sent: 10, received: 10.2);
        Observe(11, sent: 11, received: 40);
        Assert.Equal(50.2, At(Noon.AddSeconds(50)), 0.05);
    }

    [Fact]
    public void A_clock_that_was_set_back_is_believed_at_once()
    {
        Observe(1000, sent: 1000, received: 1000);
        Observe(1010 - 500, sent: 1010, received: 1010);
        Assert.Equal(1600, At(Noon.AddSeconds(1100)), 0.01);
    }

    private void Observe(double date, double sent, double received)
    {
        time.Advance(TimeSpan.FromSeconds(received) - time.Elapsed);
        clock.Observe(Noon.AddSeconds(date), TimeSpan.FromSeconds(sent), TimeSpan.FromSeconds(received));
    }

    private double At(DateTimeOffset moment) => clock.LocalTimeOf(moment).TotalSeconds;
}
