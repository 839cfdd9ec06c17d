using System;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// What a refusal (429) does to a gate: nothing goes until the server's time is over, then exactly one call goes to see
/// whether it is. Not thread-safe; its gate holds the lock.
/// </summary>
internal sealed class RateClosure(RateChance chance)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private const int MostDoublings = 4;

    private RatePermit? probe;
    private int refusedProbes;

    /// <summary>Null: the gate is open.</summary>
    public TimeSpan? Until { get; private set; }

    public bool IsProbing => probe is not null;

    /// <summary>Whether the call to be sent now is the one that finds out.</summary>
    public bool MayProbe(TimeSpan now) => probe is null && now >= Until;

    public void Probe(RatePermit permit) => probe = permit;

    public bool IsProbe(RatePermit permit) => probe == permit;

    /// <summary>Closes the gate, and tells for how long: the little that keeps processes apart is left out.</summary>
    /// <param name="refused">The call that was refused.</param>
    /// <param name="advice">How long the server asks to stay away, if it does.</param>
    /// <param name="reset">How long the window still lasts, if that is known.</param>
    /// <param name="now">When the refusal came.</param>
    public TimeSpan Close(RatePermit refused, TimeSpan? advice, TimeSpan? reset, TimeSpan now)
    {
        var delay = advice ?? reset ?? RateBucket.Window;
        var least = Shortest;
        if (probe == refused)
        {
            probe = null;
            refusedProbes = Math.Min(refusedProbes + 1, MostDoublings);
            // The advice was too short: better the window's end, or if nobody knows it, ask now and then.
            least = reset ?? chance.Part(TimeSpan.FromTicks(Shortest.Ticks << refusedProbes));
            delay = advice ?? reset ?? chance.Part(RateBucket.Window);
        }

        var wait = delay > least ? delay : least;
        var until = now + wait + chance.Stagger(RateBucket.Window);
        if (Until > until)
        {
            return Until.Value - now;
        }

        Until = until;
        return wait;
    }

    public void Open()
    {
        Until = null;
        probe = null;
        refusedProbes = 0;
    }

    /// <summary>The probe broke and told nothing; the next in line is sent in its place.</summary>
    public void Forget(RatePermit permit) => probe = probe == permit ? null : probe;
}
