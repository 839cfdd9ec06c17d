using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class DatasetTests
{
    [Theory]
    [InlineData("datasetsFilter=imported&datasourceFlowId=2", "datasource:6 datasource:7 datasource:8 datasource:9 datasource:10")]
    [InlineData("datasetsFilter=all&datasourceFlowId=2&limit=1&offset=1", "datasource:7")]
    [InlineData("datasetsFilter=recipe", "")]
    [InlineData("datasetsFilter=recipe&currentFlowId=2&filter=step 2", "recipe:0")]
    [InlineData("datasetsFilter=reference", "reference:0")]
    [InlineData("datasetsFilter=all&connectionId=2", "datasource:51 reference:0")]
    [InlineData("datasetsFilter=imported&flowId=2&limit=2", "datasource:6 datasource:7")]
    [InlineData("datasetsFilter=imported&ownershipFilter=shared", "")]
    public async Task The_library_lists_what_its_filters_ask_for(string query, string expected)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/wrangledDatasets/1/addToFlow", """{"flow":{"id":3}}""", 201);
        await emulator.SendAsync("POST", "/v4/importedDatasets", """{"name":"table","connectionId":2,"jdbcPath":["public"],"jdbcTable":"t"}""", 201);
        var rows = (await emulator.GetAsync("/v4/datasetLibrary?" + query)).GetProperty("data").EnumerateArray();
        Assert.Equal(expected, string.Join(' ', rows.Select(row => $"{row.GetProperty("type")}:{Number(row)}")));

        static long Number(JsonElement row) => row.TryGetProperty("importedDataset", out var dataset) ? dataset.GetProperty("id").GetInt64() - 3000 : 0;
    }

    [Fact]
    public async Task The_library_wants_to_know_what_to_list_and_counts_by_kind()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Contains("datasetsFilter", (await emulator.GetAsync("/v4/datasetLibrary", 400)).GetProperty("exception").GetProperty("details").GetString());
        await emulator.GetAsync("/v4/datasetLibrary?datasetsFilter=some", 400);
        Assert.Equal(50, (await emulator.GetAsync("/v4/datasetLibrary/count")).GetProperty("count").GetProperty("imported").GetInt32());
    }

    [Theory]
    [InlineData("""{"name":"n","uri":"s3://b/k.csv"}""", 201, "s3")]
    [InlineData("""{"name":"n","path":"/uploads/k.csv","type":"hdfs","bucket":null}""", 201, "hdfs")]
    [InlineData("""{"name":"n","connectionId":1,"jdbcPath":["default"],"jdbcTable":"t"}""", 201, "jdbc")]
    [InlineData("""{"name":"n","connectionId":1,"raw":"select 1"}""", 201, "jdbc")]
    [InlineData("""{"name":"n","connectionId":1}""", 400, "jdbcTable")]
    [InlineData("""{"name":"n"}""", 400, "uri")]
    [InlineData("""{"uri":"s3://b/k.csv"}""", 400, "name")]
    [InlineData("""{"name":"n","connectionId":9,"raw":"select 1"}""", 400, "connection with id 9")]
    public async Task A_dataset_is_a_file_a_table_or_a_query(string body, int status, string expected)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var reply = await emulator.SendAsync("POST", "/v4/importedDatasets", body, status);
        Assert.Contains(expected, status == 201 ? reply.GetProperty("type").GetString() : reply.GetProperty("exception").GetProperty("details").GetString());
    }

    [Fact]
    public async Task A_dataset_is_copied_put_into_a_flow_and_refreshed()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var copy = await emulator.SendAsync("POST", "/v4/importedDatasets/3001/copy", """{"name":"mine"}""", 201);
        Assert.Equal((3051, "mine"), (copy.GetProperty("id").GetInt64(), copy.GetProperty("name").GetString()));
        var node = await emulator.SendAsync("POST", "/v4/importedDatasets/3051/addToFlow", """{"flow":{"id":2}}""", 201);
        Assert.Equal(2, node.GetProperty("flow").GetProperty("id").GetInt64());
        Assert.True((await emulator.SendAsync("POST", "/v4/importedDatasets/3051/asyncRefreshSchema", null, 201)).TryGetProperty("resourceTaskStateId", out _));
        await emulator.SendAsync("PUT", "/v4/importedDatasets/3051", """{"path":"/other.csv"}""", 200);
        Assert.Equal("/other.csv", (await emulator.GetAsync("/v4/importedDatasets/3051")).GetProperty("path").GetString());
        await emulator.SendAsync("POST", "/v4/importedDatasets/3051/addToFlow", """{"flow":{"id":99}}""", 400);
    }
}
