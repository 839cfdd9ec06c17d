using System;

namespace DataprepPS.Client.Pacing;

/// <summary>The little randomness that keeps processes on one quota from moving in step. Thread-safe.</summary>
internal sealed class RateChance(Random random)
{
    private const double LeastStagger = 10;

    /// <summary>Up to one percent of a window, so that processes do not wake together.</summary>
    public TimeSpan Stagger(TimeSpan window) =>
        TimeSpan.FromMilliseconds(LeastStagger + (Next() * Math.Max(0, (window.TotalMilliseconds / 100) - LeastStagger)));

    /// <summary>Half of a time or more, so that whoever always comes at a bad moment comes at another.</summary>
    public TimeSpan Part(TimeSpan whole) => TimeSpan.FromTicks((long)(whole.Ticks * (1 + Next()) / 2));

    private double Next()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
