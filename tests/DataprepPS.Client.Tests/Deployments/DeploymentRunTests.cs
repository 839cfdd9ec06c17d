using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;
using EmulatorOptions = DataprepPS.Emulator.EmulatorOptions;

namespace DataprepPS.Client.Tests.Deployments;

public sealed class DeploymentRunTests
{
    [Fact]
    public async Task A_run_of_version_4_is_the_vendors_to_the_byte()
    {
        var (session, groups) = await RunAsync("doc-r064-runDeployment-v4-response.201.json", new Hashtable { ["varRegion"] = "02" });
        session.Sent("POST", "/v4/deployments/7/run", Fixture.Node("doc-r064-runDeployment-v4-request-runParameters.json"));
        var group = Assert.Single(groups);
        Assert.Equal((3, 7, "JobStarted", "14337009-1637-4948-a36f-16479d7138c6"), (group.Id, group.DeploymentId!.Value, group.Reason, group.SessionId));
    }

    [Fact]
    public async Task A_run_of_version_3_names_its_jobs()
    {
        var (session, groups) = await RunAsync("doc-r064-runDeployment-v3-response.201.json", null, useV3: true);
        session.Sent("POST", "/v3/deployments/7/run", "{}");
        var group = Assert.Single(groups);
        Assert.Equal((33, 7), (group.Id, group.DeploymentId!.Value));
        Assert.Equal([68L, 69, 70], group.Jobs!.Select(job => job.Id));
    }

    [Fact]
    public async Task A_run_of_a_published_client_can_be_said()
    {
        var (session, _) = await RunAsync("doc-r064-runDeployment-v4-response.201.json", new Hashtable { ["Contracts_File"] = "Contracts_Prod.csv" });
        session.Sent("POST", "/v4/deployments/7/run", Fixture.Node("client-real-world-requests.json")![6]!["body"]);
    }

    [Fact]
    public async Task Each_job_group_started_is_an_object()
    {
        await using var session = await EmulatedSession.StartAsync();
        var groups = await session.Client.Deployments.RunAsync(3, null, false, session.Context);
        Assert.Equal(2, groups.Count);
        Assert.All(groups, group => Assert.Equal(3, group.DeploymentId));
        Assert.Equal(2, groups.Select(group => group.Id).Distinct().Count());
    }

    [Fact]
    public async Task Without_an_active_release_nothing_starts()
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.Json("""{"data":null}""", 201));
        Assert.Empty(await session.Client.Deployments.RunAsync(5, new Hashtable(), false, session.Context));
    }

    [Fact]
    public async Task A_reply_with_a_group_that_has_no_id_is_no_answer()
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.Json("""{"data":[{"reason":"JobStarted"}]}""", 201));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Deployments.RunAsync(5, null, false, session.Context));
        Assert.Contains("has no id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_reply_is_lost_is_not_repeated_and_what_it_started_is_found()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Seed = 10 });
        session.Server.Faults.On("runDeployment").ResetAfter();
        var groups = await session.Client.Deployments.RunAsync(3, null, false, session.Context);
        Assert.Equal([11L, 12], groups.Select(group => group.Id));
        Assert.Single(session.Observer.Warnings);
        Assert.Equal(1, session.Server.Journal.Count("runDeployment"));
    }

    [Fact]
    public async Task A_run_that_never_arrived_says_that_nothing_appeared()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Seed = 10 });
        session.Server.Faults.On("runDeployment").ResetBefore();
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Deployments.RunAsync(3, null, false, session.Context));
        Assert.Contains("No new job group has appeared so far.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, session.Server.Journal.Count("runDeployment"));
    }

    [Fact]
    public async Task An_edition_without_deployments_says_so()
    {
        await using var session = FixtureSession.Start(request =>
            request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.File("recorded-2026-aac-route-not-found.404.http.json"));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.Deployments.RunAsync(5, null, false, session.Context));
        Assert.Equal((ErrorKind.NotAvailable, "RouteNotFoundException,DpNotAvailable"), (error.Kind, error.ErrorId));
    }

    [Fact]
    public async Task A_lost_run_is_looked_for_three_times_two_seconds_apart_among_the_callers_newest_groups()
    {
        var time = new LeapingTimeProvider();
        List<(double, string)> asked = [];
        await using var session = Lost(_ => [], time: time, onRequest: request => asked.Add((time.Elapsed.TotalSeconds, $"{request}")));
        await AssertUnknownAsync(session, "No new job group has appeared so far.");
        const string Look = "GET /v4/jobLibrary?runBy=currentUser&sort=-id&embed=wrangledDataset.flow&limit=100";
        Assert.Equal(
            [(0, "GET /v4/jobLibrary?runBy=currentUser&sort=-id&limit=25"), (0, "POST /v4/deployments/5/run"), (2, Look), (4, Look), (6, Look)], asked);
    }

    [Fact]
    public async Task A_lost_run_has_the_groups_of_the_one_active_release_once_no_more_appear()
    {
        await using var session = Lost(
            look => look == 0 ? [Row(51, 7, 9)] : [Row(52, 8, 9), Row(51, 7, 9)],
            $$$"""{"data":[{{{Release(5, 8, false)}}},{{{Release(6, 8)}}},{"id":3,"deployment":{"id":5},"flow":{"id":8}},{{{Release(5, 9)}}}]}""");
        var groups = await session.Client.Deployments.RunAsync(5, null, false, session.Context);
        Assert.Equal([(51, 7, 5), (52, 8, 5)], groups.Select(group => (group.Id, group.RecipeId!.Value, group.DeploymentId!.Value)));
        Assert.Equal(
            "POST /v4/deployments/5/run: the connection failed, but what came of it is clear: the new job groups of flow 9, which the deployment's active release runs, are 51 (recipe 7), 52 (recipe 8), so it had worked.",
            Assert.Single(session.Observer.Warnings));
        Assert.Contains("GET /v4/releases?deploymentId=5&limit=100", session.Requests.Select(request => $"{request}"));
    }

    [Theory]
    [InlineData("""{"data":[{"id":1,"active":true,"deployment":{"id":5},"flow":{"id":9}},{"id":2,"active":true,"deployment":{"id":5},"flow":{"id":8}}]}""")]
    [InlineData("""{"data":[{"id":1,"active":false,"deployment":{"id":5},"flow":{"id":9}}]}""")]
    [InlineData("<html>")]
    public async Task Without_one_active_release_to_be_seen_no_group_is_taken(string releases)
    {
        await using var session = Lost(_ => [Row(51, 7, 9)], releases, maxRetryTime: TimeSpan.Zero);
        await AssertUnknownAsync(session, "These job groups appeared meanwhile: 51 (recipe 7).");
    }

    [Fact]
    public async Task Groups_that_keep_appearing_are_named_and_none_is_taken()
    {
        await using var session = Lost(look => [.. Enumerable.Range(0, look + 1).Select(i => Row(51 + look - i, 8 + look - i, 9))]);
        await AssertUnknownAsync(session, "These job groups appeared meanwhile: 53 (recipe 10), 52 (recipe 9), 51 (recipe 8).");
    }

    [Fact]
    public async Task A_group_whose_recipe_the_server_does_not_tell_is_named_by_its_id_alone_and_settles_nothing()
    {
        await using var session = Lost(_ => ["""{"id":52,"wrangledDataset":{"flow":{"id":9}}}""", Row(51, 7, 9)]);
        await AssertUnknownAsync(session, "These job groups appeared meanwhile: 52, 51 (recipe 7).");
    }

    [Fact]
    public async Task Where_the_server_does_not_sort_nothing_is_looked_for()
    {
        await using var session = Lost(_ => [Row(51, 7, 9)], before: [40, 50]);
        await AssertUnknownAsync(session, "The server does not sort its job groups, so which ones are new cannot be said.");
        Assert.Equal("POST", session.Requests[^1].Method);
    }

    [Fact]
    public async Task A_look_does_not_wait_for_rows_beyond_the_newest_known_before()
    {
        var hasRun = false;
        await using var session = Lost(
            _ => [Row(51, 7, 9), Row(50, 7, 9)],
            onRequest: request => hasRun |= request.Method == "POST",
            beyond: () => hasRun ? FixtureReply.Error(403) : FixtureReply.Rows([]));
        Assert.Equal([51L], (await session.Client.Deployments.RunAsync(5, null, false, session.Context)).Select(group => group.Id));
    }

    [Fact]
    public async Task A_look_reads_no_more_than_five_hundred_groups()
    {
        await using var session = Lost(_ => Enumerable.Range(0, 100).Select(i => Row(2000 - i, 7, 9)), beyond: () => FixtureReply.Rows([]));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Deployments.RunAsync(5, null, false, session.Context));
        Assert.Contains("&limit=400&offset=100", string.Join(' ', session.Requests), StringComparison.Ordinal);
        // Not all of them are named.
        Assert.Contains("1982 (recipe 7), 1981 (recipe 7) and 80 more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_lost_runs_of_a_deployment_at_once_take_no_group_from_each_other()
    {
        FixtureSession? session = null;
        Task? other = null;
        session = Lost(_ => [Row(51, 7, 9)], onRun: () => other ??= AssertUnknownAsync(session!, "appeared"));
        await using var disposing = session;
        await AssertUnknownAsync(session, "These job groups appeared meanwhile: 51 (recipe 7).");
        await other!;
    }

    [Fact]
    public async Task A_run_of_another_deployment_at_the_same_time_does_no_harm()
    {
        FixtureSession? session = null;
        Task<IReadOnlyList<JobGroup>>? other = null;
        session = Lost(_ => [Row(51, 7, 9)], onRun: () => other ??= session!.Client.Deployments.RunAsync(6, null, false, session.Context));
        await using var disposing = session;
        Assert.Equal([51L], (await session.Client.Deployments.RunAsync(5, null, false, session.Context)).Select(group => group.Id));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => other!);
    }

    [Fact]
    public async Task A_group_of_a_start_of_the_session_is_not_taken_although_the_list_shows_it_late()
    {
        await using var session = Lost(_ => [Row(51, 7, 9)], started: FixtureReply.Json("""{"id":51}""", 201));
        await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context);
        await AssertUnknownAsync(session, "These job groups appeared meanwhile: 51 (recipe 7).");
    }

    [Theory]
    [InlineData(7, 0, false)]
    [InlineData(7, 11, true)]
    [InlineData(8, 0, true)]
    public async Task A_group_that_may_be_of_a_lost_start_is_not_taken(long recipe, int minutesAgo, bool isTaken)
    {
        var time = new LeapingTimeProvider();
        await using var session = Lost(_ => [Row(51, 7, 9)], started: FixtureReply.Reset, time: time, maxRetryTime: TimeSpan.Zero);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = recipe }, session.Context));
        time.Advance(TimeSpan.FromMinutes(minutesAgo));
        if (isTaken)
        {
            Assert.Equal([51L], (await session.Client.Deployments.RunAsync(5, null, false, session.Context)).Select(group => group.Id));
        }
        else
        {
            await AssertUnknownAsync(session, "These job groups appeared meanwhile: 51 (recipe 7).");
        }
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(8, true)]
    public async Task A_group_that_may_be_of_a_lost_start_of_its_flow_is_not_taken(long flow, bool isTaken)
    {
        await using var session = Lost(_ => [Row(51, 7, 9)], started: FixtureReply.Reset, maxRetryTime: TimeSpan.Zero);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = flow }, session.Context));
        if (isTaken)
        {
            Assert.Equal([51L], (await session.Client.Deployments.RunAsync(5, null, false, session.Context)).Select(group => group.Id));
        }
        else
        {
            await AssertUnknownAsync(session, "These job groups appeared meanwhile: 51 (recipe 7).");
        }
    }

    [Fact]
    public async Task A_group_of_a_deployments_run_is_not_taken_for_a_lost_start()
    {
        await using var session = FixtureSession.Start(request => request.Path switch
        {
            "/v4/deployments/5/run" => FixtureReply.Json("""{"data":[{"id":51}]}""", 201),
            "/v4/jobGroups" => FixtureReply.Of(304),
            _ => request.Number("offset") > 0 ? FixtureReply.Rows([]) : FixtureReply.Json($$"""{"data":[{{Row(51, 7, 9)}}]}"""),
        });
        await session.Client.Deployments.RunAsync(5, null, false, session.Context);
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() =>
            session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, ExecutionId = Guid.NewGuid() }, session.Context));
        Assert.EndsWith("No job group of recipe 7 has appeared so far.", error.Message, StringComparison.Ordinal);
    }

    private static string Row(long id, long recipe, long flow) => $$$$"""{"id":{{{{id}}}},"wrangledDataset":{"id":{{{{recipe}}}},"flow":{"id":{{{{flow}}}}}}}""";

    private static string Release(long deployment, long flow, bool isActive = true) =>
        $$$"""{"id":{{{flow}}},"active":{{{(isActive ? "true" : "false")}}},"deployment":{"id":{{{deployment}}}},"flow":{"id":{{{flow}}}}}""";

    /// <summary>A server that loses the reply of every deployment's run, and then shows what a test says at each look.</summary>
    private static FixtureSession Lost(
        Func<int, IEnumerable<string>> rows,
        string? releases = null,
        long[]? before = null,
        FixtureReply? started = null,
        Action? onRun = null,
        Action<FixtureRequest>? onRequest = null,
        Func<FixtureReply>? beyond = null,
        TimeProvider? time = null,
        TimeSpan? maxRetryTime = null)
    {
        var looks = -1;
        return FixtureSession.Start(
            request =>
            {
                if (request.Number("offset") > 0)
                {
                    return request.Path == "/v4/jobLibrary" && beyond is not null ? beyond() : FixtureReply.Rows([]);
                }

                onRequest?.Invoke(request);
                if (request.Path.StartsWith("/v4/deployments/", StringComparison.Ordinal) && request.Method == "POST")
                {
                    looks = Math.Max(0, looks);
                    onRun?.Invoke();
                    return FixtureReply.Reset;
                }

                return request.Path switch
                {
                    _ when request.Method == "POST" => started!,
                    "/v4/releases" => FixtureReply.Json(releases ?? $$"""{"data":[{{Release(5, 9)}}]}"""),
                    _ => looks < 0 ? FixtureReply.Rows(before ?? [50]) : FixtureReply.Json($$"""{"data":[{{string.Join(',', rows(looks++))}}]}"""),
                };
            },
            time,
            maxRetryTime);
    }

    private static async Task AssertUnknownAsync(FixtureSession session, string seen)
    {
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Deployments.RunAsync(5, null, false, session.Context));
        Assert.Contains("Whether the server acted is not known. ", error.Message, StringComparison.Ordinal);
        Assert.Contains(seen, error.Message, StringComparison.Ordinal);
        Assert.Equal("Look at Get-DpJobGroup -RunBy currentUser before you run it again.", error.RecommendedAction);
    }

    private static async Task<(FixtureSession Session, IReadOnlyList<JobGroup> Groups)> RunAsync(string reply, IDictionary? parameters, bool useV3 = false)
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.File(reply));
        return (session, await session.Client.Deployments.RunAsync(7, parameters, useV3, session.Context));
    }
}
