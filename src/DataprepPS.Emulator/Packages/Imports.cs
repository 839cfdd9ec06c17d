using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>What imports of packages have in common: what they answer, what they ask back, and how they call what they made.</summary>
internal static class Imports
{
    /// <summary>An imported object's name, which the vendor's examples show with a mark before it.</summary>
    public static string Marked(JsonNode? name) => $"[{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}] {name}";

    /// <summary>What an import of rows answers.</summary>
    public static JsonObject Answer(IReadOnlyList<Row> rows, JsonObject? ruleChanges = null, Row? release = null)
    {
        var reply = new JsonObject
        {
            ["importRuleChanges"] = ruleChanges ?? new JsonObject { ["object"] = new JsonArray(), ["value"] = new JsonArray() },
            ["deletedObjects"] = new JsonObject(),
            ["createdObjectMapping"] = new JsonObject(),
            ["primaryFlowIds"] = new JsonArray([.. rows.Where(row => row.Collection == FlowRoutes.Flows).Select(row => JsonValue.Create(row.Id))]),
            ["flows"] = Of(FlowRoutes.Flows),
            ["datasources"] = Of(DatasetRoutes.Datasets),
            ["flownodes"] = Of(RecipeRoutes.Recipes, FlowNodes.Others),
            ["flowedges"] = new JsonArray(),
            ["recipes"] = new JsonArray([.. rows.Where(row => row.Collection == RecipeRoutes.Recipes).Select(row => new JsonObject { ["id"] = row.Reference("recipe"), ["name"] = row.Name })]),
            ["outputobjects"] = Of(OutputObjectRoutes.Outputs),
            ["webhookflowtasks"] = new JsonArray(),
        };
        if (release is not null)
        {
            reply["release"] = Shown(release);
        }

        return reply;

        JsonArray Of(params Collection[] collections) => [.. rows.Where(row => collections.Contains(row.Collection)).Select(Shown)];
    }

    /// <summary>The rows that a dry run made are taken away again.</summary>
    public static void Forget(Store store, IEnumerable<Row> rows)
    {
        foreach (var row in rows)
        {
            store[row.Collection].Forget(row);
        }
    }

    /// <summary>What somebody at a screen would be asked before the import; null for nothing.</summary>
    public static JsonObject? Holdup(Call call, FlowPackage package)
    {
        var text = package.Graph.ToJson().ToJsonString();
        var parameters = call.Upload?.Field("environmentParameterMapping") is { Length: > 0 } ? []
            : call.Store[ParameterRoutes.Parameters].Live.Where(row => text.Contains(row.Text("overrideKey")!, StringComparison.Ordinal)).ToList();
        var connections = package.Unmapped(call);
        return connections.Count + parameters.Count == 0 ? null : new JsonObject
        {
            ["packageContents"] = package.Graph.ToJson(),
            ["referencedEnvironmentParameters"] = new JsonArray([.. parameters.Select(row => new JsonObject { ["overrideKey"] = row.Text("overrideKey"), ["value"] = row.Json["value"]?.DeepClone() })]),
            ["connectionsWithoutMapping"] = new JsonArray([.. connections.Select(connection => connection.DeepClone())]),
        };
    }

    /// <summary>Imports show a row flat as well, as older releases did.</summary>
    public static JsonObject Shown(Row row)
    {
        var json = (JsonObject)row.Json.DeepClone();
        foreach (var hidden in json.Select(member => member.Key).Where(name => name[0] == '_').ToList())
        {
            json.Remove(hidden);
        }

        json["createdBy"] = row.Reference("creator");
        json["updatedBy"] = row.Reference("updater");
        json["workspaceId"] = 1;
        json["deleted_at"] = null;
        if (row.Collection == FlowRoutes.Flows)
        {
            json["folderId"] = row.Reference("folder");
        }

        return json;
    }
}
