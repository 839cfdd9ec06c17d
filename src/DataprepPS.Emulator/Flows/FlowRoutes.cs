using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Flows;

namespace DataprepPS.Emulator;

/// <summary>Flows, in lists of several kinds.</summary>
internal static class FlowRoutes
{
    public static readonly Collection Flows = new(
        "flows",
        "flow",
        """{"name":"Untitled Flow","description":null,"folder":null,"defaultOutputDir":null,"cpProject":"emulator-project","settings":{"optimize":"enabled"}}""",
        FlowEndpoints.Flows)
    {
        References = [new Reference("folder", () => FolderRoutes.Folders, Fate.Stays)],
        Embeds =
        [
            Association.To("folder", () => FolderRoutes.Folders),
            new Association("flowNodes", () => RecipeRoutes.Recipes.Associations, FlowNodes.WriteNodes),
            new Association("flowEdges", null, FlowNodes.WriteEdges),
            Association.From("flowRuns", () => FlowRunRoutes.Runs, "flow"),
            Association.From("flowRunParameterOverrides", () => FlowParameterRoutes.Parameters, "flow"),
            Association.From("webhookFlowTasks", () => WebhookRoutes.Webhooks, "flow"),
            Association.From("flowNotificationSettings", () => FlowNotificationRoutes.Settings, "flow"),
        ],
        IsOfWorkspace = true,
        Filters = [Filter.Referring("folderId", "folder"), Filter.Ownership("flowsFilter")],
        Check = (call, json, before) =>
        {
            if (before is null && call.Body.Boolean("incrementName") == true)
            {
                json["name"] = FreeName(call.Store, json["name"]?.ToString() ?? "Untitled Flow");
            }
        },
    };

    private static readonly Permissions Sharing = new("flowPermissions", "flow", () => Flows!);

    public static Collection PermissionCollection => Sharing.Collection;

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Flows.Routes(),
        .. Sharing.Routes(FlowEndpoints.Share, FlowEndpoints.Permissions, FlowEndpoints.Unshare, "personId"),
        new(FlowEndpoints.Library, Library),
        new(FlowEndpoints.LibraryCount, call => Reply.Json(200, new JsonObject { ["count"] = LibraryCount(call) })),
        new(FlowEndpoints.InFolder, call => RowReplies.List(call, Flows, InFolder(call))),
        new(FlowEndpoints.CountInFolder, call => RowReplies.Count(call, Flows, InFolder(call))),
        new(FlowEndpoints.Move, Move),
    ];

    private static Reply Library(Call call)
    {
        var query = ListQuery.Of(call);
        var (embed, matching) = (Embed.Of(call, Flows.Associations), RowQuery.Matching(call, Flows, query));
        var (rows, kept, count) = (new RowWriter(call.World, call.Now), FieldFilter.Names(call, embed), LibraryCount(call));
        return Reply.List(query.Page(matching), (w, row) => rows.Write(w, row, embed, kept), query.IncludeCount ? w => count.WriteTo(w) : null);
    }

    private static JsonObject LibraryCount(Call call)
    {
        var rows = RowQuery.Matching(call, Flows, ListQuery.Of(call));
        return new JsonObject { ["all"] = rows.Count, ["owned"] = rows.Count(Filter.Owned("owned")), ["shared"] = rows.Count(Filter.Owned("shared")) };
    }

    private static IReadOnlyList<Row> InFolder(Call call) => call.Store[Flows].With("folder", call.Require(FolderRoutes.Folders).Id);

    private static string FreeName(Store store, string name)
    {
        var taken = store[Flows].Live.Select(row => row.Name).ToHashSet();
        return taken.Contains(name) ? Enumerable.Range(2, taken.Count).Select(number => $"{name} {number}").First(next => !taken.Contains(next)) : name;
    }

    private static Reply Move(Call call)
    {
        var flow = call.Require(Flows);
        var folder = Row.IdIn(JsonNode.Parse(call.Body.GetRawText())?["folderId"]);
        _ = folder is null || call.Store.Find(FolderRoutes.Folders, folder.Value) is not null ? folder : throw ApiProblem.Refused($"No folder with id {folder}");
        var moved = call.Store.Change(flow, json => json["folder"] = folder is { } id ? Row.ReferenceTo(id) : null);
        call.Acted($"flow {flow.Id} moved");
        return RowReplies.One(call, moved, 201);
    }
}
