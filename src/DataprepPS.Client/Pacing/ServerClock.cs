using System;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// Turns moments of the server's clock into local, monotonic time. Clocks differ by minutes, so the server's own
/// <c>Date</c> headers say how far; from each reply a bound is kept, never a guess, so that a window is never
/// taken for ended while the server still counts in it.
/// </summary>
internal sealed class ServerClock
{
    /// <summary>Two good clocks may drift apart by this much (the most NTP corrects); an old bound is worth less.</summary>
    private const double Drift = 0.0005;

    private static readonly TimeSpan DateResolution = TimeSpan.FromSeconds(1);

    private readonly object sync = new();
    private readonly TimeProvider time;
    private readonly long origin;
    private long? lead;
    private TimeSpan leadSeen;

    internal ServerClock(TimeProvider time)
    {
        this.time = time;
        origin = time.GetTimestamp();
    }

    /// <summary>Monotonic local time since this clock was made.</summary>
    public TimeSpan Now => time.GetElapsedTime(origin);

    public DateTimeOffset UtcNow => time.GetUtcNow();

    /// <summary>Whether the server has told its time; if not, the local wall clock must do.</summary>
    public bool IsSet
    {
        get
        {
            lock (sync)
            {
                return lead is not null;
            }
        }
    }

    /// <summary>Learns from one reply. The server wrote <paramref name="date"/> between sending and receiving.</summary>
    public void Observe(DateTimeOffset date, TimeSpan sent, TimeSpan received)
    {
        // date is cut to the second and the reply took its time, so the server is at least this far ahead ...
        var least = date.UtcTicks - received.Ticks;
        // ... and no further than this.
        var most = date.UtcTicks + DateResolution.Ticks - sent.Ticks;
        lock (sync)
        {
            var known = Lead(received);
            // A bound that contradicts the newest reply is from before the server's clock was set back.
            if (known is null || least > known || most < known)
            {
                lead = least;
                leadSeen = received;
            }
        }
    }

    /// <summary>The local time by which the server's clock has surely reached <paramref name="moment"/>.</summary>
    public TimeSpan LocalTimeOf(DateTimeOffset moment)
    {
        lock (sync)
        {
            var now = Now;
            return Lead(now) is { } known
                ? new TimeSpan(moment.UtcTicks - known)
                : now + (moment - UtcNow);
        }
    }

    /// <summary>The local wall clock at a local monotonic time, for people to read.</summary>
    public DateTimeOffset WallTimeOf(TimeSpan local) => UtcNow + (local - Now);

    private long? Lead(TimeSpan now) => lead - (long)((now - leadSeen).Ticks * Drift);
}
