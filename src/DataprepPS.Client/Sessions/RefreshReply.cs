using System;

namespace DataprepPS.Client.Sessions;

/// <summary>What became of one request to the token endpoint, in the ways that differ for what comes next.</summary>
internal enum RefreshOutcome
{
    /// <summary>New tokens.</summary>
    Granted,

    /// <summary>The endpoint says no.</summary>
    Refused,

    /// <summary>It may have acted, and what it answered is lost: the token may have been replaced.</summary>
    Lost,

    /// <summary>It cannot have acted; later it may.</summary>
    NotSent,
}

/// <summary>One reply of the token endpoint. Its texts are masked.</summary>
internal sealed class RefreshReply(RefreshOutcome outcome, string text, TokenGrant? grant = null, string? code = null, Exception? cause = null)
{
    public RefreshOutcome Outcome { get; } = outcome;

    /// <summary>What happened, as a clause.</summary>
    public string Text { get; } = text;

    public TokenGrant? Grant { get; } = grant;

    /// <summary>The error code of a refusal.</summary>
    public string? Code { get; } = code;

    public Exception? Cause { get; } = cause;
}
