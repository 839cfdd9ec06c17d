using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>The list of everything that a recipe can read: imported datasets, recipes that other flows refer to, and the recipes of a flow.</summary>
internal static class DatasetLibrary
{
    private static readonly string[] Kinds = ["all", "imported", "reference", "recipe"];

    public static Reply List(Call call)
    {
        var kind = Required(call);
        var (query, rows) = (ListQuery.Of(call), new RowWriter(call.World, call.Now));
        var matching = RowQuery.Matching(call, DatasetRoutes.Datasets, query with { Sort = null }, [.. Of(call, kind)]);
        matching = query.Sort is { Length: > 0 } ? RowQuery.Sorted(matching, DatasetRoutes.Datasets, query) : matching;
        return Reply.List(query.Page(matching), (w, row) => Write(w, row, rows), query.IncludeCount ? w => Count(matching).WriteTo(w) : null);
    }

    public static Reply Count(Call call)
    {
        var kind = call.Query("datasetsFilter") is { Length: > 0 } ? Required(call) : "all";
        var matching = RowQuery.Matching(call, DatasetRoutes.Datasets, ListQuery.Of(call), [.. Of(call, kind)]);
        return Reply.Json(200, new JsonObject { ["count"] = Count(matching) });
    }

    private static string Required(Call call)
    {
        var kind = call.Query("datasetsFilter") is { Length: > 0 } text ? text : throw ApiProblem.Invalid("datasetsFilter", "must not be null");
        return Kinds.Contains(kind) ? kind : throw ApiProblem.Invalid("datasetsFilter", $"must be one of [{string.Join(", ", Kinds)}]");
    }

    private static IEnumerable<Row> Of(Call call, string kind)
    {
        var (store, flow) = (call.Store, Id(call, "datasourceFlowId"));
        var imported = kind is "all" or "imported" ? flow is { } id ? DatasetRoutes.InFlow(store, id) : store[DatasetRoutes.Datasets].Live : [];
        if (Id(call, "connectionId") is { } connection)
        {
            imported = imported.Where(row => row.Reference("connection") == connection);
        }

        var references = kind is "all" or "reference"
            ? store[FlowNodes.Others].Live.Where(node => node.Reference("referencedFlowNode") is not null && (flow is null || node.Reference("flow") == flow))
            : [];
        var recipes = kind is "all" or "recipe" && Id(call, "currentFlowId") is { } current ? store[RecipeRoutes.Recipes].With("flow", current) : [];
        var owned = Filter.Owned(call.Query("ownershipFilter") ?? "all");
        var all = imported.Concat(references).Concat(recipes).Where(owned);
        if (Id(call, "userIdFilter") is { } user)
        {
            all = all.Where(row => row.Reference("creator") == user);
        }

        if (Id(call, "flowId") is { } first)
        {
            var inFlow = DatasetRoutes.InFlow(store, first).ToHashSet();
            all = all.OrderBy(row => inFlow.Contains(row) ? 0 : 1);
        }

        return all;
    }

    private static long? Id(Call call, string name) => call.Query(name) is { Length: > 0 } text ? RouteTable.ParseId(text) : null;

    private static JsonObject Count(IReadOnlyList<Row> rows) => new()
    {
        ["all"] = rows.Count,
        ["imported"] = rows.Count(row => row.Collection == DatasetRoutes.Datasets),
        ["reference"] = rows.Count(row => row.Collection == FlowNodes.Others),
        ["recipe"] = rows.Count(row => row.Collection == RecipeRoutes.Recipes),
    };

    private static void Write(Utf8JsonWriter w, Row row, RowWriter rows)
    {
        var isImported = row.Collection == DatasetRoutes.Datasets;
        var uses = isImported ? rows.Store[FlowNodes.Others].With("_importedDataset", row.Id).Count : 0;
        w.WriteStartObject();
        w.WriteString("type"u8, isImported ? "datasource"u8 : row.Collection == RecipeRoutes.Recipes ? "recipe"u8 : "reference"u8);
        w.WriteNumber("referenceCount"u8, uses);
        w.WriteNumber("count"u8, uses);
        w.WriteString("name"u8, row.Name);
        w.WriteString("description"u8, row.Text("description"));
        w.WriteString("updatedAt"u8, row.Text("updatedAt"));
        if (isImported)
        {
            w.WritePropertyName("importedDataset"u8);
            rows.Write(w, row, Embed.None);
        }
        else
        {
            w.WritePropertyName("flowNodes"u8);
            rows.WriteList(w, [row], Embed.None);
        }

        w.WriteEndObject();
    }
}
