using System;

namespace DataprepPS.Client.Pacing;

/// <summary>What a session knows about the quota of one endpoint class: a snapshot, in local UTC.</summary>
public sealed class RateLimitStatus
{
    internal RateLimitStatus(
        string endpointClass,
        bool? isLimited,
        RateBucketStatus user,
        RateBucketStatus workspace,
        int inFlight,
        int waiting,
        DateTimeOffset? closedUntil)
    {
        EndpointClass = endpointClass;
        IsLimited = isLimited;
        UserLimit = user.Limit;
        UserRemaining = user.Remaining;
        UserReset = user.Reset;
        WorkspaceLimit = workspace.Limit;
        WorkspaceRemaining = workspace.Remaining;
        WorkspaceReset = workspace.Reset;
        InFlight = inFlight;
        Waiting = waiting;
        ClosedUntil = closedUntil;
    }

    /// <summary>The class of endpoints that share a quota, for example <c>runJobGroup</c>.</summary>
    public string EndpointClass { get; }

    /// <summary>Whether the server limits this class; null until a reply told.</summary>
    public bool? IsLimited { get; }

    /// <summary>Calls per window the user may make; null if the server has not said.</summary>
    public int? UserLimit { get; }

    /// <summary>Calls the user has left in this window, calls under way taken off.</summary>
    public int? UserRemaining { get; }

    /// <summary>When the user's window ends, on the local clock.</summary>
    public DateTimeOffset? UserReset { get; }

    /// <summary>Calls per window everybody in the workspace may make together.</summary>
    public int? WorkspaceLimit { get; }

    /// <summary>Calls the workspace has left in this window, calls under way taken off.</summary>
    public int? WorkspaceRemaining { get; }

    /// <summary>When the workspace's window ends, on the local clock.</summary>
    public DateTimeOffset? WorkspaceReset { get; }

    /// <summary>Calls sent and not yet answered.</summary>
    public int InFlight { get; }

    /// <summary>Calls waiting for their turn.</summary>
    public int Waiting { get; }

    /// <summary>Until when nothing is sent because the server answered 429; null if it did not.</summary>
    public DateTimeOffset? ClosedUntil { get; }
}

/// <summary>The part of a <see cref="RateLimitStatus"/> that exists for the user and for the workspace.</summary>
internal readonly struct RateBucketStatus(int? limit, int? remaining, DateTimeOffset? reset)
{
    public int? Limit { get; } = limit;

    public int? Remaining { get; } = remaining;

    public DateTimeOffset? Reset { get; } = reset;
}
