using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>
/// The <c>fields</c> parameter: keeps the named top-level members, and always <c>id</c> and what was embedded, since the
/// documents say that more fields than requested may come back.
/// </summary>
internal sealed class FieldFilter
{
    private readonly HashSet<string> kept;

    private FieldFilter(HashSet<string> kept) => this.kept = kept;

    public static Action<Utf8JsonWriter, T> Apply<T>(Call call, Embed embed, Action<Utf8JsonWriter, T> write)
    {
        if (call.Query("fields") is not { Length: > 0 } text)
        {
            return write;
        }

        var names = text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var filter = new FieldFilter(new HashSet<string>([.. names, .. embed.Names, "id"], StringComparer.OrdinalIgnoreCase));
        return (writer, item) => filter.Write(writer, item, write);
    }

    private void Write<T>(Utf8JsonWriter writer, T item, Action<Utf8JsonWriter, T> write)
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
