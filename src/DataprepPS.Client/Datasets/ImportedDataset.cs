using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Datasets;

/// <summary>
/// An imported dataset: a file or folder, a table or a query. The library also lists what recipes make and what other flows
/// offer, which have no <see cref="ImportedDatasetId"/>. Follows getImportedDataset and listDatasetLibrary of the API.
/// </summary>
public sealed class ImportedDataset : NamedResource
{
    private const string Datasource = "datasource";

    /// <summary>The same number as <see cref="Resource.Id"/>; null for what is in the library but is none.</summary>
    [JsonIgnore]
    public long? ImportedDatasetId => Kind == Datasource ? Id : null;

    /// <summary>The recipe whose results it is; null for an imported dataset.</summary>
    [JsonIgnore]
    public long? RecipeId => Kind == Datasource ? null : Embedded("referencedFlowNode")?.FindId("id") ?? Id;

    /// <summary>As the library sorts it: datasource, reference or recipe.</summary>
    [JsonIgnore]
    public string Kind { get; internal set; } = Datasource;

    /// <summary>The flow for which it was listed or to which it was added.</summary>
    [JsonIgnore]
    public long? FlowId { get; set; }

    /// <summary>How many use it, as the library counts.</summary>
    [JsonIgnore]
    public long? ReferenceCount { get; internal set; }

    /// <summary>The kind of its storage, such as jdbc, or the server's word for a file's.</summary>
    public string? Type { get; set; }

    /// <summary>Of a file: its address, where the server sends it whole.</summary>
    public string? Uri { get; set; }

    /// <summary>Of a file: bucket or host.</summary>
    public string? Bucket { get; set; }

    /// <summary>Of a file: the path.</summary>
    public string? Path { get; set; }

    /// <summary>Path with parameters, when it has any.</summary>
    public string? DynamicPath { get; set; }

    /// <summary>Whether the path or the query has parameters.</summary>
    public bool? IsDynamic { get; set; }

    /// <summary>Whether the file was converted.</summary>
    public bool? IsConverted { get; set; }

    /// <summary>Whether types are left as they are.</summary>
    public bool? DisableTypeInference { get; set; }

    /// <summary>Of a table: database or schema.</summary>
    [JsonConverter(typeof(TextsConverter))]
    public IReadOnlyList<string>? JdbcPath { get; set; }

    /// <summary>Of a table: its name.</summary>
    public string? JdbcTable { get; set; }

    /// <summary>Of a query: its text.</summary>
    [JsonConverter(typeof(TextsConverter))]
    public IReadOnlyList<string>? Raw { get; set; }

    /// <summary>The size in bytes, where the server knows it.</summary>
    public long? Size { get; set; }

    /// <summary>The connection it comes from.</summary>
    [JsonIgnore]
    public long? ConnectionId => Connection is { Id: > 0 } connection ? connection.Id : null;

    /// <summary>The connection it comes from, with as much of it as was embedded.</summary>
    public ResourceReference? Connection { get; set; }

    /// <summary>The run parameters in its path or query: their keys are what <c>Start-DpJobGroup -Parameter</c> takes.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<DatasetRunParameter>))]
    public IReadOnlyList<DatasetRunParameter>? RunParameters { get; set; }

    /// <summary>The workspace.</summary>
    public ResourceReference? Workspace { get; set; }

    /// <summary>Where it comes from, as people write it: address, table or the beginning of a query.</summary>
    [JsonIgnore]
    public string? Source => Uri
        ?? (JdbcTable is null ? null : string.Join(".", [.. JdbcPath ?? [], JdbcTable]))
        ?? (Raw is { Count: > 0 } ? string.Join(" ", Raw) : null)
        ?? DynamicPath
        ?? (Path is null ? null : Bucket is null ? Path : $"{Bucket}/{Path.TrimStart('/')}");
}

/// <summary>That a dataset's columns are being read anew. Follows asyncRefreshSchema of the API.</summary>
public sealed class SchemaRefresh : ApiObject
{
    /// <summary>The dataset.</summary>
    [JsonIgnore]
    public long ImportedDatasetId { get; internal set; }

    /// <summary>The server's number for this work.</summary>
    public long ResourceTaskStateId { get; set; }
}
