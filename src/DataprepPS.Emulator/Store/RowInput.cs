using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>Makes rows of what requests send: the members that the collection shows and its references; the others are ignored.</summary>
internal static class RowInput
{
    private static readonly string[] Kept = ["id", "createdAt", "updatedAt", "creator", "updater", "workspace"];

    public static Row Create(Call call, Collection collection) => Create(call, collection, call.Body);

    /// <summary>Makes a row of a body, or of a part of one.</summary>
    public static Row Create(Call call, Collection collection, JsonElement body, Action<JsonObject>? fill = null)
    {
        var members = new JsonObject();
        Read(call, collection, body, members);
        fill?.Invoke(members);
        collection.Check?.Invoke(call, members, null);
        var row = call.Store.Add(collection, members);
        collection.Follow?.Invoke(call, row);
        return row;
    }

    /// <summary>Changes what the body names.</summary>
    public static Row Change(Call call, Row row)
    {
        var members = (JsonObject)row.Json.DeepClone();
        Read(call, row.Collection, call.Body, members);
        row.Collection.Check?.Invoke(call, members, row);
        var changed = call.Store.Replace(row, members);
        row.Collection.Follow?.Invoke(call, changed);
        return changed;
    }

    private static void Read(Call call, Collection collection, JsonElement body, JsonObject into)
    {
        foreach (var sent in body.EnumerateObject())
        {
            if (collection.References.FirstOrDefault(reference => reference.IsMeantBy(sent.Name)) is { } reference)
            {
                into[reference.Member] = Resolve(call, reference, sent);
            }
            else if (collection.Shape.ContainsKey(sent.Name) && !Kept.Contains(sent.Name, StringComparer.Ordinal) && sent.Name[0] != '_')
            {
                into[sent.Name] = JsonNode.Parse(sent.Value.GetRawText());
            }
        }
    }

    private static JsonNode? Resolve(Call call, Reference reference, JsonProperty sent)
    {
        if (sent.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var id = Row.IdIn(JsonNode.Parse(sent.Value.GetRawText())) ?? throw ApiProblem.Invalid(sent.Name, "must be an id, or an object with one");
        _ = call.Store.Find(reference.Target, id) ?? throw ApiProblem.Refused($"No {reference.Target.Singular} with id {id}");
        return reference.IsBare ? JsonValue.Create(id) : Row.ReferenceTo(id);
    }
}
