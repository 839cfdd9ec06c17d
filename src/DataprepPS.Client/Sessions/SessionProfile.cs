using System;

namespace DataprepPS.Client.Sessions;

/// <summary>Where a session goes and where its token lives. It never holds a token.</summary>
public sealed class SessionProfile
{
    /// <summary>Its name; case does not matter.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The server's address.</summary>
    public Uri BaseUri { get; init; } = DataprepClientOptions.DefaultBaseUri;

    /// <summary>The SecretManagement vault that holds the token.</summary>
    public string? Vault { get; init; }

    /// <summary>The name of the secret in the vault.</summary>
    public string? Secret { get; init; }

    /// <summary>The environment variable that holds the token instead.</summary>
    public string? EnvironmentVariable { get; init; }

    /// <summary>For OAuth: the client that the refresh token was issued to.</summary>
    public string? ClientId { get; init; }

    /// <summary>For OAuth: where the refresh token is renewed.</summary>
    public Uri? TokenEndpoint { get; init; }

    /// <summary>Whether the token is a refresh token, which renews the session, or an access token.</summary>
    public bool IsRenewed => ClientId is not null;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <exception cref="ArgumentException">Something is missing or of the wrong form.</exception>
    internal void Check()
    {
        if (Name.Trim().Length == 0)
        {
            throw new ArgumentException("A profile needs a name.");
        }

        if ((Vault is null) != (Secret is null) || (Vault is null) == (EnvironmentVariable is null))
        {
            throw new ArgumentException("A profile says where its token lives: in a secret of a vault, or in an environment variable.");
        }

        if ((ClientId is null) != (TokenEndpoint is null))
        {
            throw new ArgumentException("A refresh token needs both the client id and the token endpoint; an access token needs neither.");
        }
    }
}
