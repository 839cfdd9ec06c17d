using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DataprepPS.Emulator;

/// <summary>The query of a list: paging, order and the name filter. A value that cannot be read is a 400 naming it.</summary>
internal sealed record ListQuery(
    long Limit,
    long Offset,
    string? Sort,
    bool Descending,
    bool IncludeCount,
    bool IncludeDeleted,
    string? Filter,
    string FilterType,
    IReadOnlyList<string> FilterFields)
{
    private const int DefaultLimit = 25;

    public static ListQuery Of(Call call)
    {
        var limit = call.Flag("noLimit") ? long.MaxValue : Whole(call, "limit") ?? DefaultLimit;
        var sort = call.Query("sort");
        var filterType = call.Query("filterType") ?? "fuzzy";
        if (filterType is not ("fuzzy" or "contains" or "exact" or "exactIgnoreCase"))
        {
            throw ApiProblem.Invalid("filterType", "must be one of [fuzzy, contains, exact, exactIgnoreCase]");
        }

        return new ListQuery(
            Math.Min(limit, call.Options.PageCap ?? long.MaxValue),
            Whole(call, "offset") ?? 0,
            sort?.TrimStart('-'),
            sort?.StartsWith('-') == true,
            call.Flag("includeCount"),
            call.Flag("includeDeleted"),
            call.Query("filter") is { Length: > 0 } filter ? filter : null,
            filterType,
            (call.Query("filterFields") is { Length: > 0 } fields ? fields : "name").Split(',', StringSplitOptions.TrimEntries));
    }

    /// <summary>The page that is asked for.</summary>
    public IEnumerable<T> Page<T>(IReadOnlyList<T> items) =>
        items.Skip((int)Math.Min(Offset, int.MaxValue)).Take((int)Math.Min(Limit, int.MaxValue));

    /// <summary>Whether a text passes the filter. Fuzzy is taken as "contains", ignoring case.</summary>
    public bool Matches(string? text) => Filter is null || (text is not null && FilterType switch
    {
        "exact" => text == Filter,
        "exactIgnoreCase" => text.Equals(Filter, StringComparison.OrdinalIgnoreCase),
        _ => text.Contains(Filter, StringComparison.OrdinalIgnoreCase),
    });

    private static long? Whole(Call call, string name)
    {
        if (call.Query(name) is not { Length: > 0 } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ApiProblem.Invalid(name, "must be a non-negative integer");
    }
}
