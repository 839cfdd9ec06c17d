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

    /// <summary>Adds a node of a dataset or of a recipe to a flow, or finds the one that there is.</summary>
    public static Row Add(Store store, long flowId, string member, long id) =>
        store[Others].With(member, id).FirstOrDefault(node => node.Reference("flow") == flowId)
        ?? store.Add(
            Others,
            new JsonObject { ["flow"] = Row.ReferenceTo(flowId), [member] = Row.ReferenceTo(id) },
            store[Others].NextId is > 1 and var next ? next : First);

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

    private static IEnumerable<Row> Of(Store store, long flowId) =>
        store[RecipeRoutes.Recipes].With("flow", flowId).Concat(store[Others].With("flow", flowId));

    /// <summary>The node that a recipe reads.</summary>
    private static long? SourceOf(Store store, Row recipe) => recipe.Reference("_wrangledDataset")
        ?? (recipe.Reference("_importedDataset") is { } dataset
            ? store[Others].With("_importedDataset", dataset).FirstOrDefault(node => node.Reference("flow") == recipe.Reference("flow"))?.Id
            : null);
}
