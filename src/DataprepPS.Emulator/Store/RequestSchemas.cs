using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>
/// Checks JSON bodies against what the specification says of them, by operation. The schemas are in request-schemas.json: a star
/// marks a required member, a text names a type, <c>=a|b</c> is one of these words, <c>@operation</c> is the schema of another.
/// Members that no schema names may be sent. Where published clients send other than the specification, the file follows them.
/// </summary>
internal static class RequestSchemas
{
    private static readonly JsonElement Schemas = Load();

    /// <summary>Checks a body.</summary>
    /// <exception cref="ApiProblem">A required member is missing, or one is of a wrong type; it is named.</exception>
    public static void Check(string operation, JsonElement body)
    {
        // Version 3 took the same bodies.
        var name = operation.EndsWith("V3", StringComparison.Ordinal) ? operation[..^2] : operation;
        if (Schemas.TryGetProperty(name, out var schema))
        {
            Check(schema, body, string.Empty);
        }
    }

    /// <summary>The schema of an operation's body, or null.</summary>
    public static JsonElement? Of(string operation) =>
        !Schemas.TryGetProperty(operation, out var schema) ? null
        : schema.ValueKind == JsonValueKind.String ? Of(schema.GetString()![1..])
        : schema;

    private static void Check(JsonElement schema, JsonElement value, string path)
    {
        switch (schema.ValueKind)
        {
            case JsonValueKind.Object:
                CheckMembers(schema, value, path);
                break;
            case JsonValueKind.Array:
                CheckItems(schema[0], value, path);
                break;
            default:
                CheckType(schema.GetString()!, value, path);
                break;
        }
    }

    private static void CheckMembers(JsonElement schema, JsonElement value, string path)
    {
        Expect(value.ValueKind == JsonValueKind.Object, path, "must be an object");
        foreach (var member in schema.EnumerateObject())
        {
            var name = member.Name.TrimEnd('*');
            var inside = path.Length == 0 ? name : $"{path}.{name}";
            if (value.At(name) is { } sent)
            {
                Check(member.Value, sent, inside);
            }
            else if (name.Length < member.Name.Length)
            {
                throw ApiProblem.Invalid(FirstRequired(member.Value, inside), "is required");
            }
        }
    }

    /// <summary>Of an object that is missing, the member that it would need.</summary>
    private static string FirstRequired(JsonElement schema, string path) =>
        schema.ValueKind == JsonValueKind.Object
            ? schema.EnumerateObject().Where(member => member.Name[^1] == '*').Select(member => FirstRequired(member.Value, $"{path}.{member.Name[..^1]}")).FirstOrDefault(path)
            : path;

    private static void CheckItems(JsonElement schema, JsonElement value, string path)
    {
        // Older releases put lists in an envelope.
        var items = value.ValueKind == JsonValueKind.Object && value.At("data") is { } data ? data : value;
        Expect(items.ValueKind == JsonValueKind.Array, path, "must be an array");
        var number = 0;
        foreach (var item in items.EnumerateArray())
        {
            Check(schema, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{number++}]"));
        }
    }

    private static void CheckType(string type, JsonElement value, string path)
    {
        var kind = value.ValueKind;
        switch (type)
        {
            case "any":
                break;
            case "string":
                Expect(kind == JsonValueKind.String, path, "must be a string");
                break;
            case "boolean":
                Expect(kind is JsonValueKind.True or JsonValueKind.False, path, "must be a boolean");
                break;
            case "number":
                Expect(kind == JsonValueKind.Number, path, "must be a number");
                break;
            case "integer":
                Expect(kind == JsonValueKind.Number && value.TryGetInt64(out _), path, "must be an integer");
                break;
            case "id":
                // Orchestrators fill ids into texts.
                Expect(long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out _), path, "must be an id");
                break;
            case "object":
                Expect(kind == JsonValueKind.Object, path, "must be an object");
                break;
            case ['@', .. var operation]:
                Check(Schemas.GetProperty(operation), value, path);
                break;
            case ['=', .. var words]:
                Expect(kind == JsonValueKind.String && words.Split('|').Contains(value.GetString()), path, $"must be one of [{words.Replace("|", ", ", StringComparison.Ordinal)}]");
                break;
            default:
                throw new InvalidDataException($"request-schemas.json has an unknown type {type}.");
        }
    }

    private static void Expect(bool isRight, string path, string expected)
    {
        if (!isRight)
        {
            throw ApiProblem.Invalid(path.Length == 0 ? "body" : path, expected);
        }
    }

    private static JsonElement Load()
    {
        using var stream = typeof(RequestSchemas).Assembly.GetManifestResourceStream("request-schemas.json")
            ?? throw new InvalidDataException("request-schemas.json is missing from this assembly.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
