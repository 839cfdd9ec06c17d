using System;

namespace DataprepPS.Client.Pacing;

/// <summary>Why a call is held back.</summary>
public enum PaceReason
{
    /// <summary>The quota of the current minute is spent; the call goes when the next begins.</summary>
    Quota,

    /// <summary>The server answered 429 and said when to come back; nothing is sent before.</summary>
    Closed,

    /// <summary>One call was sent to learn what is left; the others wait for its reply.</summary>
    Probe,
}

/// <summary>What a caller is told before it waits for its turn, and again when the outlook changes.</summary>
public sealed class PaceWait
{
    internal PaceWait(string endpointClass, TimeSpan delay, PaceReason reason, int ahead)
    {
        EndpointClass = endpointClass;
        Delay = delay;
        Reason = reason;
        Ahead = ahead;
    }

    /// <summary>The class of endpoints that share a quota, for example <c>runJobGroup</c>.</summary>
    public string EndpointClass { get; }

    /// <summary>About how long the wait will be. Zero: until a call now under way is answered.</summary>
    public TimeSpan Delay { get; }

    /// <summary>Why the call waits.</summary>
    public PaceReason Reason { get; }

    /// <summary>How many calls of this session stand in line before this one.</summary>
    public int Ahead { get; }
}
