using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Flows;

namespace DataprepPS.Emulator;

/// <summary>Flows, in lists of several kinds, and what is done with whole ones.</summary>
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
        new(FlowEndpoints.Copy, Copy),
        new(FlowEndpoints.Move, Move),
        new(FlowEndpoints.Validate, Validate),
        new(FlowEndpoints.Inputs, call => RowReplies.List(call, DatasetRoutes.Datasets, [.. DatasetRoutes.InFlow(call.Store, call.Require(Flows).Id)])),
        new(FlowEndpoints.Outputs, call => RowReplies.List(call, OutputObjectRoutes.Outputs, [.. OutputObjectRoutes.InFlow(call.Store, call.Require(Flows).Id)])),
        new(FlowEndpoints.ReplaceDataset, ReplaceDataset),
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

    private static Reply Copy(Call call)
    {
        var flow = call.Require(Flows);
        var graph = RowGraph.OfFlow(call.Store, flow, withDatasets: call.Body.Boolean("copyDatasources") == true);
        graph.First["name"] = call.Body.Text("name") is { Length: > 0 } name ? name : $"Copy of {flow.Name}";
        if (call.Body.Text("description") is { Length: > 0 } description)
        {
            graph.First["description"] = description;
        }

        return RowReplies.Created(call, graph.AddTo(call.Store)[0]);
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

    /// <summary>Every recipe that a run would execute, with what is wrong with it.</summary>
    private static Reply Validate(Call call)
    {
        var flow = call.Require(Flows);
        return Reply.List(
            call.Store[RecipeRoutes.Recipes].With("flow", flow.Id),
            (w, recipe) =>
            {
                w.WriteStartObject();
                w.WriteNumber("flowId"u8, flow.Id);
                w.WriteNumber("flowNodeId"u8, recipe.Id);
                w.WriteString("name"u8, recipe.Name);
                w.WriteStartArray("errors"u8);
                if (FlowNodes.SourceOf(call.Store, recipe) is null)
                {
                    w.WriteStartObject();
                    w.WriteString("message"u8, "The recipe has no input"u8);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                w.WriteEndObject();
            },
            count: null);
    }

    /// <summary>
    /// Puts another dataset or recipe in the place of one: the recipes that read the old one read the new one from now on.
    /// </summary>
    private static Reply ReplaceDataset(Call call)
    {
        var flow = call.Require(Flows);
        var old = FlowNodes.Sent(call, flow, "importedDatasetId", "flowNodeId");
        var next = DatasetRoutes.SentInput(call, "newImportedDatasetId", "newWrangledDatasetId");
        var readers = FlowNodes.ReadersOf(call.Store, old);
        foreach (var recipe in readers)
        {
            RecipeRoutes.SetInput(call.Store, recipe, next);
        }

        call.Acted($"flow {flow.Id} node {old.Id} replaced");
        var node = FlowNodes.Of(call.Store, flow.Id).First(row => row.Id == FlowNodes.NodeOf(call.Store, flow.Id, next));
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WritePropertyName("newInputNode"u8);
            new RowWriter(call.World, call.Now).Write(w, node, Embed.None);
            w.WriteStartArray("outputNodeEdges"u8);
            foreach (var recipe in readers)
            {
                w.WriteStartObject();
                w.WriteNumber("id"u8, recipe.Id);
                w.WriteNumber("flowId"u8, flow.Id);
                w.WriteNumber("inFlowNodeId"u8, node.Id);
                w.WriteNumber("outFlowNodeId"u8, recipe.Id);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        });
    }
}
