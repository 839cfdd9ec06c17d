using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class JobGroupTests
{
    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];

    [Fact]
    public async Task A_run_answers_201_with_the_recorded_members()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var reply = await RunningEmulator.ReadAsync(await emulator.RunAsync(), 201);
        Assert.Equal(["sessionId", "reason", "jobGraph", "id", "jobs"], Keys(reply));
        Assert.Equal("JobStarted", reply.GetProperty("reason").GetString());
        var vertices = reply.GetProperty("jobGraph").GetProperty("vertices").EnumerateArray().Select(v => v.GetInt64()).ToArray();
        Assert.Equal(vertices, reply.GetProperty("jobs").GetProperty("data").EnumerateArray().Select(j => j.GetProperty("id").GetInt64()));
        Assert.All(
            reply.GetProperty("jobGraph").GetProperty("edges").EnumerateArray(),
            edge => Assert.Equal(vertices[0], edge.GetProperty("source").GetInt64()));
    }

    [Fact]
    public async Task A_job_group_has_the_recorded_members()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.RunAsync();
        var group = await emulator.GetAsync("/v4/jobGroups/1");
        Assert.Equal(
            ["id", "name", "description", "ranfrom", "ranfor", "status", "profilingEnabled", "runParameterReferenceDate", "createdAt", "updatedAt", "workspace", "creator", "updater", "snapshot", "wrangledDataset", "flowRun"],
            Keys(group));
        Assert.Equal(JsonValueKind.Null, group.GetProperty("name").ValueKind);
        Assert.Equal("2026-03-01T12:00:00.000Z", group.GetProperty("createdAt").GetString());
        Assert.Equal(7, group.GetProperty("wrangledDataset").GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Time_alone_moves_a_job_group_to_its_end()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Pending = true });
        await emulator.RunAsync();
        foreach (var (seconds, status) in new[] { (0, "Created"), (1.5, "Pending"), (10, "InProgress"), (10, "Complete") })
        {
            emulator.Clock.Advance(seconds);
            Assert.Equal($"\"{status}\"", await emulator.Http.GetStringAsync("/v4/jobGroups/1/status"));
        }

        Assert.Equal("2026-03-01T12:00:20.000Z", (await emulator.GetAsync("/v4/jobGroups/1")).GetProperty("updatedAt").GetString());
    }

    [Fact]
    public async Task Speed_shortens_jobs()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Speed = 10 });
        await emulator.RunAsync();
        emulator.Clock.Advance(2);
        Assert.Equal("Complete", (await emulator.GetAsync("/v4/jobGroups/1/status")).GetString());
    }

    [Fact]
    public async Task Jobs_progress_and_are_found_by_their_own_id()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.RunAsync();
        emulator.Clock.Advance(8);
        var jobs = (await emulator.GetAsync("/v4/jobGroups/1/jobs")).GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["wrangle", "profile", "filewriter"], jobs.Select(j => j.GetProperty("jobType").GetString()));
        Assert.Equal("InProgress", jobs[0].GetProperty("status").GetString());
        Assert.InRange(jobs[0].GetProperty("percentComplete").GetInt32(), 40, 70);
        Assert.Equal("Created", jobs[2].GetProperty("status").GetString());
        Assert.Equal("InProgress", (await emulator.GetAsync($"/v4/jobs/{jobs[0].GetProperty("id")}/status")).GetString());
    }

    [Theory]
    [InlineData("""{"wrangledDataset":{"id":7},"runParameters":{"overrides":{"data":[{"key":"fail","value":"true"},{"key":"seconds","value":"5"}]}}}""")]
    [InlineData("""{"wrangledDataset":{"id":7},"overrides":{"fail":true,"seconds":5}}""")]
    public async Task A_parameter_or_override_makes_it_fail_and_sets_its_length(string body)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/jobGroups", body, 201);
        emulator.Clock.Advance(5);
        var group = await emulator.GetAsync("/v4/jobGroups/1?embed=jobs.errorMessage");
        Assert.Equal("Failed", group.GetProperty("status").GetString());
        Assert.Equal("Out of memory", group.GetProperty("jobs").GetProperty("data")[0].GetProperty("errorMessage").GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("wrangle", "Failed Canceled Canceled")]
    [InlineData("profile", "Complete Failed Complete")]
    [InlineData("filewriter", "Complete Complete Failed")]
    [InlineData("publish", "Complete Complete Complete Failed")]
    [InlineData("nonsense", "Failed Canceled Canceled")]
    public async Task The_stage_that_is_to_fail_fails_and_those_behind_it_never_start(string stage, string statuses)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/jobGroups", $$$"""{"wrangledDataset":{"id":7},"overrides":{"fail":"Disk full","failStage":"{{{stage}}}"}}""", 201);
        emulator.Clock.Advance(19.9);
        Assert.Equal("InProgress", (await emulator.GetAsync("/v4/jobGroups/1/status")).GetString());
        emulator.Clock.Advance(0.1);
        var group = await emulator.GetAsync("/v4/jobGroups/1?embed=jobs.errorMessage");
        var jobs = group.GetProperty("jobs").GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(statuses, string.Join(' ', jobs.Select(job => job.GetProperty("status"))));
        Assert.Equal("Disk full", jobs.Single(job => job.GetProperty("status").GetString() == "Failed").GetProperty("errorMessage").GetProperty("message").GetString());
        Assert.Equal("Failed", group.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Publications_among_the_overrides_are_a_stage_and_a_result()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/jobGroups", """{"wrangledDataset":{"id":7},"overrides":{"publications":[{"path":["set"],"tableName":"t","targetType":"bigquery","action":"create"}]}}""", 201);
        emulator.Clock.Advance(20);
        var group = await emulator.GetAsync("/v4/jobGroups/1?embed=jobs.scriptResults.storageLocation,jobs.fileWriterJob.writeSetting");
        var jobs = group.GetProperty("jobs").GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["wrangle", "profile", "filewriter", "publish"], jobs.Select(job => job.GetProperty("jobType").GetString()));
        var place = jobs[2].GetProperty("scriptResults").GetProperty("data")[0].GetProperty("storageLocation");
        Assert.Equal(("t", "[\"set\"]"), (place.GetProperty("container").GetString(), place.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task The_same_execution_id_starts_once_and_then_answers_304()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await emulator.RunAsync(executionId: "e-1")).StatusCode);
        var again = await emulator.RunAsync(executionId: "e-1");
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal("e-1", Assert.Single(emulator.Server.World.JobGroups).ExecutionId);
        Assert.Equal([true, false], emulator.Server.Journal.Of("runJobGroup").Select(e => e.HasActed));
    }

    [Fact]
    public async Task A_304_with_a_body_does_not_break_the_client()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { NotModifiedBody = true });
        await emulator.RunAsync(executionId: "e-1");
        Assert.Equal(HttpStatusCode.NotModified, (await emulator.RunAsync(executionId: "e-1")).StatusCode);
        await emulator.GetAsync("/v4/jobGroups/1");
    }

    [Theory]
    [InlineData("""{}""", "ApiValidationFailed", "wrangledDataset.id")]
    [InlineData("""{"wrangledDataset":{"id":"7"}}""", "ApiValidationFailed", "wrangledDataset.id")]
    [InlineData("""{"wrangledDataset":""", "ApiValidationFailed", "not JSON")]
    [InlineData("""{"wrangledDataset":{"id":404}}""", "ValidationFailed", "404")]
    public async Task A_wrong_run_is_a_400_that_names_what_is_wrong(string body, string name, string details)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var exception = (await emulator.SendAsync("POST", "/v4/jobGroups", body, 400)).GetProperty("exception");
        Assert.Equal(name, exception.GetProperty("name").GetString());
        Assert.Contains(details, exception.GetProperty("details").GetString());
        Assert.Empty(emulator.Server.World.JobGroups);
    }

    [Fact]
    public async Task Test_mode_starts_nothing()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var reply = await emulator.SendAsync("POST", "/v4/jobGroups", """{"wrangledDataset":{"id":7},"testMode":true}""", 201);
        Assert.Equal(["datasetId", "datasetName", "sessionId"], Keys(reply));
        Assert.Empty(emulator.Server.World.JobGroups);
    }

    [Fact]
    public async Task An_unknown_embed_is_a_400_that_lists_the_valid_ones()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 1 });
        var exception = (await emulator.GetAsync("/v4/jobGroups/1?embed=*", 400)).GetProperty("exception");
        Assert.Equal("ValidationFailed", exception.GetProperty("name").GetString());
        Assert.StartsWith("No association * in jobGroups! Valid associations are creator, updater, snapshot", exception.GetProperty("details").GetString());
    }

    [Fact]
    public async Task Fields_and_nested_embeds_shape_the_reply()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 10 });
        var group = await emulator.GetAsync("/v4/jobgroups/2/?fields=status;createdAt&embed=wrangledDataset.recipe,wrangledDataset.flow,creator,jobgroupdataflowoptions");
        Assert.Equal(["id", "status", "createdAt", "creator", "wrangledDataset", "jobGroupDataflowOptions"], Keys(group));
        Assert.NotNull(group.GetProperty("wrangledDataset").GetProperty("recipe").GetProperty("name").GetString());
        Assert.NotNull(group.GetProperty("wrangledDataset").GetProperty("flow").GetProperty("name").GetString());
        Assert.Equal("ada@example.com", group.GetProperty("creator").GetProperty("email").GetString());
    }

    [Fact]
    public async Task Cancel_stops_a_running_group_and_leaves_a_finished_one()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 1 });
        await emulator.RunAsync();
        emulator.Clock.Advance(10);
        var reply = await emulator.SendAsync("POST", "/v4/jobGroups/2/cancel", null, 200);
        Assert.Equal(["jobIds", "jobgroupId"], Keys(reply));
        Assert.Equal(3, reply.GetProperty("jobIds").GetArrayLength());
        emulator.Clock.Advance(100);
        Assert.Equal("Canceled", (await emulator.GetAsync("/v4/jobGroups/2/status")).GetString());
        Assert.Equal(0, (await emulator.SendAsync("POST", "/v4/jobGroups/1/cancel", "{}", 200)).GetProperty("jobIds").GetArrayLength());
        Assert.Equal("Complete", (await emulator.GetAsync("/v4/jobGroups/1/status")).GetString());
    }

    [Fact]
    public async Task A_deleted_group_is_gone_unless_deleted_ones_are_asked_for()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 3 });
        await emulator.SendAsync("DELETE", "/v4/jobGroups/2", null, 204);
        await emulator.GetAsync("/v4/jobGroups/2", 410);
        await emulator.GetAsync("/v4/jobGroups/2?includeDeleted=True");
        await emulator.ListsAsync("/v4/jobLibrary", 3, 1);
        Assert.Equal(404, (int)(await emulator.Http.GetAsync("/v4/jobGroups/99")).StatusCode);
    }

    [Fact]
    public async Task Results_exist_once_the_group_is_complete()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/jobGroups", """{"wrangledDataset":{"id":7},"overrides":{"writesettings":[{"path":"gs://b/out.csv","format":"csv","action":"create"}]}}""", 201);
        var missing = (await emulator.GetAsync("/v4/jobGroups/1/profile", 400)).GetProperty("exception");
        Assert.Equal("ProfilingDataNotFoundException", missing.GetProperty("name").GetString());
        Assert.Equal("Job group 1 does not have profiling data", missing.GetProperty("details").GetString());
        emulator.Clock.Advance(20);
        var outputs = await emulator.GetAsync("/v4/jobGroups/1/outputs");
        Assert.Equal("gs://b/out.csv", outputs.GetProperty("files")[0].GetProperty("uri").GetString());
        Assert.Equal(["profilerTypeCheckHistograms", "profilerValidValueHistograms", "profilerRules", "columnTypes"], Keys(await emulator.GetAsync("/v4/jobGroups/1/profile")));
        Assert.Equal(["7"], Keys(await emulator.GetAsync("/v4/jobGroups/1/profileResults")));
        var pdf = await emulator.Http.GetAsync("/v4/jobGroups/1/pdfResults");
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("%PDF-1.4", Encoding.ASCII.GetString(await pdf.Content.ReadAsByteArrayAsync()));
        Assert.Equal("10", pdf.Headers.GetValues("x-rate-limit-user-limit").Single());
    }

    [Fact]
    public async Task Publishing_adds_a_job_that_runs_its_time()
    {
        const string Request = """{"connection":{"id":1},"path":["default"],"table":"t","action":"create","inputFormat":"pqt","flowNodeId":27}""";
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.RunAsync();
        await emulator.SendAsync("PUT", "/v4/jobGroups/1/publish", Request, 400);
        emulator.Clock.Advance(20);
        Assert.Equal(["jobgroupId", "reason", "sessionId"], Keys(await emulator.SendAsync("PUT", "/v4/jobGroups/1/publish", Request, 200)));
        Assert.Equal(["jobgroupId", "jobIds", "reason", "sessionId"], Keys(await emulator.SendAsync("PUT", "/v3/jobGroups/1/publish", Request, 200)));
        emulator.Clock.Advance(2.5);
        var job = (await emulator.GetAsync("/v4/jobGroups/1/jobs")).GetProperty("data")[3];
        Assert.Equal("publish InProgress 50", $"{job.GetProperty("jobType")} {job.GetProperty("status")} {job.GetProperty("percentComplete")}");
        emulator.Clock.Advance(2.5);
        Assert.Equal(2, (await emulator.GetAsync("/v4/jobGroups/1/outputs")).GetProperty("tables").GetArrayLength());
        await emulator.SendAsync("PUT", "/v4/jobGroups/1/publish", Request.Replace("{\"id\":1}", "{\"id\":99}", System.StringComparison.Ordinal), 400);
    }

    [Fact]
    public async Task The_world_ends_groups_by_hand_with_any_status()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.RunAsync();
        await emulator.RunAsync();
        await emulator.RunAsync();
        emulator.Server.World.Finish(1);
        emulator.Server.World.Fail(2, "Disk full");
        emulator.Server.World.SetStatus(3, "Napping");
        Assert.Equal("Complete", (await emulator.GetAsync("/v4/jobGroups/1/status")).GetString());
        Assert.Equal("Disk full", (await emulator.GetAsync("/v4/jobGroups/2?embed=jobs.errorMessage")).GetProperty("jobs").GetProperty("data")[0].GetProperty("errorMessage").GetProperty("message").GetString());
        Assert.Equal("Napping", (await emulator.GetAsync("/v4/jobGroups/3/status")).GetString());
    }
}
