using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Http;

/// <summary>
/// Lets the calls of one endpoint class go as fast as the server's quotas allow and no faster: as many as are left in the
/// server's window at once, the rest when the next begins. A refusal (429) closes it for everybody until one
/// probe has passed.
/// </summary>
internal sealed class RateGate
{
    private static readonly TimeSpan DefaultClosure = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortestClosure = TimeSpan.FromSeconds(1);

    private readonly object sync = new();
    private readonly RateLine line = new();
    private readonly RateQuota? documented;
    private readonly TimeProvider time;
    private readonly ServerClock clock;
    private readonly Func<TimeSpan> stagger;

    private RateTrial? trial;
    private RateBucket? user;
    private RateBucket? workspace;
    private bool? isLimited;
    private long nextCall;
    private int inFlight;

    private TimeSpan? closedUntil;
    private RatePermit? probe;
    private int refusals;

    private ITimer? timer;
    private PaceReason? toldReason;
    private TimeSpan toldUntil;

    internal RateGate(
        string endpointClass,
        RateQuota? documented,
        TimeProvider time,
        ServerClock clock,
        Func<TimeSpan> stagger)
    {
        EndpointClass = endpointClass;
        this.documented = documented;
        this.time = time;
        this.clock = clock;
        this.stagger = stagger;
        trial = documented is null ? null : new RateTrial(documented.Lower);
    }

    public string EndpointClass { get; }

    /// <summary>Waits until a call may be sent, in the order of asking.</summary>
    /// <param name="onWait">Told before a wait begins and when its reason or length changes; must be quick.</param>
    /// <param name="cancellationToken">Leaves the line at once.</param>
    /// <param name="again">The call was refused before and stands before those that never went.</param>
    public Task<RatePermit> AcquireAsync(
        Action<PaceWait>? onWait, CancellationToken cancellationToken, bool again = false)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<RatePermit>(cancellationToken);
        }

        RateWaiter waiter;
        PaceWait? wait;
        bool isTurn;
        lock (sync)
        {
            var now = Advance();
            isTurn = MaySend(now);
            if (isTurn && line.Count == 0)
            {
                return Task.FromResult(Send(now));
            }

            waiter = new RateWaiter(onWait, again);
            var ahead = line.Add(waiter);
            var outlook = Outlook(now);
            wait = Tell(waiter, ahead, outlook, now);
            Wake(outlook, now);
        }

        Notify(waiter, wait);
        if (cancellationToken.CanBeCanceled)
        {
            Register(waiter, cancellationToken);
        }

        if (isTurn)
        {
            Pump();
        }

        return waiter.Turn.Task;
    }

    public RateLimitStatus Status()
    {
        lock (sync)
        {
            Advance();
            return new RateLimitStatus(
                EndpointClass,
                isLimited,
                user?.Status(inFlight) ?? default,
                workspace?.Status(inFlight) ?? default,
                inFlight,
                line.Count,
                closedUntil is { } until ? clock.WallTimeOf(until) : null);
        }
    }

    internal void End(RatePermit permit, int status, RateHeaders headers)
    {
        lock (sync)
        {
            var now = clock.Now;
            inFlight--;
            if (headers.Date is { } date)
            {
                clock.Observe(date, permit.Sent, now);
            }

            Learn(permit, status, headers, now);
        }

        Pump();
    }

    /// <summary>No reply came: nobody knows whether the server counted the call.</summary>
    internal void End(RatePermit permit)
    {
        lock (sync)
        {
            var now = clock.Now;
            inFlight--;
            trial?.CountInconclusive(now);
            user?.CountLost(now);
            workspace?.CountLost(now);
            probe = probe == permit ? null : probe;
        }

        Pump();
    }

    private void Learn(RatePermit permit, int status, RateHeaders headers, TimeSpan now)
    {
        var refused = status == 429;
        var outcome = refused ? RateOutcome.Refused
            : probe == permit ? RateOutcome.Reopened
            : status < 400 ? RateOutcome.Passed
            : RateOutcome.Failed;
        if (headers.Limited)
        {
            isLimited = true;
            trial = null;
        }
        else if (isLimited is null && status is >= 200 and < 300)
        {
            isLimited = false;
            trial = null;
        }
        else
        {
            trial?.CountInconclusive(now);
        }

        Learn(ref user, headers.User, permit, outcome, now);
        Learn(ref workspace, headers.Workspace, permit, outcome, now);
        if (refused)
        {
            AssumeDocumented();
            Close(permit, headers, now);
        }
        else if (outcome == RateOutcome.Reopened)
        {
            probe = null;
            closedUntil = null;
            refusals = 0;
        }
    }

    private void Learn(ref RateBucket? bucket, RateReading reading, RatePermit permit, RateOutcome outcome, TimeSpan now)
    {
        if (bucket is null && !reading.Any)
        {
            return;
        }

        bucket ??= new RateBucket(clock, stagger, (int)Math.Min(nextCall, int.MaxValue));
        bucket.Read(reading, permit.Call, nextCall, inFlight, outcome, now);
    }

    /// <summary>A server that refuses but tells no quotas is held to have those it documents.</summary>
    private void AssumeDocumented()
    {
        if (user is null && workspace is null && documented is not null)
        {
            user = new RateBucket(clock, stagger, 0);
            user.Assume(documented.Lower);
        }
    }

    private void Close(RatePermit permit, RateHeaders headers, TimeSpan now)
    {
        var delay = headers.RetryAfter(clock.UtcNow) ?? LatestReset(now) ?? DefaultClosure;
        if (probe == permit || probe is null)
        {
            // A server whose advice is too short is asked ever more seldom.
            var least = TimeSpan.FromTicks(ShortestClosure.Ticks << Math.Min(refusals, 5));
            delay = delay > least ? delay : least;
        }

        if (probe == permit)
        {
            probe = null;
            refusals++;
        }

        var until = now + delay + stagger();
        closedUntil = closedUntil > until ? closedUntil : until;
    }

    private TimeSpan? LatestReset(TimeSpan now)
    {
        var ends = Later(user?.EndsAt, workspace?.EndsAt);
        return ends > now ? ends - now : null;
    }

    private TimeSpan Advance()
    {
        var now = clock.Now;
        user?.Advance(now, nextCall, inFlight);
        workspace?.Advance(now, nextCall, inFlight);
        return now;
    }

    private bool MaySend(TimeSpan now)
    {
        if (closedUntil is { } until)
        {
            return probe is null && now >= until;
        }

        return trial?.Allows(now, inFlight) != false
            && user?.Allows(inFlight, now) != false
            && workspace?.Allows(inFlight, now) != false;
    }

    private RatePermit Send(TimeSpan now)
    {
        var permit = new RatePermit(this, nextCall++, now, closedUntil is not null);
        inFlight++;
        user?.CountSent();
        workspace?.CountSent();
        probe = permit.IsProbe ? permit : probe;
        return permit;
    }

    /// <summary>Lets go whoever may go now, tells the others what has changed, and sets the next waking.</summary>
    private void Pump()
    {
        List<RateWaiter>? released = null;
        List<KeyValuePair<RateWaiter, PaceWait>>? told = null;
        lock (sync)
        {
            var now = Advance();
            while (line.Count > 0 && MaySend(now))
            {
                var waiter = line.TakeFirst()!;
                waiter.Permit = Send(now);
                (released ??= []).Add(waiter);
            }

            if (line.Count > 0)
            {
                var outlook = Outlook(now);
                Wake(outlook, now);
                told = TellAll(outlook, now);
            }
        }

        released?.ForEach(waiter =>
        {
            waiter.Release();
            waiter.Turn.TrySetResult(waiter.Permit!);
        });
        told?.ForEach(each => Notify(each.Key, each.Value));
    }

    private PaceOutlook Outlook(TimeSpan now)
    {
        if (closedUntil is { } until)
        {
            return probe is null ? new(PaceReason.Closed, until) : new(PaceReason.Probe, null);
        }

        if (trial is not null)
        {
            return new(PaceReason.Probe, trial.MoreAt(now, inFlight));
        }

        TimeSpan? ends = null;
        foreach (var bucket in new[] { user, workspace })
        {
            if (bucket is not null && !bucket.Allows(inFlight, now))
            {
                ends = Later(ends, bucket.AllowsAt(inFlight, now));
            }
        }

        return new(PaceReason.Quota, ends);
    }

    private void Wake(PaceOutlook outlook, TimeSpan now)
    {
        if (outlook.Next is not { } next)
        {
            return;
        }

        // Timers count whole milliseconds and must not fire early.
        var due = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (next - now).TotalMilliseconds)));
        if (timer is not null)
        {
            timer.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }

        // The gate outlives the call that first had to wait and must not keep its context.
        var isSuppressed = ExecutionContext.IsFlowSuppressed();
        var flow = isSuppressed ? default : ExecutionContext.SuppressFlow();
        timer = time.CreateTimer(static gate => ((RateGate)gate!).Pump(), this, due, Timeout.InfiniteTimeSpan);
        if (!isSuppressed)
        {
            flow.Undo();
        }
    }

    private List<KeyValuePair<RateWaiter, PaceWait>>? TellAll(PaceOutlook outlook, TimeSpan now)
    {
        var until = outlook.Next ?? now;
        if (outlook.Reason == toldReason && !PaceOutlook.Differs(until, toldUntil, now))
        {
            return null;
        }

        toldReason = outlook.Reason;
        toldUntil = until;
        List<KeyValuePair<RateWaiter, PaceWait>>? told = null;
        var ahead = 0;
        foreach (var waiter in line.InOrder())
        {
            if (Tell(waiter, ahead++, outlook, now) is { } wait)
            {
                (told ??= []).Add(new(waiter, wait));
            }
        }

        return told;
    }

    private PaceWait? Tell(RateWaiter waiter, int ahead, PaceOutlook outlook, TimeSpan now)
    {
        if (waiter.OnWait is null)
        {
            return null;
        }

        var until = Later(Turn(user, ahead, outlook, now), Turn(workspace, ahead, outlook, now)) ?? outlook.Next ?? now;
        if (waiter.ToldReason == outlook.Reason && !PaceOutlook.Differs(until, waiter.ToldUntil, now))
        {
            return null;
        }

        waiter.ToldReason = outlook.Reason;
        waiter.ToldUntil = until;
        var delay = until > now ? until - now : TimeSpan.Zero;
        return new PaceWait(EndpointClass, delay, outlook.Reason, ahead);
    }

    /// <summary>About when the call with this many before it will go, as far as one quota is concerned.</summary>
    private TimeSpan? Turn(RateBucket? bucket, int ahead, PaceOutlook outlook, TimeSpan now)
    {
        if (bucket is null)
        {
            return null;
        }

        var late = ahead - (outlook.Reason == PaceReason.Quota ? bucket.Available(inFlight) : bucket.Limit);
        if (late < 0)
        {
            return outlook.Next ?? now;
        }

        var windows = new TimeSpan(RateBucket.Window.Ticks * (late / bucket.Limit));
        return (bucket.EndsAt ?? now + RateBucket.Window) + windows;
    }

    private void Register(RateWaiter waiter, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.Register(() => Leave(waiter, cancellationToken));
        bool waits;
        lock (sync)
        {
            waits = waiter.Keep(registration);
        }

        if (!waits)
        {
            registration.Dispose();
        }
    }

    private void Leave(RateWaiter waiter, CancellationToken cancellationToken)
    {
        lock (sync)
        {
            if (!waiter.Leave())
            {
                return;
            }
        }

        waiter.Turn.TrySetCanceled(cancellationToken);
    }

    private void Notify(RateWaiter waiter, PaceWait? wait)
    {
        if (wait is null)
        {
            return;
        }

        try
        {
            waiter.OnWait!(wait);
        }
#pragma warning disable CA1031 // The listener's failure belongs to its own call, not to whichever thread moved the line.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            bool left;
            lock (sync)
            {
                left = waiter.Leave();
            }

            if (left)
            {
                waiter.Turn.TrySetException(failure);
            }
        }
    }

    private static TimeSpan? Later(TimeSpan? one, TimeSpan? other) => one > other || other is null ? one : other;
}

/// <summary>What keeps the first in line, and until when if that is known.</summary>
internal readonly struct PaceOutlook(PaceReason reason, TimeSpan? next)
{
    public PaceReason Reason { get; } = reason;

    public TimeSpan? Next { get; } = next;

    /// <summary>Whether two ends of a wait differ enough for somebody waiting to care.</summary>
    public static bool Differs(TimeSpan until, TimeSpan told, TimeSpan now)
    {
        var change = (until - told).Duration();
        return change > TimeSpan.FromSeconds(5) && change.Ticks > (told - now).Ticks / 10;
    }
}
