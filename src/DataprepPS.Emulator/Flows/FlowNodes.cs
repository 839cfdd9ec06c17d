using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>
/// The nodes and edges of a flow: its recipes, and the nodes of imported datasets and of recipes of other flows, which are kept
/// here. Those are numbered from a million on, because nodes of either kind share their ids.
/// </summary>
internal static class FlowNodes
{
    private const long First = 1_000_001;

    public static readonly Collection Others = new(
        "flowNodes",
        "flowNode",
        """{"wrangled":false,"flow":null,"recipe":null,"referencedFlowNode":null,"activeSample":null,"referenceInfo":null}""")
    {
        References =
        [
            new Reference("flow", () => FlowRoutes.Flows),
            new Reference("_importedDataset", () => DatasetRoutes.Datasets),
            new Reference("referencedFlowNode", () => RecipeRoutes.Recipes),
        ],
        Complete = (json, id) =>
        {
            if (json["_importedDataset"] is not null)
            {
                json["recipe"] ??= Row.ReferenceTo(Recipe.RecipeObjectId(id));
            }
        },
        Embeds = RecipeRoutes.Recipes.Embeds,
    };

    /// <summary>Adds a node of a dataset or of another flow's recipe to a flow, or finds the one that there is.</summary>
    public static Row Add(Store store, long flowId, string member, long id) =>
        store[Others].With(member, id).FirstOrDefault(node => node.Reference("flow") == flowId)
        ?? store.Add(
            Others,
            new JsonObject { ["flow"] = Row.ReferenceTo(flowId), [member] = Row.ReferenceTo(id) },
            NextId(store));

    public static long NextId(Store store) => Math.Max(First, store[Others].NextId);

    /// <summary>What a flow embeds as <c>flowNodes</c>.</summary>
    public static void WriteNodes(Utf8JsonWriter w, Row flow, Embed embed, RowWriter rows) =>
        rows.WriteList(w, Of(rows.Store, flow.Id), embed);

    /// <summary>What a flow embeds as <c>flowEdges</c>: from what a recipe reads to the recipe.</summary>
    public static void WriteEdges(Utf8JsonWriter w, Row flow, Embed embed, RowWriter rows)
    {
        w.WriteStartObject();
        w.WriteStartArray("data"u8);
        foreach (var recipe in rows.Store[RecipeRoutes.Recipes].With("flow", flow.Id))
        {
            if (SourceOf(rows.Store, recipe) is { } source)
            {
                w.WriteStartObject();
                w.WriteNumber("id"u8, recipe.Id);
                w.WriteNumber("inPortId"u8, 0);
                w.WriteNumber("outPortId"u8, 0);
                w.WriteReference("inputFlowNode"u8, source);
                w.WriteReference("outputFlowNode"u8, recipe.Id);
                w.WriteReference("flow"u8, flow.Id);
                w.WriteString("createdAt"u8, recipe.Text("createdAt"));
                w.WriteString("updatedAt"u8, recipe.Text("updatedAt"));
                w.WriteEndObject();
            }
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    public static IEnumerable<Row> Of(Store store, long flowId) =>
        store[RecipeRoutes.Recipes].With("flow", flowId).Concat(store[Others].With("flow", flowId));

    /// <summary>The node that a recipe reads.</summary>
    public static long? SourceOf(Store store, Row recipe) => NodeOf(store, recipe.Reference("flow") ?? 0, RecipeRoutes.InputOf(store, recipe));

    /// <summary>The node that stands for a dataset or a recipe in a flow.</summary>
    public static long? NodeOf(Store store, long flowId, Row? input)
    {
        if (input?.Collection == RecipeRoutes.Recipes && input.Reference("flow") == flowId)
        {
            return input.Id;
        }

        var member = input?.Collection == RecipeRoutes.Recipes ? "referencedFlowNode" : "_importedDataset";
        return input is null ? null : store[Others].With(member, input.Id).FirstOrDefault(node => node.Reference("flow") == flowId)?.Id;
    }

    /// <summary>The recipes that read a node.</summary>
    public static IReadOnlyList<Row> ReadersOf(Store store, Row node) =>
        [.. store[RecipeRoutes.Recipes].With("flow", node.Reference("flow") ?? 0).Where(recipe => SourceOf(store, recipe) == node.Id)];

    /// <summary>The node of a flow that a body names, by itself or by its dataset.</summary>
    public static Row Sent(Call call, Row flow, string datasetMember, string nodeMember)
    {
        var nodes = Of(call.Store, flow.Id);
        return call.Body.Id(datasetMember) is { } dataset
            ? nodes.FirstOrDefault(node => node.Collection == Others && node.Reference("_importedDataset") == dataset) ?? throw ApiProblem.Refused($"importedDataset {dataset} is not in flow {flow.Id}")
            : call.Body.Id(nodeMember) is { } id
            ? nodes.FirstOrDefault(node => node.Id == id) ?? throw ApiProblem.Refused($"flowNode {id} is not in flow {flow.Id}")
            : throw ApiProblem.Invalid(datasetMember, $"or {nodeMember} is required");
    }
}
