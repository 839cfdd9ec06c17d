using System.Linq;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class PlanTests
{
    [Fact]
    public async Task A_full_plan_has_its_nodes_and_edges()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var plan = await emulator.GetAsync("/v4/plans/1/full");
        var nodes = plan.GetProperty("planNodes").GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal([1, 2], nodes.Select(node => node.GetProperty("task").GetProperty("flowId").GetInt64()));
        Assert.Equal(2, plan.GetProperty("planEdges").GetProperty("data")[0].GetProperty("outPlanNode").GetProperty("id").GetInt64());
        await emulator.GetAsync("/v4/plans/1", 404);
        await emulator.ListsAsync("/v4/plans?plansFilter=all&filter=customers", 1);
    }

    [Fact]
    public async Task A_run_goes_from_flow_to_flow_as_its_edges_say()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Equal("""{"validationStatus":"Valid","planSnapshotRunId":1}""", (await emulator.SendAsync("POST", "/v4/plans/1/run", null, 201)).GetRawText());
        Assert.Equal("Created", await StatusAsync(emulator));
        Assert.Equal([1, 1, 1, 1, 1], emulator.Server.World.JobGroups.Select(group => group.Recipe.FlowId));
        emulator.Clock.Advance(10);
        Assert.Equal("InProgress", await StatusAsync(emulator));
        // Nobody looked when the first flow ended; the second started then all the same.
        emulator.Clock.Advance(20);
        Assert.Equal("InProgress", await StatusAsync(emulator));
        Assert.Equal(10, emulator.Server.World.JobGroups.Count);
        Assert.Equal("plan", emulator.Server.World.JobGroups[^1].RanFor);
        emulator.Clock.Advance(10);
        var run = await emulator.GetAsync("/v4/planSnapshotRuns/1?embed=plan,flowRuns");
        Assert.Equal(("Complete", "2026-03-01T12:00:40.000Z"), (run.GetProperty("status").GetString(), run.GetProperty("finishedAt").GetString()));
        Assert.Equal([1, 2], RunningEmulator.Ids(run.GetProperty("flowRuns")));
        Assert.Equal(1, (await emulator.GetAsync("/v4/plans/1/full?embed=latestPlanSnapshotRun")).GetProperty("latestPlanSnapshotRun").GetProperty("id").GetInt64());
    }

    [Theory]
    [InlineData("success", "Failed", 5)]
    [InlineData("failure", "Failed", 10)]
    [InlineData("always", "Failed", 10)]
    public async Task What_fails_is_followed_only_by_what_wants_that(string rule, string status, int groups)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        emulator.Server.World.Change("planEdges", 1, new JsonObject { ["statusRule"] = rule });
        await emulator.SendAsync("POST", "/v4/plans/1/run", """{"planNodeOverrides":[{"handle":"task-1","overrideKey":"fail","value":{"variable":{"value":"No luck"}}},{"handle":"task-1","overrideKey":"seconds","value":"5"}]}""", 201);
        emulator.Clock.Advance(5);
        Assert.Equal("No luck", emulator.Server.World.JobGroups[0].ErrorAt(emulator.Clock.GetUtcNow()));
        emulator.Clock.Advance(20);
        Assert.Equal(status, await StatusAsync(emulator));
        Assert.Equal(groups, emulator.Server.World.JobGroups.Count);
    }

    [Fact]
    public async Task A_run_is_canceled_with_its_job_groups()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/plans/1/run", "{}", 201);
        emulator.Clock.Advance(7);
        Assert.Equal("Canceled", (await emulator.SendAsync("POST", "/v4/planSnapshotRuns/1/cancel", null, 201)).GetProperty("status").GetString());
        emulator.Clock.Advance(100);
        Assert.Equal("Canceled", await StatusAsync(emulator));
        Assert.All(emulator.Server.World.JobGroups, group => Assert.Equal("Canceled", group.StatusAt(emulator.Clock.GetUtcNow())));
        await emulator.SendAsync("POST", "/v4/planSnapshotRuns/1/cancel", "{}", 201);
        Assert.False(emulator.Server.Journal.Entries[^1].HasActed);
    }

    [Fact]
    public async Task A_plan_that_misses_a_flow_starts_nothing_and_says_so_with_a_success()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("DELETE", "/v4/flows/2", null, 204);
        var reply = await emulator.SendAsync("POST", "/v4/plans/1/run", null, 201);
        Assert.Equal("MissingFlowReferences", reply.GetProperty("validationStatus").GetString());
        Assert.Equal(JsonValueKind.Null, reply.GetProperty("planSnapshotRunId").ValueKind);
        Assert.False(emulator.Server.Journal.Entries[^1].HasActed);
    }

    [Fact]
    public async Task The_same_execution_id_runs_a_plan_once_and_runs_are_chosen_by_what_they_are()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await emulator.SendAsync("POST", "/v4/plans/1/run", "{}", "e-1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await emulator.SendAsync("POST", "/v4/plans/1/run", "{}", "e-1")).StatusCode);
        emulator.Clock.Advance(60);
        await emulator.SendAsync("POST", "/v4/plans/1/run", "{}", 201);
        var since = emulator.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await emulator.ListsAsync("/v4/planSnapshotRuns?status=Complete", 1);
        await emulator.ListsAsync($"/v4/planSnapshotRuns?dateFilter[createdAt][gte]={since}&runBy=currentUser&ranfrom=api", 2);
        Assert.Equal(2, (await emulator.GetAsync("/v4/planSnapshotRuns/count")).GetProperty("count").GetInt64());
        Assert.Equal(1, (await emulator.GetAsync("/v4/planSnapshotRuns/2")).GetProperty("previousRun").GetProperty("id").GetInt64());
        await emulator.GetAsync("/v4/planSnapshotRuns/1/schedule", 404);
    }

    [Fact]
    public async Task A_plan_is_built_from_nodes_edges_and_overrides()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/plans", """{"name":"p"}""", 201);
        foreach (var flow in (int[])[3, 4])
        {
            await emulator.SendAsync("POST", "/v4/planNodes", $$$"""{"planId":2,"taskType":"flow","name":"n","task":{"flowId":{{{flow}}},"flowNodeIds":[]},"inPlanNodeIds":[{{{(flow == 4 ? "3" : string.Empty)}}}]}""", 201);
        }

        await emulator.SendAsync("POST", "/v4/planNodes", """{"planId":2,"taskType":"flow","name":"n","task":{"flowId":99,"flowNodeIds":[]}}""", 400);
        Assert.Single((await emulator.GetAsync("/v4/plans/2/full")).GetProperty("planEdges").GetProperty("data").EnumerateArray());
        await emulator.SendAsync("POST", "/v4/planOverrides", """{"planNodeId":3,"overrideKey":"seconds","value":{"variable":{"value":"2"}}}""", 201);
        await emulator.SendAsync("PUT", "/v4/planOverrides/1", """{"planNodeId":3,"overrideKey":"seconds","value":{"variable":{"value":"3"}}}""", 200);
        var parameters = (await emulator.GetAsync("/v4/plans/2/runParameters")).GetProperty("planNodeParameters");
        Assert.Equal("seconds", parameters[0].GetProperty("planOverrides").GetProperty("data")[0].GetProperty("overrideKey").GetString());
        Assert.Equal("task-4", (await emulator.GetAsync("/v4/planNodes/4/runParameters")).GetProperty("handle").GetString());
        await emulator.SendAsync("POST", "/v4/plans/2/run", null, 201);
        emulator.Clock.Advance(3);
        await emulator.GetAsync("/v4/planSnapshotRuns/1");
        Assert.Equal([3, 3, 3, 3, 3, 4, 4, 4, 4, 4], emulator.Server.World.JobGroups.Select(group => group.Recipe.FlowId));
        await emulator.SendAsync("DELETE", "/v4/planNodes/3", null, 204);
        Assert.Empty((await emulator.GetAsync("/v4/plans/2/full")).GetProperty("planEdges").GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_plan_is_shared_with_people_who_are_listed_as_such()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/plans/1/permissions", """{"data":[{"personId":2,"role":"collaborator"}]}""", 201);
        Assert.Equal("ben@example.com", (await emulator.GetAsync("/v4/plans/1/permissions")).GetProperty("data")[0].GetProperty("email").GetString());
        await emulator.SendAsync("DELETE", "/v4/plans/1/permissions/2", null, 204);
    }

    [Fact]
    public async Task A_schedule_is_of_a_flow_or_a_plan_and_goes_with_it()
    {
        const string Schedule = """{"name":"s","triggers":[{"timeBased":{"cron":{"expression":"0 0 6 * * ?"},"timezone":"UTC"}}],"tasks":[{"runPlan":{"planId":1}}]}""";
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Equal(2, (await emulator.SendAsync("POST", "/v4/schedules", Schedule, 201)).GetProperty("id").GetInt64());
        await emulator.SendAsync("POST", "/v4/schedules", Schedule.Replace("\"planId\":1", "\"planId\":9", System.StringComparison.Ordinal), 400);
        await emulator.ListsAsync("/v4/plans/1/schedules", 2);
        await emulator.ListsAsync("/v4/schedules?taskTypeFilter=runFlow&assetId=1", 1);
        Assert.False((await emulator.SendAsync("POST", "/v4/schedules/2/disable", null, 201)).GetProperty("enabled").GetBoolean());
        Assert.True((await emulator.SendAsync("POST", "/v4/schedules/2/enable", "{}", 201)).GetProperty("enabled").GetBoolean());
        await emulator.SendAsync("PUT", "/v4/schedules/2", """{"name":"t"}""", 200);
        Assert.Equal("t", (await emulator.GetAsync("/v4/schedules/2")).GetProperty("name").GetString());
        await emulator.SendAsync("POST", "/v4/schedules/transferOwnership", """{"scheduleIds":[2],"toUserId":2}""", 201);
        Assert.Equal(2, (await emulator.GetAsync("/v4/schedules/2")).GetProperty("creator").GetProperty("id").GetInt64());
        await emulator.SendAsync("DELETE", "/v4/plans/1", null, 204);
        await emulator.GetAsync("/v4/schedules/2", 410);
    }

    private static async Task<string?> StatusAsync(RunningEmulator emulator) => (await emulator.GetAsync("/v4/planSnapshotRuns/1")).GetProperty("status").GetString();
}
