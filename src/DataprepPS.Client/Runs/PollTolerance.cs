using System;
using System.Collections.Generic;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Runs;

/// <summary>
/// Lets single looks fail without ending a wait: the job runs on whether or not we could see it for a while.
/// One warning a bad stretch, and a limit of its own for each run, for one may be bad while others are well.
/// </summary>
internal sealed class PollTolerance(TimeProvider time, TimeSpan limit)
{
    private readonly Dictionary<long, long> badSince = [];

    /// <param name="run">Whose look was good; 0 for all of them.</param>
    public void Good(long run = 0)
    {
        lock (badSince)
        {
            if (run == 0)
            {
                badSince.Clear();
            }

            badSince.Remove(run);
            badSince.Remove(0);
        }
    }

    /// <summary>True when the wait goes on in spite of this error.</summary>
    /// <param name="error">Why a look failed.</param>
    /// <param name="context">Who waits.</param>
    /// <param name="run">Whose look failed; 0 for all of them.</param>
    public bool Tolerates(DataprepException error, CallContext context, long run = 0)
    {
        if (!IsPassing(error))
        {
            return false;
        }

        lock (badSince)
        {
            if (badSince.TryGetValue(run, out var since))
            {
                return time.GetElapsedTime(since) < limit;
            }

            badSince.Add(run, time.GetTimestamp());
            if (badSince.Count > 1)
            {
                return true;
            }
        }

        context.Observer?.Warn($"A look at the jobs failed; they run on, and the wait goes on. {error.Message}");
        return true;
    }

    // A web page in place of a status is a proxy's hiccup; it says nothing about the job.
    private static bool IsPassing(DataprepException error) =>
        RetryRule.MayRepeat(Effect.Read, error) || error is InvalidResponseException or RateLimitedException;
}
