using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>
/// The <c>fields</c> parameter: keeps the named top-level members, and always <c>id</c> and what was embedded, since the
/// documents say that more fields than requested may come back.
/// </summary>
internal static class FieldFilter
{
    /// <summary>The names that are kept; null for all.</summary>
    public static IReadOnlySet<string>? Names(Call call, Embed embed) => call.Query("fields") is { Length: > 0 } text
        ? new HashSet<string>(
            [.. text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), .. embed.Names, "id"],
            StringComparer.OrdinalIgnoreCase)
        : null;

    /// <summary>Filters what is not kept as JSON: it is written, read and written once more.</summary>
    public static Action<Utf8JsonWriter, T> Apply<T>(Call call, Embed embed, Action<Utf8JsonWriter, T> write) =>
        Names(call, embed) is { } kept ? (writer, item) => Write(writer, item, write, kept) : write;

    private static void Write<T>(Utf8JsonWriter writer, T item, Action<Utf8JsonWriter, T> write, IReadOnlySet<string> kept)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var whole = new Utf8JsonWriter(buffer))
        {
            write(whole, item);
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        reader.Read();
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (kept.Contains(name))
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(buffer.WrittenSpan[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }
}
