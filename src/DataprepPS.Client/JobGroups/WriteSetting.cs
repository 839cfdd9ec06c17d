using System.Text.Json.Serialization;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Where and how a run writes a file: an element of <c>overrides.writesettings</c>. The server does not check
/// overrides, so what can be checked is checked here.
/// </summary>
public sealed class WriteSetting
{
    /// <summary>Full path of the output, e.g. <c>gs://bucket/folder/sales.csv</c>.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>create, append or overwrite.</summary>
    public string Action { get; init; } = string.Empty;

    /// <summary>csv, json, avro, pqt or hyper.</summary>
    public string Format { get; init; } = string.Empty;

    /// <summary>none, gzip, bzip2 or snappy.</summary>
    public string? Compression { get; init; }

    /// <summary>csv: whether the first line holds the column names.</summary>
    public bool? Header { get; init; }

    /// <summary>csv and json: one file instead of several parts.</summary>
    public bool? AsSingleFile { get; init; }

    /// <summary>csv: what stands between the values.</summary>
    [JsonPropertyName("delim")]
    public string? Delimiter { get; init; }

    /// <summary>csv: whether values stand in quotes.</summary>
    public bool? HasQuotes { get; init; }

    /// <summary>Whether values that do not fit their column's type are written.</summary>
    public bool? IncludeMismatches { get; init; }

    /// <summary>The connection, for targets such as SFTP.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>Format, action and path.</summary>
    public override string ToString() => $"{Action} {Format} {Path}";
}
