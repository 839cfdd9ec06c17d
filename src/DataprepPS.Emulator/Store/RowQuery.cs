using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>Chooses, orders and cuts the rows of a list.</summary>
internal static class RowQuery
{
    private static readonly string[] Dates = ["createdAt", "updatedAt", "submittedAt", "startedAt", "finishedAt"];
    private static readonly string[] Stamps = ["id", "createdAt", "updatedAt"];

    /// <summary>The rows that pass the filters of a request, in its order.</summary>
    /// <param name="call">The request.</param>
    /// <param name="collection">Whose rows they are.</param>
    /// <param name="query">The request's query.</param>
    /// <param name="source">The rows to choose from; null for all that are not deleted.</param>
    public static IReadOnlyList<Row> Matching(Call call, Collection collection, ListQuery query, IReadOnlyList<Row>? source = null)
    {
        var rows = source ?? (query.IncludeDeleted ? call.Store[collection].All : call.Store[collection].Live);
        var conditions = Conditions(call, collection, query).ToList();
        if (conditions.Count > 0)
        {
            rows = [.. rows.Where(row => conditions.TrueForAll(condition => condition(row)))];
        }

        return string.IsNullOrEmpty(query.Sort) ? rows : Sorted(rows, collection, query);
    }

    private static IEnumerable<Func<Row, bool>> Conditions(Call call, Collection collection, ListQuery query)
    {
        foreach (var filter in collection.Filters)
        {
            if (call.Query(filter.Parameter) is { Length: > 0 } text)
            {
                yield return filter.Condition(call, text);
            }
        }

        foreach (var filter in collection.IsDated ? DateFilter.Of(call, Dates) : [])
        {
            yield return row => DateTimeOffset.TryParse(row.Text(filter.Field), CultureInfo.InvariantCulture, out var date) && filter.Admits(date);
        }

        if (query.Filter is not null)
        {
            yield return row => query.FilterFields.Any(field => query.Matches(field == "name" ? row.Name : row.Text(field)));
        }
    }

    public static IReadOnlyList<Row> Sorted(IReadOnlyList<Row> rows, Collection collection, ListQuery query)
    {
        var member = collection.Shape.Select(member => member.Key).Concat(Stamps).Concat(rows.Take(1).SelectMany(row => row.Json.Select(member => member.Key)))
            .FirstOrDefault(name => name[0] != '_' && name.Equals(query.Sort, StringComparison.OrdinalIgnoreCase))
            ?? throw ApiProblem.Invalid("sort", "must name a field");
        var keys = rows.Select(row => new SortKey(row, member)).ToArray();
        Array.Sort(keys, query.Descending ? (left, right) => right.CompareTo(left) : (left, right) => left.CompareTo(right));
        return [.. keys.Select(key => key.Row)];
    }

    /// <summary>What a row is ordered by: numbers as such, all else as text, nothing first; rows alike by their ids.</summary>
    private readonly struct SortKey(Row row, string member) : IComparable<SortKey>
    {
        private readonly double? number = row.Json[member]?.GetValueKind() == JsonValueKind.Number ? row.Number(member) : null;
        private readonly string? text = row.Text(member);

        public Row Row => row;

        public int CompareTo(SortKey other)
        {
            var order = number is { } mine && other.number is { } theirs ? mine.CompareTo(theirs) : string.CompareOrdinal(text, other.text);
            return order != 0 ? order : row.Id.CompareTo(other.Row.Id);
        }
    }
}
