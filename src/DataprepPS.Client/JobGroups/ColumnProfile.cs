using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// What the profile of a run says of one column of its results. Follows getProfilingInformationForJobGroup of the API; what its
/// reply does not carry is null or empty.
/// </summary>
public sealed class ColumnProfile : ApiObject
{
    /// <summary>The job group.</summary>
    public long JobGroupId { get; internal set; }

    /// <summary>The column. Rules that are about no column of the results stand under the name the server has for them.</summary>
    public string Name { get; internal set; } = string.Empty;

    /// <summary>Its types, in the server's words; the first is the column's own.</summary>
    public IReadOnlyList<string> Type { get; internal set; } = [];

    /// <summary>Rows whose value is of the type.</summary>
    public long? Valid { get; internal set; }

    /// <summary>Rows whose value is of another type.</summary>
    public long? Mismatched { get; internal set; }

    /// <summary>Rows without a value.</summary>
    public long? Missing { get; internal set; }

    /// <summary>The most frequent values, the first of them the most frequent.</summary>
    public IReadOnlyList<TopValue> TopValue { get; internal set; } = [];

    /// <summary>Of a column of numbers: the least value.</summary>
    public double? Min { get; internal set; }

    /// <summary>Of a column of numbers: the greatest value.</summary>
    public double? Max { get; internal set; }

    /// <summary>Of a column of numbers: where its first bucket begins.</summary>
    public double? RoundMin { get; internal set; }

    /// <summary>Of a column of numbers: where its last bucket ends.</summary>
    public double? RoundMax { get; internal set; }

    /// <summary>Of a column of numbers: how many values are in each part of its range.</summary>
    public IReadOnlyList<HistogramBucket> Bucket { get; internal set; } = [];

    /// <summary>Of a column of numbers: its quartiles, under the server's names.</summary>
    public IReadOnlyDictionary<string, object?>? Quartile { get; internal set; }

    /// <summary>What the rules of the data's quality found.</summary>
    public IReadOnlyList<QualityRule> Rule { get; internal set; } = [];

    /// <summary>The column.</summary>
    public override string ToString() => Name;
}

/// <summary>A frequent value of a column.</summary>
public sealed class TopValue : ApiObject
{
    /// <summary>The value as text.</summary>
    [JsonPropertyName("key")]
    public string? Value { get; set; }

    /// <summary>Rows that have it.</summary>
    public long? Count { get; set; }

    /// <summary>The value, and how many rows have it.</summary>
    public override string ToString() => $"{Value} ({Count})";
}

/// <summary>A part of a column's range.</summary>
public sealed class HistogramBucket : ApiObject
{
    /// <summary>Which part; 0 is the first.</summary>
    [JsonPropertyName("pos")]
    public double? Position { get; set; }

    /// <summary>Rows whose value is in it.</summary>
    [JsonPropertyName("b")]
    public long? Count { get; set; }

    /// <summary>The part, and how many rows are in it.</summary>
    public override string ToString() => $"{Position}: {Count}";
}

/// <summary>What a rule of the data's quality found in a run's results.</summary>
public sealed class QualityRule : Resource
{
    /// <summary>The kind of rule.</summary>
    public string? Type { get; set; }

    /// <summary>What somebody wrote about it.</summary>
    public string? Comment { get; set; }

    /// <summary>What it asks for.</summary>
    public string? Description { get; set; }

    /// <summary>pass, fail or invalid.</summary>
    public string? Status { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Rows that pass.</summary>
    public long? PassCount { get; set; }

    /// <summary>Rows that fail.</summary>
    public long? FailCount { get; set; }

    /// <summary>All rows it looked at.</summary>
    public long? TotalCount { get; set; }

    /// <summary>What it asks for, and what was found.</summary>
    public override string ToString() => $"{Description ?? Type}: {Status}";
}
