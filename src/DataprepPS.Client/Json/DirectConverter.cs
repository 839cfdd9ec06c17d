using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Json;

/// <summary>
/// Reads an object straight from the bytes when it is as the API writes it; anything else is left to the general
/// reader, which believes what servers send. The general reader is compiled anew in each process, a hundred
/// milliseconds at the first call and most of the time of the first 50,000 rows; this one is not.
/// </summary>
internal abstract class DirectConverter<T> : JsonConverter<T>
    where T : Resource, new()
{
    private protected enum Member
    {
        Read,
        Unknown,

        /// <summary>Known, but not in the form promised.</summary>
        Odd,
    }

    // What a mention has under names of its own.
    private static readonly string[] ReferenceNames = ["id", "name", "email"];

    /// <summary>The members of the type as servers may spell them in another case.</summary>
    private protected abstract IReadOnlyList<string> Names { get; }

    public sealed override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var start = reader;
        if (reader.TokenType == JsonTokenType.StartObject && TryRead(ref reader) is { } value)
        {
            return value;
        }

        reader = start;
        return JsonSerializer.Deserialize(ref reader, General());
    }

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, General());

    /// <summary>Reads the member whose name the reader stands at; on <see cref="Member.Unknown"/> it still stands there.</summary>
    private protected abstract Member ReadMember(T value, ref Utf8JsonReader reader);

    private protected static Member Text(ref Utf8JsonReader reader, out string? text)
    {
        reader.Read();
        text = reader.TokenType == JsonTokenType.String ? KnownWords.Get(ref reader) : null;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? Member.Read : Member.Odd;
    }

    private protected static Member Number(ref Utf8JsonReader reader, out long number)
    {
        reader.Read();
        number = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out number) ? Member.Read : Member.Odd;
    }

    private protected static Member Flag(ref Utf8JsonReader reader, out bool? flag)
    {
        reader.Read();
        flag = reader.TokenType switch { JsonTokenType.True => true, JsonTokenType.False => false, _ => null };
        return flag is not null || reader.TokenType == JsonTokenType.Null ? Member.Read : Member.Odd;
    }

    private protected static Member Instant(ref Utf8JsonReader reader, out DateTimeOffset? instant)
    {
        reader.Read();
        instant = null;
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var found))
        {
            instant = found;
            return Member.Read;
        }

        return reader.TokenType == JsonTokenType.Null ? Member.Read : Member.Odd;
    }

    /// <summary>A mention of another object, with as much of it as was embedded.</summary>
    private protected static Member Reference(ref Utf8JsonReader reader, out ResourceReference? reference)
    {
        reader.Read();
        reference = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.TokenType == JsonTokenType.Null ? Member.Read : Member.Odd;
        }

        var read = new ResourceReference();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadReferenceMember(read, ref reader) != Member.Read)
            {
                return Member.Odd;
            }
        }

        reference = read;
        return reader.TokenType == JsonTokenType.EndObject ? Member.Read : Member.Odd;
    }

    private static Member ReadReferenceMember(ResourceReference reference, ref Utf8JsonReader reader)
    {
        Member member;
        if (reader.ValueTextEquals("id"u8))
        {
            member = Number(ref reader, out var id);
            reference.Id = id;
            return member;
        }

        if (reader.ValueTextEquals("name"u8))
        {
            member = Text(ref reader, out var name);
            reference.Name = name;
            return member;
        }

        if (reader.ValueTextEquals("email"u8))
        {
            member = Text(ref reader, out var email);
            reference.Email = email;
            return member;
        }

        var other = reader.GetString()!;
        if (ReferenceNames.Contains(other, StringComparer.OrdinalIgnoreCase))
        {
            return Member.Odd;
        }

        reader.Read();
        (reference.Unknown ??= [])[other] = JsonElement.ParseValue(ref reader);
        return Member.Read;
    }

    private T? TryRead(ref Utf8JsonReader reader)
    {
        var value = new T();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = ReadMember(value, ref reader);
            if (member == Member.Unknown)
            {
                var name = reader.GetString()!;
                if (Names.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    return null;
                }

                reader.Read();
                (value.Unknown ??= [])[name] = JsonElement.ParseValue(ref reader);
            }
            else if (member == Member.Odd)
            {
                return null;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject ? value : null;
    }

    private static JsonTypeInfo<T> General() => (JsonTypeInfo<T>)GeneralJson.Options.GetTypeInfo(typeof(T));

    /// <summary>The few words that stand in every row, once instead of a hundred thousand times.</summary>
    private static class KnownWords
    {
        public static string Get(ref Utf8JsonReader reader) => (reader.HasValueSequence || reader.ValueSpan.Length > 10 ? null : Find(ref reader)) ?? reader.GetString()!;

        private static string? Find(ref Utf8JsonReader reader) => reader.ValueSpan.Length switch
        {
            3 when reader.ValueTextEquals("api"u8) => "api",
            6 when reader.ValueTextEquals("recipe"u8) => "recipe",
            6 when reader.ValueTextEquals("Failed"u8) => "Failed",
            8 when reader.ValueTextEquals("Complete"u8) => "Complete",
            8 when reader.ValueTextEquals("schedule"u8) => "schedule",
            8 when reader.ValueTextEquals("Canceled"u8) => "Canceled",
            10 when reader.ValueTextEquals("InProgress"u8) => "InProgress",
            _ => null,
        };
    }
}

/// <summary>The general reader's options: those of <see cref="DataprepJson"/> without the direct converters, made when they are first needed.</summary>
internal static class GeneralJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(DataprepJson.Default.Options);
        foreach (var direct in options.Converters.Where(converter => converter is JobGroupConverter or PersonConverter).ToArray())
        {
            options.Converters.Remove(direct);
        }

        return new DataprepJson(options).Options;
    }
}
