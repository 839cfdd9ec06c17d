using System;
using System.Security;

using DataprepPS.Client.Sessions;

namespace DataprepPS.Sessions;

/// <summary>Which server a session goes to, and where its token comes from.</summary>
internal sealed record TokenOrigin(string Description)
{
    /// <summary>The server; null where whoever connects decides.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>An access token.</summary>
    public SecureString? Token { get; init; }

    /// <summary>A refresh token that nobody can write back.</summary>
    public SecureString? RefreshToken { get; init; }

    /// <summary>The vault that holds the refresh token.</summary>
    public ITokenStore? Store { get; init; }

    public string? ClientId { get; init; }

    public Uri? TokenEndpoint { get; init; }

    /// <summary>What the user should know of this origin.</summary>
    public string? Warning { get; init; }
}
