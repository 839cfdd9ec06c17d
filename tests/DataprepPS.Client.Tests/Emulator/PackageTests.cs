using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Tasks;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class PackageTests
{
    [Theory]
    [InlineData("data")]
    [InlineData("archive")]
    [InlineData("File")]
    public async Task A_flow_is_exported_and_imported_whatever_the_part_is_called(string part)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var package = await emulator.Http.GetByteArrayAsync("/v4/flows/1/package?comment=nightly");
        var document = Document(package, "flow.json");
        Assert.Equal("nightly", document.GetProperty("metadata").GetProperty("comment").GetString());
        Assert.Equal(5, document.GetProperty("data").GetProperty("wrangledDatasets").GetArrayLength());
        var reply = await SendAsync(emulator, "/v4/flows/package?folderId=1", package, 201, part);
        Assert.Equal(11, reply.GetProperty("primaryFlowIds")[0].GetInt64());
        Assert.Matches("^\\[[0-9a-f]{8}\\] Flow 1 orders$", reply.GetProperty("flows")[0].GetProperty("name").GetString());
        Assert.Equal((1, 1), (reply.GetProperty("flows")[0].GetProperty("folderId").GetInt64(), reply.GetProperty("flows")[0].GetProperty("workspaceId").GetInt64()));
        Assert.Equal(5, reply.GetProperty("outputobjects").GetArrayLength());
        Assert.DoesNotContain("\"_", reply.GetRawText(), StringComparison.Ordinal);
        await emulator.ListsAsync("/v4/flows/11/outputs", 2051, 2052, 2053, 2054, 2055);
        var publication = (await emulator.GetAsync("/v4/outputObjects/2051?embed=publications")).GetProperty("publications").GetProperty("data")[0];
        Assert.Equal(1, publication.GetProperty("connection").GetProperty("id").GetInt64());
        Assert.Equal(201, (int)(await emulator.SendAsync("POST", "/v4/flows/11/run", "{}")).StatusCode);
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_changes_nothing()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var package = await emulator.Http.GetByteArrayAsync("/v4/flows/1/package");
        for (var i = 0; i < 2; i++)
        {
            var reply = await SendAsync(emulator, "/v4/flows/package/dryRun", package, 200);
            Assert.Equal(11, reply.GetProperty("primaryFlowIds")[0].GetInt64());
            Assert.False(emulator.Server.Journal.Entries[^1].HasActed);
        }

        Assert.Equal((10, 50), (emulator.Server.World.Flows.Count, emulator.Server.World.Recipes.Count));
        await emulator.GetAsync("/v4/flows/11", 404);
        await emulator.GetAsync("/v4/flows/1/package/dryRun");
        Assert.Empty(emulator.Server.Journal.Actions);
    }

    [Fact]
    public async Task An_import_is_held_up_until_its_connections_are_mapped()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var package = await emulator.Http.GetByteArrayAsync("/v4/flows/1/package");
        await emulator.SendAsync("DELETE", "/v4/connections/1", null, 204);
        var holdup = await SendAsync(emulator, "/v4/flows/package?fromUI=true", package, 201);
        var uuid = holdup.GetProperty("connectionsWithoutMapping")[0].GetProperty("uuid").GetString();
        Assert.Equal(10, emulator.Server.World.Flows.Count);
        var other = (await emulator.GetAsync("/v4/connections/2")).GetProperty("uuid").GetString();
        var mapping = $$"""[{"connectionUuid":"{{uuid}}","mappedConnectionUuid":"{{other}}"}]""";
        await SendAsync(emulator, "/v4/flows/package?fromUI=true", package, 201, fields: ("connectionIdMapping", mapping));
        Assert.Equal(2, (await emulator.GetAsync("/v4/publications?sort=-id&limit=1")).GetProperty("data")[0].GetProperty("connection").GetProperty("id").GetInt64());
        Assert.Equal("imported", (await SendAsync(emulator, "/v4/flows/package", package, 201)).TryGetProperty("primaryFlowIds", out _) ? "imported" : "held up");
    }

    [Fact]
    public async Task What_is_no_package_is_refused_and_what_another_product_made_is_one_flow()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await SendAsync(emulator, "/v4/flows/package", "no zip"u8.ToArray(), 400);
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "comment" } };
        await RunningEmulator.ReadAsync(await emulator.Http.PostAsync("/v4/flows/package", empty), 400);
        await emulator.SendAsync("POST", "/v4/flows/package", "{}", 415);
        var foreign = await SendAsync(emulator, "/v4/flows/package/", "PK\u0003\u0004 anything"u8.ToArray(), 201);
        Assert.EndsWith("] flow", foreign.GetProperty("flows")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_large_package_is_sent_and_taken_in_little_memory()
    {
        const long Size = 200 << 20;
        using var emulator = await EmulatorProcess.StartAsync(string.Empty, "--package-size", $"{Size}");
        using var http = new HttpClient { BaseAddress = emulator.BaseUri };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        await http.GetStringAsync("/v4/flows");
        var before = emulator.PeakMemory;
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        using (var reply = await http.GetAsync("/v4/flows/1/package", HttpCompletionOption.ResponseHeadersRead))
        {
            await reply.Content.CopyToAsync(file);
        }

        Assert.InRange(file.Length, Size, Size + (1 << 20));
        file.Position = 0;
        using var form = new MultipartFormDataContent { { new StreamContent(file, 1 << 16), "data", "flow.zip" } };
        await RunningEmulator.ReadAsync(await http.PostAsync("/v4/flows/package", form), 201);
        Assert.InRange(emulator.PeakMemory - before, 0, Size / 3);
    }

    [Fact]
    public async Task A_plan_is_exported_with_its_flows()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var package = await emulator.Http.GetByteArrayAsync("/v4/plans/1/package");
        Assert.Equal(2, Document(package, "plan.json").GetProperty("data").GetProperty("flows").GetArrayLength());
        var reply = await SendAsync(emulator, "/v4/plans/package", package, 201);
        Assert.Equal((2, 2), (reply.GetProperty("planPackage").GetProperty("id").GetInt64(), reply.GetProperty("taskCount").GetInt32()));
        Assert.Equal("Valid", (await emulator.SendAsync("POST", "/v4/plans/2/run", null, 201)).GetProperty("validationStatus").GetString());
        Assert.All(emulator.Server.World.JobGroups, group => Assert.Equal(11, group.Recipe.FlowId));
    }

    [Fact]
    public async Task Environment_parameters_are_exported_without_secrets_and_imported_over_those_that_are_there()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/environmentParameters", """{"overrideKey":"env.key","value":{"secret":{"value":"canary"}}}""", 201);
        await emulator.SendAsync("POST", "/v4/environmentParameters", """{"overrideKey":"env.key","value":"x"}""", 400);
        var package = await emulator.Http.GetByteArrayAsync("/v4/environmentParameters/package");
        Assert.Contains("canary", Document(package, "environmentParameters.json").GetRawText());
        Assert.DoesNotContain("canary", Document(await emulator.Http.GetByteArrayAsync("/v4/environmentParameters/package?hideSecrets=true"), "environmentParameters.json").GetRawText());
        await emulator.SendAsync("DELETE", "/v4/environmentParameters/1", null, 204);
        Assert.Equal(2, (await SendAsync(emulator, "/v4/environmentParameters/package?fromUI=true", package, 201)).GetProperty("environmentParametersPackage").GetArrayLength());
        Assert.Single(emulator.Server.World.All("environmentParameters"));
        var imported = await SendAsync(emulator, "/v4/environmentParameters/package", package, 201);
        Assert.Equal([3, 2], RunningEmulator.Ids(imported));
    }

    [Fact]
    public async Task A_macro_is_a_document_that_is_imported_as_it_was_exported()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var macro = await emulator.GetAsync("/v4/macros/1/package");
        Assert.Equal("macro", macro.GetProperty("type").GetString());
        Assert.Equal("Clean names", (await emulator.SendAsync("POST", "/v4/macros/package", macro.GetRawText(), 201)).GetProperty("name").GetString());
        Assert.Equal(3, (await SendAsync(emulator, "/v4/macros/package", System.Text.Encoding.UTF8.GetBytes(macro.GetRawText()), 201)).GetProperty("id").GetInt64());
        await emulator.SendAsync("POST", "/v4/macros/package", "{}", 400);
    }

    [Fact]
    public async Task A_release_follows_its_deployments_rules_and_is_exported_again()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var package = await emulator.Http.GetByteArrayAsync("/v4/flows/1/package");
        await emulator.SendAsync("PATCH", "/v4/deployments/1/objectImportRules", """[{"tableName":"connections","onCondition":{"id":"1"},"withCondition":{"id":3}}]""", 200);
        await emulator.SendAsync("PATCH", "/v4/deployments/1/valueImportRules", """[{"type":"fileLocation","on":"gs://emulator/jobrun/","with":"gs://production/"},{"type":"s3Bucket","on":"nowhere","with":"x"}]""", 200);
        var dry = await SendAsync(emulator, "/v4/deployments/1/releases/dryRun", package, 200);
        Assert.Equal((1, 1), (dry.GetProperty("importRuleChanges").GetProperty("object").GetArrayLength(), dry.GetProperty("importRuleChanges").GetProperty("value").GetArrayLength()));
        Assert.Equal(5, emulator.Server.World.Releases.Count);
        var reply = await SendAsync(emulator, "/v4/deployments/1/releases", package, 201);
        Assert.Equal("Flow 1 orders", reply.GetProperty("flows")[0].GetProperty("name").GetString());
        Assert.True(reply.GetProperty("release").GetProperty("active").GetBoolean());
        var output = await emulator.GetAsync("/v4/outputObjects/2051?embed=publications,writeSettings");
        Assert.Equal(3, output.GetProperty("publications").GetProperty("data")[0].GetProperty("connection").GetProperty("id").GetInt64());
        Assert.Equal("gs://production/recipe-1.csv", output.GetProperty("writeSettings").GetProperty("data")[0].GetProperty("path").GetString());
        var run = await emulator.SendAsync("POST", "/v4/deployments/1/run", null, 201);
        Assert.Equal([1, 2, 3, 4, 5], RunningEmulator.Ids(run));
        Assert.Equal(5, Document(await emulator.Http.GetByteArrayAsync("/v4/releases/6/package"), "flow.json").GetProperty("data").GetProperty("wrangledDatasets").GetArrayLength());
        Assert.Equal("connections", (await emulator.GetAsync("/v4/deployments/1/objectImportRules")).GetProperty("data")[0].GetProperty("tableName").GetString());
    }

    private static async Task<JsonElement> SendAsync(RunningEmulator emulator, string path, byte[] package, int status, string part = "data", params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(package), part, "flow.zip" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return await RunningEmulator.ReadAsync(await emulator.Http.PostAsync(path, form), status);
    }

    private static JsonElement Document(byte[] package, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var entry = zip.Entries.Single(entry => entry.Name == name).Open();
        using var document = JsonDocument.Parse(entry);
        return document.RootElement.Clone();
    }
}
