using System;
using System.Collections.Generic;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// The gates of one session, one for each endpoint class. Cmdlets, runspaces and threads of the session share them, so
/// that a quota is spent once and a refusal is heard by all.
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

    /// <param name="endpointClass">The server's name for endpoints that share a quota, for example runJobGroup.</param>
    /// <param name="documented">The documented quota, or null if none is; only the first call for a class decides.</param>
    public RateGate Gate(string endpointClass, RateQuota? documented)
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
