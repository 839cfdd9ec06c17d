using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

/// <summary>What clients that others published send is taken, and what they read is there.</summary>
public class PublishedClientTests
{
    public static TheoryData<string, string, string?, string?> Requests
    {
        get
        {
            var data = new TheoryData<string, string, string?, string?>();
            foreach (var request in new[] { "client-airflow-unit-test-requests.json", "client-real-world-requests.json" }.SelectMany(name => Fixture.Node(name)!.AsArray()))
            {
                data.Add(request!["method"]!.ToString(), new Uri(new Uri("http://any/"), request["url"]!.ToString()).PathAndQuery, request["body"]?.ToJsonString(), request["multipart"]?.AsObject().Single().Key);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task What_they_send_is_taken(string method, string path, string? body, string? part)
    {
        await using var emulator = await StartAsync();
        using var package = new MultipartFormDataContent { { new ByteArrayContent("PK\u0003\u0004"u8.ToArray()), part ?? "data", "flow.zip" } };
        // Ids of other worlds and words where ids are filled in stand for the ones of this one.
        body = body?.Replace("\"test_dataset_id\"", "3001", StringComparison.Ordinal).Replace("\"test_flow_id\"", "1", StringComparison.Ordinal)
            .Replace("\"test_flow_node_id\"", "60", StringComparison.Ordinal).Replace("\"test_output_object_id\"", "2001", StringComparison.Ordinal)
            .Replace("1234567", "7", StringComparison.Ordinal).Replace("99999999", "7", StringComparison.Ordinal).Replace("\"outputObjectId\":5", "\"outputObjectId\":2001", StringComparison.Ordinal)
            .Replace("{\"id\":123}", "{\"id\":7}", StringComparison.Ordinal);
        path = path.Replace("1234567", "1", StringComparison.Ordinal).Replace("/12345", "/3001", StringComparison.Ordinal).Replace("128754", "2", StringComparison.Ordinal)
            .Replace("/123", "/1", StringComparison.Ordinal).Replace("/456/", "/1001/", StringComparison.Ordinal).Replace("deployments/7", "deployments/1", StringComparison.Ordinal);
        var reply = part is not null ? await emulator.Http.PostAsync(path, package) : await emulator.SendAsync(method, path, body);
        Assert.True(reply.IsSuccessStatusCode, $"{method} {path}: {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
        Assert.NotNull(emulator.Server.Journal.Entries[^1].OperationId);
    }

    [Theory]
    [InlineData("/v4/jobgroups/1/status")]
    [InlineData("/v4/jobGroups/")]
    [InlineData("/v4/outputobjects?limit=1000")]
    [InlineData("/v4/flows?flowsFilter=all&noLimit=true&includeDeleted=False&embed=")]
    [InlineData("/v4/plans?plansFilter=all")]
    [InlineData("/v4/awsConfigs/current")]
    [InlineData("/v3/wrangledDatasets/")]
    [InlineData("/v3/wrangledDatasets/7")]
    [InlineData("/v3/jobGroups?limit=1")]
    public async Task Paths_in_other_spellings_are_served(string path)
    {
        await using var emulator = await StartAsync();
        await emulator.GetAsync(path);
    }

    [Fact]
    public async Task A_file_is_uploaded_into_a_flow()
    {
        await using var emulator = await StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent("a,b\n1,2\n"), "file", "sales.csv" } };
        var reply = await RunningEmulator.ReadAsync(await emulator.Http.PostAsync("/v4/flows/1/importAndAddDatasetToFlow", form), 201);
        Assert.Equal("sales", reply.GetProperty("wrangledDatasetName").GetString());
        Assert.Equal(3061, (await emulator.GetAsync($"/v4/wrangledDatasets/{reply.GetProperty("wrangledDatasetId")}/primaryInputDataset")).GetProperty("importedDataset").GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Logs_and_results_are_files()
    {
        await using var emulator = await StartAsync();
        using var zip = new ZipArchive(new MemoryStream(await emulator.Http.GetByteArrayAsync("/v4/jobGroups/1/logs")));
        Assert.All(zip.Entries, entry => Assert.Equal("job.log", entry.Name));
        var result = (await emulator.GetAsync("/v4/jobGroups/1?embed=jobs.scriptResults")).GetProperty("jobs").GetProperty("data")[0].GetProperty("scriptResults").GetProperty("data")[0].GetProperty("id");
        Assert.StartsWith("region,amount", await emulator.Http.GetStringAsync($"/v4/scriptResults/{result}/download"));
    }

    /// <summary>With one job group that is complete and has a profile, and a recipe 60 without output.</summary>
    private static async Task<RunningEmulator> StartAsync()
    {
        var emulator = await RunningEmulator.StartAsync();
        await emulator.RunAsync(1);
        emulator.Clock.Advance(20);
        emulator.Server.World.AddRecipe(id: 60, shape: recipe => recipe with { HasOutput = false });
        return emulator;
    }
}
