using System.Collections.Generic;
using System.IO;
using System.Text.Json.Nodes;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>The upload of a file straight into a flow, which a published client does.</summary>
internal static class FlowDatasetRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(
            new Endpoint("importAndAddDatasetToFlow", "POST /v4/flows/{id}/importAndAddDatasetToFlow")
            {
                IsUpload = true,
                Evidence = Evidence.Assumed,
                Note = "Sent by a published client with a file; the reply has the members that it reads. No document describes it.",
            },
            Import),
    ];

    private static Reply Import(Call call)
    {
        var flow = call.Require(FlowRoutes.Flows);
        _ = call.Upload?.File ?? throw ApiProblem.Invalid("file", "is required");
        var name = Path.GetFileNameWithoutExtension(call.Upload.FileName);
        var dataset = call.Store.Add(DatasetRoutes.Datasets, new JsonObject { ["name"] = name, ["uri"] = $"gs://emulator/uploads/{call.Upload.FileName}", ["type"] = "gs" });
        DatasetRoutes.AddToFlow(call.Store, dataset.Id, flow.Id);
        var recipe = call.Store.Add(RecipeRoutes.Recipes, new JsonObject { ["name"] = name, ["flow"] = Row.ReferenceTo(flow.Id), ["_importedDataset"] = Row.ReferenceTo(dataset.Id) });
        call.Acted($"importedDataset {dataset.Id} and wrangledDataset {recipe.Id} created");
        return Reply.Json(201, new JsonObject { ["wrangledDatasetName"] = name, ["wrangledDatasetId"] = recipe.Id });
    }
}
