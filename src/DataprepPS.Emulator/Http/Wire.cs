using System;
using System.Globalization;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>How the API writes references and dates.</summary>
internal static class Wire
{
    /// <summary>A foreign key: <c>"creator":{"id":1}</c>.</summary>
    public static void WriteReference(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long id)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("id"u8, id);
        writer.WriteEndObject();
    }

    /// <summary>A date to the second, ending <c>.000Z</c>, as live replies have it.</summary>
    public static void WriteDate(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset date)
    {
        Span<byte> text = stackalloc byte[24];
        date.UtcDateTime.TryFormat(text, out _, "s", CultureInfo.InvariantCulture);
        ".000Z"u8.CopyTo(text[19..]);
        writer.WriteString(name, text);
    }

    /// <summary>The same date as text.</summary>
    public static string Text(DateTimeOffset date) => date.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + ".000Z";

    /// <summary>What a reader of the date above gets back.</summary>
    public static DateTimeOffset ToSecond(this DateTimeOffset date) => new(date.UtcTicks - (date.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
