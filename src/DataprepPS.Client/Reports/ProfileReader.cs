using System;
using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Reports;

/// <summary>
/// Reads a profile as servers send it: a column's histogram as an object or in a list, the whole of it bare or under the id of a
/// flow node, counts of zero left out.
/// </summary>
internal static class ProfileReader
{
    // A column of free text has as many values as rows.
    private const int MostValues = 10;
    private const int MostBuckets = 40;

    private const string Types = "columnTypes";
    private const string Checks = "profilerTypeCheckHistograms";
    private const string Values = "profilerValidValueHistograms";

    public static IReadOnlyList<ReportColumn> Read(object? profile)
    {
        var root = IsProfile(profile) ? profile : PlainMembers.Of(profile).Select(member => member.Value).FirstOrDefault(IsProfile);
        var names = PlainMembers.Of(root, Types).Concat(PlainMembers.Of(root, Checks)).Select(member => member.Key).Distinct(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(name => Column(root, name))];
    }

    private static bool IsProfile(object? value) => PlainMembers.At(value, Types) is not null || PlainMembers.At(value, Checks) is not null;

    private static ReportColumn Column(object? root, string name)
    {
        var checks = PlainMembers.Items(root, Checks, name);
        var values = PlainMembers.First(PlainMembers.Items(root, Values, name));
        var types = PlainMembers.At(root, Types, name);
        return new ReportColumn(name, types as string ?? PlainMembers.Items(types).OfType<string>().FirstOrDefault())
        {
            Valid = Count(checks, "VALID"),
            Mismatched = Count(checks, "INVALID"),
            Missing = Count(checks, "EMPTY"),
            Top = [.. PlainMembers.Items(values, "topk").Select(Value).OfType<KeyValuePair<string, long>>().OrderByDescending(value => value.Value).Take(MostValues)],
            Buckets = [.. PlainMembers.Items(values, "buckets").Select(bucket => Whole(PlainMembers.Number(bucket, "b"))).Take(MostBuckets)],
            Least = PlainMembers.Text(values, "min"),
            Greatest = PlainMembers.Text(values, "max"),
        };
    }

    private static long Count(IReadOnlyList<object?> checks, string key) => checks
        .Where(check => string.Equals(PlainMembers.Text(check, "key"), key, StringComparison.OrdinalIgnoreCase))
        .Sum(check => Whole(PlainMembers.Number(check, "count")));

    private static KeyValuePair<string, long>? Value(object? value) =>
        PlainMembers.Number(value, "count") is { } count ? new KeyValuePair<string, long>(PlainMembers.Text(value, "key") ?? string.Empty, Whole(count)) : null;

    private static long Whole(double? number) => number is > 0 and < 1e15 ? (long)number.Value : 0;
}
