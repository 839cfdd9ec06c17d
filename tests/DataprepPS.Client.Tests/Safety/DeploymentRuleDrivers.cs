using System.Collections;
using System.Collections.Generic;
using DataprepPS.Client.Deployments;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>The import rules of deployments.</summary>
internal static class DeploymentRuleDrivers
{
    public static IReadOnlyList<Driver> All { get; } =
    [
        Of("updateObjectImportRules", DeploymentEndpoints.ObjectRules, DeploymentRuleKind.ObjectRule, new Hashtable { ["on"] = "d75255f0-a245-11e7-8618-adc1dbb4bed0", ["with"] = 1 }, "_objectRules"),
        Of("updateValueImportRules", DeploymentEndpoints.ValueRules, DeploymentRuleKind.ValueRule, new Hashtable { ["type"] = "s3Bucket", ["on"] = "dev", ["with"] = "prod" }, "_valueRules"),
    ];

    private static Driver Of(string operation, Endpoint endpoint, DeploymentRuleKind kind, Hashtable rule, string member) => new(
        operation,
        endpoint,
        async s => await s.Client.Deployments.SetRulesAsync(3, kind, [rule], s.Context),
        (s, told) => s.Server.World.Find("deployments", 3)?[member] is System.Text.Json.Nodes.JsonArray { Count: 1 } && told is IReadOnlyList<DeploymentRule> { Count: 0 } ? null : "they are not set");
}
