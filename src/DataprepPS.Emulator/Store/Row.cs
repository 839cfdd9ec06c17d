using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>
/// One object of a collection, as the JSON it is shown as. It never changes: a change puts another row in its place, so that
/// it can be written while others change. Members whose name begins with <c>_</c> are the emulator's own and never shown.
/// </summary>
internal sealed class Row(Collection collection, long id, JsonObject json, bool isDeleted = false)
{
    private string? name;

    public Collection Collection => collection;

    public long Id => id;

    public JsonObject Json => json;

    public bool IsDeleted => isDeleted;

    // Lists filter by it.
    public string? Name => name ??= TextOf(json["name"]);

    /// <summary>A member as text, such as filters compare; null for what has none.</summary>
    public string? Text(string member) => TextOf(json[member]);

    public bool? Flag(string member) => json[member] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public double? Number(string member) => double.TryParse(Text(member), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The id of the object that a member refers to, as <c>{"id":5}</c> or as <c>5</c>.</summary>
    public long? Reference(string member) => IdIn(json[member]);

    public Row Deleted() => new(collection, id, json, isDeleted: true);

    /// <summary>The id in a reference of either form, sent as a number or as text.</summary>
    public static long? IdIn(JsonNode? node) => node switch
    {
        JsonObject reference => IdIn(reference["id"]),
        JsonValue value when value.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
            && long.TryParse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var id) => id,
        _ => null,
    };

    public static JsonObject ReferenceTo(long id) => new() { ["id"] = id };

    private static string? TextOf(JsonNode? node) => node is JsonValue value ? value.ToString() : null;
}
