using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Outputs;

/// <summary>
/// Into which table an output publishes. Follows getPublication of the API; in a run it is an element of <c>overrides.publications</c>.
/// </summary>
public sealed class Publication : OutputPart
{
    /// <summary>The same number as <see cref="Resource.Id"/>; null for one that is on no server.</summary>
    [JsonIgnore]
    public long? PublicationId => Id > 0 ? Id : null;

    /// <summary>Database or schema, outermost first.</summary>
    public IReadOnlyList<string>? Path { get; set; }

    /// <summary>The table.</summary>
    [JsonPropertyName("tableName")]
    public string? Table { get; set; }

    /// <summary>hive, redshift, bigquery, snowflake, ...</summary>
    public string? TargetType { get; set; }

    /// <summary>create, load, createAndLoad, truncateAndLoad, dropAndLoad or upsert.</summary>
    public string? Action { get; set; }

    /// <summary>The connection to the database.</summary>
    public long? ConnectionId { get => Connection is { Id: > 0 } connection ? connection.Id : field; set; }

    /// <summary>The connection, with as much of it as was embedded.</summary>
    public ResourceReference? Connection { get; set; }

    /// <summary>Action, type and table.</summary>
    public override string ToString() => $"{Action} {TargetType} {string.Join(".", [.. Path ?? [], Table ?? string.Empty])}";
}
