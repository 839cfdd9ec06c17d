using System;
using System.Collections.Generic;
using System.Management.Automation;

using DataprepPS.Client;
using DataprepPS.Client.Pacing;

namespace DataprepPS.Sessions;

/// <summary>
/// A connection to one server as one user. May be used from several runspaces at once (<c>$using:session</c>);
/// all of them share its connections and its pacing. Holds no readable token.
/// </summary>
public sealed class DpSession
{
    private readonly DataprepClient client;

    internal DpSession(DataprepClient client, VaultDoors doors, string? user)
    {
        this.client = client;
        Doors = doors;
        User = user;
    }

    /// <summary>The server.</summary>
    public Uri BaseUri => client.BaseUri;

    /// <summary>Whom the token belongs to, where the server says.</summary>
    public string? User { get; }

    /// <summary>When the session was made.</summary>
    public DateTimeOffset ConnectedAt => client.CreatedAt;

    /// <summary>False after Disconnect-DpSession.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>What is known of the server's quotas, per endpoint class.</summary>
    public IReadOnlyList<RateLimitStatus> RateLimit => IsConnected ? client.RateLimits : [];

    /// <summary>Server and user.</summary>
    public override string ToString() => User is null ? BaseUri.Host : $"{User} at {BaseUri.Host}";

    // Internal, so that neither Format-List nor a serializer walks into it.
    internal DataprepClient Client => IsConnected
        ? client
        : throw new PSInvalidOperationException($"The session with {BaseUri.Host} was disconnected. Connect again: Connect-DpSession.");

    internal VaultDoors Doors { get; }

    internal void Close()
    {
        IsConnected = false;
        client.Dispose();
    }
}
