using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using Xunit;
using EmulatorOptions = DataprepPS.Emulator.EmulatorOptions;

namespace DataprepPS.Client.Tests.Plans;

/// <summary>A plan runs once; its run is found, waited for, stopped, and explained when it fails.</summary>
public sealed class PlanRunTests
{
    private const string Valid = """{"validationStatus":"Valid","planSnapshotRunId":9}""";

    [Fact]
    public async Task A_run_without_parameters_sends_an_empty_object()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(Valid, 201));
        var run = await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 3 }, session.Context);
        var request = session.Sent("POST", "/v4/plans/3/run", "{}");
        Assert.Equal((9, 9, 3L, "Valid", request["x-execution-id"]), (run.Id, run.PlanRunId, run.PlanId, run.ValidationStatus, run.ExecutionId.ToString()));
    }

    [Fact]
    public async Task A_parameter_is_set_for_each_task_that_has_it_or_for_the_one_that_is_named()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Json(Valid, 201) : FixtureReply.Json("""
            {"planNodeParameters":[
             {"handle":"5p","planNodeId":1,"datasources":{"data":[{"id":4,"runParameters":{"data":[{"overrideKey":"region"},{"overrideKey":"day"}]}}]}},
             {"handle":"6q","planNodeId":2,"planOverrides":{"data":[{"id":7,"overrideKey":"region","value":{"variable":{"value":"EMEA"}}}]}},
             {"handle":"7r","planNodeId":3}]}
            """));
        var parameters = new System.Collections.Specialized.OrderedDictionary
        {
            ["region"] = "APAC",
            ["7r"] = new Hashtable { ["other"] = 12 },
            ["day"] = new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero),
        };
        await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 3, Parameters = parameters }, session.Context);
        Assert.Equal(["GET /v4/plans/3/runParameters", "POST /v4/plans/3/run"], session.Calls());
        session.Sent("POST", "/v4/plans/3/run", """
            {"planNodeOverrides":[{"handle":"5p","overrideKey":"region","value":"APAC"},{"handle":"6q","overrideKey":"region","value":"APAC"},
             {"handle":"7r","overrideKey":"other","value":"12"},{"handle":"5p","overrideKey":"day","value":"2026-09-01T12:00:00.000Z"}]}
            """);
    }

    [Fact]
    public async Task Parameters_of_named_tasks_alone_are_sent_without_a_look()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(Valid, 201));
        var parameters = new Hashtable { ["5p"] = new Hashtable { ["region"] = new Hashtable { ["selector"] = new Hashtable { ["value"] = "EMEA" } } } };
        await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 3, Parameters = parameters }, session.Context);
        Assert.Equal(["POST /v4/plans/3/run"], session.Calls());
        session.Sent("POST", "/v4/plans/3/run", """{"planNodeOverrides":[{"handle":"5p","overrideKey":"region","value":{"selector":{"value":"EMEA"}}}]}""");
    }

    [Fact]
    public async Task A_parameter_that_no_task_has_runs_nothing()
    {
        await using var session = await EmulatedSession.StartAsync();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 1, Parameters = new Hashtable { ["Region"] = "x" } }, session.Context));
        Assert.Equal("Plan 1 was not run: no task of it has a parameter \"Region\". They have: region. To set it for one task in spite of that, name the task's handle: -Parameter @{ '5p' = @{ Region = 'value' } }.", error.Message);
        Assert.Equal(0, session.Server.Journal.Count("runPlan"));
    }

    [Theory]
    [InlineData("""{"validationStatus":"MissingFlowReferences","planSnapshotRunId":null}""", "POST /v4/plans/3/run: the plan was not run, because the server answers MissingFlowReferences.")]
    [InlineData("""{"validationStatus":"MissingFlowReferences","planSnapshotRunId":9}""", "POST /v4/plans/3/run: the plan was not run, because the server answers MissingFlowReferences, with plan run 9.")]
    public async Task A_plan_that_lacks_flows_is_an_error_although_the_status_is_good(string reply, string message)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply, 201));
        var error = await Assert.ThrowsAsync<PlanNotRunException>(() => session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 3 }, session.Context));
        Assert.Equal((message, "MissingFlowReferences,DpPlanNotRun", 3, "/v4/plans/3/run"), (error.Message, error.ErrorId, error.PlanId, error.Path));
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task A_run_whose_reply_was_lost_is_found_after_the_304()
    {
        await using var session = await EmulatedSession.StartAsync();
        session.Server.Faults.On("runPlan").ResetAfter();
        var run = await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 1 }, session.Context);
        Assert.Equal((1, 1L), (run.Id, run.PlanId));
        Assert.Contains("Plan run 1 is the only one of plan 1 that appeared since.", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, session.Server.Journal.ActionCount);
    }

    [Fact]
    public async Task When_several_came_into_question_they_are_named_and_none_is_chosen()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var stranger = session.NewClient(TimeSpan.FromMinutes(5));
        session.Server.Faults.On("runPlan").Skip(1).ResetAfter();
        await stranger.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 1 }, session.Context);
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 1 }, session.Context));
        Assert.Contains("These plan runs of plan 1 come into question: 2, 1.", error.Message, StringComparison.Ordinal);
        Assert.Equal("Look at Get-DpPlanRun -RunBy currentUser. Nothing was started twice.", error.RecommendedAction);
    }

    [Theory]
    [InlineData("""{"id":3}""", true)]
    [InlineData("""{"id":77,"originalPlanId":3}""", true)]
    [InlineData("""{"id":3,"originalPlanId":4}""", false)]
    [InlineData("""{"id":4}""", false)]
    [InlineData("null", false)]
    public async Task What_ran_is_a_snapshot_which_knows_its_plan(string plan, bool isTaken)
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(304) : FixtureReply.Json(request.Number("offset") > 0 ? """{"data":[]}""" : $$"""{"data":[{"id":9,"status":"Created","plan":{{plan}}}]}"""));
        var start = session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 3, ExecutionId = Guid.NewGuid() }, session.Context);
        if (isTaken)
        {
            Assert.Equal((9, 3L), ((await start).Id, (await start).PlanId));
        }
        else
        {
            Assert.EndsWith("No plan run of plan 3 has appeared so far.", (await Assert.ThrowsAsync<OutcomeUnknownException>(() => start)).Message, StringComparison.Ordinal);
        }

        Assert.Equal("/v4/planSnapshotRuns?runBy=currentUser&sort=-id&embed=plan&limit=100", Uri.UnescapeDataString(session.Requests[1].Target));
    }

    [Fact]
    public async Task Runs_are_listed_and_those_of_a_plan_chosen()
    {
        await using var session = await EmulatedSession.StartAsync();
        var other = await session.Client.Plans.CreateAsync(new Hashtable { ["name"] = "other" }, session.Context);
        foreach (var plan in new[] { 1, other.Id, 1 })
        {
            await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = plan }, session.Context);
        }

        Assert.Equal([1L, 2, 3], (await ListAsync(new ResourceQuery())).Order());
        Assert.Equal([1L, 3], (await ListAsync(new ResourceQuery { Parent = new ResourceParent("PlanId", 1) })).Order());

        async Task<List<long>> ListAsync(ResourceQuery query)
        {
            List<long> ids = [];
            await session.Client.PlanRuns.ListAsync(
                query,
                null,
                run =>
                {
                    ids.Add(run.Id);
                    return Task.FromResult(true);
                },
                session.Context);
            return ids;
        }
    }

    [Fact]
    public async Task A_run_ends_with_what_its_start_told()
    {
        await using var session = await EmulatedSession.StartAsync();
        var started = await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 1 }, session.Context);
        var outcome = Assert.Single(await session.Client.PlanRuns.WaitAsync(session.Context, new WaitOptions(), null, (started.Id, started)));
        Assert.Null(outcome.Error);
        Assert.True(outcome.Run!.IsSuccess);
        Assert.Equal((started.ExecutionId, 1L, "Valid"), (outcome.Run.ExecutionId, outcome.Run.PlanId, outcome.Run.ValidationStatus));
        Assert.Equal(outcome.Run.FinishedAt - outcome.Run.StartedAt, outcome.Run.Duration);
        Assert.True(outcome.Run.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task Hundreds_of_runs_are_waited_for_by_their_list()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Quota = 0 });
        List<long> runs = [];
        for (var i = 0; i < 200; i++)
        {
            runs.Add((await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 1 }, session.Context)).Id);
        }

        var before = session.Server.Journal.RequestCount;
        var outcomes = await session.Client.PlanRuns.WaitAsync(session.Context, runs);
        Assert.Equal(runs, outcomes.Select(outcome => outcome.Id).Order());
        Assert.All(outcomes, outcome => Assert.True(outcome.Run!.IsSuccess));
        Assert.InRange(session.Server.Journal.RequestCount - before, 1, 100);
        Assert.Equal(0, session.Server.Journal.Count("getPlanSnapshotRun"));
    }

    [Fact]
    public async Task A_failed_run_says_which_task_and_job_group_failed_and_why()
    {
        await using var session = await EmulatedSession.StartAsync();
        var handle = (await session.Client.Plans.GetParametersAsync(1, session.Context))[0].Handle;
        var run = await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 1, Parameters = new Hashtable { [handle!] = new Hashtable { ["fail"] = "No such column" } } }, session.Context);
        var outcome = Assert.Single(await session.Client.PlanRuns.WaitAsync(session.Context, new WaitOptions(), null, (run.Id, run)));
        var error = Assert.IsType<RunFailedException>(outcome.Error);
        Assert.Equal((run.Id, "DpPlanRunFailed", ErrorKind.Job), (error.RunId, error.ErrorId, error.Kind));
        Assert.StartsWith("Plan run 1 of plan 1 failed: task \"Flow 1\": job group 1 of recipe 1 failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("No such column", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Flow 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_is_looked_for_in_the_snapshots_of_the_plan_too()
    {
        await using var session = FixtureSession.Start(request => request.Path switch
        {
            "/v4/planSnapshotRuns/9" => FixtureReply.Json("""{"id":9,"status":"Failed","plan":{"id":3}}"""),
            "/v4/plans/3/full" => FixtureReply.Json("""{"id":3,"planNodes":{"data":[{"id":1,"name":"now"}]},"planSnapshots":{"data":[{"id":31},{"id":33},{"id":32}]}}"""),
            "/v4/plans/33/full" => FixtureReply.Json("""{"id":33,"planNodes":{"data":[{"id":5,"planTaskSnapshotRuns":{"data":[{"id":1,"planSnapshotRun":{"id":8},"status":"Failed"}]}}]}}"""),
            "/v4/plans/32/full" => FixtureReply.Json("""
                {"id":32,"planNodes":{"data":[
                 {"id":5,"name":"Load","planTaskSnapshotRuns":{"data":[{"id":2,"planSnapshotRun":{"id":9},"status":"Complete","planFlowTaskRunResults":{"data":[{"id":1,"jobGroup":{"id":44}}]}}]}},
                 {"id":6,"name":"Tell","planTaskSnapshotRuns":{"data":[{"id":3,"planSnapshotRun":{"id":9},"status":"Failed"}]}},
                 {"id":7,"planTaskSnapshotRuns":{"data":[{"id":4,"planSnapshotRun":{"id":9},"planFlowTaskRunResults":{"data":[{"id":1,"jobGroup":{"id":45}}]}}]}}]}}
                """),
            "/v4/jobGroups/44" => FixtureReply.Json("""{"id":44,"status":"Complete"}"""),
            "/v4/jobGroups/45" => FixtureReply.Json("""{"id":45,"status":"Failed","wrangledDataset":{"id":7},"jobs":{"data":[{"id":1,"jobType":"wrangle","errorMessage":{"id":2,"message":"no"}}]}}"""),
            _ => FixtureReply.Error(404),
        });
        var error = Assert.Single(await session.Client.PlanRuns.WaitAsync(session.Context, 9)).Error!;
        Assert.Equal("Plan run 9 of plan 3 failed: task \"Tell\": failed; task 7: job group 45 of recipe 7 failed: wrangle: no", error.Message);
        Assert.Contains("GET /v4/plans/3/full?ensureOriginal=false", session.Requests.Select(request => $"{request}"));
        Assert.DoesNotContain("GET /v4/plans/31/full", session.Calls());
    }

    [Fact]
    public async Task A_failure_that_nothing_explains_is_one_all_the_same()
    {
        await using var session = FixtureSession.Start(request => request.Path == "/v4/planSnapshotRuns/9" ? FixtureReply.Json("""{"id":9,"status":"Failed","plan":{"id":3}}""") : FixtureReply.Error(403));
        var error = Assert.IsType<RunFailedException>(Assert.Single(await session.Client.PlanRuns.WaitAsync(session.Context, 9)).Error);
        Assert.Equal("Plan run 9 of plan 3 failed.", error.Message);
        Assert.Contains("Get-DpJobGroup -RanFor plan -Status Failed", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_cancels_the_run_and_one_that_has_ended_stays_as_it_is()
    {
        await using var session = await EmulatedSession.StartAsync();
        var run = await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 1 }, session.Context);
        Assert.Equal("Canceled", (await session.Client.PlanRuns.CancelAsync(run.Id, session.Context)).Status);
        Assert.Equal("Canceled", (await session.Client.PlanRuns.CancelAsync(run.Id, session.Context)).Status);
        var error = Assert.IsType<RunCanceledException>(Assert.Single(await session.Client.PlanRuns.WaitAsync(session.Context, new WaitOptions(), null, (run.Id, run))).Error);
        Assert.Equal("DpPlanRunCanceled", error.ErrorId);
        Assert.StartsWith("Plan run 1 of plan 1 was canceled", error.Message, StringComparison.Ordinal);
    }
}
