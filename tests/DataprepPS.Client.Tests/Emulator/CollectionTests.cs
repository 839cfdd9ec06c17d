using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Emulator;
using Xunit;
using Endpoint = DataprepPS.Client.Resources.Endpoint;

namespace DataprepPS.Client.Tests.Emulator;

/// <summary>What holds for every collection of the store: one that is declared is tested by that.</summary>
public class CollectionTests
{
    /// <summary>The collections that have routes of their own.</summary>
    public static TheoryData<string> Served => [.. Collections.All.Where(collection => collection.Endpoints?.Get is not null).Select(collection => collection.Name)];

    public static TheoryData<string> Made => [.. Collections.All.Where(collection => collection.Endpoints?.Create is { IsUpload: false }).Select(collection => collection.Name)];

    [Fact]
    public void Every_collection_is_named_once() => Assert.Equal(Collections.All.Count, Collections.All.DistinctBy(collection => collection.Name).Count());

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_row_is_read_with_everything_that_can_be_embedded(string name)
    {
        var collection = Collections.Named(name);
        await using var emulator = await StartAsync();
        var row = await FirstAsync(emulator, collection);
        foreach (var association in collection.Associations.Names)
        {
            var reply = await emulator.GetAsync($"{One(collection, row.Id)}?embed={association.ToUpperInvariant()}&unknown=1");
            Assert.True(reply.TryGetProperty(association, out var embedded), association);
            Assert.True(embedded.ValueKind != JsonValueKind.Object || embedded.TryGetProperty("id", out _) || embedded.GetProperty("data").ValueKind == JsonValueKind.Array, association);
        }

        var exception = (await emulator.GetAsync($"{One(collection, row.Id)}?embed=nonsense", 400)).GetProperty("exception");
        Assert.StartsWith($"No association nonsense in {name}! Valid associations are", exception.GetProperty("details").GetString());
        Assert.Equal(["id"], Keys(await emulator.GetAsync($"{One(collection, row.Id)}?fields=ID")));
        Assert.DoesNotContain(Keys(await emulator.GetAsync(One(collection, row.Id))), key => key[0] == '_');
        Assert.Contains($"{collection.Singular} with id 999999", (await emulator.GetAsync(One(collection, 999_999), 404)).GetProperty("exception").GetProperty("details").GetString());
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_list_is_cut_sorted_filtered_and_counted(string name)
    {
        var collection = Collections.Named(name);
        if (collection.Endpoints!.List is not { } list)
        {
            return;
        }

        await using var emulator = await StartAsync();
        await FirstAsync(emulator, collection);
        var ids = emulator.Server.World.Store[collection].Live.Select(row => row.Id).ToList();
        Assert.Equal(ids, await IdsAsync(emulator, list, "noLimit=true&sort=id"));
        Assert.Equal(Enumerable.Reverse(ids), await IdsAsync(emulator, list, "noLimit=true&sort=-id"));
        Assert.Equal(ids.Count, (await IdsAsync(emulator, list, "noLimit=true&sort=-createdAt")).Count);
        Assert.Equal(ids.Take(25), await IdsAsync(emulator, list, "sort=id"));
        Assert.Equal(ids.Skip(1).Take(2), await IdsAsync(emulator, list, "sort=id&limit=2&offset=1"));
        Assert.Equal([ids[0]], await IdsAsync(emulator, list, $"filter={ids[0]}&filterFields=id&filterType=exact"));
        Assert.Empty(await IdsAsync(emulator, list, "filter=no+such+thing"));
        await emulator.GetAsync($"{list.Path}?datasetsFilter=all&sort=nonsense", 400);
        var counted = (await emulator.GetAsync($"{list.Path}?datasetsFilter=all&limit=1&includeCount=true")).GetProperty("count");
        Assert.Equal(ids.Count, Number(counted));
        Assert.False((await emulator.GetAsync($"{list.Path}?datasetsFilter=all")).TryGetProperty("count", out _));
        if (collection.Endpoints.Count is { } count)
        {
            Assert.Equal(ids.Count, Number((await emulator.GetAsync(count.Path)).GetProperty("count")));
        }
    }

    [Theory]
    [MemberData(nameof(Made))]
    public async Task A_row_is_made_changed_and_deleted(string name)
    {
        var collection = Collections.Named(name);
        await using var emulator = await StartAsync();
        var made = await emulator.SendAsync("POST", collection.Endpoints!.Create!.Path, Body(emulator, collection).ToJsonString(), 201);
        var id = made.GetProperty("id").GetInt64();
        Assert.Equal($"{collection.Singular} {id} created", emulator.Server.Journal.Entries[^1].Effect);
        if (collection.Endpoints.Get is not null)
        {
            Assert.Equal(id, (await emulator.GetAsync(One(collection, id))).GetProperty("id").GetInt64());
        }

        if (collection.Endpoints.Update is { } update)
        {
            emulator.Clock.Advance(5);
            var changed = await emulator.SendAsync(update.Method.Method, update.At(id), Change(collection), 200);
            Assert.Equal(id, changed.GetProperty("id").GetInt64());
            Assert.EndsWith("12:00:05.000Z", changed.GetProperty("updatedAt").GetString());
            Assert.Equal(!collection.UpdateAnswersRow, Keys(changed).SequenceEqual(["id", "updater", "updatedAt"]));
            Assert.True(emulator.Server.Journal.Entries[^1].HasActed);
        }

        if (collection.Endpoints.Delete is { } delete)
        {
            Assert.InRange((int)(await emulator.SendAsync("DELETE", delete.At(id))).StatusCode, 200, 204);
            Assert.Equal($"{collection.Singular} {id} deleted", emulator.Server.Journal.Entries[^1].Effect);
            await emulator.SendAsync("DELETE", delete.At(id), null, 410);
            Assert.False(emulator.Server.Journal.Entries[^1].HasActed);
            if (collection.Endpoints.Get is not null)
            {
                Assert.Equal("GoneException", (await emulator.GetAsync(One(collection, id), 410)).GetProperty("exception").GetProperty("name").GetString());
                await emulator.GetAsync(One(collection, id) + "?includeDeleted=True");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Made))]
    public async Task A_body_that_does_not_fit_is_a_400_that_names_the_member(string name)
    {
        var collection = Collections.Named(name);
        await using var emulator = await StartAsync();
        var body = Body(emulator, collection);
        foreach (var reference in collection.References.Where(reference => reference.Member[0] != '_'))
        {
            var sent = body.Select(member => member.Key).FirstOrDefault(reference.IsMeantBy) ?? reference.Member;
            await RefusedAsync(sent, 999_999, $"{reference.Target.Singular} with id 999999");
        }

        foreach (var member in RequestSchemas.Of(collection.Endpoints!.Create!.Operation)!.Value.EnumerateObject().Where(member => member.Name[^1] == '*'))
        {
            await RefusedAsync(member.Name[..^1], null, $"\"{member.Name[..^1]}");
        }

        async Task RefusedAsync(string member, JsonNode? value, string named)
        {
            var wrong = (JsonObject)body.DeepClone();
            wrong[member] = value is not null && wrong[member] is JsonObject ? new JsonObject { ["id"] = value } : value;
            var problem = await emulator.SendAsync("POST", collection.Endpoints!.Create!.Path, wrong.ToJsonString(), 400);
            Assert.Contains(named, problem.GetProperty("exception").GetProperty("details").GetString());
            Assert.False(emulator.Server.Journal.Entries[^1].HasActed);
        }
    }

    private static Task<RunningEmulator> StartAsync() => RunningEmulator.StartAsync(new EmulatorOptions { Quota = 0 });

    /// <summary>A row, made where the world begins without one.</summary>
    private static async Task<Row> FirstAsync(RunningEmulator emulator, Collection collection)
    {
        var store = emulator.Server.World.Store;
        if (store[collection].Live.Count == 0 && collection.Endpoints!.Create is { } create)
        {
            await emulator.SendAsync("POST", create.Path, Body(emulator, collection).ToJsonString(), 201);
        }

        return store[collection].Live.Count > 0 ? store[collection].Live[0] : store.Add(collection, new JsonObject(collection.References
            .Select(reference => new KeyValuePair<string, JsonNode?>(reference.Member, Row.ReferenceTo(store[reference.Target].Live[0].Id)))));
    }

    private static string One(Collection collection, long id) => collection.Endpoints!.Get!.At(id);

    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];

    private static async Task<List<long>> IdsAsync(RunningEmulator emulator, Endpoint list, string query) =>
        [.. (await emulator.GetAsync($"{list.Path}?datasetsFilter=all&{query}")).GetProperty("data").EnumerateArray()
            .Select(row => row.TryGetProperty("importedDataset", out var wrapped) ? wrapped : row).Select(row => row.GetProperty("id").GetInt64())];

    // Where several kinds are counted, all of them.
    private static long Number(JsonElement count) => count.ValueKind == JsonValueKind.Object ? count.GetProperty("all").GetInt64() : count.GetInt64();

    private static JsonObject Body(RunningEmulator emulator, Collection collection)
    {
        var body = Sample(emulator, collection, RequestSchemas.Of(collection.Endpoints!.Create!.Operation)!.Value);
        // What only the text of the specification asks for.
        switch (collection.Name)
        {
            case "importedDatasets":
                body["uri"] = "gs://bucket/file.csv";
                break;
            case "wrangledDatasets":
                body["importedDataset"] = new JsonObject { ["id"] = 3001 };
                break;
            case "outputObjects":
                body["flowNodeId"] = emulator.Server.World.AddRecipe(shape: recipe => recipe with { HasOutput = false }).Id;
                break;
            case "planNodes":
                body["task"] = new JsonObject { ["flowId"] = 1 };
                break;
        }

        return body;
    }

    private static JsonObject Sample(RunningEmulator emulator, Collection collection, JsonElement schema) => new(schema.EnumerateObject().Where(member => member.Name[^1] == '*')
        .Select(member => new KeyValuePair<string, JsonNode?>(member.Name[..^1], member.Value.ValueKind switch
        {
            JsonValueKind.Array => new JsonArray("text"),
            JsonValueKind.Object => new JsonObject { ["id"] = Target(emulator, collection, member.Name[..^1]) },
            _ => member.Value.GetString() switch
            {
                "id" => Target(emulator, collection, member.Name[..^1]),
                "boolean" => true,
                "integer" => 1,
                "any" or "object" => new JsonObject(),
                ['=', .. var words] => words.Split('|')[0],
                _ => "text",
            },
        })));

    private static long Target(RunningEmulator emulator, Collection collection, string member) =>
        collection.References.FirstOrDefault(reference => reference.IsMeantBy(member)) is { } found ? emulator.Server.World.Store[found.Target].Live[0].Id : 1;

    private static string Change(Collection collection)
    {
        var schema = RequestSchemas.Of(collection.Endpoints!.Update!.Operation)!.Value;
        var text = schema.EnumerateObject().First(member => member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is "string" or "boolean");
        return new JsonObject { [text.Name.TrimEnd('*')] = text.Value.GetString() == "string" ? "changed" : false }.ToJsonString();
    }
}
