using System;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// Notices that the server has stopped telling a quota, because it was lifted or another gateway answers. Any server
/// may lose the headers of some replies, so it takes many without a word in a row, and a whole window of them.
/// Not thread-safe; its gate holds the lock.
/// </summary>
internal sealed class RateSilence
{
    private const int Enough = 10;

    private bool wasTold;
    private int silent;
    private TimeSpan since;

    /// <summary>Whether the quota is told no more, for all that is known.</summary>
    public bool IsOver { get; private set; }

    public void Hear(bool told, RateOutcome outcome, TimeSpan now)
    {
        var passed = outcome is RateOutcome.Passed or RateOutcome.Reopened;
        if (told || outcome == RateOutcome.Refused)
        {
            // A server that tells its quota only when it refuses says nothing by its silence.
            wasTold |= passed;
            silent = 0;
            return;
        }

        // Errors may come from somebody who knows of no quotas.
        if (!wasTold || !passed)
        {
            return;
        }

        since = silent++ == 0 ? now : since;
        IsOver = silent >= Enough && now - since >= RateBucket.Window;
    }
}
