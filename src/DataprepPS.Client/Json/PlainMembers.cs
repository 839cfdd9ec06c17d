using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DataprepPS.Client.Json;

/// <summary>Finds things in plain values, for members that have no type of ours: what is not there, or of another form, is nothing.</summary>
internal static class PlainMembers
{
    /// <summary>The value at the end of a path of member names.</summary>
    public static object? At(object? value, params string[] path)
    {
        foreach (var name in path)
        {
            if (value is not IReadOnlyDictionary<string, object?> members || !members.TryGetValue(name, out value))
            {
                return null;
            }
        }

        return value;
    }

    public static string? Text(object? value, params string[] path) => At(value, path) switch
    {
        null or "" => null,
        string text => text,
        long or double or bool => Convert.ToString(At(value, path), CultureInfo.InvariantCulture),
        _ => null,
    };

    public static double? Number(object? value, params string[] path) => At(value, path) switch
    {
        long integer => integer,
        double number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>A list, bare or in an envelope; one object alone is a list of one.</summary>
    public static IReadOnlyList<object?> Items(object? value, params string[] path) => At(value, path) switch
    {
        object?[] items => items,
        IReadOnlyDictionary<string, object?> envelope when envelope.TryGetValue("data", out var data) && data is object?[] items => items,
        IReadOnlyDictionary<string, object?> one => [one],
        _ => [],
    };

    public static object? First(IReadOnlyList<object?> items) => items.Count > 0 ? items[0] : null;

    /// <summary>The members of an object in their order.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Of(object? value, params string[] path) =>
        At(value, path) as IReadOnlyDictionary<string, object?> ?? Enumerable.Empty<KeyValuePair<string, object?>>();
}
