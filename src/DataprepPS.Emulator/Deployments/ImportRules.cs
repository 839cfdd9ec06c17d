using System;
using System.Linq;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>
/// What a deployment's rules make of a package: object rules put connections in the place of others, value rules change the
/// places of files. Of a package of which nothing is known, all rules are taken to apply.
/// </summary>
internal sealed class ImportRules(Store store, Row deployment, FlowPackage package)
{
    private readonly JsonArray objectChanges = [];
    private readonly JsonArray valueChanges = [];

    /// <summary>The rules that applied, as an import names them.</summary>
    public JsonObject Changes => new()
    {
        ["object"] = package.IsForeign ? DeploymentRoutes.Rules(deployment, DeploymentRoutes.ObjectRules).DeepClone() : objectChanges.DeepClone(),
        ["value"] = package.IsForeign ? DeploymentRoutes.Rules(deployment, DeploymentRoutes.ValueRules).DeepClone() : valueChanges.DeepClone(),
    };

    /// <summary>The connection that a rule puts in the place of one; null for none.</summary>
    public Row? ConnectionFor(JsonObject connection)
    {
        var rule = DeploymentRoutes.Rules(deployment, DeploymentRoutes.ObjectRules).OfType<JsonObject>().FirstOrDefault(rule =>
            rule["tableName"]?.ToString() == "connections" && rule["onCondition"] is JsonObject condition && condition.All(member => connection[member.Key]?.ToString() == member.Value?.ToString()));
        if (rule?["withCondition"] is not JsonObject wanted)
        {
            return null;
        }

        if (!objectChanges.Any(change => JsonNode.DeepEquals(change, rule)))
        {
            objectChanges.Add(rule.DeepClone());
        }

        return store[ConnectionRoutes.Connections].Live.FirstOrDefault(row => wanted.All(member => row.Text(member.Key) == member.Value?.ToString()));
    }

    /// <summary>Applies the value rules in their order, the second to what the first has made.</summary>
    public void ApplyValues()
    {
        foreach (var rule in DeploymentRoutes.Rules(deployment, DeploymentRoutes.ValueRules).OfType<JsonObject>())
        {
            var (on, with) = (rule["on"]!.ToString(), rule["with"]!.ToString());
            string[] members = rule["type"]?.ToString() == "s3Bucket" ? ["bucket"] : ["uri", "path", "dynamicPath"];
            var places = package.Graph.Of(DatasetRoutes.Datasets).Concat(package.Graph.Of(WriteSettingRoutes.WriteSettings))
                .SelectMany(row => members.Select(member => (Row: row, Member: member))).Where(place => place.Row[place.Member]?.ToString().Contains(on, StringComparison.Ordinal) == true).ToList();
            foreach (var (row, member) in places)
            {
                row[member] = row[member]!.ToString().Replace(on, with, StringComparison.Ordinal);
            }

            if (places.Count > 0)
            {
                valueChanges.Add(rule.DeepClone());
            }
        }
    }
}
