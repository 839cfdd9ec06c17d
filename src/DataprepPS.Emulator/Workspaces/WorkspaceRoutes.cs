using System.Collections.Generic;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Workspaces, and the server's own description.</summary>
internal static class WorkspaceRoutes
{
    public static readonly Collection Workspaces = new(
        "workspaces",
        "workspace",
        """{"name":"Emulator","tier":"enterprise_cloud","state":"active","lastStateChange":null,"custom_url":null,"max_user_number":100,"emrcluster":null,"gid":null}""")
    {
        IsOwned = false,
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new(new Endpoint("getOpenApiSpec", "GET /v4/open-api-spec") { Evidence = Evidence.SeenLive, Note = "Exactly what the emulator implements in its edition." }, call => OpenApi.Answer(call.Options.Edition)),
    ];
}
