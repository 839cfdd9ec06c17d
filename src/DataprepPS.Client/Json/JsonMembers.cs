using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Client.Json;

/// <summary>Finds members in JSON of which the API does not promise the form, without regard to case.</summary>
internal static class JsonMembers
{
    private static readonly string[] ErrorNames = ["message", "errorMessage", "error", "text", "description", "reason", "details"];

    /// <summary>A member's value; null where it is none, or where there are no members.</summary>
    public static JsonElement? Find(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // In most replies the spelling is the API's.
        if (element.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (string.Equals(PlainValues.Name(member), name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>The text of a member; null where it is none or something else.</summary>
    public static string? FindText(this JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.String } text ? PlainValues.Text(text) : null;

    /// <summary>The first of some members that is text, and that text.</summary>
    public static (string Name, string Text)? FindText(this JsonElement element, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (element.FindText(name) is { } text)
            {
                return (name, text);
            }
        }

        return null;
    }

    /// <summary>The member that says what went wrong, under one of the names that servers have for it, and the text.</summary>
    public static (string Name, string Text)? FindError(this JsonElement element) => element.FindText(ErrorNames);

    /// <summary>The id that a member is, or that the object in it has; null where there is none.</summary>
    public static long? FindId(this JsonElement element, string name) => element.Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var id) => id,
        { ValueKind: JsonValueKind.Object } reference => reference.FindId("id"),
        _ => null,
    };

    /// <summary>The elements of a member that is a list: enveloped, bare, or a single one; none where there is no such member.</summary>
    public static IEnumerable<JsonElement> FindList(this JsonElement element, string name) => element.Find(name) is { } found ? found.Rows() : [];

    /// <summary>The elements of a list: enveloped, bare, or a single one; none of what is no list.</summary>
    public static IEnumerable<JsonElement> Rows(this JsonElement element) => element switch
    {
        { ValueKind: JsonValueKind.Array } rows => rows.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } envelope when envelope.Find("data") is { } data => data.ValueKind == JsonValueKind.Array ? data.EnumerateArray() : [],
        { ValueKind: JsonValueKind.Object } one => [one],
        _ => [],
    };

    /// <summary>All members but some, kept beyond the document's life; none of what is no object.</summary>
    public static Dictionary<string, JsonElement> Others(this JsonElement element, params string?[] known) => element.Members()
        .Where(member => !known.Contains(PlainValues.Name(member), StringComparer.OrdinalIgnoreCase))
        .GroupBy(PlainValues.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last().Value.Clone(), StringComparer.Ordinal);

    /// <summary>The members of an object; none of what is no object.</summary>
    public static JsonElement.ObjectEnumerator Members(this JsonElement element) => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default;
}
