using System.Globalization;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>Reading of request bodies by path, without models: most of what is sent is only kept.</summary>
internal static class JsonMembers
{
    /// <summary>The member at a path such as <c>wrangledDataset.id</c>, or null when absent or null.</summary>
    public static JsonElement? At(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    public static string? Text(this JsonElement element, string path) => element.At(path) is { } value
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw ApiProblem.Invalid(path, "must be a string")
        : null;

    public static bool? Boolean(this JsonElement element, string path) => element.At(path) is { } value
        ? value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw ApiProblem.Invalid(path, "must be a boolean")
        : null;

    public static long? Whole(this JsonElement element, string path) => element.At(path) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var id) ? id : throw ApiProblem.Invalid(path, "must be an integer")
        : null;

    /// <summary>An id, sent as a number or as text.</summary>
    public static long? Id(this JsonElement element, string path) => element.At(path) is { } value
        ? long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw ApiProblem.Invalid(path, "must be an id")
        : null;

    public static long RequiredWhole(this JsonElement element, string path) =>
        element.Whole(path) ?? throw ApiProblem.Invalid(path, "is required");

    public static string RequiredText(this JsonElement element, string path) =>
        element.Text(path) ?? throw ApiProblem.Invalid(path, "is required");

    /// <summary>A number sent as a number or as text.</summary>
    public static double? Number(this JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        { ValueKind: JsonValueKind.String } value when double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
