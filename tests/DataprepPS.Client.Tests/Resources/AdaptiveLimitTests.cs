using System;
using System.Collections.Generic;
using System.Linq;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace DataprepPS.Client.Tests.Resources;

/// <summary>Simulated servers: how many calls are sent at once, and how long all of them take.</summary>
public sealed class AdaptiveLimitTests(ITestOutputHelper output)
{
    private const int Most = 32;
    private const double Latency = 50;

    [Fact]
    public void A_server_that_does_all_at_once_is_used_to_the_limit_within_a_few_results()
    {
        var run = Run(1000, capacity: 1000);
        Assert.Equal([4, 16, 32], run.Sizes.Distinct());
        Assert.InRange(run.Sizes.IndexOf(Most), 1, 20);
        // Three round trips more than a client that had known.
        Assert.InRange(run.Took, 0, ((1000.0 / Most) + 3) * Latency);
        Assert.All(run.Sizes.Skip(20), size => Assert.Equal(Most, size));
    }

    [Fact]
    public void A_server_that_does_one_at_a_time_has_few_waiting_and_is_never_slower_than_one_call_after_the_other()
    {
        var run = Run(1000, capacity: 1);
        Assert.InRange(run.Took, 0, 1000 * Latency);
        Assert.InRange(run.Sizes.Max(), 1, 8);
        Assert.All(run.Sizes.Skip(20), size => Assert.InRange(size, 2, 4));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(20)]
    public void A_server_that_does_some_at_once_is_kept_busy_with_few_times_as_many(int capacity)
    {
        var run = Run(2000, capacity);
        Assert.InRange(run.Took, 0, 1.02 * 2000 * Latency / capacity);
        Assert.All(run.Sizes.Skip(100), size => Assert.InRange(size, capacity, Math.Min(Most, 5 * capacity)));
    }

    [Fact]
    public void A_first_call_that_makes_the_connection_misleads_nobody()
    {
        double ConnectFirst(int call) => call == 0 ? 10 * Latency : Latency;
        Assert.InRange(Run(1000, 1000, ConnectFirst).Took, 0, ((1000.0 / Most) + 13) * Latency);
        var one = Run(1000, 1, ConnectFirst);
        Assert.InRange(one.Took, 0, 1009 * Latency);
        Assert.All(one.Sizes.Skip(100), size => Assert.InRange(size, 2, 10));
    }

    [Fact]
    public void A_call_that_is_held_up_does_not_hold_up_the_others()
    {
        double OneOfFifty(int call) => call % 50 == 49 ? 60_000 : Latency;
        var run = Run(1000, capacity: 1000, OneOfFifty);
        Assert.InRange(run.Sizes.Skip(50).Average(), 28, Most);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Noise_keeps_nobody_from_a_server_that_does_all_at_once(double noise)
    {
        var shares = Seeds(seed => Run(2000, 1000, Noisy(seed, noise)).Sizes.Skip(200).Average() / Most);
        Assert.InRange(shares.Average(), 0.95, 1);
        Assert.InRange(shares.Min(), 0.8, 1);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Noise_makes_nobody_crowd_a_server_that_does_one_at_a_time(double noise)
    {
        var sizes = Seeds(seed =>
        {
            var sequential = Enumerable.Range(0, 2000).Sum(Noisy(seed, noise));
            var run = Run(2000, 1, Noisy(seed, noise));
            Assert.InRange(run.Took, 0, sequential + 1);
            return run.Sizes.Skip(200).Average();
        });
        Assert.InRange(sizes.Average(), 2, 10);
        Assert.InRange(sizes.Max(), 2, 16);
    }

    [Fact]
    public void A_server_that_changes_is_followed()
    {
        // Many at once, one at a time, many at once.
        var run = Run(3000, call => call is >= 1000 and < 1500 ? 1 : 1000, _ => Latency);
        Assert.Equal(Most, run.Sizes[900]);
        Assert.All(run.Sizes.Skip(1100).Take(350), size => Assert.InRange(size, 2, 8));
        Assert.Equal(Most, run.Sizes[1700]);
        // All of it four times as slow for good: that is no reason to send less.
        run = Run(3000, _ => 1000, call => call < 1000 ? Latency : 4 * Latency);
        Assert.All(run.Sizes.Skip(1200), size => Assert.Equal(Most, size));
        run = Run(3000, _ => 1000, call => call < 1000 ? Latency : 20 * Latency);
        Assert.Equal(Most, run.Sizes[1500]);
    }

    [Fact]
    public void A_limit_from_outside_is_kept_and_does_not_count_as_the_servers()
    {
        var run = Run(100, 1000, most: 3);
        Assert.Equal(3, run.InFlight);
        Assert.All(run.Sizes.Skip(5), size => Assert.Equal(3, size));
        Assert.Equal(1, Run(100, 1000, most: 1).InFlight);
    }

    [Fact]
    public void Few_calls_say_nothing_of_many()
    {
        var limit = new AdaptiveLimit();
        limit.End(limit.Begin(1, 1), TimeSpan.FromMilliseconds(Latency));
        Assert.Equal(4, limit.Size);
        for (var call = 0; call < 100; call++)
        {
            limit.End(limit.Begin(1, 4), TimeSpan.FromMilliseconds(Latency));
        }

        Assert.Equal(4, limit.Size);
    }

    private static double[] Seeds(Func<int, double> run) => [.. Enumerable.Range(0, 40).Select(run)];

    /// <summary>Times that vary: by 1, as those of a server whose every call is a surprise.</summary>
    private static Func<int, double> Noisy(int seed, double noise)
    {
        var random = new Random(seed);
        return _ => Latency * (1 - noise + (noise * -Math.Log(1 - random.NextDouble())));
    }

    private Result Run(int calls, int capacity, Func<int, double>? service = null, int most = Most) =>
        Run(calls, _ => capacity, service ?? (_ => Latency), most);

    /// <summary>Sends all calls as soon as they may go to a server that does so many at once, first come first served.</summary>
    private Result Run(int calls, Func<int, int> capacity, Func<int, double> service, int most = Most)
    {
        var world = new ManualTimeProvider();
        var limit = new AdaptiveLimit();
        var waiting = new Queue<(double Time, Action Done)>();
        var (next, running, busy, inFlight) = (0, 0, 0, 0);
        List<int> sizes = [];
        Send();
        while (sizes.Count < calls && world.AdvanceToNext())
        {
        }

        output.WriteLine($"took {world.Elapsed.TotalMilliseconds:F0} ms, {inFlight} at most, {sizes.Average():F1} on average");
        return new Result(world.Elapsed.TotalMilliseconds, inFlight, sizes);

        void Send()
        {
            while (next < calls && running < Math.Min(most, limit.Size))
            {
                running++;
                inFlight = Math.Max(inFlight, running);
                var flight = limit.Begin(running, Math.Min(most, limit.Size));
                var sent = world.Elapsed;
                waiting.Enqueue((service(next++), () =>
                {
                    limit.End(flight, world.Elapsed - sent);
                    running--;
                    sizes.Add(Math.Min(most, limit.Size));
                    Send();
                }));
                Serve();
            }
        }

        void Serve()
        {
            while (busy < capacity(next) && waiting.TryDequeue(out var call))
            {
                busy++;
                world.Schedule(TimeSpan.FromMilliseconds(call.Time), () =>
                {
                    busy--;
                    Serve();
                    call.Done();
                });
            }
        }
    }

    /// <param name="Took">In milliseconds.</param>
    /// <param name="InFlight">The most under way at once.</param>
    /// <param name="Sizes">The limit after each result.</param>
    private sealed record Result(double Took, int InFlight, List<int> Sizes);
}
