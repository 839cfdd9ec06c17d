using System;

namespace DataprepPS.Emulator;

/// <summary>One request as the server saw it, whatever the client was told.</summary>
public sealed class JournalEntry
{
    private volatile string? effect;

    public required long Sequence { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query as sent.</summary>
    public required string Path { get; init; }

    /// <summary>The operation, or null when no route fits.</summary>
    public string? OperationId { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The <c>x-execution-id</c> sent.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>How many requests were in flight when this one came, itself included.</summary>
    public int InFlight { get; init; }

    /// <summary>The scheme of the Authorization header, never its value.</summary>
    public string? AuthorizationScheme { get; init; }

    /// <summary>Whether the credentials were right.</summary>
    public bool Authorized { get; init; }

    /// <summary>The body as text, cut at 64 KiB; a package is only described.</summary>
    public string? Body { get; internal set; }

    /// <summary>The status sent, or null while none was (a reset, a reply still under way, a client that left).</summary>
    public int? Status { get; internal set; }

    /// <summary>Whether the server reset the connection instead of answering.</summary>
    public bool Reset { get; internal set; }

    /// <summary>The fault that was played, or null.</summary>
    public string? Fault { get; internal set; }

    /// <summary>Whether the client dropped the connection before the reply was out.</summary>
    public bool ClientDropped { get; internal set; }

    /// <summary>Whether the request is over for the server.</summary>
    public bool Finished { get; internal set; }

    /// <summary>Whether state changed, be the answer what it may.</summary>
    public bool HasActed => effect is not null;

    /// <summary>What changed: <c>jobGroup 17 started</c>.</summary>
    public string? Effect => effect;

    /// <summary>Whether it was the server that ended the connection, so that its end says nothing of the client.</summary>
    internal bool ServerClosed { get; set; }

    internal Journal? Journal { get; init; }

    internal void Acted(string what)
    {
        effect = effect is null ? what : effect + "; " + what;
        Journal?.Acted(this, what);
    }
}

/// <summary>One change of state and the request behind it.</summary>
public sealed record JournalAction(long Sequence, DateTimeOffset Time, string? OperationId, string? ExecutionId, string Effect);
