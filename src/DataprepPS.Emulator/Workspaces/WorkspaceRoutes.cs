using System.Collections.Generic;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>The workspace's people, flows, recipes and connections, to be read; and the server's own description.</summary>
internal static class WorkspaceRoutes
{
    /// <summary>Whose token it is.</summary>
    public const long CurrentPersonId = 1;

    private static readonly Association Owned = new("objects", ("creator", Association.Leaf), ("updater", Association.Leaf), ("workspace", Association.Leaf));

    private static readonly Resource<Person> People = new("person", Association.Leaf, WritePerson);
    private static readonly Resource<Flow> Flows = new("flow", new Association("flows", ("creator", Association.Leaf), ("updater", Association.Leaf), ("folder", Association.Leaf), ("workspace", Association.Leaf)), WriteFlow);
    private static readonly Resource<Recipe> Recipes = new("wrangledDataset", new Association("wrangledDatasets", ("recipe", Association.Leaf), ("flow", Association.Leaf), ("creator", Association.Leaf), ("updater", Association.Leaf)), WriteRecipe);
    private static readonly Resource<Connection> Connections = new("connection", Owned, WriteConnection);

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("getCurrentPerson", "GET", "/v4/people/current", Evidence.Documented, string.Empty, c => People.Get(c, c.World.FindPerson(CurrentPersonId))),
        new("listPerson", "GET", "/v4/people", Evidence.SeenLive, "Unknown query filters are ignored, as seen live.", c => People.List(c, c.World.People)),
        new("getPerson", "GET", "/v4/people/{id}", Evidence.Documented, string.Empty, c => People.Get(c, c.World.FindPerson(c.Id))),
        new("listFlows", "GET", "/v4/flows", Evidence.Documented, string.Empty, c => Flows.List(c, c.World.Flows)),
        new("countFlows", "GET", "/v4/flows/count", Evidence.Documented, string.Empty, c => ListQuery.Count(c, c.World.Flows)),
        new("getFlow", "GET", "/v4/flows/{id}", Evidence.Documented, string.Empty, c => Flows.Get(c, c.World.FindFlow(c.Id))),
        new("listWrangledDatasets", "GET", "/v4/wrangledDatasets", Evidence.Documented, string.Empty, c => Recipes.List(c, c.World.Recipes)),
        new("countWrangledDatasets", "GET", "/v4/wrangledDatasets/count", Evidence.Documented, string.Empty, c => ListQuery.Count(c, c.World.Recipes)),
        new("getWrangledDataset", "GET", "/v4/wrangledDatasets/{id}", Evidence.Documented, string.Empty, c => Recipes.Get(c, c.World.FindRecipe(c.Id))),
        new("listConnections", "GET", "/v4/connections", Evidence.Documented, "Only the members that tell connections apart.", c => Connections.List(c, c.World.Connections)),
        new("countConnections", "GET", "/v4/connections/count", Evidence.Documented, string.Empty, c => ListQuery.Count(c, c.World.Connections)),
        new("getConnection", "GET", "/v4/connections/{id}", Evidence.Documented, string.Empty, c => Connections.Get(c, c.World.FindConnection(c.Id))),
        new("getConnectionStatus", "GET", "/v4/connections/{id}/status", Evidence.SeenLive, "Always SUCCESS.", ConnectionStatus),
        new("getOpenApiSpec", "GET", "/v4/open-api-spec", Evidence.SeenLive, "Exactly what the emulator implements in its edition.", c => OpenApi.Answer(c.Options.Edition)),
    ];

    private static void WritePerson(Utf8JsonWriter w, Person person, Embed embed)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, person.Id);
        w.WriteString("name"u8, person.Name);
        w.WriteString("email"u8, person.Email);
        w.WriteBoolean("isDisabled"u8, false);
        w.WriteString("state"u8, "active"u8);
        w.WriteStamps(person);
        w.WriteEndObject();
    }

    private static void WriteFlow(Utf8JsonWriter w, Flow flow, Embed embed)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, flow.Id);
        w.WriteString("name"u8, flow.Name);
        w.WriteNull("description"u8);
        WriteOwners(w, flow);
        w.WriteNull("folder"u8);
        w.WriteEndObject();
    }

    private static void WriteRecipe(Utf8JsonWriter w, Recipe recipe, Embed embed)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, recipe.Id);
        w.WriteBoolean("wrangled"u8, true);
        w.WriteString("name"u8, recipe.Name);
        w.WriteNull("description"u8);
        WriteOwners(w, recipe);
        if (JobGroupJson.Open(w, "recipe"u8, recipe.RecipeObjectId, embed["recipe"]))
        {
            w.WriteString("name"u8, recipe.Name);
            w.WriteEndObject();
        }

        w.WriteReference("flow"u8, recipe.FlowId);
        w.WriteNull("activeSample"u8);
        w.WriteNull("referenceInfo"u8);
        w.WriteEndObject();
    }

    private static void WriteConnection(Utf8JsonWriter w, Connection connection, Embed embed)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, connection.Id);
        w.WriteString("uuid"u8, connection.Uuid);
        w.WriteString("name"u8, connection.Name);
        w.WriteNull("description"u8);
        w.WriteString("vendor"u8, connection.Vendor);
        w.WriteString("vendorName"u8, connection.Vendor);
        w.WriteString("type"u8, "jdbc"u8);
        w.WriteString("credentialType"u8, "basic"u8);
        w.WriteString("host"u8, $"{connection.Vendor}.example.com");
        w.WriteNumber("port"u8, 10000);
        w.WriteBoolean("ssl"u8, true);
        w.WriteBoolean("isGlobal"u8, true);
        w.WriteBoolean("credentialsShared"u8, true);
        w.WriteBoolean("hasCredentials"u8, true);
        WriteOwners(w, connection);
        w.WriteEndObject();
    }

    private static void WriteOwners(Utf8JsonWriter w, IResource resource)
    {
        w.WriteStamps(resource);
        w.WriteReference("creator"u8, CurrentPersonId);
        w.WriteReference("updater"u8, CurrentPersonId);
        w.WriteReference("workspace"u8, 1);
    }

    private static Reply ConnectionStatus(Call call)
    {
        _ = call.World.FindConnection(call.Id) ?? throw ApiProblem.NotFound("connection", call.Id);
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WriteString("result"u8, "SUCCESS"u8);
            w.WriteEndObject();
        });
    }
}
