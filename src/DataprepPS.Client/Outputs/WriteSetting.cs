using System.Text.Json.Serialization;

namespace DataprepPS.Client.Outputs;

/// <summary>
/// Where and how an output writes a file. Follows getWriteSetting of the API; in a run it is an element of
/// <c>overrides.writesettings</c>, which the server does not check.
/// </summary>
public sealed class WriteSetting : OutputPart
{
    /// <summary>The same number as <see cref="Resources.Resource.Id"/>; null for one that is on no server.</summary>
    [JsonIgnore]
    public long? WriteSettingId => Id > 0 ? Id : null;

    /// <summary>Full path of the output, e.g. <c>gs://bucket/folder/sales.csv</c>.</summary>
    public string? Path { get; set; }

    /// <summary>create, append or overwrite.</summary>
    public string? Action { get; set; }

    /// <summary>csv, json, avro, pqt or hyper.</summary>
    public string? Format { get; set; }

    /// <summary>none, gzip, bzip2 or snappy.</summary>
    public string? Compression { get; set; }

    /// <summary>csv: whether the first line holds the column names.</summary>
    public bool? Header { get; set; }

    /// <summary>csv and json: one file instead of several parts.</summary>
    public bool? AsSingleFile { get; set; }

    /// <summary>csv: what stands between the values.</summary>
    [JsonPropertyName("delim")]
    public string? Delimiter { get; set; }

    /// <summary>csv: whether values stand in quotes.</summary>
    public bool? HasQuotes { get; set; }

    /// <summary>Whether values that do not fit their column's type are written.</summary>
    public bool? IncludeMismatches { get; set; }

    /// <summary>The connection, for targets such as SFTP.</summary>
    public string? ConnectionId { get; set; }

    /// <summary>Action, format and path.</summary>
    public override string ToString() => $"{Action} {Format} {Path}";
}
