using System;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Lets single looks fail without ending a wait: the job runs on whether or not we could see it for a while.
/// One warning a bad stretch, and a limit of its own.
/// </summary>
internal sealed class PollTolerance(TimeProvider time, TimeSpan limit)
{
    private long? badSince;

    public void Good() => badSince = null;

    /// <summary>True when the wait goes on in spite of this error.</summary>
    public bool Tolerates(DataprepException error, CallContext context)
    {
        if (!IsPassing(error))
        {
            return false;
        }

        if (badSince is not { } since)
        {
            badSince = time.GetTimestamp();
            context.Observer?.Warn($"A look at the jobs failed; they run on, and the wait goes on. {error.Message}");
            return true;
        }

        return time.GetElapsedTime(since) < limit;
    }

    // A web page in place of a status is a proxy's hiccup; it says nothing about the job.
    private static bool IsPassing(DataprepException error) =>
        RetryRule.MayRepeat(Effect.Read, error) || error is InvalidResponseException or RateLimitedException;
}
