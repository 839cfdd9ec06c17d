using System;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Resources;

/// <summary>
/// Looks for what a request said in an object as the server shows it. Members that the server does not show, such as secrets,
/// or shows masked, count neither way; <c>flowId</c> is what the server shows as <c>flow.id</c>.
/// </summary>
internal static class SentMembers
{
    public static (int Equal, int Differing) Compare(JsonObject sent, JsonElement shown)
    {
        var (equal, differing) = (0, 0);
        foreach (var member in sent)
        {
            if (Shown(shown, member.Key) is not { } value)
            {
                continue;
            }

            switch (member.Value)
            {
                case JsonObject inner when value.ValueKind == JsonValueKind.Object:
                    var (innerEqual, innerDiffering) = Compare(inner, value);
                    equal += innerEqual;
                    differing += innerDiffering;
                    break;
                case JsonArray or JsonObject:
                    // Lists come back enveloped, in another order, with more members: they prove nothing.
                    break;
                default:
                    var isEqual = IsSame(member.Value, value);
                    equal += isEqual ? 1 : 0;
                    differing += isEqual || IsMasked(value) ? 0 : 1;
                    break;
            }
        }

        return (equal, differing);
    }

    private static JsonElement? Shown(JsonElement shown, string name)
    {
        if (shown.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonElement? reference = null;
        foreach (var member in shown.EnumerateObject())
        {
            var shownName = PlainValues.Name(member);
            if (string.Equals(shownName, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }

            if (string.Equals(shownName + "Id", name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("id", out var id))
            {
                reference = id;
            }
        }

        return reference;
    }

    private static bool IsSame(JsonNode? sent, JsonElement shown) => sent is null
        ? shown.ValueKind == JsonValueKind.Null || (shown.ValueKind == JsonValueKind.String && PlainValues.Text(shown)!.Length == 0)
        : Text(sent) == Text(shown);

    private static bool IsMasked(JsonElement shown) => shown.ValueKind == JsonValueKind.String && PlainValues.Text(shown)!.Contains(Secret.Stars);

    private static string Text(JsonNode node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node.ToJsonString();

    private static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => PlainValues.Text(element)!,
        JsonValueKind.Null => string.Empty,
        _ => PlainValues.Raw(element),
    };
}
