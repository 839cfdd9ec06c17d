using System;
using System.Collections.Generic;

namespace DataprepPS.Client.Pacing;

/// <summary>What keeps the first in line, and until when if that is known.</summary>
internal readonly struct PaceOutlook(PaceReason reason, TimeSpan? next)
{
    public PaceReason Reason { get; } = reason;

    public TimeSpan? Next { get; } = next;
}

/// <summary>Something to tell a waiting caller, once no lock is held.</summary>
internal readonly struct PaceNotice(RateWaiter waiter, PaceWait wait)
{
    public RateWaiter Waiter { get; } = waiter;

    public PaceWait Wait { get; } = wait;
}

/// <summary>
/// Tells waiting calls why and about how long they wait, and again only when that has changed enough to matter.
/// Not thread-safe; its gate holds the lock.
/// </summary>
internal sealed class PaceForecast(string endpointClass)
{
    private static readonly TimeSpan Negligible = TimeSpan.FromSeconds(5);

    private PaceReason? lastReason;
    private TimeSpan lastUntil;

    /// <param name="line">Who waits.</param>
    /// <param name="outlook">What keeps the first.</param>
    /// <param name="turn">When a call with so many before it will go.</param>
    /// <param name="now">The local time.</param>
    public List<PaceNotice>? TellAll(RateLine line, PaceOutlook outlook, Func<int, TimeSpan> turn, TimeSpan now)
    {
        var until = outlook.Next ?? now;
        if (outlook.Reason == lastReason && !Differs(until, lastUntil, now))
        {
            return null;
        }

        lastReason = outlook.Reason;
        lastUntil = until;
        List<PaceNotice>? notices = null;
        var ahead = 0;
        foreach (var waiter in line.InOrder())
        {
            if (Tell(waiter, ahead, outlook.Reason, turn, now) is { } wait)
            {
                (notices ??= []).Add(new(waiter, wait));
            }

            ahead++;
        }

        return notices;
    }

    /// <summary>What one caller is to be told, if anything.</summary>
    public PaceWait? Tell(RateWaiter waiter, int ahead, PaceReason reason, Func<int, TimeSpan> turn, TimeSpan now)
    {
        if (waiter.OnWait is null)
        {
            return null;
        }

        var until = turn(ahead);
        if (waiter.ToldReason == reason && !Differs(until, waiter.ToldUntil, now))
        {
            return null;
        }

        waiter.ToldReason = reason;
        waiter.ToldUntil = until;
        return new PaceWait(endpointClass, until > now ? until - now : TimeSpan.Zero, reason, ahead);
    }

    private static bool Differs(TimeSpan until, TimeSpan told, TimeSpan now)
    {
        var change = (until - told).Duration();
        return change > Negligible && change.Ticks > (told - now).Ticks / 10;
    }
}
