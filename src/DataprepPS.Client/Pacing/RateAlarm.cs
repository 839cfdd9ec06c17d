using System;
using System.Threading;

namespace DataprepPS.Client.Pacing;

/// <summary>Wakes a gate at the next moment something may go. Not thread-safe; its gate holds the lock.</summary>
internal sealed class RateAlarm(TimeProvider time, Action ring)
{
    private ITimer? timer;

    public void Set(TimeSpan delay)
    {
        // Timers count whole milliseconds and must not fire early.
        var due = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, delay.TotalMilliseconds)));
        if (timer is not null)
        {
            timer.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }

        // The gate outlives the call that first had to wait and must not keep its context.
        if (ExecutionContext.IsFlowSuppressed())
        {
            timer = Create(due);
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            timer = Create(due);
        }
    }

    private ITimer Create(TimeSpan due)
    {
        return time.CreateTimer(static alarm => ((RateAlarm)alarm!).Ring(), this, due, Timeout.InfiniteTimeSpan);
    }

    private void Ring() => ring();
}
