using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Json;

/// <summary>
/// Between JSON and plain .NET values (dictionaries, arrays, strings, numbers, booleans), so that no JSON
/// library shows on the public surface.
/// </summary>
internal static class PlainValues
{
    // A body deeper than this is a loop in the caller's objects, not data.
    private const int MaxDepth = 64;

    private static readonly Dictionary<string, object?> None = [];

    public static IReadOnlyDictionary<string, object?> From(Dictionary<string, JsonElement>? members)
    {
        if (members is null or { Count: 0 })
        {
            return None;
        }

        var plain = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in members)
        {
            plain[member.Key] = From(member.Value);
        }

        return plain;
    }

    public static object? From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => FromObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(From).ToArray(),
        JsonValueKind.String => Text(element),
        JsonValueKind.Number => element.TryGetInt64(out var integer) ? integer : element.TryGetDouble(out var number) && !double.IsInfinity(number) ? number : Raw(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A member's value; null where there is none.</summary>
    public static object? Get(this IReadOnlyDictionary<string, object?>? members, string name) => members is not null && members.TryGetValue(name, out var value) ? value : null;

    /// <summary>The value of what somebody wrote in whatever case; null where there is none.</summary>
    public static object? Find(this IDictionary members, string name) =>
        members.Keys.Cast<object>().Where(key => string.Equals(key.ToString(), name, StringComparison.OrdinalIgnoreCase)).Select(key => members[key]).FirstOrDefault();

    /// <summary>A request body's tree. What has no JSON form is an error that names its type.</summary>
    public static JsonNode? ToJson(object? value) => ToJson(value, 0);

    public static JsonObject ToJsonObject(IDictionary members)
    {
        var node = ToJson(members, 0);
        return (JsonObject)node!;
    }

    /// <summary>The secrets in a request's members, which become text only in its body.</summary>
    public static IEnumerable<SecureString> Secrets(object? value) => value switch
    {
        SecureString secret => [secret],
        IDictionary members => members.Values.Cast<object?>().SelectMany(Secrets),
        IEnumerable items and not string => items.Cast<object?>().SelectMany(Secrets),
        _ => [],
    };

    /// <summary>An element as it was written, bytes that are not UTF-8 replaced.</summary>
    public static string Raw(JsonElement element) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element).ToArray());

    /// <summary>A text. Half of a surrogate pair, or bytes that are not UTF-8, are none: they are shown as they were written.</summary>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return Raw(element);
        }
    }

    /// <summary>A member's name, in the same way.</summary>
    public static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member).ToArray());
        }
    }

    private static Dictionary<string, object?> FromObject(JsonElement element)
    {
        // The order of members is kept: it is what a user sees with Format-List.
        var plain = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in element.EnumerateObject())
        {
            plain[Name(member)] = From(member.Value);
        }

        return plain;
    }

    private static JsonNode? ToJson(object? value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ArgumentException($"The value is nested more than {MaxDepth} levels deep; does it contain itself?");
        }

        return value switch
        {
            null => null,
            JsonNode node => node.DeepClone(),
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            byte or sbyte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            ulong number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            float or double => FromDouble(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            DateTimeOffset instant => JsonValue.Create(Timestamps.Format(instant)),
            DateTime instant => JsonValue.Create(Timestamps.Format(new DateTimeOffset(instant))),
            Uri address => JsonValue.Create(address.OriginalString),
            Guid or Enum or char or Version => JsonValue.Create(value.ToString()),
            SecureString secret => JsonValue.Create(Secret.Reveal(secret)),
            TimeSpan duration => JsonValue.Create(duration.ToString("c", CultureInfo.InvariantCulture)),
            IDictionary members => FromMembers(members, depth),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => ToJson(item, depth + 1))]),
            _ => throw new ArgumentException($"A value of type {value.GetType().FullName} has no JSON form; use a hashtable, an array, a string, a number, a date or a Boolean."),
        };
    }

    private static JsonObject FromMembers(IDictionary members, int depth)
    {
        var json = new JsonObject();
        foreach (DictionaryEntry member in members)
        {
            var name = Convert.ToString(member.Key, CultureInfo.InvariantCulture);
            json[name ?? string.Empty] = ToJson(member.Value, depth + 1);
        }

        return json;
    }

    private static JsonValue FromDouble(double number) =>
        double.IsNaN(number) || double.IsInfinity(number)
            ? throw new ArgumentException($"{number} has no JSON form.")
            : JsonValue.Create(number);
}
