using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Parameters;

/// <summary>
/// The value of a parameter. The API wraps it by its kind: <c>{variable:{value}}</c>, <c>{selector:{value,choices}}</c>, and others
/// that are more than a text. A secret one is never kept.
/// </summary>
[JsonConverter(typeof(ParameterValueConverter))]
public sealed class ParameterValue
{
    internal ParameterValue(string kind, IReadOnlyDictionary<string, object?> members)
    {
        Kind = kind;
        IsSecret = kind.IndexOf("secret", StringComparison.OrdinalIgnoreCase) >= 0;
        Members = IsSecret ? new Dictionary<string, object?>() : members;
        Text = Members.TryGetValue("value", out var value) ? value as string ?? (value is null or object?[] or IReadOnlyDictionary<string, object?> ? null : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)) : null;
        Choices = Members.TryGetValue("choices", out var choices) && choices is object?[] items ? [.. items.Select(item => Convert.ToString(item, System.Globalization.CultureInfo.InvariantCulture)!)] : null;
    }

    /// <summary>variable, selector, dateRange, timestamp, pattern, secret, or a word of the server's own.</summary>
    public string Kind { get; }

    /// <summary>The text of a variable, or the one chosen of a selector; null for other kinds, and for a secret.</summary>
    public string? Text { get; }

    /// <summary>What a selector can be.</summary>
    public IReadOnlyList<string>? Choices { get; }

    /// <summary>Whether it is a secret, which nobody is shown.</summary>
    public bool IsSecret { get; }

    /// <summary>What its kind is made of, as the server sent it; empty for a secret.</summary>
    public IReadOnlyDictionary<string, object?> Members { get; }

    /// <summary>The text, or the kind.</summary>
    public override string ToString() => Text ?? $"({Kind})";
}

/// <summary>Reads a value by its kind; a bare text is that of a variable.</summary>
internal sealed class ParameterValueConverter : JsonConverter<ParameterValue?>
{
    public override ParameterValue? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => PlainConverters.Read(ref reader) switch
    {
        null => null,
        IReadOnlyDictionary<string, object?> { Count: 1 } wrapped when wrapped.Single() is { Value: IReadOnlyDictionary<string, object?> members } only => new ParameterValue(only.Key, members),
        IReadOnlyDictionary<string, object?> other => new ParameterValue(other.Keys.FirstOrDefault(IsSecret) ?? "value", other),
        { } bare => new ParameterValue("variable", new Dictionary<string, object?> { ["value"] = bare }),
    };

    public override void Write(Utf8JsonWriter writer, ParameterValue? value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static bool IsSecret(string name) => name.IndexOf("secret", StringComparison.OrdinalIgnoreCase) >= 0;
}
