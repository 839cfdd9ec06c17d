using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Tests.Support;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>
/// Processes with a governor each, sending calls to one <see cref="GovernorServer"/> in virtual time. Everything runs on
/// one thread, so a seed always gives the same run.
/// </summary>
internal sealed class GovernorSimulation
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromDays(7);

    private readonly ManualTimeProvider world = new();
    private readonly Queue<Call> calls = new();
    private readonly Random random;

    public GovernorSimulation(int seed = 1)
    {
        random = new Random(seed);
        Server = new GovernorServer(world, seed);
    }

    public GovernorServer Server { get; }

    public int Calls { get; init; } = 10_000;

    public int Workers { get; init; } = 8;

    public int Processes { get; init; } = 1;

    public RateQuota? Documented { get; init; } = new(30, 60);

    /// <summary>How wrong the wall clocks of the processes are at most.</summary>
    public TimeSpan WallClockError { get; set; }

    /// <summary>How many replies in a hundred never come.</summary>
    public int BrokenPercent { get; init; }

    public int Refused => Server.Refused;

    public TimeSpan Took { get; private set; }

    /// <summary>From the moment a worker took up a call until it had succeeded.</summary>
    public TimeSpan LongestCall { get; private set; }

    /// <summary>Whether every process let its calls go in the order they asked, refused ones aside.</summary>
    public bool InOrder { get; private set; } = true;

    /// <summary>No governor can be faster: the last calls must wait for their window, and each worker for its replies.</summary>
    public TimeSpan Ideal
    {
        get
        {
            var windows = Server.TimeToCount(Calls);
            var replies = TimeSpan.FromSeconds(Calls * 1.525 / (Workers * Processes));
            return windows > replies ? windows : replies;
        }
    }

    public double Ratio => Took / Ideal;

    public GovernorSimulation Run()
    {
        for (var number = 0; number < Calls; number++)
        {
            calls.Enqueue(new Call(number));
        }

        var orders = new List<SortedDictionary<long, int>>();
        var loop = new EventLoop();
        var workers = new List<Task>();
        loop.Run(() =>
        {
            for (var process = 0; process < Processes; process++)
            {
                var clock = new ProcessClock(world, WallClockError * ((random.NextDouble() * 2) - 1), random);
                var gate = new Governor(clock, new Random(random.Next())).Gate("runJobGroup", Documented);
                var order = new SortedDictionary<long, int>();
                orders.Add(order);
                workers.AddRange(Enumerable.Range(0, Workers).Select(_ => WorkAsync(gate, order)));
            }

            return Task.WhenAll(workers);
        }, () => world.Elapsed < GiveUp && world.AdvanceToNext());
        InOrder = orders.All(order => order.Values.Zip(order.Values.Skip(1)).All(pair => pair.First < pair.Second));
        return this;
    }

    public override string ToString() =>
        $"{Processes}x{Workers} took {Took.TotalSeconds:F0} s, ideal {Ideal.TotalSeconds:F0} s, ratio {Ratio:F4}, "
        + $"{Refused} refused, longest {LongestCall.TotalSeconds:F0} s, in order {InOrder}";

    private async Task WorkAsync(RateGate gate, SortedDictionary<long, int> order)
    {
        while (calls.TryDequeue(out var call))
        {
            var begun = world.Elapsed;
            var again = false;
            while (!await SendAsync(gate, call, again ? null : order))
            {
                again = true;
            }

            Took = world.Elapsed;
            var length = Took - begun;
            LongestCall = length > LongestCall ? length : LongestCall;
        }
    }

    private async Task<bool> SendAsync(RateGate gate, Call call, SortedDictionary<long, int>? first)
    {
        using var permit = await gate.AcquireAsync(null, CancellationToken.None, again: first is null);
        first?.Add(permit.Call, call.Number);
        var reply = await Server.CallAsync();
        if (random.Next(100) < BrokenPercent)
        {
            return true;
        }

        permit.Complete(reply.Status, RateHeaders.Read(reply.Status, reply.Headers));
        return reply.Status != 429;
    }

    private sealed record Call(int Number);

    /// <summary>Runs continuations in order on the calling thread and moves the world on when none is left.</summary>
    private sealed class EventLoop : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();

        public override void Post(SendOrPostCallback d, object? state) => ready.Enqueue((d, state));

        public void Run(Func<Task> start, Func<bool> advance)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                var all = start();
                while (!all.IsCompleted)
                {
                    if (ready.TryDequeue(out var next))
                    {
                        next.Callback(next.State);
                    }
                    else if (!advance())
                    {
                        throw new InvalidOperationException("Calls wait for ever.");
                    }
                }

                all.GetAwaiter().GetResult();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }

    /// <summary>The clocks of one process: the wall clock is wrong and drifts, the monotonic one drifts a little.</summary>
    private sealed class ProcessClock(ManualTimeProvider world, TimeSpan error, Random random) : TimeProvider
    {
        private readonly double wallDrift = ((random.NextDouble() * 2) - 1) * 0.0001;
        private readonly double drift = ((random.NextDouble() * 2) - 1) * 0.00005;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => (long)(world.Elapsed.Ticks * (1 + drift));

        public override DateTimeOffset GetUtcNow() =>
            error == TimeSpan.Zero ? world.GetUtcNow() : world.GetUtcNow() + error + (world.Elapsed * wallDrift);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            world.CreateTimer(callback, state, dueTime, period);
    }
}
