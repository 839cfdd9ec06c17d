using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DataprepPS.Client.Resources;

/// <summary>A query string, written the same in every culture: lower-case booleans, instants in epoch milliseconds.</summary>
internal sealed class Query
{
    private readonly List<KeyValuePair<string, string>> items = [];

    public Query Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            items.Add(new(name, value!));
        }

        return this;
    }

    public Query Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query Add(string name, bool value) => value ? Add(name, "true") : this;

    public Query Add(string name, IReadOnlyCollection<string>? values, char separator) =>
        values is null ? this : Add(name, string.Join(separator.ToString(), values));

    /// <summary>An instant as the API's filters take it: epoch milliseconds.</summary>
    public Query Add(string name, DateTimeOffset? value) => Add(name, value?.ToUnixTimeMilliseconds());

    /// <summary>What every read of an object or a list takes.</summary>
    public Query Add(ReadOptions? options)
    {
        if (options is null)
        {
            return this;
        }

        Add("embed", options.Embed, ',');
        // Without its id an object could not be piped on, so a choice of fields always includes it.
        Add("fields", options.FieldsWithId(), ';');
        return Add("includeDeleted", options.IncludeDeleted);
    }

    /// <summary>What chooses by kind or owner, e.g. <c>owned</c>: where totals are split up, they are split by these words.</summary>
    public IReadOnlyList<string> Kinds => [.. items.Where(item => item.Key.EndsWith("Filter", StringComparison.Ordinal)).Select(item => item.Value)];

    /// <summary>The same query with more at its end; this one stays as it is.</summary>
    public Query Copy()
    {
        var copy = new Query();
        copy.items.AddRange(items);
        return copy;
    }

    public override string ToString()
    {
        if (items.Count == 0)
        {
            return string.Empty;
        }

        var text = new StringBuilder();
        foreach (var item in items)
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(Escape(item.Key)).Append('=').Append(Escape(item.Value));
        }

        return text.ToString();
    }

    // Brackets and the list separators are legal in a query and part of names like dateFilter[createdAt][gte].
    private static string Escape(string text) => Uri.EscapeDataString(text)
        .Replace("%5B", "[").Replace("%5D", "]").Replace("%2C", ",").Replace("%3B", ";");
}
