using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Outputs;

/// <summary>A dataset that an output object reads. Follows getInputsForOutputObject of the API.</summary>
public sealed class OutputObjectInput : NamedResource
{
    /// <summary>The output object.</summary>
    [JsonIgnore]
    public long OutputObjectId { get; set; }

    /// <summary>The imported dataset: the same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long ImportedDatasetId => Id;

    /// <summary>Path with parameters, when it has any.</summary>
    public string? DynamicPath { get; set; }

    /// <summary>Whether the path has parameters.</summary>
    public bool? IsDynamic { get; set; }

    /// <summary>Whether the file was converted.</summary>
    public bool? IsConverted { get; set; }

    /// <summary>Whether types are left as they are.</summary>
    public bool? DisableTypeInference { get; set; }

    /// <summary>The connection it comes from.</summary>
    public ResourceReference? Connection { get; set; }

    /// <summary>The workspace.</summary>
    public ResourceReference? Workspace { get; set; }

    /// <summary>The run parameters in its path: their keys are what <c>Start-DpJobGroup -Parameter</c> takes.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<DatasetRunParameter>))]
    public IReadOnlyList<DatasetRunParameter>? RunParameters { get; set; }
}

/// <summary>A run parameter of a dataset's path.</summary>
public sealed class DatasetRunParameter : Resource
{
    /// <summary>path, sql, bucket, host, ...</summary>
    public string? Type { get; set; }

    /// <summary>The key under which a run can override it.</summary>
    public string? OverrideKey { get; set; }

    /// <summary>Its key.</summary>
    public override string ToString() => OverrideKey ?? Type ?? "parameter";
}
