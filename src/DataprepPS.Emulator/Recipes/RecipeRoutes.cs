using System.Collections.Generic;
using System.Text.Json;

using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Recipes, which the API calls wrangled datasets.</summary>
internal static class RecipeRoutes
{
    public static readonly Collection Recipes = new(
        "wrangledDatasets",
        "wrangledDataset",
        """{"wrangled":true,"name":null,"description":null,"recipe":null,"flow":null,"activeSample":null,"referenceInfo":null,"referencedFlowNode":null}""",
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
            Association.To("referencedFlowNode", () => Recipes!),
            Association.From("outputObjects", () => OutputObjectRoutes.Outputs, "flownode"),
        ],
        IsOfWorkspace = true,
        Complete = (json, id) => json["recipe"] = Row.ReferenceTo(Recipe.RecipeObjectId(id)),
        Check = (call, json, before) =>
        {
            if (before is null && Row.IdIn(json["_importedDataset"]) is null && Row.IdIn(json["_wrangledDataset"]) is null)
            {
                throw ApiProblem.Invalid("importedDataset", "or wrangledDataset is required");
            }
        },
        Follow = (call, recipe) => AddInput(call.Store, recipe),
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Recipes.Routes(),
        new(V3("listWrangledDatasetsV3", "GET /v3/wrangledDatasets"), call => RowReplies.List(call, Recipes)),
        new(V3("getWrangledDatasetV3", "GET /v3/wrangledDatasets/{id}"), call => RowReplies.One(call, call.Require(Recipes))),
        new(RecipeEndpoints.Input, Input),
        new(RecipeEndpoints.SetInput, ChangeInput),
        new(RecipeEndpoints.AddToFlow, AddToFlow),
    ];

    private static Endpoint V3(string operation, string line) =>
        new(operation, line) { Evidence = Evidence.Assumed, Editions = Editions.OnPremises, Note = "Read by a published client; the rows are those of version 4." };

    /// <summary>What a recipe reads: a dataset, another recipe, or nothing.</summary>
    public static Row? InputOf(Store store, Row recipe) =>
        recipe.Reference("_wrangledDataset") is { } other ? store.Find(Recipes, other)
        : recipe.Reference("_importedDataset") is { } dataset ? store.Find(DatasetRoutes.Datasets, dataset)
        : null;

    public static Row SetInput(Store store, Row recipe, Row input)
    {
        var changed = store.Change(recipe, json =>
        {
            json["_importedDataset"] = input.Collection == DatasetRoutes.Datasets ? Row.ReferenceTo(input.Id) : null;
            json["_wrangledDataset"] = input.Collection == Recipes ? Row.ReferenceTo(input.Id) : null;
        });
        AddInput(store, changed);
        return changed;
    }

    /// <summary>What a recipe reads is a node of its flow too.</summary>
    private static void AddInput(Store store, Row recipe)
    {
        if (InputOf(store, recipe) is { } input && recipe.Reference("flow") is { } flow && !(input.Collection == Recipes && input.Reference("flow") == flow))
        {
            FlowNodes.Add(store, flow, input.Collection == Recipes ? "referencedFlowNode" : "_importedDataset", input.Id);
        }
    }

    private static Reply Input(Call call)
    {
        var input = InputOf(call.Store, call.Require(Recipes)) ?? throw ApiProblem.NotFound("input dataset of wrangledDataset", call.Id);
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WritePropertyName(input.Collection.Singular);
            new RowWriter(call.World, call.Now).Write(w, input, Embed.None);
            w.WriteEndObject();
        });
    }

    private static Reply ChangeInput(Call call)
    {
        var (recipe, input) = (call.Require(Recipes), DatasetRoutes.SentInput(call, "importedDataset.id", "wrangledDataset.id"));
        for (var source = input; source is not null; source = source.Collection == Recipes ? InputOf(call.Store, source) : null)
        {
            _ = source.Collection == Recipes && source.Id == recipe.Id ? throw ApiProblem.Refused($"wrangledDataset {recipe.Id} would read itself") : source;
        }

        var changed = SetInput(call.Store, recipe, input);
        call.Acted($"wrangledDataset {recipe.Id} input changed");
        return RowReplies.One(call, changed);
    }

    private static Reply AddToFlow(Call call)
    {
        var recipe = call.Require(Recipes);
        return RowReplies.Created(call, FlowNodes.Add(call.Store, call.Sent(FlowRoutes.Flows, "flow.id").Id, "referencedFlowNode", recipe.Id));
    }

    /// <summary>The recipe object, which has the name and the steps.</summary>
    private static void WriteRecipe(Utf8JsonWriter w, Row row, Embed embed, RowWriter rows)
    {
        if (row.Reference("recipe") is not { } id)
        {
            w.WriteNullValue();
            return;
        }

        w.WriteStartObject();
        w.WriteNumber("id"u8, id);
        w.WriteString("name"u8, row.Name);
        w.WriteString("description"u8, row.Text("description"));
        w.WriteBoolean("active"u8, true);
        w.WriteNumber("nextPortId"u8, 1);
        w.WriteString("createdAt"u8, row.Text("createdAt"));
        w.WriteString("updatedAt"u8, row.Text("updatedAt"));
        w.WriteEndObject();
    }
}
