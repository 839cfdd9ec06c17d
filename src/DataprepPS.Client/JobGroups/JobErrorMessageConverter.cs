using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.JobGroups;

/// <summary>Reads an error message: text, an id, or an object with a text under one of the names seen.</summary>
internal sealed class JobErrorMessageConverter : JsonConverter<JobErrorMessage?>
{
    public override JobErrorMessage? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new JobErrorMessage { Message = reader.GetString() };
        }

        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Number && root.TryGetInt64(out var id))
        {
            return new JobErrorMessage { Id = id };
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var message = new JobErrorMessage { Id = root.FindId("id"), Message = root.FindError()?.Text };
        if (message.Message is null && (message.Id is null || root.EnumerateObject().Count() > 1))
        {
            // Under none of the names known: the whole of it, rather than nothing.
            message.Message = PlainValues.Raw(root);
        }

        return message;
    }

    public override void Write(Utf8JsonWriter writer, JobErrorMessage? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.Message);
}
