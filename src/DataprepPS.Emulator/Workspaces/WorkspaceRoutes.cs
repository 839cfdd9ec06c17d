using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;

namespace DataprepPS.Emulator;

/// <summary>Workspaces, their settings, and what goes from one person to another in them.</summary>
internal static class WorkspaceRoutes
{
    /// <summary>The workspace that a token is for.</summary>
    public const long CurrentId = 1;

    public static readonly Collection Workspaces = new(
        "workspaces",
        "workspace",
        """
        {"name":"Emulator","tier":"enterprise_cloud","state":"active","lastStateChange":null,"custom_url":null,"max_user_number":100,"emrcluster":null,
         "userCount":2,"workspacetiers":null,"gid":null,"_settings":{}}
        """,
        WorkspaceEndpoints.Workspaces)
    {
        IsOwned = false,
        Complete = (json, id) => json["gid"] ??= $"workspace-{id}",
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Workspaces.Routes(),
        new(WorkspaceEndpoints.Current, call => RowReplies.One(call, call.Require(Workspaces, CurrentId))),
        new(WorkspaceEndpoints.Settings, call => WorkspaceSettings.List(call, call.Require(Workspaces))),
        new(WorkspaceEndpoints.CurrentSettings, call => WorkspaceSettings.List(call, call.Require(Workspaces, CurrentId))),
        new(WorkspaceEndpoints.SaveSettings, call => WorkspaceSettings.Save(call, call.Require(Workspaces))),
        new(WorkspaceEndpoints.SaveCurrentSettings, call => WorkspaceSettings.Save(call, call.Require(Workspaces, CurrentId))),
        new(WorkspaceEndpoints.Schema, call => WorkspaceSettings.Schema(call.Require(Workspaces))),
        new(WorkspaceEndpoints.CurrentSchema, call => WorkspaceSettings.Schema(call.Require(Workspaces, CurrentId))),
        new(WorkspaceEndpoints.ClearSettings, call => WorkspaceSettings.Clear(call, call.Require(Workspaces))),
        new(WorkspaceEndpoints.ClearCurrentSettings, call => WorkspaceSettings.Clear(call, call.Require(Workspaces, CurrentId))),
        new(WorkspaceEndpoints.Transfer, call => Transfer(call, call.Require(Workspaces))),
        new(WorkspaceEndpoints.TransferCurrent, call => Transfer(call, call.Require(Workspaces, CurrentId))),
        new(new Endpoint("getOpenApiSpec", "GET /v4/open-api-spec") { Evidence = Evidence.SeenLive, Note = "Exactly what the emulator implements in its edition." }, call => OpenApi.Answer(call.Options.Edition)),
    ];

    /// <summary>Everything of one person becomes another's.</summary>
    private static Reply Transfer(Call call, Row workspace)
    {
        var from = PersonRoutes.Sent(call, call.Body, "fromPersonId", "fromPersonEmail");
        var to = PersonRoutes.Sent(call, call.Body, "toPersonId", "toPersonEmail");
        var moved = Collections.All.Where(collection => collection.IsOwned).SelectMany(collection => call.Store[collection].Live).Where(row => row.Reference("creator") == from.Id).ToList();
        foreach (var row in moved)
        {
            call.Store.Change(row, json => json["creator"] = Row.ReferenceTo(to.Id));
        }

        call.Acted($"{moved.Count} assets transferred from person {from.Id} to person {to.Id} in workspace {workspace.Id}");
        return Reply.Empty(200);
    }
}
