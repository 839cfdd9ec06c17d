using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Plans;

namespace DataprepPS.Emulator;

/// <summary>Exports and imports of plans, with the flows that they run.</summary>
internal static class PlanPackageRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(PlanEndpoints.Package, Export),
        new(PlanEndpoints.Import, Import),
    ];

    private static Reply Export(Call call)
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

    private static Reply Import(Call call)
    {
        var package = FlowPackage.Read(call);
        if (call.Flag("fromUI") && Imports.Holdup(call, package) is { } holdup)
        {
            return Reply.Json(201, holdup);
        }

        if (package.IsForeign)
        {
            package.Graph.Add(PlanRoutes.Plans, new JsonObject { ["name"] = package.Graph.First["name"]?.DeepClone() });
        }

        foreach (var plan in package.Graph.Of(PlanRoutes.Plans))
        {
            plan["name"] = Imports.Marked(plan["name"]);
            (plan["latestPlanSnapshot"], plan["latestPlanSnapshotRun"], plan["planSnapshotRunCount"], plan["snapshotted"]) = (null, null, 0, false);
        }

        var rows = package.AddTo(call);
        var made = rows.First(row => row.Collection == PlanRoutes.Plans);
        call.Acted($"plan {made.Id} created");
        return Reply.Json(201, new JsonObject
        {
            ["flowPackages"] = new JsonArray(Imports.Answer(rows)),
            ["planPackage"] = Imports.Shown(made),
            ["taskCount"] = rows.Count(row => row.Collection == PlanNodeRoutes.Nodes),
        });
    }
}
