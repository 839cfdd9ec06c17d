using System;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Sessions;

/// <summary>
/// An access token and how long it lives, counted on the clock that nobody sets: what the server promises is a length,
/// and a machine whose time is wrong must not lose its session by that.
/// </summary>
internal sealed class AccessToken(Secret secret, long obtained, TimeSpan? lifetime, bool isNew)
{
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(1);

    public Secret Secret { get; } = secret;

    /// <summary>The API has taken it at least once.</summary>
    public bool WasAccepted { get; set; }

    /// <summary>How long before its end it is replaced: time for a slow token endpoint, and for clocks that differ.</summary>
    public static TimeSpan Ahead(TimeSpan lifetime) => lifetime.Ticks / 5 < MostAhead.Ticks ? new TimeSpan(lifetime.Ticks / 5) : MostAhead;

    /// <summary>It need not be replaced yet.</summary>
    public bool IsFresh(TimeProvider time) => lifetime is not { } life || time.GetElapsedTime(obtained) < life - Ahead(life);

    /// <summary>It may still be used. One without a stated end is, until the API refuses it.</summary>
    public bool IsAlive(TimeProvider time) => lifetime is not { } life || time.GetElapsedTime(obtained) < life;

    /// <summary>Just issued to us and never taken by the API: if it is refused, another one would be refused too.</summary>
    public bool WasNeverGood(TimeProvider time) => isNew && !WasAccepted && lifetime is { } life && time.GetElapsedTime(obtained) < new TimeSpan(life.Ticks / 2);
}
