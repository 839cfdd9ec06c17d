using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>Output objects: each recipe owns one at most. They cannot be changed here.</summary>
internal static class OutputObjectRoutes
{
    // Read once: the vendor's own example, under the ids of this world.
    private static readonly JsonElement RunParameters = JsonElement.Parse("""
        {"data":[{"type":"path","overrideKey":"myVar","insertionIndices":[{"index":1,"order":1}],"value":{"dateRange":{"timezone":"UTC","formats":["yyyy-MM-dd"],"last":{"unit":"years","number":1,"dow":1}}}}]}
        """);

    private static readonly Association Associations = new("outputObjects", ("flownode", Association.Leaf), ("creator", Association.Leaf), ("updater", Association.Leaf));

    private static readonly Resource<Recipe> Resource = new("outputObject", Associations, (w, recipe, _) => Write(w, recipe));

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("listOutputObjects", "GET", "/v4/outputObjects", Evidence.Documented, string.Empty, c => Resource.List(c, c.World.Recipes.Where(r => r.HasOutput))),
        new("countOutputObjects", "GET", "/v4/outputObjects/count", Evidence.Documented, string.Empty, c => ListQuery.Count(c, c.World.Recipes.Where(r => r.HasOutput))),
        new("getOutputObject", "GET", "/v4/outputObjects/{id}", Evidence.Documented, string.Empty, c => Resource.Get(c, Find(c))),
        new("getInputsForOutputObject", "GET", "/v4/outputObjects/{id}/inputs", Evidence.Documented, "The vendor's example; count comes without being asked for, as there.", Inputs),
    ];

    private static Recipe? Find(Call call) => call.World.Recipes.FirstOrDefault(r => r.HasOutput && r.OutputObjectId == call.Id);

    private static void Write(Utf8JsonWriter w, Recipe recipe)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, recipe.OutputObjectId);
        w.WriteString("execution"u8, recipe.Execution);
        w.WriteBoolean("profiler"u8, recipe.Profiler);
        w.WriteBoolean("isAdhoc"u8, true);
        w.WriteString("name"u8, recipe.Name);
        w.WriteNull("description"u8);
        w.WriteStamps(recipe);
        w.WriteReference("flownode"u8, recipe.Id);
        w.WriteReference("creator"u8, WorkspaceRoutes.CurrentPersonId);
        w.WriteReference("updater"u8, WorkspaceRoutes.CurrentPersonId);
        w.WriteEndObject();
    }

    private static Reply Inputs(Call call)
    {
        var recipe = Find(call) ?? throw ApiProblem.NotFound("outputObject", call.Id);
        return Reply.List(
            [recipe],
            (w, _) =>
            {
                w.WriteStartObject();
                w.WriteString("dynamicPath"u8, $"/uploads/{recipe.Id}.csv");
                w.WriteBoolean("isDynamic"u8, false);
                w.WriteBoolean("isConverted"u8, true);
                w.WriteBoolean("disableTypeInference"u8, true);
                w.WriteReference("parsingScript"u8, recipe.Id);
                w.WriteReference("storageLocation"u8, recipe.Id);
                w.WriteReference("connection"u8, 1);
                w.WritePropertyName("runParameters"u8);
                RunParameters.WriteTo(w);
                w.WriteNumber("id"u8, recipe.Id + 3000);
                w.WriteStamps(recipe);
                w.WriteReference("creator"u8, WorkspaceRoutes.CurrentPersonId);
                w.WriteReference("updater"u8, WorkspaceRoutes.CurrentPersonId);
                w.WriteReference("workspace"u8, 1);
                w.WriteString("name"u8, $"Input of {recipe.Name}");
                w.WriteNull("description"u8);
                w.WriteEndObject();
            },
            () => 1);
    }
}
