using System;
using System.Collections.Generic;

namespace DataprepPS.Client.Http;

/// <summary>
/// One quota (the user's or the workspace's) of one endpoint class: what is left in the server's current window and when
/// the next begins. Not thread-safe; its gate holds the lock.
/// </summary>
internal sealed class RateBucket
{
    /// <summary>All documented quotas are per minute.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>Resets of one window may differ by rounding; those of two windows differ by a window.</summary>
    private static readonly TimeSpan SameReset = TimeSpan.FromSeconds(5);

    /// <summary>A per-minute window that ends later than this does not exist; nor, by an unchecked wall clock, one much over a minute.</summary>
    private static readonly TimeSpan FurthestReset = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FurthestResetByWallClock = TimeSpan.FromSeconds(65);

    private static readonly TimeSpan ResetResolution = TimeSpan.FromSeconds(1);

    /// <summary>However few calls got through beside others, this part of the limit may be tried at once.</summary>
    private const int SmallestShare = 8;

    private readonly ServerClock clock;
    private readonly Func<TimeSpan> stagger;

    /// <summary>For each reply that did not say what was left: the first call sent after it.</summary>
    private readonly Queue<long> unseen = new();

    private int? limit;
    private int? left;
    private int lost;
    private DateTimeOffset? reset;
    private DateTimeOffset? previousReset;
    private bool resetCut;
    private bool resetTooEarly;
    private TimeSpan? firstReply;
    private TimeSpan offset;
    private long firstOfWindow;

    private long leftKnownBy;

    private int own;
    private int passed;
    private int refused;
    private int others;
    private int? othersBefore;
    private bool hasCompany;
    private int burst = int.MaxValue;

    /// <param name="clock">The server's clock.</param>
    /// <param name="stagger">Gives a small random time, so that processes do not wake together.</param>
    /// <param name="sent">How many calls were sent before this quota was heard of.</param>
    public RateBucket(ServerClock clock, Func<TimeSpan> stagger, int sent)
    {
        this.clock = clock;
        this.stagger = stagger;
        own = sent;
        offset = stagger();
    }

    public int Limit => limit ?? 1;

    /// <summary>When the next window begins for us; null until a reply of this one was seen.</summary>
    public TimeSpan? EndsAt => Boundary + offset;

    private TimeSpan? Boundary => reset is { } at && !resetTooEarly
        ? clock.LocalTimeOf(resetCut ? at + ResetResolution : at)
        : firstReply + Window;

    /// <summary>Takes a quota nobody but the documentation told of, because the server refuses without saying why.</summary>
    public void Assume(int calls)
    {
        limit ??= calls;
        left ??= calls;
    }

    public bool Allows(int inFlight) => inFlight < burst && Available(inFlight) > 0;

    /// <summary>Calls under way may or may not be in what the server said was left, so they are all taken off.</summary>
    public int Available(int inFlight)
    {
        if (left is not { } calls)
        {
            return int.MaxValue;
        }

        // So may calls that ended without a word about it; but if we are alone, no more than we sent beyond what is gone.
        var untold = lost + unseen.Count;
        if (!hasCompany)
        {
            untold = Math.Min(untold, Math.Max(0, own - (Limit - calls - (othersBefore ?? 0))));
        }

        return Math.Max(0, calls - inFlight - untold);
    }

    public void CountSent() => own++;

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
            StartWindow(nextCall, inFlight);
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
        limit = reading.Limit ?? limit;
        if (outcome == RateOutcome.Reopened && reading.Reset is null)
        {
            StartWindow(nextCall, inFlight);
            firstReply = now;
        }

        switch (Place(reading, call, nextCall, inFlight, now))
        {
            case Placement.Earlier:
                return;
            case Placement.Unknown:
                CountUnseen(outcome, nextCall);
                return;
        }

        firstReply ??= now;
        if (outcome == RateOutcome.Refused)
        {
            refused++;
            WeighOthers(0);
        }

        if (reading.Remaining is not { } remaining)
        {
            CountUnseen(outcome, nextCall);
            left ??= limit;
            return;
        }

        limit ??= remaining + 1;
        if (reset is null && remaining > left && call >= leftKnownBy)
        {
            // Without a usable reset, only a rise shows that the server has begun another window.
            StartWindow(nextCall, inFlight);
            firstReply = now;
        }

        passed += outcome is RateOutcome.Passed or RateOutcome.Reopened ? 1 : 0;
        Take(Math.Min(remaining, Math.Max(0, Limit - passed)), outcome, nextCall);
        while (unseen.Count > 0 && unseen.Peek() <= call)
        {
            unseen.Dequeue();
        }

        WeighOthers(remaining);
    }

    public RateBucketStatus Status(int inFlight)
    {
        DateTimeOffset? ends = Boundary is { } at ? clock.WallTimeOf(at) : null;
        return new RateBucketStatus(limit, left is null ? null : Available(inFlight), ends);
    }

    private void Take(int remaining, RateOutcome outcome, long nextCall)
    {
        if (outcome != RateOutcome.Reopened && left <= remaining)
        {
            return;
        }

        left = remaining;
        leftKnownBy = nextCall;
    }

    private void CountUnseen(RateOutcome outcome, long nextCall)
    {
        if (outcome != RateOutcome.Refused)
        {
            unseen.Enqueue(nextCall);
        }
    }

    private enum Placement
    {
        Current,
        Earlier,
        Unknown,
    }

    private Placement Place(RateReading reading, long call, long nextCall, int inFlight, TimeSpan now)
    {
        var sentInWindow = call >= firstOfWindow;
        if (reading.Reset is not { } at)
        {
            return sentInWindow ? Placement.Current : Placement.Unknown;
        }

        if (at <= previousReset + SameReset && (reset is null || at < reset - SameReset))
        {
            if (!sentInWindow || reset is not null)
            {
                return Placement.Earlier;
            }

            // Sent after the window's announced end, counted in it all the same: the announcement was wrong.
            resetTooEarly = true;
            return Placement.Current;
        }

        if (!IsSane(at, reading.ResetInSeconds, now) && !(at <= reset + SameReset))
        {
            return sentInWindow ? Placement.Current : Placement.Unknown;
        }

        if (at < reset - SameReset)
        {
            return sentInWindow ? Placement.Current : Placement.Earlier;
        }

        if (at > reset + SameReset)
        {
            StartWindow(nextCall, inFlight);
        }

        reset = reset > at ? reset : at;
        resetCut = reading.ResetInSeconds;
        return Placement.Current;
    }

    private bool IsSane(DateTimeOffset at, bool cut, TimeSpan now)
    {
        var ends = clock.LocalTimeOf(cut ? at + ResetResolution : at) - now;
        return (ends > TimeSpan.Zero || resetTooEarly) && ends <= (clock.IsSet ? FurthestReset : FurthestResetByWallClock);
    }

    private void StartWindow(long nextCall, int inFlight)
    {
        hasCompany = others > 0;
        burst = hasCompany ? Math.Max(Share(Limit), Math.Max(1, Limit / SmallestShare)) : int.MaxValue;
        previousReset = reset ?? previousReset;
        reset = null;
        firstReply = null;
        left = limit;
        lost = 0;
        unseen.Clear();
        firstOfWindow = nextCall;
        offset = stagger();
        own = inFlight;
        passed = 0;
        refused = 0;
        others = 0;
        othersBefore = 0;
    }

    /// <summary>
    /// Others on the same quota show when more is gone than we can have spent. Then only our share of what is left is
    /// risked at once; replies tell how the rest goes.
    /// </summary>
    private void WeighOthers(int remaining)
    {
        var theirs = Math.Max(0, Limit - remaining - (own - refused));
        // What was gone before our first call tells of the past, not of company.
        othersBefore ??= theirs;
        others = Math.Max(others, theirs - othersBefore.Value);
        if (others > 0)
        {
            hasCompany = true;
            burst = Math.Min(burst, Math.Max(1, Share(remaining)));
        }
        else if (burst < int.MaxValue)
        {
            burst++;
        }
    }

    private int Share(int calls)
    {
        var ours = Math.Max(1, own - refused);
        return (int)Math.Ceiling((double)calls * ours / (ours + others));
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
