using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Macros;

namespace DataprepPS.Emulator;

/// <summary>Macros, which the API only exports and imports: as JSON documents, not as ZIP files.</summary>
internal static class MacroRoutes
{
    public static readonly Collection Macros = new("macros", "macro", """{"name":null,"description":"","_data":{}}""");

    public static IReadOnlyList<Route> All { get; } =
    [
        new(MacroEndpoints.Package, Export),
        new(MacroEndpoints.Import, Import) { AlsoJson = true },
    ];

    private static Reply Export(Call call)
    {
        var macro = call.Require(Macros);
        var data = new JsonObject { ["name"] = macro.Name, ["description"] = macro.Text("description"), ["steps"] = macro.Json["_data"]?.DeepClone() };
        return Reply.Json(200, Package.Of("macro", data, null, call.Now).Document);
    }

    /// <summary>Takes an exported document as the body, as a file, or member by member.</summary>
    private static Reply Import(Call call)
    {
        var data = Document(call)["data"] as JsonObject ?? throw ApiProblem.Invalid("data", "is required");
        var macro = call.Store.Add(Macros, new JsonObject
        {
            ["name"] = data["name"]?.ToString() ?? "Imported macro",
            ["description"] = data["description"]?.ToString() ?? string.Empty,
            ["_data"] = data["steps"]?.DeepClone(),
        });
        call.Acted($"macro {macro.Id} created");
        return Reply.Json(201, new JsonObject
        {
            ["id"] = macro.Id,
            ["name"] = macro.Name,
            ["description"] = macro.Text("description"),
            ["createdBy"] = PersonRoutes.CurrentId,
            ["updatedBy"] = PersonRoutes.CurrentId,
            ["createdAt"] = macro.Text("createdAt"),
            ["updatedAt"] = macro.Text("updatedAt"),
            ["workspaceId"] = 1,
        });
    }

    private static JsonObject Document(Call call)
    {
        try
        {
            var sent = call.Upload is null ? JsonNode.Parse(call.Body.GetRawText())
                : call.Upload.File is { } file ? JsonNode.Parse(file)
                : new JsonObject { ["data"] = call.Upload.Field("data") is { } text ? JsonNode.Parse(text) : null };
            return sent as JsonObject ?? throw ApiProblem.Invalid("data", "must be an object");
        }
        catch (JsonException)
        {
            throw ApiProblem.Invalid("data", "must be a macro package");
        }
    }
}
