using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class RecipeTests
{
    [Fact]
    public async Task A_recipe_is_built_as_orchestrators_build_one()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var flow = (await emulator.SendAsync("POST", "/v4/flows", """{"name":"Flow 1 orders","incrementName":true}""", 201));
        Assert.Equal("Flow 1 orders 2", flow.GetProperty("name").GetString());
        var dataset = (await emulator.SendAsync("POST", "/v4/importedDatasets", """{"uri":"gs://bucket/in.csv","name":"in","detectStructure":true}""", 201)).GetProperty("id").GetInt64();
        var recipe = (await emulator.SendAsync("POST", "/v4/wrangledDatasets", $$"""{"importedDataset":{"id":"{{dataset}}"},"flow":{"id":11},"name":"r"}""", 201)).GetProperty("id").GetInt64();
        // Ids come as texts where templates fill them in.
        var output = (await emulator.SendAsync("POST", "/v4/outputObjects", $$"""{"execution":"dataflow","profiler":false,"flowNodeId":"{{recipe}}"}""", 201)).GetProperty("id").GetInt64();
        await emulator.SendAsync("POST", "/v4/writeSettings", $$"""{"path":"gs://bucket/out.csv","action":"create","format":"csv","outputObjectId":"{{output}}"}""", 201);
        await emulator.ListsAsync("/v4/flows/11/inputs", dataset);
        await RunningEmulator.ReadAsync(await emulator.RunAsync(recipe), 201);
        emulator.Clock.Advance(20);
        Assert.Equal("gs://bucket/out.csv", (await emulator.GetAsync("/v4/jobGroups/1/outputs")).GetProperty("files")[0].GetProperty("uri").GetString());
        Assert.Equal("dataflow", emulator.Server.World.JobGroups[0].Execution);
    }

    [Fact]
    public async Task A_recipe_needs_an_input_and_none_reads_itself()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/wrangledDatasets", """{"flow":{"id":1},"name":"r"}""", 400);
        await emulator.SendAsync("PUT", "/v4/wrangledDatasets/2/primaryInputDataset", """{"wrangledDataset":{"id":1}}""", 200);
        Assert.Equal(1, (await emulator.GetAsync("/v4/wrangledDatasets/2/primaryInputDataset")).GetProperty("wrangledDataset").GetProperty("id").GetInt64());
        await emulator.ListsAsync("/v4/outputObjects/2002/inputs", 3001);
        await emulator.SendAsync("PUT", "/v4/wrangledDatasets/1/primaryInputDataset", """{"wrangledDataset":{"id":2}}""", 400);
        await emulator.SendAsync("PUT", "/v4/wrangledDatasets/1/primaryInputDataset", "{}", 400);
    }

    [Fact]
    public async Task A_recipe_is_a_reference_in_another_flow()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var node = await emulator.SendAsync("POST", "/v4/wrangledDatasets/1/addToFlow", """{"flow":{"id":2}}""", 201);
        Assert.Equal(1, node.GetProperty("referencedFlowNode").GetProperty("id").GetInt64());
        Assert.False(node.GetProperty("wrangled").GetBoolean());
        await emulator.SendAsync("PUT", "/v4/wrangledDatasets/7/primaryInputDataset", """{"wrangledDataset":{"id":1}}""", 200);
        var edges = (await emulator.GetAsync("/v4/flows/2?embed=flowEdges")).GetProperty("flowEdges").GetProperty("data").EnumerateArray();
        Assert.Equal(node.GetProperty("id").GetInt64(), edges.Single(edge => edge.GetProperty("outputFlowNode").GetProperty("id").GetInt64() == 7).GetProperty("inputFlowNode").GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task A_recipe_has_one_output_object()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var refused = await emulator.SendAsync("POST", "/v4/outputObjects", """{"execution":"photon","profiler":true,"flowNodeId":7}""", 400);
        Assert.Contains("outputObject 2007 already", refused.GetProperty("exception").GetProperty("details").GetString());
        await emulator.SendAsync("DELETE", "/v4/outputObjects/2007", null, 204);
        Assert.Equal(400, (int)(await emulator.RunAsync(7)).StatusCode);
        await emulator.SendAsync("POST", "/v4/outputObjects", """{"execution":"photon","profiler":true,"flowNodeId":7}""", 201);
        Assert.Equal(201, (int)(await emulator.RunAsync(7)).StatusCode);
    }

    [Theory]
    [InlineData("""[{"path":"gs://b/a.csv","action":"create","format":"csv"},{"path":"gs://b/b.json","action":"append","format":"json"}]""")]
    [InlineData("""{"data":[{"path":"gs://b/a.csv","action":"create","format":"csv"},{"path":"gs://b/b.json","action":"append","format":"json"}]}""")]
    public async Task What_an_output_writes_is_sent_with_it_in_either_form(string settings)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("PATCH", "/v4/outputObjects/2007", $$"""{"writeSettings":{{settings}},"publications":[{"path":["sales"],"tableName":"t","targetType":"hive","action":"load","connectionId":1}]}""", 200);
        var output = await emulator.GetAsync("/v4/outputObjects/2007?embed=writeSettings,publications.connection,flownode");
        Assert.Equal(["gs://b/a.csv", "gs://b/b.json"], output.GetProperty("writeSettings").GetProperty("data").EnumerateArray().Select(row => row.GetProperty("path").GetString()));
        Assert.Equal("Hive", output.GetProperty("publications").GetProperty("data")[0].GetProperty("connection").GetProperty("name").GetString());
        Assert.Equal(7, output.GetProperty("flownode").GetProperty("id").GetInt64());
        var wrong = await emulator.SendAsync("PATCH", "/v4/outputObjects/2007", """{"writeSettings":[{"path":"x","action":"shred","format":"csv"}]}""", 400);
        Assert.Contains("\"writeSettings[0].action\" must be one of [create, append, overwrite]", wrong.GetProperty("exception").GetProperty("details").GetString());
        Assert.Contains("def wrangle", (await emulator.SendAsync("POST", "/v4/outputObjects/2007/wrangleToPython", """{"orderedColumns":"a,b"}""", 201)).GetProperty("pythonScript").GetString());
    }
}
