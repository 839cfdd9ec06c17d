using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>The parts of plans: nodes, the edges between them, and the parameters that a plan sets.</summary>
internal static class PlanNodeRoutes
{
    public static readonly Collection Nodes = new(
        "planNodes",
        "planNode",
        """{"name":null,"taskType":"flow","task":null,"handle":null,"displayId":null,"coordinates":{"x":0,"y":0},"plan":null}""",
        new ResourceEndpoints("PlanNode", "/v4/planNodes") { Get = null, List = null, Count = null, Update = null, Create = PlanEndpoints.CreateNode, Delete = PlanEndpoints.DeleteNode })
    {
        References = [new Reference("plan", () => PlanRoutes.Plans), new Reference("_flow", () => FlowRoutes.Flows, Fate.Dangles)],
        Embeds =
        [
            Association.To("plan", () => PlanRoutes.Plans),
            Association.From("planOverrides", () => Overrides!, "planNodeId"),
            new Association("planTaskSnapshotRuns", write: PlanRun.WriteTasks),
        ],
        Complete = (json, id) =>
        {
            json["handle"] ??= $"task-{id}";
            json["displayId"] ??= id;
            json["task"] ??= Row.IdIn(json["_flow"]) is { } flow ? new JsonObject { ["flowId"] = flow, ["flow"] = Row.ReferenceTo(flow), ["flowNodeIds"] = new JsonArray() } : null;
        },
        Check = CheckTask,
        Follow = AddEdges,
    };

    public static readonly Collection Edges = new(
        "planEdges",
        "planEdge",
        """{"statusRule":"success","plan":null,"inPlanNode":null,"outPlanNode":null}""",
        new ResourceEndpoints("PlanEdge", "/v4/planEdges") { Get = null, List = null, Count = null, Update = null, Delete = null, Create = PlanEndpoints.CreateEdge })
    {
        References = [new Reference("plan", () => PlanRoutes.Plans), new Reference("inPlanNode", () => Nodes), new Reference("outPlanNode", () => Nodes)],
    };

    public static readonly Collection Overrides = new(
        "planOverrides",
        "planOverride",
        """{"planNodeId":null,"overrideKey":null,"value":null}""",
        new ResourceEndpoints("PlanOverride", "/v4/planOverrides") { Get = null, List = null, Count = null, Delete = null, Create = PlanEndpoints.CreateOverride, Update = PlanEndpoints.UpdateOverride })
    {
        References = [new Reference("planNodeId", () => Nodes)],
        UpdateAnswersRow = true,
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Nodes.Routes(),
        .. Edges.Routes(),
        .. Overrides.Routes(),
        new(PlanEndpoints.NodeParameters, call => Reply.Json(200, Parameters(call.Store, call.Require(Nodes)))),
    ];

    /// <summary>The parameters that a node's flow has, and what the plan sets.</summary>
    public static JsonObject Parameters(Store store, Row node)
    {
        var flow = node.Reference("_flow") is { } id ? store.Find(FlowRoutes.Flows, id) : null;
        return new JsonObject
        {
            ["handle"] = node.Text("handle"),
            ["displayId"] = node.Json["displayId"]?.DeepClone(),
            ["planNodeId"] = node.Id,
            ["conflicts"] = new JsonArray(),
            ["flow"] = flow?.Json.DeepClone(),
            ["flowRunParameterOverrides"] = Enveloped(flow is null ? [] : store[FlowParameterRoutes.Parameters].With("flow", flow.Id)),
            ["datasources"] = Enveloped(flow is null ? [] : DatasetRoutes.InFlow(store, flow.Id).Where(dataset => (dataset.Json["runParameters"]?["data"] as JsonArray)?.Count > 0)),
            ["outputObjects"] = Enveloped([]),
            ["planOverrides"] = Enveloped(store[Overrides].With("planNodeId", node.Id)),
        };
    }

    private static JsonObject Enveloped(IEnumerable<Row> rows) => new() { ["data"] = new JsonArray([.. rows.Select(row => row.Json.DeepClone())]) };

    private static void CheckTask(Call call, JsonObject json, Row? before)
    {
        if (json["taskType"]?.ToString() != "flow")
        {
            return;
        }

        var flow = call.Sent(FlowRoutes.Flows, "task.flowId");
        json["_flow"] = Row.ReferenceTo(flow.Id);
        json["task"]!["flow"] = Row.ReferenceTo(flow.Id);
    }

    /// <summary>A node can be sent with those that it comes after and before.</summary>
    private static void AddEdges(Call call, Row node)
    {
        foreach (var (member, isBefore) in new[] { ("inPlanNodeIds", true), ("outPlanNodeIds", false) })
        {
            foreach (var sent in call.Body.At(member) is { ValueKind: JsonValueKind.Array } ids ? ids.EnumerateArray() : default)
            {
                var other = Row.IdIn(JsonNode.Parse(sent.GetRawText())) is { } id && call.Store.Find(Nodes, id) is { } found ? found.Id : throw ApiProblem.Refused($"No planNode with id {sent}");
                call.Store.Add(Edges, new JsonObject
                {
                    ["plan"] = Row.ReferenceTo(node.Reference("plan") ?? 0),
                    ["inPlanNode"] = Row.ReferenceTo(isBefore ? other : node.Id),
                    ["outPlanNode"] = Row.ReferenceTo(isBefore ? node.Id : other),
                });
            }
        }
    }
}
