using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Outputs;

/// <summary>SQL that runs before or after the job of an output. Follows getSqlScript of the API.</summary>
public sealed class SqlScript : OutputPart
{
    /// <summary>The same number as <see cref="Resource.Id"/>; null for one that is on no server.</summary>
    [JsonIgnore]
    public long? SqlScriptId => Id > 0 ? Id : null;

    /// <summary>The SQL.</summary>
    [JsonPropertyName("sqlScript")]
    public string? Sql { get; set; }

    /// <summary>When it runs: pre or post.</summary>
    public string? Type { get; set; }

    /// <summary>The kind of database.</summary>
    public string? Vendor { get; set; }

    /// <summary>The connection to the database.</summary>
    public long? ConnectionId { get => Connection is { Id: > 0 } connection ? connection.Id : field; set; }

    /// <summary>The connection, with as much of it as was embedded.</summary>
    public ResourceReference? Connection { get; set; }

    /// <summary>When it runs, and the SQL.</summary>
    public override string ToString() => $"{Type} {Sql}";
}
