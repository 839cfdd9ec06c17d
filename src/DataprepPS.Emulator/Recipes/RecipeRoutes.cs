using System.Collections.Generic;
using System.Text.Json;

using DataprepPS.Client.Recipes;

namespace DataprepPS.Emulator;

/// <summary>Recipes, which the API calls wrangled datasets, and the nodes of flows that are none.</summary>
internal static class RecipeRoutes
{
    public static readonly Collection Recipes = new(
        "wrangledDatasets",
        "wrangledDataset",
        """{"wrangled":true,"name":null,"description":null,"recipe":null,"flow":null,"activeSample":null,"referenceInfo":null}""",
        RecipeEndpoints.Recipes)
    {
        References =
        [
            new Reference("flow", () => FlowRoutes.Flows),
            new Reference("_importedDataset", () => DatasetRoutes.Datasets, Fate.Stays),
            new Reference("_wrangledDataset", () => Recipes!, Fate.Stays),
        ],
        Embeds =
        [
            new Association("recipe", null, WriteRecipe),
            Association.To("flow", () => FlowRoutes.Flows),
            Association.From("outputObjects", () => OutputObjectRoutes.Outputs, "flownode"),
        ],
        IsOfWorkspace = true,
        Complete = (json, id) => json["recipe"] ??= Row.ReferenceTo(Recipe.RecipeObjectId(id)),
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Recipes.Routes(),
    ];

    /// <summary>The recipe object, which has the name and the steps.</summary>
    private static void WriteRecipe(Utf8JsonWriter w, Row row, Embed embed, RowWriter rows)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, row.Reference("recipe") ?? 0);
        w.WriteString("name"u8, row.Name);
        w.WriteString("description"u8, row.Text("description"));
        w.WriteBoolean("active"u8, true);
        w.WriteNumber("nextPortId"u8, 1);
        w.WriteString("createdAt"u8, row.Text("createdAt"));
        w.WriteString("updatedAt"u8, row.Text("updatedAt"));
        w.WriteEndObject();
    }
}
