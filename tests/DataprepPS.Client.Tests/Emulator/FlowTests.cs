using System.Linq;
using System.Net;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class FlowTests
{
    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];

    [Fact]
    public async Task A_flow_shows_its_nodes_and_edges_in_the_spelling_of_replies()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var flow = await emulator.GetAsync("/v4/flows/2?embed=flownodes.recipe,flowedges,folder,creator");
        var nodes = flow.GetProperty("flowNodes").GetProperty("data").EnumerateArray().ToLookup(node => node.GetProperty("wrangled").GetBoolean());
        Assert.Equal([6, 7, 8, 9, 10], nodes[true].Select(node => node.GetProperty("id").GetInt64()));
        Assert.Equal((1007, "customers step 2"), (nodes[true].ElementAt(1).GetProperty("recipe").GetProperty("id").GetInt64(), nodes[true].ElementAt(1).GetProperty("recipe").GetProperty("name").GetString()));
        var edge = flow.GetProperty("flowEdges").GetProperty("data")[0];
        Assert.Equal(6, edge.GetProperty("outputFlowNode").GetProperty("id").GetInt64());
        Assert.Contains(edge.GetProperty("inputFlowNode").GetProperty("id").GetInt64(), nodes[false].Select(node => node.GetProperty("id").GetInt64()));
        Assert.Equal(JsonValueKind.Null, flow.GetProperty("folder").ValueKind);
        Assert.Equal("Ada Example", flow.GetProperty("creator").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_run_starts_a_job_group_for_each_output_and_is_as_far_as_they_are()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var run = await emulator.SendAsync("POST", "/v4/flows/2/run", null, 201);
        Assert.Equal(1, run.GetProperty("flowRunId").GetInt64());
        Assert.Equal([1, 2, 3, 4, 5], RunningEmulator.Ids(run));
        Assert.Equal(1, run.GetProperty("data")[0].GetProperty("flowRun").GetProperty("id").GetInt64());
        Assert.Equal("flowRun 1 started", emulator.Server.Journal.Entries[^1].Effect);
        Assert.Equal("Created", (await emulator.GetAsync("/v4/flowRuns/1/status")).GetString());
        emulator.Clock.Advance(10);
        Assert.Equal("InProgress", (await emulator.GetAsync("/v4/flowRuns/1/status")).GetString());
        emulator.Server.World.Fail(3);
        emulator.Clock.Advance(10);
        Assert.Equal("Failed", (await emulator.GetAsync("/v4/flowRuns/1/status")).GetString());
        await emulator.ListsAsync("/v4/flowRuns/1/jobGroups?limit=2&offset=1", 2, 3);
        Assert.Equal(1, (await emulator.GetAsync("/v4/jobGroups/4?embed=flowrun.flow")).GetProperty("flowRun").GetProperty("id").GetInt64());
        Assert.Equal(2, (await emulator.GetAsync("/v4/flowRuns/1?embed=flow,jobGroups")).GetProperty("flow").GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task A_run_can_be_of_some_recipes_with_overrides_by_their_names()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync(
            "POST",
            "/v4/flows/2/run",
            """{"wrangledDatasetIds":[7,"9"],"execution":"spark","runParameters":{"overrides":{"data":[{"key":"seconds","value":"5"}]}},"overrides":{"customers step 2":{"profiler":false,"fail":"No such column"}}}""",
            201);
        Assert.Equal([(7, false), (9, true)], emulator.Server.World.JobGroups.Select(group => (group.Recipe.Id, group.ProfilingEnabled)));
        Assert.All(emulator.Server.World.JobGroups, group => Assert.Equal("spark", group.Execution));
        emulator.Clock.Advance(5);
        Assert.Equal(["Failed", "Complete"], emulator.Server.World.JobGroups.Select(group => group.StatusAt(emulator.Clock.GetUtcNow())));
        var refused = await emulator.SendAsync("POST", "/v4/flows/2/run", """{"wrangledDatasetIds":[1]}""", 400);
        Assert.Contains("wrangledDataset with id 1", refused.GetProperty("exception").GetProperty("details").GetString());
        await emulator.SendAsync("POST", "/v4/flows/2/run", """{"execution":"steam"}""", 400);
    }

    [Fact]
    public async Task The_same_execution_id_runs_a_flow_once()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await emulator.SendAsync("POST", "/v4/flows/2/run", "{}", "e-1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await emulator.SendAsync("POST", "/v4/flows/2/run", "{}", "e-1")).StatusCode);
        // Another kind of run may have the same one.
        Assert.Equal(HttpStatusCode.Created, (await emulator.RunAsync(executionId: "e-1")).StatusCode);
        Assert.Equal(6, emulator.Server.World.JobGroups.Count);
    }

    [Fact]
    public async Task A_flow_without_outputs_does_not_run()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        emulator.Server.World.AddFlow("empty", 70);
        await emulator.SendAsync("POST", "/v4/flows/70/run", null, 400);
        await emulator.SendAsync("POST", "/v4/flows/71/run", null, 404);
    }

    [Fact]
    public async Task Folders_and_the_library_list_and_count_flows()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.ListsAsync("/v4/folders/1/flows", 9, 10);
        Assert.Equal(2, (await emulator.GetAsync("/v4/folders/1/flows/count")).GetProperty("count").GetInt64());
        await emulator.ListsAsync("/v4/flows?folderId=1&flowsFilter=owned", 9, 10);
        await emulator.ListsAsync("/v4/flowsLibrary?flowsFilter=shared");
        var count = (await emulator.GetAsync("/v4/flowsLibrary/count")).GetProperty("count");
        Assert.Equal((10, 10, 0), (count.GetProperty("all").GetInt32(), count.GetProperty("owned").GetInt32(), count.GetProperty("shared").GetInt32()));
        var moved = await emulator.SendAsync("POST", "/v4/flows/9/move", """{"folderId":null}""", 201);
        Assert.Equal(JsonValueKind.Null, moved.GetProperty("folder").ValueKind);
        await emulator.SendAsync("POST", "/v4/flows/9/move", """{"folderId":77}""", 400);
        await emulator.SendAsync("DELETE", "/v4/folders/1", null, 204);
        Assert.Equal(JsonValueKind.Null, (await emulator.GetAsync("/v4/flows/10")).GetProperty("folder").ValueKind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_has_recipes_and_outputs_of_its_own_and_datasets_if_wanted(bool withDatasets)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var copy = await emulator.SendAsync("POST", "/v4/flows/2/copy", $$"""{"name":"","description":"","copyDatasources":{{(withDatasets ? "true" : "false")}}}""", 201);
        Assert.Equal("Copy of Flow 2 customers", copy.GetProperty("name").GetString());
        var id = copy.GetProperty("id").GetInt64();
        Assert.Equal([51, 52, 53, 54, 55], emulator.Server.World.Recipes.Where(recipe => recipe.FlowId == id).Select(recipe => recipe.Id));
        Assert.All(emulator.Server.World.Recipes, recipe => Assert.True(recipe.HasOutput));
        await emulator.ListsAsync($"/v4/flows/{id}/inputs", withDatasets ? [3051, 3052, 3053, 3054, 3055] : [3006, 3007, 3008, 3009, 3010]);
        await emulator.ListsAsync($"/v4/flows/{id}/outputs", 2051, 2052, 2053, 2054, 2055);
        Assert.Equal(1, (await emulator.GetAsync("/v4/outputObjects/2051?embed=writeSettings")).GetProperty("writeSettings").GetProperty("data").GetArrayLength());
        Assert.Equal(5, (await emulator.GetAsync($"/v4/flows/{id}?embed=flowEdges")).GetProperty("flowEdges").GetProperty("data").GetArrayLength());
        Assert.Equal($"flow {id} created", emulator.Server.Journal.Entries.Last(entry => entry.HasActed).Effect);
    }

    [Fact]
    public async Task Deleting_a_flow_deletes_what_is_in_it()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("DELETE", "/v4/flows/2", null, 204);
        Assert.Equal("flow 2 deleted", emulator.Server.Journal.Entries[^1].Effect);
        await emulator.GetAsync("/v4/wrangledDatasets/7", 410);
        await emulator.GetAsync("/v4/outputObjects/2007", 410);
        await emulator.GetAsync("/v4/importedDatasets/3007");
        Assert.Equal(400, (int)(await emulator.RunAsync(7)).StatusCode);
        Assert.Equal(45, emulator.Server.World.Recipes.Count);
    }

    [Fact]
    public async Task A_dataset_is_replaced_for_all_that_read_it()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var reply = await emulator.SendAsync("PATCH", "/v4/flows/2/replaceDataset", """{"importedDatasetId":3007,"newImportedDatasetId":3001}""", 200);
        Assert.Equal(7, reply.GetProperty("outputNodeEdges")[0].GetProperty("outFlowNodeId").GetInt64());
        Assert.Equal(3001, (await emulator.GetAsync("/v4/wrangledDatasets/7/primaryInputDataset")).GetProperty("importedDataset").GetProperty("id").GetInt64());
        await emulator.SendAsync("PATCH", "/v4/flows/2/replaceDataset", """{"importedDatasetId":3050,"newImportedDatasetId":3001}""", 400);
        await emulator.SendAsync("PATCH", "/v4/flows/2/replaceDataset", """{"flowNodeId":6,"newImportedDatasetId":99}""", 400);
    }

    [Fact]
    public async Task A_validation_names_every_recipe_and_what_is_wrong_with_it()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("DELETE", "/v4/importedDatasets/3007", null, 204);
        var recipes = (await emulator.GetAsync("/v4/flows/2/validate")).GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal([0, 1, 0, 0, 0], recipes.Select(recipe => recipe.GetProperty("errors").GetArrayLength()));
        Assert.Equal(7, recipes[1].GetProperty("flowNodeId").GetInt64());
    }

    [Fact]
    public async Task Permissions_are_given_listed_and_taken()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var shared = await emulator.SendAsync("POST", "/v4/flows/2/permissions", """{"data":[{"email":"ben@example.com","role":"collaborator"}]}""", 201);
        Assert.Equal(2, shared.GetProperty("data")[0].GetProperty("person").GetProperty("id").GetInt64());
        await emulator.SendAsync("POST", "/v4/flows/2/permissions", """{"data":[{"personId":2,"role":"readOnly"}]}""", 201);
        var list = (await emulator.GetAsync("/v4/flows/2/permissions?embed=person")).GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["owner", "readOnly"], list.Select(permission => permission.GetProperty("role").GetString()));
        Assert.Equal("ben@example.com", list[1].GetProperty("person").GetProperty("email").GetString());
        await emulator.SendAsync("POST", "/v4/flows/2/permissions", """{"data":[{"email":"eve@example.com","role":"readOnly"}]}""", 400);
        await emulator.SendAsync("POST", "/v4/flows/2/permissions", """{"data":[{"personId":2,"role":"king"}]}""", 400);
        await emulator.SendAsync("DELETE", "/v4/flows/2/permissions/2", null, 204);
        await emulator.SendAsync("DELETE", "/v4/flows/2/permissions/2", null, 404);
    }

    [Fact]
    public async Task Notifications_replace_each_other_and_secrets_of_webhooks_are_not_shown()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            await emulator.SendAsync("POST", "/v4/flowNotificationSettings", """{"flowId":2,"onJobFailure":"all","onJobSuccess":"never"}""", 201);
        }

        Assert.Single(emulator.Server.World.All("flowNotificationSettings"));
        var webhook = await emulator.SendAsync(
            "POST", "/v4/webhookFlowTasks", """{"name":"w","flowId":2,"url":"https://x","method":"post","triggerEvent":"onJobDone","triggerObject":"any","secretKey":"canary"}""", 201);
        Assert.DoesNotContain("canary", webhook.GetRawText());
        Assert.DoesNotContain("canary", (await emulator.GetAsync("/v4/webhookFlowTasks/2")).GetRawText());
        Assert.Equal(["w"], [(await emulator.SendAsync("DELETE", "/v4/webhookFlowTasks/2", null, 200)).GetProperty("name").GetString()!]);
        Assert.Equal(200, (await emulator.SendAsync("POST", "/v4/webhooks/test", """{"url":"https://x","method":"post"}""", 201)).GetProperty("statusCode").GetInt32());
        Assert.Equal(["error"], Keys(await emulator.SendAsync("POST", "/v4/webhooks/test", """{"url":"https://fail.example.com","method":"post"}""", 201)));
    }
}
