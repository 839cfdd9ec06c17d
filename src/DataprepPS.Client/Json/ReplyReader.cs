using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Json;

/// <summary>
/// Reads the bodies of successful replies. What is not as promised becomes <see cref="InvalidResponseException"/>
/// with the first bytes, never a null taken for data.
/// </summary>
internal static class ReplyReader
{
    private const int ShownCharacters = 200;

    /// <summary>One object of the API, which is none without its id.</summary>
    public static T Identified<T>(ApiResponse response, JsonTypeInfo<T> type)
        where T : class
    {
        var value = Object(response, type);
        return value is Resource { Id: <= 0 } ? throw Invalid(response, "there is no id") : value;
    }

    /// <summary>One object.</summary>
    public static T Object<T>(ApiResponse response, JsonTypeInfo<T> type)
        where T : class
    {
        return Read(response, (ref Utf8JsonReader reader) =>
        {
            Expect(ref reader, JsonTokenType.StartObject, "an object");
            return Item(ref reader, type);
        }) ?? throw Invalid(response, "an object was promised");
    }

    /// <summary>A list: <c>{"data":[…]}</c> or a bare array. <c>{"data":null}</c> is an empty list.</summary>
    /// <param name="response">The reply.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="kinds">The words by which the total may be split up: see <see cref="Total"/>.</param>
    public static ListPage<T> List<T>(ApiResponse response, JsonTypeInfo<T> type, IReadOnlyList<string>? kinds = null)
        where T : class => Read(response, (ref Utf8JsonReader reader) => Page(ref reader, response.Request.Endpoint.ListMember, type, kinds));

    /// <summary>A list that is embedded in an object, in an envelope or bare; null is an empty one.</summary>
    public static IReadOnlyList<T> Embedded<T>(ApiResponse response, string name, JsonTypeInfo<T> type)
        where T : class => Read(response, (ref Utf8JsonReader reader) =>
        {
            Expect(ref reader, JsonTokenType.StartObject, "an object");
            IReadOnlyList<T>? items = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isWanted = NameIs(ref reader, name);
                reader.Read();
                if (!isWanted)
                {
                    reader.Skip();
                    continue;
                }

                items = reader.TokenType == JsonTokenType.Null ? [] : Page(ref reader, "data", type).Items;
            }

            return items ?? throw new JsonException($"there is no list under \"{name}\"");
        });

    /// <summary>One object, read by whoever knows its form.</summary>
    public static T Understood<T>(ApiResponse response, Func<JsonElement, T> read)
        where T : class => Read(response, (ref Utf8JsonReader reader) =>
        {
            Expect(ref reader, JsonTokenType.StartObject, "an object");
            using var document = JsonDocument.ParseValue(ref reader);
            return read(document.RootElement.Clone());
        });

    /// <summary>A bare JSON string such as <c>"Complete"</c>; servers that forget the quotes are understood too.</summary>
    public static string Text(ApiResponse response)
    {
        var body = response.Body.Span;
        if (LooksBare(body))
        {
            return Encoding.UTF8.GetString(body.ToArray()).Trim();
        }

        return Read(response, (ref Utf8JsonReader reader) =>
        {
            Expect(ref reader, JsonTokenType.String, "a string");
            return reader.GetString();
        }) ?? throw Invalid(response, "a string was promised");
    }

    /// <summary>Whatever JSON came, as plain .NET values; null for an empty body.</summary>
    public static object? Anything(ApiResponse response) => response.Body.IsEmpty
        ? null
        : Read(response, (ref Utf8JsonReader reader) =>
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return PlainValues.From(document.RootElement);
        });

    /// <summary>The total of a count route; null where it cannot be told: see <see cref="Total"/>.</summary>
    public static long? Count(ApiResponse response, IReadOnlyList<string> kinds) =>
        Anything(response) is IReadOnlyDictionary<string, object?> reply && reply.TryGetValue("count", out var count) ? Total(count, kinds) : null;

    /// <summary>The reply to a change of one object, which names it again.</summary>
    public static object Changed(ApiResponse response, long id)
    {
        var changed = Identified(response, DataprepJson.Default.ResourceReference);
        return changed.Id == id ? changed : throw Invalid(response, $"{id} was to be changed, not {changed.Id}");
    }

    /// <summary>The reply to a change of which nothing else is wanted: an object that says something.</summary>
    public static object Said(ApiResponse response) => Anything(response) is IReadOnlyDictionary<string, object?> { Count: > 0 } said
        ? said
        : throw Invalid(response, "it does not say that anything was done");

    /// <summary>The reply to a change of which no object is wanted: a 204, nothing where the endpoint never says more, elsewhere something that is said.</summary>
    public static object Done(ApiResponse response) => response.Status == 204 || (response.Request.Endpoint.AnswersNothing && response.Body.IsEmpty) || Anything(response) is IReadOnlyDictionary<string, object?> { Count: > 0 } or object?[] { Length: > 0 }
        ? response
        : throw Invalid(response, "it does not say that anything was done");

    private delegate T Reading<T>(ref Utf8JsonReader reader);

    private static T Read<T>(ApiResponse response, Reading<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(WithoutByteOrderMark(response.Body).Span);
            if (!reader.Read())
            {
                throw new JsonException("the body is empty");
            }

            var value = read(ref reader);
            // Anything behind the value, another reply's bytes for one, throws here.
            reader.Read();
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NotSupportedException or ArgumentException)
        {
            throw Invalid(response, e.Message, e);
        }
    }

    private static ListPage<T> Page<T>(ref Utf8JsonReader reader, string member, JsonTypeInfo<T> type, IReadOnlyList<string>? kinds = null)
        where T : class
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return new ListPage<T>(Items(ref reader, type), null);
        }

        Expect(ref reader, JsonTokenType.StartObject, "a list");
        List<T>? items = null;
        long? count = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isData = NameIs(ref reader, member);
            var isCount = !isData && NameIs(ref reader, "count");
            reader.Read();
            if (isData && reader.TokenType == JsonTokenType.StartArray)
            {
                items = Items(ref reader, type);
            }
            else if (isData && reader.TokenType == JsonTokenType.Null)
            {
                items = [];
            }
            else if (isCount)
            {
                using var document = JsonDocument.ParseValue(ref reader);
                count = Total(PlainValues.From(document.RootElement), kinds ?? []);
            }
            else
            {
                reader.Skip();
            }
        }

        return items is null ? throw new JsonException($"there is no list under \"{member}\"") : new ListPage<T>(items, count);
    }

    /// <summary>
    /// The one number that is meant: a total is a number, or an object with one for each kind, such as <c>{"all":9,"owned":7}</c>.
    /// </summary>
    /// <param name="count">The number or object.</param>
    /// <param name="kinds">What was asked for, e.g. <c>owned</c>; none for all of them.</param>
    private static long? Total(object? count, IReadOnlyList<string> kinds) => (count, kinds.Count) switch
    {
        (long total, _) => total,
        (IReadOnlyDictionary<string, object?> { Count: 1 } split, _) => split.Values.First() as long?,
        (IReadOnlyDictionary<string, object?> split, <= 1) => split.Where(part => Means(kinds.Count == 0 ? "all" : kinds[0], part.Key)).Select(part => part.Value).FirstOrDefault() as long?,
        _ => null,
    };

    // What is asked for as sharedWithMe is counted as shared.
    private static bool Means(string kind, string part) =>
        kind.StartsWith(part, StringComparison.OrdinalIgnoreCase) || (kind == "all" && string.Equals(part, "total", StringComparison.OrdinalIgnoreCase));

    private static List<T> Items<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
        where T : class
    {
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var item = Item(ref reader, type) ?? throw new JsonException("an element of the list is null");
            items.Add(item is Resource { Id: <= 0 } and not Api.AnyResource ? throw new JsonException("an element of the list has no id") : item);
        }

        return items;
    }

    // The serializer would scan a value to its end before it hands it to a direct converter.
    private static T? Item<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
        where T : class => reader.TokenType == JsonTokenType.StartObject && type.Kind == JsonTypeInfoKind.None
            ? ((JsonConverter<T>)type.Converter).Read(ref reader, typeof(T), type.Options)
            : JsonSerializer.Deserialize(ref reader, type);

    private static bool NameIs(ref Utf8JsonReader reader, string name) =>
        reader.ValueTextEquals(name) || string.Equals(reader.GetString(), name, StringComparison.OrdinalIgnoreCase);

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string what)
    {
        if (reader.TokenType != token)
        {
            throw new JsonException($"{what} was promised, {reader.TokenType} came");
        }
    }

    private static bool LooksBare(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body.Length > 64)
        {
            return false;
        }

        foreach (var value in body)
        {
            if (!((value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || value is (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        // true, false and null are JSON of another kind, not a status.
        return Encoding.ASCII.GetString(body.ToArray()).Trim() is not ("" or "true" or "false" or "null");
    }

    internal static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith("\uFEFF"u8) ? body.Slice(3) : body;

    /// <summary>The error of a reply that is not as promised, with its first bytes.</summary>
    public static InvalidResponseException Invalid(ApiResponse response, string why, Exception? inner = null)
    {
        var what = response.Body.IsEmpty ? "an empty body" : $"\"{ErrorReader.Excerpt(response.Body, response.Mask, ShownCharacters).Replace('\n', ' ')}\"";
        // The inner exception's message can quote the body: the transport's redactor sees only ours.
        return new InvalidResponseException($"{response.Request}: the reply (status {response.Status}) cannot be read: {why}. It begins with {what}.", inner is null ? null : new JsonException("The reply is not what the API promises."))
        {
            StatusCode = response.Status,
            RequestId = response.RequestId,
        };
    }
}

/// <summary>One page of a list, with the total where the server sent one.</summary>
internal sealed class ListPage<T>(IReadOnlyList<T> items, long? total)
{
    public IReadOnlyList<T> Items { get; } = items;

    public long? Total { get; } = total;
}
