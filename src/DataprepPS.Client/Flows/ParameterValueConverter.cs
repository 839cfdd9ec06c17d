using System;
using System.Text.Json;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Flows;

/// <summary>Reads a run parameter's value: <c>{"variable":{"value":"…"}}</c> is its text, other kinds are as they came.</summary>
internal sealed class ParameterValueConverter : JsonConverter<object?>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return PlainValues.From(
            root.ValueKind == JsonValueKind.Object && root.TryGetProperty("variable", out var variable) && variable.ValueKind == JsonValueKind.Object && variable.TryGetProperty("value", out var value) ? value : root);
    }

    public override void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
