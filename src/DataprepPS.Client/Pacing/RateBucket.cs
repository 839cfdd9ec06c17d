using System;
using System.Collections.Generic;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// One quota (the user's or the workspace's) of one endpoint class: what is left in the server's current window and when
/// the next begins. Not thread-safe; its gate holds the lock.
/// </summary>
internal sealed class RateBucket
{
    /// <summary>All documented quotas are per minute.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Resets of one window may differ by rounding; those of two windows differ by a window, which a server that
    /// runs in scaled time makes short.
    /// </summary>
    private static readonly TimeSpan SameReset = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SameResetInSeconds = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);

    /// <summary>A per-minute window that ends later than this does not exist; nor, by an unchecked wall clock, one much over a minute.</summary>
    private static readonly TimeSpan FurthestReset = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FurthestResetByWallClock = TimeSpan.FromSeconds(65);

    private static readonly TimeSpan ResetResolution = TimeSpan.FromSeconds(1);

    private readonly ServerClock clock;
    private readonly RateChance chance;
    private readonly RateShare share;
    private readonly RateSilence silence = new();

    /// <summary>For each reply that did not say what was left: the first call sent after it.</summary>
    private readonly Queue<long> untold = new();

    private int? limit;
    private bool limitTold;
    private int? left;
    private int lost;
    private DateTimeOffset? reset;
    private DateTimeOffset? previousReset;
    private TimeSpan length = Window;
    private bool resetCut;
    private bool resetTooEarly;
    private TimeSpan? firstReply;
    private TimeSpan offset;
    private long firstOfWindow;

    private long leftKnownBy;
    private TimeSpan leftSeen;
    private int passed;

    /// <param name="clock">The server's clock.</param>
    /// <param name="chance">Keeps processes from waking together.</param>
    /// <param name="sent">How many calls were sent before this quota was heard of.</param>
    public RateBucket(ServerClock clock, RateChance chance, int sent)
    {
        this.clock = clock;
        this.chance = chance;
        share = new RateShare(sent, clock.Now);
        offset = chance.Stagger(length);
    }

    /// <summary>Whether the server tells of this quota no more.</summary>
    public bool IsOver => silence.IsOver;

    public int Limit => limit ?? 1;

    /// <summary>When the next window begins for us; null until a reply of this one was seen.</summary>
    public TimeSpan? EndsAt => Boundary + offset;

    /// <summary>When something is left again, if the server says that nothing is.</summary>
    public TimeSpan? SpentUntil => left == 0 ? EndsAt : null;

    private TimeSpan? Boundary => reset is { } at && !resetTooEarly
        ? clock.LocalTimeOf(resetCut ? at + ResetResolution : at)
        : firstReply + Window;

    /// <summary>Takes a quota nobody but the documentation told of, because the server refuses without saying why.</summary>
    public void Assume(int calls)
    {
        limit = calls;
        left = calls;
    }

    public bool Allows(int inFlight, TimeSpan now)
    {
        return Available(inFlight) > 0 && share.Allows(left ?? int.MaxValue, leftSeen, inFlight, now);
    }

    /// <summary>When a call may go at the latest that may not now; null: after a reply.</summary>
    public TimeSpan? AllowsAt(int inFlight, TimeSpan now) => Available(inFlight) == 0 ? EndsAt : share.AllowsAt(now);

    /// <summary>Calls under way may or may not be in what the server said was left, so they are all taken off.</summary>
    public int Available(int inFlight)
    {
        if (left is not { } calls)
        {
            return int.MaxValue;
        }

        // So may calls that ended without a word about it; but if we are alone, no more than we sent beyond what is gone.
        var silent = lost + untold.Count;
        if (share.IsAlone)
        {
            silent = Math.Min(silent, share.Uncounted(Limit, calls));
        }

        return Math.Max(0, calls - inFlight - silent);
    }

    /// <summary>About when a call with so many before it will go.</summary>
    /// <param name="ahead">How many stand before it.</param>
    /// <param name="isOpen">Whether the gate is open, so that what is left may go.</param>
    /// <param name="inFlight">Calls under way.</param>
    /// <param name="next">When the first of them goes.</param>
    /// <param name="now">The local time.</param>
    public TimeSpan TurnOf(int ahead, bool isOpen, int inFlight, TimeSpan next, TimeSpan now)
    {
        // After a refusal the first to go find a new window.
        var late = ahead - (isOpen ? Available(inFlight) : Limit);
        return late < 0 ? next : (EndsAt ?? now + Window) + new TimeSpan(Window.Ticks * (late / Limit));
    }

    public void CountSent() => share.CountSent();

    /// <summary>A call broke: it may have been counted, so it is taken as spent until the window ends.</summary>
    public void CountLost(TimeSpan now)
    {
        lost++;
        firstReply ??= now;
    }

    /// <summary>Begins the next window if this one is over by our estimate.</summary>
    public void Advance(TimeSpan now, long nextCall, int inFlight)
    {
        if (EndsAt <= now)
        {
            StartWindow(nextCall, inFlight, now);
        }
    }

    /// <summary>Learns from the reply to a call, which is no longer in flight.</summary>
    /// <param name="reading">What the reply said.</param>
    /// <param name="call">The call's number.</param>
    /// <param name="nextCall">The number of the next call to be sent.</param>
    /// <param name="inFlight">Calls still in flight.</param>
    /// <param name="outcome">Whether the call was refused, or let through after a refusal.</param>
    /// <param name="now">When the reply came.</param>
    public void Read(RateReading reading, long call, long nextCall, int inFlight, RateOutcome outcome, TimeSpan now)
    {
        silence.Hear(reading.Any, outcome, now);
        limitTold |= reading.Limit is not null;
        limit = reading.Limit ?? limit;
        if (reset is null && call >= leftKnownBy && reading.Remaining > left)
        {
            // More is left than was: the server has begun another window.
            StartWindow(nextCall, inFlight + 1, now);
            firstReply = now;
            call = nextCall;
        }

        if (reading.Reset is { } at && IsOfLastWindow(at, reading.ResetInSeconds, call, nextCall, inFlight, now))
        {
            return;
        }

        if (outcome == RateOutcome.Refused)
        {
            // It does not tell when the window began: that was with somebody else's call.
            share.CountRefused(Limit);
        }
        else
        {
            firstReply ??= now;
        }

        passed += outcome is RateOutcome.Passed or RateOutcome.Reopened ? 1 : 0;
        if (reading.Remaining is { } remaining)
        {
            Take(remaining, outcome, call, nextCall, now);
            return;
        }

        left ??= limit;
        if (outcome != RateOutcome.Refused)
        {
            untold.Enqueue(nextCall);
        }
    }

    public RateBucketStatus Status(int inFlight)
    {
        DateTimeOffset? ends = Boundary is { } at ? clock.WallTimeOf(at) : null;
        return new RateBucketStatus(limit, left is null ? null : Available(inFlight), ends);
    }

    private void Take(int remaining, RateOutcome outcome, long call, long nextCall, TimeSpan now)
    {
        if (!limitTold && !(remaining < limit))
        {
            limit = remaining + 1;
        }

        while (untold.Count > 0 && untold.Peek() <= call)
        {
            untold.Dequeue();
        }

        // A server that says more is left than it can have left is not believed.
        var believed = Math.Min(remaining, Math.Max(0, Limit - passed));
        leftSeen = now;
        if (outcome == RateOutcome.Reopened || !(left <= believed))
        {
            left = believed;
            leftKnownBy = nextCall;
        }

        share.Weigh(Limit, remaining);
    }

    /// <summary>Learns from a reset, and tells whether the call was counted in a window that is over.</summary>
    private bool IsOfLastWindow(DateTimeOffset at, bool inSeconds, long call, long nextCall, int inFlight, TimeSpan now)
    {
        var same = inSeconds ? SameResetInSeconds : SameReset;
        if (at <= previousReset + same)
        {
            if (reset is not null || call < firstOfWindow)
            {
                return true;
            }

            // Sent after the window's announced end, counted in it all the same: the announcement was wrong.
            resetTooEarly = true;
            return false;
        }

        if (!IsSane(at, inSeconds, now))
        {
            return false;
        }

        if (at > reset + same)
        {
            StartWindow(nextCall, inFlight + 1, now);
        }

        reset = reset > at ? reset : at;
        if (reset - previousReset is { } between && between >= ShortestWindow && between < length)
        {
            length = between;
        }

        resetCut = inSeconds;
        return false;
    }

    private bool IsSane(DateTimeOffset at, bool cut, TimeSpan now)
    {
        var ends = clock.LocalTimeOf(cut ? at + ResetResolution : at) - now;
        return (ends > TimeSpan.Zero || resetTooEarly) && ends <= (clock.IsSet ? FurthestReset : FurthestResetByWallClock);
    }

    private void StartWindow(long nextCall, int pending, TimeSpan now)
    {
        share.StartWindow(Limit, pending, now);
        previousReset = reset;
        reset = null;
        firstReply = null;
        firstOfWindow = nextCall;
        offset = chance.Stagger(length);
        left = limit;
        lost = 0;
        untold.Clear();
        passed = 0;
    }
}

/// <summary>What a reply means for the quota it was sent under.</summary>
internal enum RateOutcome
{
    Passed,

    /// <summary>Not refused, but in error: the server may not have counted it.</summary>
    Failed,
    Refused,

    /// <summary>Passed, as the first since a refusal.</summary>
    Reopened,
}
