using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>
/// Flows to be put into a store from a package: their rows, the connections that they used where they come from, and what
/// stands for those here.
/// </summary>
internal sealed class FlowPackage
{
    private const string ConnectionList = "connections";

    private readonly List<(long Id, string Uuid, JsonObject Json)> connections;

    private FlowPackage(RowGraph graph, IEnumerable<JsonObject> connections)
    {
        Graph = graph;
        this.connections = [.. connections.Select(json => (Row.IdIn(json["id"]) ?? 0, json["uuid"]?.ToString() ?? string.Empty, json))];
    }

    public RowGraph Graph { get; }

    /// <summary>The connections that it used.</summary>
    public IEnumerable<JsonObject> Connections => connections.Select(connection => connection.Json);

    /// <summary>Whether another product made it, so that nothing of what is in it is known.</summary>
    public bool IsForeign { get; private init; }

    /// <summary>What a package of rows has as its data.</summary>
    public static JsonObject DataOf(Store store, RowGraph graph)
    {
        var used = new[] { DatasetRoutes.Datasets, PublicationRoutes.Publications, SqlScriptRoutes.SqlScripts }
            .SelectMany(graph.Of).Select(row => Row.IdIn(row["connection"])).OfType<long>().Distinct()
            .Select(id => store.Find(ConnectionRoutes.Connections, id)).OfType<Row>();
        var data = graph.ToJson();
        data[ConnectionList] = new JsonArray([.. used.Select(row => new JsonObject { ["id"] = row.Id, ["uuid"] = row.Text("uuid"), ["name"] = row.Name, ["vendor"] = row.Text("vendor") })]);
        return data;
    }

    /// <summary>What a call uploaded. A package that another product made stands for a flow of one recipe.</summary>
    public static FlowPackage Read(Call call)
    {
        var package = Package.Read(call);
        if (package is { IsOurs: true })
        {
            var rows = (JsonObject)package.Data.DeepClone();
            rows.Remove(ConnectionList);
            return new FlowPackage(RowGraph.Parse(rows), (package.Data[ConnectionList] as JsonArray ?? []).OfType<JsonObject>());
        }

        var name = package?.Data["flows"]?[0]?["name"]?.ToString() ?? System.IO.Path.GetFileNameWithoutExtension(call.Upload!.FileName);
        return new FlowPackage(
            RowGraph.Parse(new JsonObject
            {
                [FlowRoutes.Flows.Name] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = name }),
                [RecipeRoutes.Recipes.Name] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = $"{name} output", ["flow"] = Row.ReferenceTo(1) }),
                [OutputObjectRoutes.Outputs.Name] = new JsonArray(new JsonObject { ["id"] = 1, ["flownode"] = Row.ReferenceTo(1) }),
            }),
            [])
        {
            IsForeign = true,
        };
    }

    /// <summary>The connections for which nothing stands here, by <c>connectionIdMapping</c> or by their uuid.</summary>
    public IReadOnlyList<JsonObject> Unmapped(Call call) => [.. connections.Where(connection => Find(call, connection.Uuid) is null).Select(connection => connection.Json)];

    /// <summary>Adds the rows; <paramref name="rules"/> may say which connection stands for one before the mapping does.</summary>
    public IReadOnlyList<Row> AddTo(Call call, Func<JsonObject, Row?>? rules = null) => Graph.AddTo(
        call.Store,
        id => connections.Find(connection => connection.Id == id) is { Json: { } json } found ? (rules?.Invoke(json) ?? Find(call, found.Uuid))?.Id : null);

    private static Row? Find(Call call, string uuid)
    {
        var mapping = call.Upload?.Field("connectionIdMapping") is { Length: > 0 } text ? JsonNode.Parse(text) as JsonArray : null;
        var mapped = mapping?.FirstOrDefault(pair => pair?["connectionUuid"]?.ToString() == uuid)?["mappedConnectionUuid"]?.ToString() ?? uuid;
        return call.Store[ConnectionRoutes.Connections].Live.FirstOrDefault(row => row.Text("uuid") == mapped);
    }
}
