using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>
/// Rows that belong together, such as a flow with its recipes and outputs, apart from the store: to be copied, packed and
/// imported. What they refer to among each other they refer to afterwards, under new ids.
/// </summary>
internal sealed class RowGraph
{
    private static readonly string[] OfTheOriginal = ["id", "createdAt", "updatedAt", "creator", "updater", "workspace"];

    private readonly List<(Collection Collection, long Id, JsonObject Members)> rows = [];

    /// <summary>The members of the row that it is about.</summary>
    public JsonObject First => rows[0].Members;

    /// <summary>A flow and all that is in it; its datasets only when they are to be copied, because flows share them.</summary>
    public static RowGraph OfFlow(Store store, Row flow, bool withDatasets)
    {
        var graph = new RowGraph();
        graph.Add(flow);
        graph.Add(withDatasets ? DatasetRoutes.InFlow(store, flow.Id) : []);
        var recipes = store[RecipeRoutes.Recipes].With("flow", flow.Id);
        graph.Add(recipes);
        graph.Add(store[FlowNodes.Others].With("flow", flow.Id));
        graph.Add(store[FlowParameterRoutes.Parameters].With("flow", flow.Id));
        foreach (var output in OutputObjectRoutes.InFlow(store, flow.Id))
        {
            graph.Add(output);
            foreach (var collection in OutputObjectRoutes.Parts)
            {
                graph.Add(store[collection].With("outputObject", output.Id));
            }
        }

        return graph;
    }

    /// <summary>What <see cref="ToJson"/> made.</summary>
    public static RowGraph Parse(JsonObject data)
    {
        var graph = new RowGraph();
        foreach (var (name, list) in data)
        {
            var collection = Collections.Named(name);
            graph.rows.AddRange((list as JsonArray ?? []).OfType<JsonObject>().Select(row => (collection, Row.IdIn(row["id"]) ?? 0, Copy(row))));
        }

        return graph;
    }

    /// <summary>The rows by the names of their collections, with the members that are never shown.</summary>
    public JsonObject ToJson() => new(rows.GroupBy(row => row.Collection).Select(group => new KeyValuePair<string, JsonNode?>(
        group.Key.Name,
        new JsonArray([.. group.Select(row =>
        {
            var json = Copy(row.Members);
            json["id"] = row.Id;
            return json;
        })]))));

    /// <summary>Adds what another has.</summary>
    public void Add(RowGraph other) => rows.AddRange(other.rows.Where(row => !rows.Exists(mine => mine.Collection == row.Collection && mine.Id == row.Id)));

    /// <summary>Adds a row of which only members are known.</summary>
    public void Add(Collection collection, JsonObject members) => rows.Add((collection, 0, members));

    public void Add(params IEnumerable<Row> more) => rows.AddRange(more.Select(row => (row.Collection, row.Id, Copy(row.Json))));

    /// <summary>The members of its rows of a collection, to be changed.</summary>
    public IEnumerable<JsonObject> Of(Collection collection) => rows.Where(row => row.Collection == collection).Select(row => row.Members);

    /// <summary>Adds rows like these to a store and answers them in order.</summary>
    /// <param name="store">The store.</param>
    /// <param name="connections">Which connection there stands for one of the rows; the same id if it is not given.</param>
    public IReadOnlyList<Row> AddTo(Store store, Func<long, long?>? connections = null)
    {
        // Ids first, because rows may refer to later ones. Those of nodes that are no recipes go on from where they are.
        var ids = new Dictionary<(Collection, long), long>();
        foreach (var group in rows.GroupBy(row => row.Collection))
        {
            var next = group.Key == FlowNodes.Others ? FlowNodes.NextId(store) : store[group.Key].NextId;
            foreach (var row in group)
            {
                ids[(row.Collection, row.Id)] = next++;
            }
        }

        return [.. rows.Select(row => store.Add(row.Collection, Rewired(row.Collection, row.Members), ids[(row.Collection, row.Id)]))];

        JsonObject Rewired(Collection collection, JsonObject members)
        {
            var json = Copy(members);
            foreach (var reference in collection.References)
            {
                if (Row.IdIn(json[reference.Member]) is not { } id)
                {
                    continue;
                }

                var target = ids.TryGetValue((reference.Target, id), out var mapped) ? mapped
                    : reference.Target == ConnectionRoutes.Connections && connections is not null ? connections(id)
                    : store.Find(reference.Target, id)?.Id;
                json[reference.Member] = target is not { } there ? null : reference.IsBare ? JsonValue.Create(there) : Row.ReferenceTo(there);
            }

            return json;
        }
    }

    private static JsonObject Copy(JsonObject row)
    {
        var copy = (JsonObject)row.DeepClone();
        foreach (var name in OfTheOriginal)
        {
            copy.Remove(name);
        }

        return copy;
    }
}
