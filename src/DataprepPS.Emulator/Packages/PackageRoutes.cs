using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Plans;

namespace DataprepPS.Emulator;

/// <summary>Exports and imports of flows and plans.</summary>
internal static class PackageRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(FlowEndpoints.Package, call => ExportFlow(call, call.Require(FlowRoutes.Flows))),
        new(FlowEndpoints.PackageDryRun, DryRunExport),
        new(FlowEndpoints.Import, call => ImportFlow(call, isDry: false)),
        new(FlowEndpoints.ImportDryRun, call => ImportFlow(call, isDry: true)),
        new(PlanEndpoints.Package, ExportPlan),
        new(PlanEndpoints.Import, ImportPlan),
    ];

    public static Reply ExportFlow(Call call, Row flow) =>
        Package.Of("flow", FlowPackage.DataOf(call.Store, RowGraph.OfFlow(call.Store, flow, withDatasets: true)), call.Query("comment"), call.Now).Answer(call, $"flow_{flow.Id}.zip");

    /// <summary>What an import of rows answers.</summary>
    public static JsonObject Imported(IReadOnlyList<Row> rows, JsonObject? ruleChanges = null, Row? release = null)
    {
        var reply = new JsonObject
        {
            ["importRuleChanges"] = ruleChanges ?? new JsonObject { ["object"] = new JsonArray(), ["value"] = new JsonArray() },
            ["deletedObjects"] = new JsonObject(),
            ["createdObjectMapping"] = new JsonObject(),
            ["primaryFlowIds"] = new JsonArray([.. rows.Where(row => row.Collection == FlowRoutes.Flows).Select(row => JsonValue.Create(row.Id))]),
            ["flows"] = Of(FlowRoutes.Flows),
            ["datasources"] = Of(DatasetRoutes.Datasets),
            ["flownodes"] = Of(RecipeRoutes.Recipes, FlowNodes.Others),
            ["flowedges"] = new JsonArray(),
            ["recipes"] = new JsonArray([.. rows.Where(row => row.Collection == RecipeRoutes.Recipes).Select(row => new JsonObject { ["id"] = row.Reference("recipe"), ["name"] = row.Name })]),
            ["outputobjects"] = Of(OutputObjectRoutes.Outputs),
            ["webhookflowtasks"] = new JsonArray(),
        };
        if (release is not null)
        {
            reply["release"] = Shown(release);
        }

        return reply;

        JsonArray Of(params Collection[] collections) => [.. rows.Where(row => collections.Contains(row.Collection)).Select(Shown)];
    }

    /// <summary>The rows that a dry run made are taken away again.</summary>
    public static void Forget(Store store, IEnumerable<Row> rows)
    {
        foreach (var row in rows)
        {
            store[row.Collection].Forget(row);
        }
    }

    /// <summary>Imports show a row flat as well, as older releases did.</summary>
    private static JsonObject Shown(Row row)
    {
        var json = (JsonObject)row.Json.DeepClone();
        foreach (var hidden in json.Select(member => member.Key).Where(name => name[0] == '_').ToList())
        {
            json.Remove(hidden);
        }

        json["createdBy"] = row.Reference("creator");
        json["updatedBy"] = row.Reference("updater");
        json["workspaceId"] = 1;
        json["deleted_at"] = null;
        if (row.Collection == FlowRoutes.Flows)
        {
            json["folderId"] = row.Reference("folder");
        }

        return json;
    }

    private static Reply DryRunExport(Call call)
    {
        _ = call.Require(FlowRoutes.Flows);
        return Reply.Json(200, new JsonObject { ["errors"] = new JsonArray() });
    }

    private static Reply ImportFlow(Call call, bool isDry)
    {
        var package = FlowPackage.Read(call);
        if (call.Flag("fromUI") && Holdup(call, package) is { } holdup)
        {
            return Reply.Json(201, holdup);
        }

        var folder = call.Query("folderId") is { Length: > 0 } text ? RouteTable.ParseId(text) : (long?)null;
        _ = folder is not { } id || call.Store.Find(FolderRoutes.Folders, id) is not null ? folder : throw ApiProblem.Refused($"No folder with id {folder}");
        foreach (var flow in package.Graph.Of(FlowRoutes.Flows))
        {
            flow["name"] = $"[{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}] {flow["name"]}";
            flow["folder"] = folder is { } there ? Row.ReferenceTo(there) : null;
        }

        var rows = package.AddTo(call);
        var reply = Reply.Json(isDry ? 200 : 201, Imported(rows));
        if (isDry)
        {
            Forget(call.Store, rows);
            return reply;
        }

        call.Acted($"flow {rows[0].Id} created");
        return reply;
    }

    /// <summary>What somebody at a screen would be asked before the import; null for nothing.</summary>
    private static JsonObject? Holdup(Call call, FlowPackage package)
    {
        var text = package.Graph.ToJson().ToJsonString();
        var parameters = call.Upload?.Field("environmentParameterMapping") is { Length: > 0 } ? []
            : call.Store[ParameterRoutes.Parameters].Live.Where(row => text.Contains(row.Text("overrideKey")!, StringComparison.Ordinal)).ToList();
        var connections = package.Unmapped(call);
        return connections.Count + parameters.Count == 0 ? null : new JsonObject
        {
            ["packageContents"] = package.Graph.ToJson(),
            ["referencedEnvironmentParameters"] = new JsonArray([.. parameters.Select(row => new JsonObject { ["overrideKey"] = row.Text("overrideKey"), ["value"] = row.Json["value"]?.DeepClone() })]),
            ["connectionsWithoutMapping"] = new JsonArray([.. connections.Select(connection => connection.DeepClone())]),
        };
    }

    private static Reply ExportPlan(Call call)
    {
        var plan = call.Require(PlanRoutes.Plans);
        var graph = new RowGraph();
        graph.Add(plan);
        var nodes = call.Store[PlanNodeRoutes.Nodes].With("plan", plan.Id);
        graph.Add(nodes);
        graph.Add(call.Store[PlanNodeRoutes.Edges].With("plan", plan.Id));
        graph.Add(nodes.SelectMany(node => call.Store[PlanNodeRoutes.Overrides].With("planNodeId", node.Id)));
        foreach (var flow in nodes.Select(node => node.Reference("_flow")).OfType<long>().Distinct().Select(id => call.Store.Find(FlowRoutes.Flows, id)).OfType<Row>())
        {
            graph.Add(RowGraph.OfFlow(call.Store, flow, withDatasets: true));
        }

        return Package.Of("plan", FlowPackage.DataOf(call.Store, graph), call.Query("comment"), call.Now).Answer(call, $"plan_{plan.Id}.zip");
    }

    private static Reply ImportPlan(Call call)
    {
        var package = FlowPackage.Read(call);
        if (call.Flag("fromUI") && Holdup(call, package) is { } holdup)
        {
            return Reply.Json(201, holdup);
        }

        if (package.IsForeign)
        {
            package.Graph.Add(PlanRoutes.Plans, new JsonObject { ["name"] = package.Graph.First["name"]?.DeepClone() });
        }

        foreach (var plan in package.Graph.Of(PlanRoutes.Plans))
        {
            plan["name"] = $"[{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}] {plan["name"]}";
            (plan["latestPlanSnapshot"], plan["latestPlanSnapshotRun"], plan["planSnapshotRunCount"], plan["snapshotted"]) = (null, null, 0, false);
        }

        var rows = package.AddTo(call);
        var made = rows.First(row => row.Collection == PlanRoutes.Plans);
        call.Acted($"plan {made.Id} created");
        return Reply.Json(201, new JsonObject
        {
            ["flowPackages"] = new JsonArray(Imported(rows)),
            ["planPackage"] = Shown(made),
            ["taskCount"] = rows.Count(row => row.Collection == PlanNodeRoutes.Nodes),
        });
    }
}
