using System;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Tests.Support;

/// <summary>
/// A clock that leaps over every wait: a delay ends at once, and the clock then shows the time at which it would have
/// ended. Timers of <see cref="Never"/> and more (request time-outs) do not fire.
/// </summary>
public sealed class LeapingTimeProvider : TimeProvider
{
    /// <summary>A time-out that this clock never reaches.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time leapt over since the start.</summary>
    public TimeSpan Elapsed => new(Volatile.Read(ref now));

    public override long GetTimestamp() => Volatile.Read(ref now);

    public override DateTimeOffset GetUtcNow() => start + Elapsed;

    /// <summary>Moves the clock.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref now, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void LeapTo(long due)
    {
        var seen = Volatile.Read(ref now);
        while (seen < due)
        {
            var before = Interlocked.CompareExchange(ref now, due, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private sealed class Timer(LeapingTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private int version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var mine = Interlocked.Increment(ref version);
            if (dueTime < TimeSpan.Zero || dueTime >= Never)
            {
                return true;
            }

            var due = owner.GetTimestamp() + dueTime.Ticks;
            ThreadPool.QueueUserWorkItem(_ =>
            {
                if (Volatile.Read(ref version) == mine)
                {
                    owner.LeapTo(due);
                    callback(state);
                }
            });
            return true;
        }

        public void Dispose() => Interlocked.Increment(ref version);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
