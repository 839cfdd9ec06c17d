using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Connections;

/// <summary>Reads, makes, tests and shares connections.</summary>
public sealed class ConnectionClient : ResourceClient<Connection>
{
    internal ConnectionClient(SessionParts parts)
        : base(parts, ConnectionEndpoints.Connections, static () => DataprepJson.Default.Connection) => Permissions = new PermissionClient(
        parts,
        new PermissionEndpoints(nameof(Connection), ConnectionEndpoints.Share, ConnectionEndpoints.Permissions, ConnectionEndpoints.Unshare)
        {
            Entry = static (person, role) => person.PersonId is { } id
                ? new JsonObject { ["person"] = new JsonObject { ["id"] = id }, ["role"] = role }
                : new JsonObject { ["email"] = person.Email, ["role"] = role },
        },
        static id => new ConnectionPermission(id));

    /// <summary>Who may use connections.</summary>
    public PermissionClient Permissions { get; }

    /// <summary>Has the server try a connection. Follows getConnectionStatus.</summary>
    /// <exception cref="ApiException">There is none of that id.</exception>
    public async Task<ConnectionStatus> GetStatusAsync(long id, CallContext context)
    {
        try
        {
            return await Transport.SendAsync(
                ApiRequest.Get(ConnectionEndpoints.Status, id),
                response => ReplyReader.Anything(response) is IReadOnlyDictionary<string, object?> reply && reply.TryGetValue("result", out var result) && result is string text
                    ? new ConnectionStatus(id, text, reply)
                    : throw ReplyReader.Invalid(response, "it does not say what came of the test"),
                context).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            // There is such a connection, and what it leads to refused it: that is what was to be found out.
            return new ConnectionStatus(id, e.Details ?? e.ServerMessage ?? e.Message, new Dictionary<string, object?>());
        }
    }
}

/// <summary>What one person may do with a connection. Follows createConnectionPermission of the API.</summary>
public sealed class ConnectionPermission : Permission
{
    internal ConnectionPermission(long connectionId) => ConnectionId = connectionId;

    /// <summary>The connection.</summary>
    public long ConnectionId { get; }
}
