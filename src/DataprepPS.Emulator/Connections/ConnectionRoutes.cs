using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Connections;

namespace DataprepPS.Emulator;

/// <summary>Connections. What is secret in their credentials is taken and never shown.</summary>
internal static class ConnectionRoutes
{
    private static readonly Permissions Sharing = new("connectionPermissions", "connection", () => Connections!);

    public static readonly Collection Connections = new(
        "connections",
        "connection",
        """
        {"uuid":null,"name":null,"description":null,"vendor":"hive","vendorName":null,"type":"jdbc","credentialType":"basic","advancedCredentialType":null,
         "host":null,"port":10000,"bucket":null,"ssl":true,"sshTunneling":false,"disableTypeInference":false,"isGlobal":true,"credentialsShared":true,
         "hasCredentials":true,"credentials":[],"params":{},"endpoints":null}
        """,
        ConnectionEndpoints.Connections)
    {
        IsOfWorkspace = true,
        Filters =
        [
            new Filter("vendors", Vendors),
            new Filter("vendors[]", Vendors),
            new Filter("sharedRole", (call, text) => row => (row.Reference("creator") == PersonRoutes.CurrentId ? "owner" : "readOnly") == text),
        ],
        Complete = (json, id) =>
        {
            json["uuid"] ??= $"{id:x8}-0000-4000-8000-000000000000";
            json["vendorName"] ??= json["vendor"]!.DeepClone();
            json["host"] ??= $"{json["vendor"]}.example.com";
        },
        Check = (call, json, _) => json["credentials"] = Shown(json["credentials"]),
    };

    public static Collection PermissionCollection => Sharing.Collection;

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Connections.Routes(),
        new(ConnectionEndpoints.Status, Status),
        .. Sharing.Routes(ConnectionEndpoints.Share, ConnectionEndpoints.Permissions, ConnectionEndpoints.Unshare, "personId"),
    ];

    /// <summary>The vendors may be one value with commas, or several, with or without brackets behind the name.</summary>
    private static Func<Row, bool> Vendors(Call call, string text)
    {
        var vendors = call.QueryList("vendors").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return row => vendors.Contains(row.Text("vendor") ?? string.Empty);
    }

    /// <summary>Of credentials the name of the user, at most.</summary>
    private static JsonArray Shown(JsonNode? credentials) =>
        [.. (credentials as JsonArray ?? [credentials?.DeepClone()]).OfType<JsonObject>().Select(one => one["username"] ?? one["user"])
            .Select(user => new JsonObject { ["username"] = user?.DeepClone() })];

    /// <summary>A connection to a host with "fail" in its name does not answer.</summary>
    private static Reply Status(Call call)
    {
        var fails = call.Require(Connections).Text("host")?.Contains("fail", StringComparison.OrdinalIgnoreCase) == true;
        return Reply.Json(200, fails ? new JsonObject { ["result"] = "FAILURE", ["errorMessage"] = "The host does not answer" } : new JsonObject { ["result"] = "SUCCESS" });
    }
}
