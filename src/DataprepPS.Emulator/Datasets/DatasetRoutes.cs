using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Datasets;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Imported datasets.</summary>
internal static class DatasetRoutes
{
    public static readonly Collection Datasets = new(
        "importedDatasets",
        "importedDataset",
        """
        {"name":null,"description":null,"type":"localfile","uri":null,"path":null,"bucket":null,"host":null,"userinfo":null,"dynamicPath":null,
         "dynamicBucket":null,"dynamicHost":null,"dynamicUserInfo":null,"isDynamic":false,"isConverted":false,"disableTypeInference":false,"hasStructuring":false,
         "isSchematized":true,"parsingScript":null,"storageLocation":null,"connection":null,"runParameters":{"data":[]},"relationalSource":null,"raw":null,
         "jdbcPath":null,"jdbcTable":null,"jdbcType":null,"columns":null,"size":null,"fileConfigurations":null}
        """,
        DatasetEndpoints.Datasets)
    {
        References = [new Reference("connection", () => ConnectionRoutes.Connections, Fate.Dangles)],
        Embeds = [Association.To("connection", () => ConnectionRoutes.Connections)],
        IsOfWorkspace = true,
        UpdateAnswersRow = true,
        Complete = (json, id) =>
        {
            json["parsingScript"] ??= Row.ReferenceTo(id);
            json["storageLocation"] ??= Row.ReferenceTo(id);
        },
        Check = CheckSource,
        Own = new Dictionary<Endpoint, System.Func<Call, Reply>>
        {
            [DatasetEndpoints.Datasets.List!] = DatasetLibrary.List,
            [DatasetEndpoints.Datasets.Count!] = DatasetLibrary.Count,
        },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Datasets.Routes(),
        new(DatasetEndpoints.Replace, call => RowReplies.Updated(call, RowInput.Change(call, call.Require(Datasets)))),
        new(DatasetEndpoints.Copy, Copy),
        new(DatasetEndpoints.AddToFlow, call => RowReplies.Created(call, AddToFlow(call.Store, call.Require(Datasets).Id, call.Sent(FlowRoutes.Flows, "flow.id").Id))),
        new(DatasetEndpoints.RefreshSchema, RefreshSchema),
    ];

    /// <summary>Puts a dataset into a flow.</summary>
    public static Row AddToFlow(Store store, long id, long flowId) => FlowNodes.Add(store, flowId, "_importedDataset", id);

    /// <summary>The datasets of a flow.</summary>
    public static IEnumerable<Row> InFlow(Store store, long flowId) => store[FlowNodes.Others].With("flow", flowId)
        .Select(node => node.Reference("_importedDataset")).OfType<long>().Distinct().Select(id => store.Find(Datasets, id)).OfType<Row>();

    /// <summary>The dataset or recipe that a body names.</summary>
    public static Row SentInput(Call call, string datasetMember, string recipeMember) =>
        call.Body.Id(datasetMember) is not null ? call.Sent(Datasets, datasetMember)
        : call.Body.Id(recipeMember) is not null ? call.Sent(RecipeRoutes.Recipes, recipeMember)
        : throw ApiProblem.Invalid(datasetMember, $"or {recipeMember} is required");

    /// <summary>A dataset is a file by its address, a file by its path, or a table or query of a connection.</summary>
    private static void CheckSource(Call call, JsonObject json, Row? before)
    {
        if (before is not null)
        {
            return;
        }

        if (call.Body.Boolean("detectStructure") == true)
        {
            json["hasStructuring"] = true;
        }

        if (json["connection"] is not null)
        {
            json["type"] = "jdbc";
            json["relationalSource"] = new JsonObject
            {
                ["relationalPath"] = json["jdbcPath"]?.DeepClone() ?? new JsonArray(),
                ["tableName"] = json["jdbcTable"]?.DeepClone(),
                ["raw"] = json["raw"]?.DeepClone(),
            };
            _ = json["jdbcTable"] ?? json["raw"] ?? json["path"] ?? throw ApiProblem.Invalid("jdbcTable", "or raw is required with a connection");
            return;
        }

        var uri = json["uri"] ?? json["path"] ?? throw ApiProblem.Invalid("uri", "or path, or a connectionId, is required");
        json["dynamicPath"] ??= uri.DeepClone();
        json["type"] = uri.ToString().Split("://") is [var scheme, _] ? scheme : json["type"]?.ToString() ?? "localfile";
    }

    private static Reply Copy(Call call)
    {
        var dataset = call.Require(Datasets);
        var graph = new RowGraph();
        graph.Add(dataset);
        graph.First["name"] = call.Body.Text("name") is { Length: > 0 } name ? name : $"Copy of {dataset.Name}";
        return RowReplies.Created(call, graph.AddTo(call.Store)[0]);
    }

    private static Reply RefreshSchema(Call call)
    {
        var dataset = call.Require(Datasets);
        call.Store.Change(dataset, _ => { });
        call.Acted($"importedDataset {dataset.Id} schema refreshed");
        return Reply.Json(201, new JsonObject { ["resourceTaskStateId"] = dataset.Id });
    }
}
