using System;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// Our part of one quota that other processes may be spending too. Alone, everything left may go at once. In company that
/// would only fetch refusals, so our share goes first and, after a while, what others left of theirs.
/// Not thread-safe; its gate holds the lock.
/// </summary>
internal sealed class RateShare(int sent, TimeSpan began)
{
    /// <summary>However few calls got through beside others, this part of the limit may be tried at once.</summary>
    private const double Smallest = 0.125;

    /// <summary>Everybody leaves a little of their share to whoever asks, which makes shares equal in time.</summary>
    private const double Modesty = 0.9;

    /// <summary>How long others get to spend their share before what they left is taken.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private int own = sent;
    private int refused;
    private int others;
    private int? gone;
    private double share = 1;
    private int first = int.MaxValue;
    private TimeSpan settled = began + Settling;

    /// <summary>While nobody else shows.</summary>
    public bool IsAlone => share >= 1;

    private int Ours => Math.Max(1, own - refused);

    private double Measured => (double)Ours / (Ours + others);

    public void CountSent() => own++;

    public void CountRefused(int limit)
    {
        refused++;
        Weigh(limit, 0);
    }

    /// <summary>How many calls of ours the server cannot have counted yet, if it says so much is left.</summary>
    public int Uncounted(int limit, int left) => Math.Max(0, own - (limit - left - (gone ?? 0)));

    /// <summary>Others show when more is gone than we can have spent.</summary>
    public void Weigh(int limit, int remaining)
    {
        var theirs = Math.Max(0, limit - remaining - (own - refused));
        // What was gone before our first call tells of the past, not of company.
        gone ??= theirs;
        others = Math.Max(others, theirs - gone.Value);
        if (others > 0 && IsAlone)
        {
            // How much we wanted ourselves is not known yet, so one equal is assumed until a whole window was seen.
            share = Math.Max(Measured, 0.5);
            first = own;
        }
    }

    public bool Allows(int left, TimeSpan leftSeen, int inFlight, TimeSpan now)
    {
        if (own < first)
        {
            return true;
        }

        // What the last reply said was left is old by now: one call asks, then our share of the answer goes.
        return now >= settled && (inFlight == 0 || (leftSeen >= settled && inFlight < left * share));
    }

    /// <summary>When we may ask what others left; null if that is now, a reply away.</summary>
    public TimeSpan? AllowsAt(TimeSpan now) => settled > now ? settled : null;

    /// <param name="limit">The quota.</param>
    /// <param name="pending">Calls sent that the new window may count.</param>
    /// <param name="now">When it began for us.</param>
    public void StartWindow(int limit, int pending, TimeSpan now)
    {
        // One window measures badly: who wakes last finds least. Half of the old share keeps it steady.
        share = others > 0 ? Math.Max((share + Measured) / 2, Smallest) : 1;
        first = others > 0 ? (int)Math.Max(1, Math.Round(limit * share * Modesty)) : int.MaxValue;
        settled = now + Settling;
        own = pending;
        refused = 0;
        others = 0;
        gone = 0;
    }
}
