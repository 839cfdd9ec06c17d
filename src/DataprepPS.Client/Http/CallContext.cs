using System;
using System.Threading;

namespace DataprepPS.Client.Http;

/// <summary>Who asks, and how to stop and to tell them: given to every call of the client.</summary>
public sealed class CallContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="cancellation">Ends the call, wherever it waits.</param>
    /// <param name="observer">Hears of waits and warnings.</param>
    public CallContext(CancellationToken cancellation, ICallObserver? observer = null)
    {
        Cancellation = cancellation;
        Observer = observer;
    }

    /// <summary>A call that nobody stops or watches.</summary>
    public static CallContext None { get; } = new(CancellationToken.None);

    /// <summary>Ends the call, wherever it waits.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Hears of waits and warnings; null when nobody listens.</summary>
    public ICallObserver? Observer { get; }

    /// <summary>Another retry time than the session's, for calls that somebody else repeats.</summary>
    internal TimeSpan? MaxRetryTime { get; private init; }

    internal CallContext With(CancellationToken cancellation) => new(cancellation, Observer) { MaxRetryTime = MaxRetryTime };

    internal CallContext WithRetryTime(TimeSpan maxRetryTime) => new(Cancellation, Observer) { MaxRetryTime = maxRetryTime };
}

/// <summary>Hears what a call does while it runs. Calls come from any thread and must return at once.</summary>
public interface ICallObserver
{
    /// <summary>The call is about to wait.</summary>
    void Waiting(CallWait wait);

    /// <summary>Something the user should know although the call goes on.</summary>
    void Warn(string message);

    /// <summary>Whether anybody wants to see every request; if not, its line is not even written.</summary>
    bool WantsTrace { get; }

    /// <summary>A line for those who want to see every request.</summary>
    void Trace(string line);
}

/// <summary>A wait that a call is about to make.</summary>
public sealed class CallWait
{
    internal CallWait(string operation, TimeSpan delay, int attempt, string reason, bool isRetry)
    {
        Operation = operation;
        Delay = delay;
        Attempt = attempt;
        Reason = reason;
        IsRetry = isRetry;
    }

    /// <summary>The API's operation id, e.g. <c>runJobGroup</c>.</summary>
    public string Operation { get; }

    /// <summary>About how long.</summary>
    public TimeSpan Delay { get; }

    /// <summary>The attempt that comes after the wait: 1 is the first.</summary>
    public int Attempt { get; }

    /// <summary>Why, as a clause: "the server answered 503".</summary>
    public string Reason { get; }

    /// <summary>True after something went wrong; false when the call is merely held below a quota.</summary>
    public bool IsRetry { get; }
}
