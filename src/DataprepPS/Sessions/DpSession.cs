using System;
using System.Collections.Generic;

using DataprepPS.Client;
using DataprepPS.Client.Pacing;

namespace DataprepPS.Sessions;

/// <summary>
/// A connection to one server as one user. May be used from several runspaces at once (<c>$using:session</c>);
/// all of them share its connections and its pacing. Holds no readable token.
/// </summary>
public sealed class DpSession
{
    internal DpSession(DataprepClient client, VaultDoors doors, string? user)
    {
        Client = client;
        Doors = doors;
        User = user;
    }

    /// <summary>The server.</summary>
    public Uri BaseUri => Client.BaseUri;

    /// <summary>Whom the token belongs to, where the server says.</summary>
    public string? User { get; }

    /// <summary>When the session was made.</summary>
    public DateTimeOffset ConnectedAt => Client.CreatedAt;

    /// <summary>False after Disconnect-DpSession.</summary>
    public bool IsConnected { get; private set; } = true;

    /// <summary>What is known of the server's quotas, per endpoint class.</summary>
    public IReadOnlyList<RateLimitStatus> RateLimit => IsConnected ? Client.RateLimits : [];

    /// <summary>Server and user.</summary>
    public override string ToString() => User is null ? BaseUri.Host : $"{User} at {BaseUri.Host}";

    // Internal, so that neither Format-List nor a serializer walks into it. Of a closed session it refuses every call.
    internal DataprepClient Client { get; }

    internal VaultDoors Doors { get; }

    internal void Close()
    {
        IsConnected = false;
        Client.Dispose();
    }
}
