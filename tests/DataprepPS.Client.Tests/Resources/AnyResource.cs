using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataprepPS.Client.Resources;
using DataprepPS.Emulator;

namespace DataprepPS.Client.Tests.Resources;

/// <summary>
/// A resource of the client, whichever it is: its generic client, its endpoints, and bodies that the emulator takes. Whatever
/// stands on the pattern is found by itself, and with that is in every matrix.
/// </summary>
/// <param name="Name">The client's property, e.g. <c>Flows</c>.</param>
/// <param name="Endpoints">Its lines.</param>
/// <param name="Of">Its client in a session.</param>
internal sealed record AnyResource(string Name, ResourceEndpoints Endpoints, Func<DataprepClient, IResourceClient> Of)
{
    // Where a body of the required members alone would be refused, or would not tell itself from others.
    private static readonly Dictionary<string, string> Particular = new(StringComparer.Ordinal)
    {
        ["createFlow"] = """{"name":"matrix","folderId":1}""",
        ["createFlowRunParameterOverride"] = """{"overrideKey":"matrix","value":{"variable":{"value":"x"}},"flowId":1}""",
        ["patchFlowRunParameterOverride"] = """{"overrideKey":"matrix"}""",
        ["createWrangledDataset"] = """{"name":"matrix","flow":{"id":1},"importedDataset":{"id":3001}}""",
        ["createImportedDataset"] = """{"name":"matrix","uri":"gs://emulator/matrix.csv"}""",
        ["patchRelease"] = """{"active":false}""",
        ["createFolder"] = """{"name":"matrix"}""",
    };

    public static IReadOnlyList<AnyResource> All { get; } =
    [
        .. typeof(DataprepClient).GetProperties().Where(property => typeof(IResourceClient).IsAssignableFrom(property.PropertyType))
            .Select(property => (property, EndpointsOf(property.PropertyType)))
            .Select(found => new AnyResource(found.property.Name, found.Item2, client => (IResourceClient)found.property.GetValue(client)!)),
    ];

    /// <summary>Where the emulator keeps its rows; null for those that are not kept as rows.</summary>
    public Collection? Collection => Collections.All.FirstOrDefault(collection => collection.Endpoints == Endpoints);

    /// <summary>A body of one operation.</summary>
    /// <param name="endpoint">The operation.</param>
    /// <param name="text">What stands in its texts.</param>
    public static JsonObject Body(Endpoint endpoint, string text = "matrix") => Particular.TryGetValue(endpoint.Operation, out var own)
        ? (JsonObject)JsonNode.Parse(own.Replace("matrix", text, StringComparison.Ordinal))!
        : RequestSchemas.Of(endpoint.Operation) is { } schema ? (JsonObject)Sample(schema, text)! : new JsonObject { ["name"] = text };

    /// <summary>As a user's cmdlet hands it to the client.</summary>
    public static IDictionary Plain(JsonObject body) => body.ToDictionary(member => member.Key, member => (object?)member.Value);

    public override string ToString() => Name;

    private static ResourceEndpoints EndpointsOf(Type client)
    {
        using var session = new DataprepClient(new DataprepClientOptions { BaseUri = new Uri("http://127.0.0.1:1"), Token = Support.SecureText.Of("x") });
        var found = typeof(DataprepClient).GetProperties().Single(property => property.PropertyType == client).GetValue(session)!;
        return (ResourceEndpoints)found.GetType().GetProperty("Endpoints", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(found)!;
    }

    private static JsonNode? Sample(JsonElement schema, string text) => schema.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(schema.EnumerateObject().Where(member => member.Name[^1] == '*' || member.Name is "name" or "description")
            .Select(member => KeyValuePair.Create(member.Name.TrimEnd('*'), Sample(member.Value, text)))),
        JsonValueKind.Array => new JsonArray(Sample(schema[0], text)),
        _ => schema.GetString() switch
        {
            "boolean" => true,
            "number" or "integer" or "id" => 1,
            "object" => new JsonObject(),
            ['=', .. var words] => words.Split('|')[0],
            ['@', .. var operation] => RequestSchemas.Of(operation) is { } other ? Sample(other, text) : null,
            _ => text,
        },
    };
}
