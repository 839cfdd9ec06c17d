using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Pacing;

/// <summary>A call that waits for its turn.</summary>
internal sealed class RateWaiter(Action<PaceWait>? onWait, bool again)
{
    private CancellationTokenRegistration registration;

    /// <summary>Whoever awaits goes on elsewhere: the gate never runs a caller's code under its own.</summary>
    public TaskCompletionSource<RatePermit> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Action<PaceWait>? OnWait { get; } = onWait;

    public bool Again { get; } = again;

    /// <summary>The place in line; null once it was left.</summary>
    public LinkedListNode<RateWaiter>? Place { get; set; }

    public RatePermit? Permit { get; set; }

    public PaceReason? ToldReason { get; set; }

    public TimeSpan ToldUntil { get; set; }

    /// <summary>Keeps the cancellation's registration while the call waits; false if it does so no more.</summary>
    public bool Keep(CancellationTokenRegistration cancellation)
    {
        registration = cancellation;
        return Place is not null;
    }

    public void Release() => registration.Dispose();

    /// <summary>Leaves the line; false if that had happened.</summary>
    public bool Leave()
    {
        if (Place is not { } place)
        {
            return false;
        }

        Place = null;
        place.List!.Remove(place);
        return true;
    }
}

/// <summary>
/// Who waits, first come first served, except that a call the server refused stands before those that never went.
/// </summary>
internal sealed class RateLine
{
    private readonly LinkedList<RateWaiter> again = new();
    private readonly LinkedList<RateWaiter> fresh = new();

    public int Count => again.Count + fresh.Count;

    /// <summary>Puts a call in line and returns how many stand before it.</summary>
    public int Add(RateWaiter waiter)
    {
        var part = waiter.Again ? again : fresh;
        waiter.Place = part.AddLast(waiter);
        return (waiter.Again ? again.Count : Count) - 1;
    }

    public RateWaiter? TakeFirst()
    {
        var first = (again.First ?? fresh.First)?.Value;
        first?.Leave();
        return first;
    }

    public IEnumerable<RateWaiter> InOrder()
    {
        foreach (var waiter in again)
        {
            yield return waiter;
        }

        foreach (var waiter in fresh)
        {
            yield return waiter;
        }
    }
}
