using System;

namespace DataprepPS.Client.Resources;

/// <summary>
/// How many things may be under way at once, by what the server makes of them: more as long as each takes no longer than
/// it would alone, fewer where more only wait for each other. Thread-safe.
/// </summary>
/// <remarks>
/// A thing alone takes a time; with n under way it takes another. A server that does all of them at once takes the same, one
/// that does k at once takes n/k of it, whatever n is. So n times the first by the second is k, and the limit is a few
/// times that: enough to keep the server busy and to find out when it can do more.
/// </remarks>
internal sealed class AdaptiveLimit
{
    /// <summary>How many times as many as the server does at once. More than two, because many servers slow down by degrees.</summary>
    private const double Slack = 4;

    /// <summary>So many hardly disturb each other: their times are those of things alone.</summary>
    private const int Few = 2;

    /// <summary>So many of these tell the time of one alone, once a first guess has been made.</summary>
    private const int Enough = 4;

    /// <summary>Differences of this size, in milliseconds, are the machine's own.</summary>
    private const double Negligible = 1;

    private readonly object sync = new();
    private int size = 1;
    private int round;
    private double sum;
    private int count;
    private double alone = double.PositiveInfinity;

    public int Size
    {
        get
        {
            lock (sync)
            {
                return size;
            }
        }
    }

    /// <summary>Something begins.</summary>
    /// <param name="running">How many are under way with it.</param>
    /// <param name="allowed">How many may be: the size, or less if somebody else sets a limit.</param>
    public Flight Begin(int running, int allowed)
    {
        lock (sync)
        {
            return new Flight(round, running, allowed);
        }
    }

    /// <summary>It ended, after so long.</summary>
    public void End(Flight flight, TimeSpan took)
    {
        lock (sync)
        {
            // What began under another limit, or with few beside it, says nothing of this one.
            if (flight.Round != round || flight.Running * 2 < flight.Allowed)
            {
                return;
            }

            // One that was held up by something else, such as a repetition, must not speak for all.
            sum += Math.Min(took.TotalMilliseconds + Negligible, 2 * flight.Allowed * alone);
            count++;
            if (count * 2 >= flight.Allowed && (count >= Enough || flight.Allowed > Few || double.IsPositiveInfinity(alone)))
            {
                Decide(flight.Allowed, sum / count);
            }
        }
    }

    private void Decide(int atOnce, double mean)
    {
        // The first call makes the connection, and takes longer for it: what many take together is never less than alone.
        alone = atOnce > Few ? Math.Min(alone, mean) : mean;
        size = (int)Math.Max(Few, Math.Round(Slack * atOnce * alone / mean));
        round++;
        sum = 0;
        count = 0;
    }
}

/// <summary>Under which conditions a thing began.</summary>
internal readonly struct Flight(int round, int running, int allowed)
{
    public int Round { get; } = round;

    public int Running { get; } = running;

    public int Allowed { get; } = allowed;
}
