using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// The gates of one session, one for each endpoint class. Cmdlets, runspaces and threads of the session share them, so
/// that a quota is spent once and a refusal is heard by all. Whoever sends asks here for a permit and tells it the reply;
/// the other parts of this room are nobody else's business.
/// </summary>
internal sealed class Governor
{
    private readonly object sync = new();
    private readonly SortedDictionary<string, RateGate> gates = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly ServerClock clock;
    private readonly RateChance chance;

    internal Governor(TimeProvider time, Random? random = null)
    {
        this.time = time;
        // .NET Framework seeds a Random with the clock: processes started together would move together.
        chance = new RateChance(random ?? new Random(Guid.NewGuid().GetHashCode()));
        clock = new ServerClock(time);
    }

    /// <summary>Waits until a call may be sent, in the order of asking.</summary>
    /// <param name="endpointClass">The server's name for endpoints that share a quota, for example runJobGroup.</param>
    /// <param name="documented">The documented quota, or null if none is.</param>
    /// <param name="onWait">Told before a wait begins and when its reason or length changes; must be quick.</param>
    /// <param name="again">The call was refused before and stands before those that never went.</param>
    /// <param name="cancellationToken">Leaves the line at once.</param>
    public Task<RatePermit> AcquireAsync(
        string endpointClass, RateQuota? documented, Action<PaceWait>? onWait, bool again, CancellationToken cancellationToken) =>
        Gate(endpointClass, documented).AcquireAsync(onWait, cancellationToken, again);

    /// <param name="endpointClass">The server's name for endpoints that share a quota, for example runJobGroup.</param>
    /// <param name="documented">The documented quota, or null if none is; only the first call for a class decides.</param>
    internal RateGate Gate(string endpointClass, RateQuota? documented)
    {
        lock (sync)
        {
            if (!gates.TryGetValue(endpointClass, out var gate))
            {
                gate = new RateGate(endpointClass, documented, time, clock, chance);
                gates.Add(endpointClass, gate);
            }

            return gate;
        }
    }

    public IReadOnlyList<RateLimitStatus> Status()
    {
        lock (sync)
        {
            var all = new List<RateLimitStatus>(gates.Count);
            foreach (var gate in gates.Values)
            {
                all.Add(gate.Status());
            }

            return all;
        }
    }
}
