using System;

namespace DataprepPS.Client.Http;

/// <summary>What one call has been through: its attempts, what they cost, and whether another is worth it.</summary>
internal sealed class CallState(ApiRequest request, CallContext context, DataprepClientOptions options, Func<bool> wasReached)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestAsked = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    // Before the server was ever reached a failed connection is most likely a wrong address: say so soon.
    private const int AttemptsBeforeFirstContact = 3;

    private TimeSpan spent;

    public ApiRequest Request { get; } = request;

    public CallContext Context { get; } = context;

    /// <summary>Attempts begun.</summary>
    public int Attempt { get; private set; }

    /// <summary>The last attempt met a 429: at the gate this call goes before those that did not.</summary>
    public bool WasLimited { get; private set; }

    public TimeSpan NextDelay { get; private set; }

    public void Begin() => Attempt++;

    public void Add(TimeSpan duration) => spent += duration;

    public bool ShouldRetry(Exception? error)
    {
        if (error is null || !RetryRule.MayRepeat(Request.Endpoint.Effect, error))
        {
            return false;
        }

        if (error is ConnectionFailedException && !wasReached() && Attempt >= AttemptsBeforeFirstContact)
        {
            return false;
        }

        var wait = Wait(error);
        if (spent + wait > (Context.MaxRetryTime ?? options.MaxRetryTime))
        {
            return false;
        }

        spent += wait;
        // After a 429 the gate holds every call of the session back; waiting here too would wait twice.
        WasLimited = error is ApiException { StatusCode: 429 };
        NextDelay = WasLimited ? TimeSpan.Zero : wait;
        return true;
    }

    public void ReportRetry(Exception error)
    {
        if (!WasLimited)
        {
            Context.Observer?.Waiting(new CallWait(Request.Endpoint.Operation, NextDelay, Attempt + 1, Why(error), isRetry: true));
        }
    }

    public static string Why(Exception error) => error switch
    {
        ApiException api => $"the server answered {api.StatusCode}{(api.Name is null ? "" : " " + api.Name)}",
        RequestTimeoutException => "the request timed out",
        InvalidResponseException => "the reply could not be read",
        _ => "the connection failed",
    };

    private TimeSpan Wait(Exception error)
    {
        // A server that asks for no wait at all would be asked again thousands of times: then our own pace goes.
        if (error is ApiException { RetryAfter: { } asked } && asked >= ShortestAsked)
        {
            return asked;
        }

        // Exponential, with half of it random so that many workers do not come back in step.
        var full = Math.Min(MaxDelay.TotalMilliseconds, FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(Attempt - 1, 10)));
        lock (options.Random)
        {
            return TimeSpan.FromMilliseconds(full * (0.5 + (options.Random.NextDouble() / 2)));
        }
    }
}
