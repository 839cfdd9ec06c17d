using System.Collections.Generic;

using DataprepPS.Client.Connections;

namespace DataprepPS.Emulator;

/// <summary>Connections.</summary>
internal static class ConnectionRoutes
{
    public static readonly Collection Connections = new(
        "connections",
        "connection",
        """
        {"uuid":null,"name":null,"description":null,"vendor":"hive","vendorName":null,"type":"jdbc","credentialType":"basic","advancedCredentialType":null,
         "host":null,"port":10000,"ssl":true,"sshTunneling":false,"disableTypeInference":false,"isGlobal":true,"credentialsShared":true,"hasCredentials":true,
         "params":{},"endpoints":null}
        """,
        ConnectionEndpoints.Connections)
    {
        IsOfWorkspace = true,
        Complete = (json, id) =>
        {
            json["uuid"] ??= $"{id:x8}-0000-4000-8000-000000000000";
            json["vendorName"] ??= json["vendor"]!.DeepClone();
            json["host"] ??= $"{json["vendor"]}.example.com";
        },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Connections.Routes(),
        new(ConnectionEndpoints.Status, Status),
    ];

    private static Reply Status(Call call)
    {
        _ = call.Require(Connections);
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WriteString("result"u8, "SUCCESS"u8);
            w.WriteEndObject();
        });
    }
}
