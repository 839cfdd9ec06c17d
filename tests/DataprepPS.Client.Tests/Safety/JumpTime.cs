using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>
/// Real time that jumps over every wait: a timer fires at once and the clock moves on by what it would have waited. Only
/// timers of exactly one length, the time-out of a request, take the time they say.
/// </summary>
internal sealed class JumpTime(TimeSpan real) : TimeProvider
{
    private readonly TimeSpan real = real;
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;
    private long jumped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What would have been waited.</summary>
    public TimeSpan Jumped => new(Volatile.Read(ref jumped));

    public override long GetTimestamp() => Stopwatch.GetElapsedTime(began).Ticks + Volatile.Read(ref jumped);

    public override DateTimeOffset GetUtcNow() => start + new TimeSpan(GetTimestamp());

    public void Jump(TimeSpan by) => Interlocked.Add(ref jumped, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new JumpTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class JumpTimer(JumpTime time, TimerCallback callback, object? state) : ITimer
    {
        private readonly Lock sync = new();
        private Timer? realTimer;
        private int version;
        private bool isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (sync)
            {
                if (isDisposed)
                {
                    return false;
                }

                var mine = ++version;
                realTimer?.Dispose();
                realTimer = null;
                if (dueTime == time.real)
                {
                    realTimer = new Timer(_ => Fire(mine, TimeSpan.Zero), null, dueTime, Timeout.InfiniteTimeSpan);
                }
                else if (dueTime >= TimeSpan.Zero)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(_ => Fire(mine, dueTime), null);
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (sync)
            {
                isDisposed = true;
                realTimer?.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Fire(int mine, TimeSpan after)
        {
            lock (sync)
            {
                if (isDisposed || mine != version)
                {
                    return;
                }

                time.Jump(after);
            }

            callback(state);
        }
    }
}
