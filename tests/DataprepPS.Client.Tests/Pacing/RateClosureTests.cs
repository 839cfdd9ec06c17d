using System;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>For how long a refusal closes a gate, and who finds out whether it is over.</summary>
public sealed class RateClosureTests
{
    // Chance at its least: a stagger of 10 ms, and half of what is parted.
    private const double Stagger = 0.01;
    private static readonly RatePermit Call = new(null!, 0, TimeSpan.Zero);
    private readonly RateClosure closure = new(new RateChance(new FixedRandom(0)));

    [Theory]
    [InlineData(20.0, 30.0, 20)]
    [InlineData(null, 30.0, 30)]
    [InlineData(null, null, 60)]
    [InlineData(0.0, 30.0, 1)]
    public void The_servers_advice_counts_before_the_windows_end_and_else_a_minute(double? advice, double? reset, double seconds)
    {
        Close(advice, reset, now: 100);
        Assert.Equal(100 + seconds + Stagger, closure.Until!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void A_second_refusal_may_only_close_it_for_longer()
    {
        Close(20, null, now: 100);
        Close(5, null, now: 101);
        Assert.Equal(120 + Stagger, closure.Until!.Value.TotalSeconds, 6);
        Close(30, null, now: 102);
        Assert.Equal(132 + Stagger, closure.Until!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void When_it_is_over_one_call_finds_out()
    {
        Close(20, null, now: 0);
        Assert.False(closure.MayProbe(TimeSpan.FromSeconds(20)));
        Assert.True(closure.MayProbe(TimeSpan.FromSeconds(20 + Stagger)));
        closure.Probe(Call);
        Assert.True(closure.IsProbing && closure.IsProbe(Call));
        Assert.False(closure.IsProbe(new RatePermit(null!, 1, TimeSpan.Zero)));
        Assert.False(closure.MayProbe(TimeSpan.FromSeconds(25)));
        closure.Forget(new RatePermit(null!, 2, TimeSpan.Zero));
        Assert.True(closure.IsProbing);
        closure.Forget(Call);
        Assert.True(closure.MayProbe(TimeSpan.FromSeconds(25)));
    }

    [Fact]
    public void A_refused_probe_waits_twice_as_long_each_time_up_to_sixteen_seconds_or_half_of_them()
    {
        Close(0, null, now: 0);
        foreach (var seconds in new[] { 1.0, 2, 4, 8, 8 })
        {
            var now = closure.Until!.Value.TotalSeconds;
            closure.Probe(Call);
            Close(0, null, now);
            Assert.False(closure.IsProbing);
            Assert.Equal(now + seconds + Stagger, closure.Until!.Value.TotalSeconds, 6);
        }

        closure.Open();
        Assert.Null(closure.Until);
        Close(0, null, now: 200);
        closure.Probe(Call);
        Close(0, null, now: 202);
        Assert.Equal(203 + Stagger, closure.Until!.Value.TotalSeconds, 6);
    }

    [Theory]
    [InlineData(5.0, 30.0, 30)]
    [InlineData(40.0, 30.0, 40)]
    [InlineData(null, 30.0, 30)]
    [InlineData(40.0, null, 40)]
    [InlineData(null, null, 30)]
    public void A_refused_probe_waits_for_the_windows_end_where_that_is_known(double? advice, double? reset, double seconds)
    {
        Close(1, null, now: 0);
        closure.Probe(Call);
        Close(advice, reset, now: 100);
        Assert.Equal(100 + seconds + Stagger, closure.Until!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void Opening_forgets_the_probe()
    {
        Close(1, null, now: 0);
        closure.Probe(Call);
        closure.Open();
        Assert.False(closure.IsProbing);
    }

    [Theory]
    [InlineData(0, 60, 0.01)]
    [InlineData(0.5, 60, 0.305)]
    [InlineData(1, 60, 0.6)]
    [InlineData(1, 0.5, 0.01)]
    public void Processes_wake_up_to_a_hundredth_of_a_window_apart(double chance, double window, double seconds) =>
        Assert.Equal(seconds, new RateChance(new FixedRandom(chance)).Stagger(TimeSpan.FromSeconds(window)).TotalSeconds, 6);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(0.5, 7.5)]
    [InlineData(1, 10)]
    public void A_part_is_half_or_more(double chance, double seconds) =>
        Assert.Equal(seconds, new RateChance(new FixedRandom(chance)).Part(TimeSpan.FromSeconds(10)).TotalSeconds, 6);

    private void Close(double? advice, double? reset, double now) => closure.Close(Call, Time(advice), Time(reset), TimeSpan.FromSeconds(now));

    private static TimeSpan? Time(double? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;
}
