using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataprepPS.Client.JobGroups;

/// <summary>Reads an error message: text, an id, or an object with a text under one of the names seen.</summary>
internal sealed class JobErrorMessageConverter : JsonConverter<JobErrorMessage?>
{
    private static readonly string[] TextNames = ["message", "errorMessage", "error", "text", "details"];

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

        var message = new JobErrorMessage();
        var members = 0;
        foreach (var member in root.EnumerateObject())
        {
            members++;
            if (member.NameEquals("id"))
            {
                message.Id = member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out id) ? id : null;
            }
            else if (message.Message is null && member.Value.ValueKind == JsonValueKind.String && Array.Exists(TextNames, name => string.Equals(name, member.Name, StringComparison.OrdinalIgnoreCase)))
            {
                message.Message = member.Value.GetString();
            }
        }

        if (message.Message is null && (members > 1 || message.Id is null))
        {
            // Under none of the names known: the whole of it, rather than nothing.
            message.Message = Json.PlainValues.Raw(root);
        }

        return message;
    }

    public override void Write(Utf8JsonWriter writer, JobErrorMessage? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.Message);
}
