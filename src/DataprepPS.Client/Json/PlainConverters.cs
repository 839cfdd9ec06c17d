using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataprepPS.Client.Json;

/// <summary>Reads an object of any members as plain values; anything else is none.</summary>
internal sealed class PlainMembersConverter : JsonConverter<IReadOnlyDictionary<string, object?>?>
{
    public override IReadOnlyDictionary<string, object?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PlainConverters.Read(ref reader) as IReadOnlyDictionary<string, object?>;

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?>? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Reads a list of anything as plain values: bare, in an envelope, or one alone.</summary>
internal sealed class PlainItemsConverter : JsonConverter<IReadOnlyList<object?>?>
{
    public override IReadOnlyList<object?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => PlainConverters.ReadItems(ref reader);

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<object?>? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>What the converters to plain values share.</summary>
internal static class PlainConverters
{
    public static object? Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return PlainValues.From(document.RootElement);
    }

    public static IReadOnlyList<object?>? ReadItems(ref Utf8JsonReader reader) => Read(ref reader) switch
    {
        null => null,
        object?[] items => items,
        IReadOnlyDictionary<string, object?> members when members.TryGetValue("data", out var data) => data as object?[] ?? [],
        { } one => [one],
    };

    public static IEnumerable<IReadOnlyDictionary<string, object?>>? ReadObjects(ref Utf8JsonReader reader) => ReadItems(ref reader)?.OfType<IReadOnlyDictionary<string, object?>>();
}
