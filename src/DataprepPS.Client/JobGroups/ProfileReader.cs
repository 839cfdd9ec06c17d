using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Reads the profile of a run, which the server has by kind and then by column, column by column. A histogram comes as an object or
/// in a list, a count of zero need not come at all, and the whole may stand under the id of a flow node.
/// </summary>
internal static class ProfileReader
{
    private const string Types = "columnTypes";
    private const string Checks = "profilerTypeCheckHistograms";
    private const string Values = "profilerValidValueHistograms";
    private const string Rules = "profilerRules";

    public static IReadOnlyList<ColumnProfile> Read(JsonElement reply, long jobGroupId)
    {
        var profile = IsProfile(reply) ? reply : Members(reply).Select(member => member.Value).FirstOrDefault(IsProfile);
        var names = new[] { Types, Checks, Values, Rules }.SelectMany(kind => Members(profile.ValueKind == JsonValueKind.Undefined ? null : profile.Find(kind)))
            .Select(PlainValues.Name).Distinct(StringComparer.Ordinal);
        return [.. names.Select(name => Column(profile, name, jobGroupId))];
    }

    private static bool IsProfile(JsonElement element) => new[] { Types, Checks, Values }.Any(kind => element.Find(kind) is { ValueKind: JsonValueKind.Object });

    private static ColumnProfile Column(JsonElement profile, string name, long jobGroupId)
    {
        var checks = Of(profile, Checks, name).ToList();
        var values = Of(profile, Values, name).ToList();
        var column = new ColumnProfile
        {
            JobGroupId = jobGroupId,
            Name = name,
            Type = [.. Of(profile, Types, name).Select(type => type.ValueKind == JsonValueKind.String ? PlainValues.Text(type)! : PlainValues.Raw(type))],
            Valid = Count(checks, "VALID"),
            Mismatched = Count(checks, "INVALID"),
            Missing = Count(checks, "EMPTY"),
            TopValue = [.. values.SelectMany(histogram => histogram.FindList("topk")).Select(value => Typed(value, DataprepJson.Default.TopValue)).OrderByDescending(value => value.Count)],
            Min = Number(values, "min"),
            Max = Number(values, "max"),
            RoundMin = Number(values, "roundMin"),
            RoundMax = Number(values, "roundMax"),
            Bucket = [.. values.SelectMany(histogram => histogram.FindList("buckets")).Select(bucket => Typed(bucket, DataprepJson.Default.HistogramBucket))],
            Quartile = values.Select(histogram => histogram.Find("quartiles")).FirstOrDefault(quartiles => quartiles is not null) is { } found ? PlainValues.From(found) as IReadOnlyDictionary<string, object?> : null,
            Rule = [.. Of(profile, Rules, name).Select(rule => Typed(rule, DataprepJson.Default.QualityRule))],
            Unknown = [],
        };
        foreach (var other in values.SelectMany(histogram => histogram.Others("topk", "min", "max", "roundMin", "roundMax", "buckets", "quartiles")).Concat(OfProfile(profile, name)))
        {
            column.Unknown[other.Key] = other.Value;
        }

        return column;
    }

    // What the server has beside the kinds that are known: this column's part of it, or the whole.
    private static IEnumerable<KeyValuePair<string, JsonElement>> OfProfile(JsonElement profile, string name) =>
        profile.Others(Types, Checks, Values, Rules).Select(kind => new KeyValuePair<string, JsonElement>(kind.Key, kind.Value.Find(name) ?? kind.Value));

    private static IEnumerable<JsonElement> Of(JsonElement profile, string kind, string name) =>
        profile.Find(kind) is not { ValueKind: JsonValueKind.Object } columns || !columns.TryGetProperty(name, out var found) ? []
        : found.ValueKind == JsonValueKind.String ? [found]
        : columns.FindList(name);

    private static JsonElement.ObjectEnumerator Members(JsonElement? element) => element is { ValueKind: JsonValueKind.Object } some ? some.EnumerateObject() : default;

    // A server that leaves out what it did not find still says what it found.
    private static long? Count(List<JsonElement> checks, string key) => checks.Count == 0
        ? null
        : (long)Math.Round(checks.Where(check => string.Equals(check.FindText("key"), key, StringComparison.OrdinalIgnoreCase)).Sum(check => Number(check, "count") ?? 0));

    private static double? Number(List<JsonElement> histograms, string name) => histograms.Select(histogram => Number(histogram, name)).FirstOrDefault(value => value is not null);

    private static double? Number(JsonElement element, string name) => element.Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) ? value : null;

    private static T Typed<T>(JsonElement element, JsonTypeInfo<T> type) => element.Deserialize(type) ?? throw new JsonException("a part of the profile is null");
}
