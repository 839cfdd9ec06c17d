using System;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Http;

/// <summary>
/// The server answered with an error: <c>{"exception":{"name","message","details"}}</c>, or something else
/// with a status of 400 and above.
/// </summary>
public sealed class ApiException : DataprepException
{
    internal ApiException(int status, string? name, string? serverMessage, string? details, TimeSpan? retryAfter, string message, Editions editions = Editions.All)
        : base(message)
    {
        StatusCode = status;
        Name = name;
        ServerMessage = serverMessage;
        Details = details;
        RetryAfter = retryAfter;
        (Kind, OwnId, RecommendedAction) = ApiErrorTable.Classify(status, name, editions);
    }

    /// <summary>The server's <c>exception.name</c>, e.g. <c>ApiValidationFailed</c>.</summary>
    public string? Name { get; }

    /// <summary>The server's <c>exception.message</c>.</summary>
    public string? ServerMessage { get; }

    /// <summary>The server's <c>exception.details</c>.</summary>
    public string? Details { get; }

    /// <summary>How long to wait, when that is known: as the server asks, and after a 429 until its quota is renewed.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <inheritdoc/>
    public override ErrorKind Kind { get; }

    /// <inheritdoc/>
    public override string RecommendedAction { get; }

    /// <inheritdoc/>
    public override string ErrorId =>
        Name is null ? OwnId ?? "DpInvalidResponse" : OwnId is null ? Name : $"{Name},{OwnId}";

    private string? OwnId { get; }
}

/// <summary>The session was closed while something of it was still to be sent.</summary>
public sealed class SessionClosedException : DataprepException
{
    internal SessionClosedException(Uri server)
        : base($"The session with {server.Host} was disconnected.")
    {
    }

    /// <inheritdoc/>
    public override string ErrorId => "DpNotConnected";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.NotConnected;

    /// <inheritdoc/>
    public override string RecommendedAction => "Connect again: Connect-DpSession. What had begun before is reported as it ended.";
}

/// <summary>No reply within the time-out of one request.</summary>
public sealed class RequestTimeoutException : DataprepException
{
    internal RequestTimeoutException(TimeSpan timeout, string what)
        : base(FormattableString.Invariant($"{what}: no complete reply within {timeout.TotalSeconds:0.###} s."))
    {
    }

    /// <inheritdoc/>
    public override string ErrorId => "DpRequestTimeout";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Timeout;

    /// <inheritdoc/>
    public override string RecommendedAction => "Try again, or connect with a longer Connect-DpSession -Timeout: the server queues requests when a quota is reached.";
}

/// <summary>No connection could be made, or it broke.</summary>
public sealed class ConnectionFailedException : DataprepException
{
    internal ConnectionFailedException(string message, string recommendedAction, bool nothingSent, Exception? inner)
        : base(message, inner)
    {
        RecommendedAction = recommendedAction;
        NothingSent = nothingSent;
    }

    /// <summary>True when not one byte of the request left this machine, so that the server cannot have acted.</summary>
    public bool NothingSent { get; }

    /// <inheritdoc/>
    public override string ErrorId => "DpConnectionFailed";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Connection;

    /// <inheritdoc/>
    public override string RecommendedAction { get; }

    /// <summary>True for what trying again cannot mend: a refused certificate, a redirect elsewhere.</summary>
    internal bool Final { get; init; }

    internal ConnectionFailedException Masked(Func<string, string> mask) =>
        mask(Message) == Message ? this : new ConnectionFailedException(mask(Message), RecommendedAction, NothingSent, null) { Final = Final };
}

/// <summary>A reply that is not what the API promises: not JSON, cut short, of another shape, too large.</summary>
public sealed class InvalidResponseException : DataprepException
{
    internal InvalidResponseException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public override string ErrorId => "DpInvalidResponse";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.InvalidResponse;

    /// <inheritdoc/>
    public override string RecommendedAction => "Check -BaseUri: a web page instead of data often means a proxy, a log-in page or the address of the user interface.";
}

/// <summary>A change was asked for, its reply was lost, and what the server shows afterwards does not settle it.</summary>
public sealed class OutcomeUnknownException : DataprepException
{
    internal OutcomeUnknownException(string message, string recommendedAction, Exception? inner)
        : base(message, inner)
    {
        RecommendedAction = recommendedAction;
        if (inner is DataprepException cause)
        {
            StatusCode = cause.StatusCode;
            RequestId = cause.RequestId;
            Method = cause.Method;
            Path = cause.Path;
        }
    }

    /// <inheritdoc/>
    public override string ErrorId => "DpOutcomeUnknown";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.OutcomeUnknown;

    /// <inheritdoc/>
    public override string RecommendedAction { get; }
}

/// <summary>The retry time ended while the server still answered 429.</summary>
public sealed class RateLimitedException : DataprepException
{
    internal RateLimitedException(ApiException last, TimeSpan maxRetryTime)
        : base($"{last.Message} The retry time of {maxRetryTime.TotalSeconds:0} s does not cover the wait.", last)
    {
        Name = last.Name;
        RetryAfter = last.RetryAfter;
        StatusCode = last.StatusCode;
        RequestId = last.RequestId;
        Method = last.Method;
        Path = last.Path;
    }

    /// <summary>The server's <c>exception.name</c>.</summary>
    public string? Name { get; }

    /// <summary>How long to wait before the server can be expected to accept the call.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <inheritdoc/>
    public override string ErrorId => Name is null ? "DpRateLimited" : $"{Name},DpRateLimited";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.RateLimit;

    /// <inheritdoc/>
    public override string RecommendedAction => "Wait for the quota's minute to pass, or connect with a longer Connect-DpSession -MaxRetryTime.";
}
