using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class DeploymentTests
{
    [Fact]
    public async Task A_run_starts_a_job_group_for_each_recipe_of_the_active_release()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var v4 = (await emulator.SendAsync("POST", "/v4/deployments/3/run", null, 201)).GetProperty("data");
        Assert.Equal([1, 2], v4.EnumerateArray().Select(g => g.GetProperty("id").GetInt64()));
        Assert.False(v4[0].TryGetProperty("jobs", out _));
        var v3 = (await emulator.SendAsync("POST", "/v3/deployments/3/run", "{}", 201)).GetProperty("data");
        Assert.Equal(3, v3[0].GetProperty("jobs").GetProperty("data").GetArrayLength());
        Assert.All(emulator.Server.World.JobGroups, g => Assert.Equal(3, g.DeploymentId));
        Assert.Equal([11, 12, 11, 12], emulator.Server.World.JobGroups.Select(g => g.Recipe.Id));
    }

    [Fact]
    public async Task Without_an_active_release_a_run_starts_nothing()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var reply = await emulator.SendAsync("POST", "/v4/deployments/5/run", null, 201);
        Assert.Equal(0, reply.GetProperty("data").GetArrayLength());
        Assert.False(emulator.Server.Journal.Entries[^1].HasActed);
        await emulator.SendAsync("POST", "/v4/deployments/99/run", null, 404);
    }

    [Fact]
    public async Task Activating_a_release_deactivates_the_other()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        using var package = new MultipartFormDataContent { { new ByteArrayContent("PK\u0003\u0004"u8.ToArray()), "data", "flow.zip" } };
        var import = await RunningEmulator.ReadAsync(await emulator.Http.PostAsync("/v4/deployments/1/releases", package), 201);
        Assert.Equal(11, import.GetProperty("primaryFlowIds")[0].GetInt64());
        var releases = await emulator.GetAsync("/v4/releases?deploymentId=1");
        Assert.Equal([false, true], releases.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("active").GetBoolean()));
        await emulator.SendAsync("PATCH", "/v4/releases/1", """{"active":true}""", 200);
        releases = (await emulator.GetAsync("/v4/deployments/1?embed=releases")).GetProperty("releases");
        Assert.Equal([true, false], releases.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("active").GetBoolean()));
        var v3 = await emulator.SendAsync("PATCH", "/v3/releases/1", """{"active":false}""", 200);
        Assert.Equal(1, v3.GetProperty("updatedBy").GetInt64());
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_a_package_must_be_one()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        using var good = new MultipartFormDataContent { { new ByteArrayContent("PK\u0003\u0004"u8.ToArray()), "data", "flow.zip" } };
        await RunningEmulator.ReadAsync(await emulator.Http.PostAsync("/v4/deployments/1/releases/dryRun", good), 200);
        using var bad = new MultipartFormDataContent { { new StringContent("no zip"), "data", "flow.zip" } };
        await RunningEmulator.ReadAsync(await emulator.Http.PostAsync("/v4/deployments/1/releases", bad), 400);
        await emulator.SendAsync("POST", "/v4/deployments/1/releases", "{}", 415);
        Assert.Equal(5, emulator.Server.World.Releases.Count);
    }

    [Fact]
    public async Task Import_rules_replace_the_earlier_ones_and_answer_them()
    {
        const string Rule = """[{"type":"s3Bucket","on":"wrangle-dev","with":"wrangle-prod"}]""";
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Equal(0, (await emulator.SendAsync("PATCH", "/v4/deployments/1/valueImportRules", Rule, 200)).GetProperty("deleted").GetArrayLength());
        var deleted = (await emulator.SendAsync("PATCH", "/v4/deployments/1/valueImportRules", Rule, 200)).GetProperty("deleted");
        Assert.Equal("wrangle-dev", deleted[0].GetProperty("on").GetString());
        await emulator.SendAsync("PATCH", "/v4/deployments/1/objectImportRules", """[{"tableName":"connections"}]""", 400);
    }

    [Fact]
    public async Task Deployments_are_made_changed_and_removed()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Equal(6, (await emulator.SendAsync("POST", "/v4/deployments", """{"name":"New"}""", 201)).GetProperty("id").GetInt64());
        await emulator.SendAsync("PATCH", "/v4/deployments/6", """{"name":"Newer"}""", 200);
        Assert.Equal("Newer", (await emulator.GetAsync("/v4/deployments/6")).GetProperty("name").GetString());
        await emulator.SendAsync("DELETE", "/v4/deployments/6", null, 204);
        await emulator.GetAsync("/v4/deployments/6", 410);
    }

    [Theory]
    [InlineData(Edition.Cloud, "/v4/deployments", 404)]
    [InlineData(Edition.Cloud, "/v4/jobLibrary", 200)]
    [InlineData(Edition.Cloud, "/v3/jobGroups/1", 404)]
    [InlineData(Edition.Old, "/v4/jobLibrary", 404)]
    [InlineData(Edition.Old, "/v4/jobGroups/1/status", 404)]
    [InlineData(Edition.Old, "/v3/jobGroups/1/status", 200)]
    [InlineData(Edition.SelfManaged, "/v4/deployments", 200)]
    public async Task The_edition_decides_which_routes_exist(Edition edition, string path, int status)
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Edition = edition, Seed = 1 });
        var reply = await emulator.GetAsync(path, status);
        if (status == 404)
        {
            Assert.Equal($"Cannot GET {path}", reply.GetProperty("exception").GetProperty("details").GetString());
        }
    }
}
