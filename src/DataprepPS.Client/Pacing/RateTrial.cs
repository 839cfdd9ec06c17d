using System;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// The first calls of a class with a documented quota, before any reply told what is left. One call goes; if the server
/// takes its time, twice as many may be under way every few seconds, always within the documented quota.
/// Not thread-safe; its gate holds the lock.
/// </summary>
internal sealed class RateTrial(int documented)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly int quota = Math.Max(1, documented);
    private int doublings;
    private int spent;
    private TimeSpan? firstEnd;
    private TimeSpan since;

    /// <summary>When more calls may go although none was answered; null when all that the quota allows are under way.</summary>
    public TimeSpan? MoreAt(TimeSpan now, int inFlight)
    {
        if (inFlight + spent >= quota)
        {
            return firstEnd + RateBucket.Window;
        }

        var waited = (now - since).Ticks / Patience.Ticks;
        return since + new TimeSpan(Patience.Ticks * (waited + 1));
    }

    public bool Allows(TimeSpan now, int inFlight)
    {
        if (now >= firstEnd + RateBucket.Window)
        {
            firstEnd = null;
            spent = 0;
        }

        if (inFlight == 0)
        {
            since = now;
        }

        var steps = doublings + ((now - since).Ticks / Patience.Ticks);
        var allowed = steps >= 30 ? quota : Math.Min(quota, 1 << (int)steps);
        return inFlight < allowed && inFlight + spent < quota;
    }

    /// <summary>A call ended without telling anything about quotas: an error, or no reply at all.</summary>
    public void CountInconclusive(TimeSpan now)
    {
        spent++;
        doublings = Math.Min(doublings + 1, 30);
        firstEnd ??= now;
    }
}
