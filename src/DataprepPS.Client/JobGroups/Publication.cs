using System.Collections.Generic;

using System.Text.Json.Serialization;

namespace DataprepPS.Client.JobGroups;

/// <summary>Into which table a run publishes: an element of <c>overrides.publications</c>.</summary>
public sealed class Publication
{
    /// <summary>Database or schema, outermost first.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>The table.</summary>
    [JsonPropertyName("tableName")]
    public string Table { get; init; } = string.Empty;

    /// <summary>hive, redshift, bigquery, snowflake, ...</summary>
    public string TargetType { get; init; } = string.Empty;

    /// <summary>create, load, createAndLoad, truncateAndLoad, dropAndLoad or upsert.</summary>
    public string Action { get; init; } = string.Empty;

    /// <summary>The connection to the database.</summary>
    public long? ConnectionId { get; init; }

    /// <summary>Action, type and table.</summary>
    public override string ToString() => $"{Action} {TargetType} {string.Join(".", Path)}.{Table}";
}
