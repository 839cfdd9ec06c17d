using System;
using System.Text.Json;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Recipes;

/// <summary>Reads a step: text, or an object that has it under one of the names seen.</summary>
internal sealed class RecipeStepConverter : JsonConverter<RecipeStep>
{
    private static readonly string[] TextNames = ["text", "script", "scriptLine", "wrangle", "task"];

    public override RecipeStep Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new RecipeStep { Text = root.ValueKind == JsonValueKind.String ? PlainValues.Text(root) : PlainValues.Raw(root) };
        }

        var text = root.FindText(TextNames);
        return new RecipeStep { Text = text?.Text, Unknown = root.Others(text?.Name) };
    }

    public override void Write(Utf8JsonWriter writer, RecipeStep value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
