using System;
using System.Collections.Generic;
using System.Threading;

namespace DataprepPS.Client.Tests.Support;

/// <summary>
/// A clock that stands until it is moved. Timers fire in the order they are due, each at its own moment, on the thread
/// that moves the clock. Its wall clock may be set wrong or run fast without touching the monotonic time, as real ones do.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly object sync = new();
    private readonly PriorityQueue<Entry, (long Due, long Order)> queue = new();
    private readonly DateTimeOffset start;
    private long now;
    private long order;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualTimeProvider(DateTimeOffset start)
    {
        this.start = start;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => new(Volatile.Read(ref now));

    /// <summary>Added to the wall clock only.</summary>
    public TimeSpan WallClockError { get; set; }

    /// <summary>Seconds the wall clock gains each second.</summary>
    public double WallClockDrift { get; set; }

    public override long GetTimestamp() => Volatile.Read(ref now);

    public override DateTimeOffset GetUtcNow() => start + Elapsed + WallClockError + (Elapsed * WallClockDrift);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs an action at a moment from now, when the clock gets there.</summary>
    public void Schedule(TimeSpan delay, Action action) => Enqueue(delay, new Entry(null, 0, action));

    /// <summary>Moves the clock and fires what comes due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Elapsed + by;
        while (AdvanceToNext(end))
        {
        }

        Volatile.Write(ref now, Math.Max(end.Ticks, now));
    }

    /// <summary>Moves the clock to the next timer and fires it; false if none is due until then.</summary>
    public bool AdvanceToNext(TimeSpan? atMost = null)
    {
        while (true)
        {
            Entry entry;
            lock (sync)
            {
                if (!queue.TryPeek(out entry, out var place) || place.Due > (atMost ?? TimeSpan.MaxValue).Ticks)
                {
                    return false;
                }

                queue.Dequeue();
                if (entry.Timer is { } timer && !timer.Begin(entry.Version))
                {
                    continue;
                }

                Volatile.Write(ref now, Math.Max(now, place.Due));
            }

            entry.Action();
            return true;
        }
    }

    private void Enqueue(TimeSpan delay, Entry entry)
    {
        lock (sync)
        {
            queue.Enqueue(entry, (now + Math.Max(0, delay.Ticks), order++));
        }
    }

    private readonly record struct Entry(ManualTimer? Timer, long Version, Action Action);

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;
        private long version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner.sync)
            {
                version++;
                this.period = period;
                if (dueTime >= TimeSpan.Zero)
                {
                    owner.Enqueue(dueTime, new Entry(this, version, Fire));
                }
            }

            return true;
        }

        /// <summary>Whether the entry of this version still counts.</summary>
        public bool Begin(long entry)
        {
            if (entry != version)
            {
                return false;
            }

            if (period > TimeSpan.Zero)
            {
                owner.Enqueue(period, new Entry(this, version, Fire));
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Fire() => callback(state);
    }
}
