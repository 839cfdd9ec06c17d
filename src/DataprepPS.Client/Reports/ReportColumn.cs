using System.Collections.Generic;

namespace DataprepPS.Client.Reports;

/// <summary>What the profile says of one column of the results.</summary>
internal sealed record ReportColumn(string Name, string? Type)
{
    public long Valid { get; init; }

    /// <summary>Values that do not fit the column's type.</summary>
    public long Mismatched { get; init; }

    public long Missing { get; init; }

    public long Total => Valid + Mismatched + Missing;

    /// <summary>The most frequent values.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Top { get; init; } = [];

    /// <summary>Of numbers: how many values lie in each of equal parts from the least to the greatest.</summary>
    public IReadOnlyList<long> Buckets { get; init; } = [];

    public string? Least { get; init; }

    public string? Greatest { get; init; }
}
