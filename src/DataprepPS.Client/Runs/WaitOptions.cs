using System;

namespace DataprepPS.Client.Runs;

/// <summary>How to wait.</summary>
public sealed class WaitOptions
{
    /// <summary>The most to wait, 0 or more; null for as long as it takes. Nothing is cancelled when it ends.</summary>
    public TimeSpan? Timeout
    {
        get;
        init => field = value < TimeSpan.Zero ? throw new ArgumentOutOfRangeException(nameof(Timeout), value, "A wait cannot end before it begins.") : value;
    }

    /// <summary>A fixed time between looks, more than 0; null for one that adapts, from 1 s for fresh jobs up to 15 s.</summary>
    public TimeSpan? PollInterval
    {
        get;
        init => field = value <= TimeSpan.Zero ? throw new ArgumentOutOfRangeException(nameof(PollInterval), value, "There must be some time between looks.") : value;
    }

    /// <summary>End with the first run that ends.</summary>
    public bool Any { get; init; }

    /// <summary>
    /// For how many runs what is at work in them is read too when there are so many that lists are read: for whoever
    /// watches a screen.
    /// </summary>
    public int Details { get; init; }

    /// <summary>
    /// Whether to ask what people call what is run, with one request for each recipe, flow or plan: for whoever is told of the wait.
    /// </summary>
    public bool Names { get; init; }

    /// <summary>How long looks may fail one after the other before the wait gives up.</summary>
    public TimeSpan BadPollTime { get; init; } = TimeSpan.FromMinutes(10);
}
