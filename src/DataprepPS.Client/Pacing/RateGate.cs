using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// Lets the calls of one endpoint class go as fast as the server's quotas allow and no faster: as many as are left in the
/// server's window at once, the rest when the next begins. A refusal (429) closes it for everybody until one
/// probe has passed.
/// </summary>
internal sealed class RateGate
{
    private readonly object sync = new();
    private readonly RateLine line = new();
    private readonly RateClosure closure;
    private readonly PaceForecast forecast;
    private readonly RateQuota? documented;
    private readonly RateAlarm alarm;
    private readonly ServerClock clock;
    private readonly RateChance chance;

    private RateTrial? trial;
    private RateBucket? user;
    private RateBucket? workspace;
    private bool? isLimited;
    private long nextCall;
    private int inFlight;

    internal RateGate(
        string endpointClass,
        RateQuota? documented,
        TimeProvider time,
        ServerClock clock,
        RateChance chance)
    {
        EndpointClass = endpointClass;
        this.documented = documented;
        alarm = new RateAlarm(time, Pump);
        this.clock = clock;
        this.chance = chance;
        closure = new RateClosure(chance);
        forecast = new PaceForecast(endpointClass);
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
            wait = forecast.Tell(waiter, ahead, outlook.Reason, place => TurnOf(place, outlook, now), now);
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
            var now = Advance();
            return new RateLimitStatus(
                EndpointClass,
                isLimited,
                user?.Status(inFlight) ?? default,
                workspace?.Status(inFlight) ?? default,
                inFlight,
                line.Count,
                closure.Until > now ? clock.WallTimeOf(closure.Until.Value) : null);
        }
    }

    /// <summary>A reply came. Tells how long to stay away: after a 429 what the gate knows, else what the server asks for.</summary>
    internal TimeSpan? End(RatePermit permit, int status, RateHeaders headers)
    {
        TimeSpan? away;
        lock (sync)
        {
            var now = clock.Now;
            inFlight--;
            if (headers.Date is { } date)
            {
                clock.Observe(date, permit.Sent, now);
            }

            away = Learn(permit, status, headers, now);
        }

        Pump();
        return away;
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
            closure.Forget(permit);
        }

        Pump();
    }

    private TimeSpan? Learn(RatePermit permit, int status, RateHeaders headers, TimeSpan now)
    {
        var refused = status == 429;
        var outcome = refused ? RateOutcome.Refused
            : closure.IsProbe(permit) ? RateOutcome.Reopened
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

        var wasKnown = user is not null || workspace is not null;
        Learn(ref user, headers.User, permit, outcome, now);
        Learn(ref workspace, headers.Workspace, permit, outcome, now);
        if (wasKnown && user is null && workspace is null)
        {
            isLimited = false;
        }

        var asked = headers.RetryAfter(clock.UtcNow);
        if (refused)
        {
            AssumeDocumented();
            return closure.Close(permit, asked, UntilReset(now), now);
        }

        if (outcome == RateOutcome.Reopened)
        {
            closure.Open();
        }

        return asked;
    }

    private void Learn(ref RateBucket? bucket, RateReading reading, RatePermit permit, RateOutcome outcome, TimeSpan now)
    {
        if (bucket is null && !reading.Any)
        {
            return;
        }

        bucket ??= new RateBucket(clock, chance, (int)Math.Min(nextCall, int.MaxValue));
        bucket.Read(reading, permit.Call, nextCall, inFlight, outcome, now);
        if (bucket.IsOver)
        {
            bucket = null;
        }
    }

    /// <summary>A server that refuses but tells no quotas is held to have those it documents.</summary>
    private void AssumeDocumented()
    {
        if (user is null && workspace is null && documented is not null)
        {
            user = new RateBucket(clock, chance, 0);
            user.Assume(documented.Lower);
        }
    }

    private TimeSpan? UntilReset(TimeSpan now)
    {
        // A refusal often tells of one quota only: of both, that one is to blame of which nothing is left.
        var ends = Later(user?.SpentUntil, workspace?.SpentUntil) ?? Later(user?.EndsAt, workspace?.EndsAt);
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
        if (closure.Until is not null)
        {
            return closure.MayProbe(now);
        }

        return trial?.Allows(now, inFlight) != false
            && user?.Allows(inFlight, now) != false
            && workspace?.Allows(inFlight, now) != false;
    }

    private RatePermit Send(TimeSpan now)
    {
        var permit = new RatePermit(this, nextCall++, now);
        inFlight++;
        user?.CountSent();
        workspace?.CountSent();
        if (closure.Until is not null)
        {
            closure.Probe(permit);
        }

        return permit;
    }

    /// <summary>Lets go whoever may go now, tells the others what has changed, and sets the next waking.</summary>
    private void Pump()
    {
        List<RateWaiter>? released = null;
        List<PaceNotice>? notices = null;
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
                notices = forecast.TellAll(line, outlook, place => TurnOf(place, outlook, now), now);
            }
        }

        released?.ForEach(waiter =>
        {
            waiter.Release();
            waiter.Turn.TrySetResult(waiter.Permit!);
        });
        notices?.ForEach(notice => Notify(notice.Waiter, notice.Wait));
    }

    private PaceOutlook Outlook(TimeSpan now)
    {
        if (closure.Until is { } until)
        {
            return closure.IsProbing ? new(PaceReason.Probe, null) : new(PaceReason.Closed, until);
        }

        if (trial is not null)
        {
            return new(PaceReason.Probe, trial.MoreAt(now, inFlight));
        }

        return new(PaceReason.Quota, Later(AllowsAt(user, now), AllowsAt(workspace, now)));
    }

    private TimeSpan? AllowsAt(RateBucket? bucket, TimeSpan now)
    {
        return bucket?.Allows(inFlight, now) == false ? bucket.AllowsAt(inFlight, now) : null;
    }

    private void Wake(PaceOutlook outlook, TimeSpan now)
    {
        if (outlook.Next is { } next)
        {
            alarm.Set(next - now);
        }
    }

    /// <summary>About when the call with this many before it will go.</summary>
    private TimeSpan TurnOf(int ahead, PaceOutlook outlook, TimeSpan now)
    {
        var isOpen = outlook.Reason == PaceReason.Quota;
        var next = outlook.Next ?? now;
        return Later(
            user?.TurnOf(ahead, isOpen, inFlight, next, now),
            workspace?.TurnOf(ahead, isOpen, inFlight, next, now)) ?? next;
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
