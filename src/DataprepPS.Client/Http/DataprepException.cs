using System;

namespace DataprepPS.Client.Http;

/// <summary>What an error is about, in the few kinds a caller acts on differently.</summary>
public enum ErrorKind
{
    /// <summary>The request was wrong: a value, a body, an association.</summary>
    InvalidInput,

    /// <summary>No such object, or it was deleted.</summary>
    NotFound,

    /// <summary>The token or credential was refused.</summary>
    Authentication,

    /// <summary>The session was closed.</summary>
    NotConnected,

    /// <summary>The user may not do this, or the edition does not allow it.</summary>
    Permission,

    /// <summary>The edition or release has no such endpoint.</summary>
    NotAvailable,

    /// <summary>A quota.</summary>
    RateLimit,

    /// <summary>No connection, or it broke.</summary>
    Connection,

    /// <summary>Time ran out.</summary>
    Timeout,

    /// <summary>The reply could not be read.</summary>
    InvalidResponse,

    /// <summary>The server failed.</summary>
    Server,

    /// <summary>A change may or may not have happened.</summary>
    OutcomeUnknown,

    /// <summary>A job ended badly.</summary>
    Job,
}

/// <summary>The base of every error this library reports. Messages never hold a secret.</summary>
public abstract class DataprepException : Exception
{
    private protected DataprepException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// The stable id: the server's <c>exception.name</c> where there is one, then one of our own
    /// <c>Dp…</c> ids where it says more, joined by a comma.
    /// </summary>
    public abstract string ErrorId { get; }

    /// <summary>What kind of error it is.</summary>
    public abstract ErrorKind Kind { get; }

    /// <summary>What the user can do about it, as a full sentence.</summary>
    public abstract string RecommendedAction { get; }

    /// <summary>HTTP status of the reply, when there was one.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The server's <c>x-trifacta-request-id</c>, for its support.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>HTTP method of the request.</summary>
    public string? Method { get; internal set; }

    /// <summary>Path of the request, without its query.</summary>
    public string? Path { get; internal set; }
}
