using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>What a run read. Follows getJobGroupInputs.</summary>
public sealed class JobGroupInput : ApiObject
{
    /// <summary>The job group.</summary>
    [JsonIgnore]
    public long JobGroupId { get; set; }

    /// <summary>The dataset's name.</summary>
    public string? Name { get; set; }

    /// <summary>Its files and tables.</summary>
    public IReadOnlyList<JobGroupData>? Inputs { get; set; }
}

/// <summary>A file or table that a run read or wrote: of a file the address, of a table the database and name.</summary>
public sealed class JobGroupData : ApiObject
{
    /// <summary>The job group.</summary>
    [JsonIgnore]
    public long JobGroupId { get; set; }

    /// <summary>Of a file: its address.</summary>
    public string? Uri { get; set; }

    /// <summary>Of a file: FILE or DIRECTORY.</summary>
    public string? FileType { get; set; }

    /// <summary>Whether it is the main output.</summary>
    public bool? IsPrimaryOutput { get; set; }

    /// <summary>Of a table: the database's maker.</summary>
    public string? Vendor { get; set; }

    /// <summary>Of a table: the database's address.</summary>
    public string? DatabaseConnectString { get; set; }

    /// <summary>Of a table: database or schema.</summary>
    public IReadOnlyList<string>? RelationalPath { get; set; }

    /// <summary>Of a table: its name.</summary>
    public string? Table { get; set; }

    /// <summary>Of a table: what was done to it.</summary>
    public string? Action { get; set; }

    /// <summary>Of a table: the query.</summary>
    public IReadOnlyList<string>? Query { get; set; }

    /// <summary>Address or table name.</summary>
    public override string ToString() => Uri ?? string.Join(".", [.. RelationalPath ?? [], Table ?? string.Empty]);
}

/// <summary>The whole reply of getJobGroupOutputs, which is not an enveloped list.</summary>
internal sealed class JobGroupOutputs
{
    public IReadOnlyList<JobGroupData>? Files { get; set; }

    public IReadOnlyList<JobGroupData>? Tables { get; set; }
}

/// <summary>A publication that belongs to a job group. Follows getPublicationsForJobGroup.</summary>
public sealed class JobGroupPublication : Resource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long PublicationId => Id;

    /// <summary>The job group.</summary>
    [JsonIgnore]
    public long JobGroupId { get; set; }

    /// <summary>Database or schema.</summary>
    public IReadOnlyList<string>? Path { get; set; }

    /// <summary>The table.</summary>
    public string? TableName { get; set; }

    /// <summary>hive, redshift, ...</summary>
    public string? TargetType { get; set; }

    /// <summary>What is done to the table.</summary>
    public string? Action { get; set; }

    /// <summary>When it was made.</summary>
    public System.DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public System.DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The connection.</summary>
    public ResourceReference? Connection { get; set; }

    /// <summary>The output it belongs to.</summary>
    [JsonPropertyName("outputobject")]
    public ResourceReference? OutputObject { get; set; }
}
