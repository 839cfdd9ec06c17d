using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

using DataprepPS.Client.Deployments;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Json;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Packages;

/// <summary>
/// What an import changes, or would change: the objects it makes, those it deletes, the rules it applies, and what it asks to be
/// mapped first. Follows the replies of importPackage, importPlanPackage, createRelease and their dry runs.
/// </summary>
public sealed class PackageImport : ApiObject
{
    /// <summary>The package.</summary>
    [JsonIgnore]
    public string? Path { get; set; }

    /// <summary>Whether the server waits to be told what stands here for what the package names, and imports nothing before.</summary>
    [JsonIgnore]
    public bool NeedsMapping => ConnectionsWithoutMapping is { Count: > 0 } || ReferencedEnvironmentParameters is { Count: > 0 };

    /// <summary>The flows that the package is about; others came along because these need them.</summary>
    public IReadOnlyList<long>? PrimaryFlowIds { get; set; }

    /// <summary>The flows.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<Flow>))]
    public IReadOnlyList<Flow>? Flows { get; set; }

    /// <summary>The imported datasets.</summary>
    [JsonPropertyName("datasources")]
    [JsonConverter(typeof(EmbeddedListConverter<ResourceReference>))]
    public IReadOnlyList<ResourceReference>? ImportedDatasets { get; set; }

    /// <summary>Of a plan's package: the plan.</summary>
    [JsonPropertyName("planPackage")]
    public Plan? Plan { get; set; }

    /// <summary>Of a plan's package: how many tasks it has.</summary>
    public int? TaskCount { get; set; }

    /// <summary>Of a plan's package: what is done with each of its flows.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<PackageImport>))]
    public IReadOnlyList<PackageImport>? FlowPackages { get; set; }

    /// <summary>Of a deployment's package: the release.</summary>
    public Release? Release { get; set; }

    /// <summary>Objects that are deleted, by kind.</summary>
    [JsonConverter(typeof(PlainMembersConverter))]
    public IReadOnlyDictionary<string, object?>? DeletedObjects { get; set; }

    /// <summary>By kind, from ids in the package to ids here.</summary>
    [JsonConverter(typeof(PlainMembersConverter))]
    public IReadOnlyDictionary<string, object?>? CreatedObjectMapping { get; set; }

    /// <summary>What the deployment's import rules change.</summary>
    public ImportRuleChanges? ImportRuleChanges { get; set; }

    /// <summary>Connections of the package for which nothing stands here yet.</summary>
    public IReadOnlyList<PackageConnection>? ConnectionsWithoutMapping { get; set; }

    /// <summary>Environment parameters that the package names.</summary>
    public IReadOnlyList<PackageParameter>? ReferencedEnvironmentParameters { get; set; }

    /// <summary>The flows that the package is about first, then those that came along.</summary>
    internal IReadOnlyList<Flow> FlowsInOrder()
    {
        var flows = Flows ?? [];
        var primary = PrimaryFlowIds ?? [];
        return
        [
            .. primary.Select(id => flows.FirstOrDefault(flow => flow.Id == id) ?? new Flow { Id = id }),
            .. flows.Where(flow => flow.Id > 0 && !primary.Contains(flow.Id)),
        ];
    }

    /// <summary>The names of what it makes.</summary>
    public override string ToString() => Plan?.ToString() ?? string.Join(", ", Flows ?? []);
}

/// <summary>What the import rules of a deployment change in a package.</summary>
public sealed class ImportRuleChanges : ApiObject
{
    /// <summary>Objects in whose place others are put.</summary>
    [JsonPropertyName("object")]
    [JsonConverter(typeof(PlainItemsConverter))]
    public IReadOnlyList<object?>? Objects { get; set; }

    /// <summary>Values in whose place others are put.</summary>
    [JsonPropertyName("value")]
    [JsonConverter(typeof(PlainItemsConverter))]
    public IReadOnlyList<object?>? Values { get; set; }

    /// <summary>How many of each.</summary>
    public override string ToString() => $"{Objects?.Count ?? 0} objects, {Values?.Count ?? 0} values";
}

/// <summary>A connection as a package names it.</summary>
public sealed class PackageConnection : ApiObject
{
    /// <summary>Its id where the package comes from.</summary>
    public string? Id { get; set; }

    /// <summary>What a mapping names it by.</summary>
    public string? Uuid { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Name and uuid.</summary>
    public override string ToString() => Name is null ? Uuid ?? Id ?? "connection" : $"\"{Name}\" ({Uuid ?? Id})";

    internal bool IsCalled(string text) => string.Equals(text, Uuid, System.StringComparison.OrdinalIgnoreCase)
        || string.Equals(text, Name, System.StringComparison.OrdinalIgnoreCase) || text == Id;
}

/// <summary>An environment parameter as a package names it. Its value, which may be secret, is not shown.</summary>
public sealed class PackageParameter
{
    /// <summary>Its key.</summary>
    public string? OverrideKey { get; set; }

    /// <summary>Its key.</summary>
    public override string ToString() => OverrideKey ?? "parameter";
}
