using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Json;

/// <summary>What <see cref="GeneralJson"/> does without.</summary>
internal interface IDirectConverter;

/// <summary>
/// Reads an object straight from the bytes when it is as the API writes it; anything else is left to the general
/// reader, which believes what servers send. The general reader is compiled anew in each process, a hundred
/// milliseconds at the first call and most of the time of the first 50,000 rows; this one is not.
/// </summary>
internal abstract class DirectConverter<T> : JsonConverter<T>, IDirectConverter
    where T : Resource, new()
{
    /// <summary>The members of the type, in the order in which servers write them: each is looked for behind the one before.</summary>
    private protected abstract Member[] Members { get; }

    public sealed override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var start = reader;
        if (TryRead(ref reader) is { } value)
        {
            return value;
        }

        reader = start;
        return JsonSerializer.Deserialize(ref reader, GeneralType());
    }

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, GeneralType());

    /// <summary>The object that the reader stands at; null where something in it is not in the form promised.</summary>
    internal T? TryRead(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var value = new T();
        var told = 0UL;
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Find(ref reader, ref next);
            if (member is null ? !TryKeep(value, ref reader) : !reader.Read() || !member.Read(value, ref reader))
            {
                return null;
            }

            told |= member is null ? 0 : 1UL << (next - 1);
        }

        OnRead(value, told);
        return reader.TokenType == JsonTokenType.EndObject ? value : null;
    }

    /// <summary>Takes note of which members the object had, a bit each in the order of <see cref="Members"/>, of which no type has 64.</summary>
    private protected virtual void OnRead(T value, ulong told)
    {
    }

    private protected static Member Text(string name, Action<T, string?> set) => new(name, (T value, ref Utf8JsonReader reader) =>
    {
        set(value, reader.TokenType == JsonTokenType.String ? KnownWords.Get(ref reader) : null);
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    });

    private protected static Member Number(string name, Action<T, long> set) => new(name, (T value, ref Utf8JsonReader reader) =>
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number))
        {
            return false;
        }

        set(value, number);
        return true;
    });

    private protected static Member Real(string name, Action<T, double?> set) => new(name, (T value, ref Utf8JsonReader reader) =>
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number))
        {
            set(value, number);
            return true;
        }

        return reader.TokenType == JsonTokenType.Null;
    });

    private protected static Member Flag(string name, Action<T, bool?> set) => new(name, (T value, ref Utf8JsonReader reader) =>
    {
        set(value, reader.TokenType switch { JsonTokenType.True => true, JsonTokenType.False => false, _ => null });
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null;
    });

    private protected static Member Instant(string name, Action<T, DateTimeOffset?> set) => new(name, (T value, ref Utf8JsonReader reader) =>
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant))
        {
            set(value, instant);
            return true;
        }

        return reader.TokenType == JsonTokenType.Null;
    });

    private protected static Member Reference(string name, Action<T, ResourceReference?> set) => new(name, (T value, ref Utf8JsonReader reader) =>
    {
        var isNone = reader.TokenType == JsonTokenType.Null;
        var reference = isNone ? null : Mentions.Converter.TryRead(ref reader);
        set(value, reference);
        return isNone || reference is not null;
    });

    /// <summary>A list in its envelope or bare.</summary>
    private protected static Member List<TItem>(string name, DirectConverter<TItem> converter, Action<T, IReadOnlyList<TItem>?> set)
        where TItem : Resource, new() => new(name, (T value, ref Utf8JsonReader reader) =>
    {
        var isEnveloped = reader.TokenType == JsonTokenType.StartObject;
        if (isEnveloped && !(reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("data"u8) && reader.Read()))
        {
            return false;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TokenType == JsonTokenType.Null && !isEnveloped;
        }

        List<TItem> items = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (converter.TryRead(ref reader) is not { } item)
            {
                return false;
            }

            items.Add(item);
        }

        set(value, items);
        return reader.TokenType == JsonTokenType.EndArray && (!isEnveloped || (reader.Read() && reader.TokenType == JsonTokenType.EndObject));
    });

    /// <summary>One that comes too seldom to be read here.</summary>
    private protected static Member General(string name) => new(name, static (_, ref _) => false);

    private Member? Find(ref Utf8JsonReader reader, ref int next)
    {
        var members = Members;
        for (var i = 0; i < members.Length; i++)
        {
            var at = next + i < members.Length ? next + i : next + i - members.Length;
            if (reader.ValueTextEquals(members[at].Utf8Name))
            {
                next = at + 1;
                return members[at];
            }
        }

        return null;
    }

    /// <summary>Keeps what the type does not know; false where it knows it in another spelling.</summary>
    private bool TryKeep(T value, ref Utf8JsonReader reader)
    {
        var name = reader.GetString()!;
        if (Array.Exists(Members, member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        reader.Read();
        (value.Unknown ??= [])[name] = JsonElement.ParseValue(ref reader);
        return true;
    }

    private static JsonTypeInfo<T> GeneralType() => (JsonTypeInfo<T>)GeneralJson.Options.GetTypeInfo(typeof(T));

    /// <summary>Reads the value that the reader stands at; false where it is not in the form promised.</summary>
    private protected delegate bool Reading(T value, ref Utf8JsonReader reader);

    private protected sealed class Member(string name, Reading read)
    {
        public string Name { get; } = name;

        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

        public Reading Read { get; } = read;
    }

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

/// <summary>The one reader of mentions, in a class of its own because it is itself such a converter.</summary>
internal static class Mentions
{
    public static ReferenceConverter Converter { get; } = new();
}

/// <summary>The general reader's options: those of <see cref="DataprepJson"/> without the direct converters, made when they are first needed.</summary>
internal static class GeneralJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(DataprepJson.Default.Options);
        foreach (var direct in options.Converters.Where(converter => converter is IDirectConverter).ToArray())
        {
            options.Converters.Remove(direct);
        }

        return new DataprepJson(options).Options;
    }
}
