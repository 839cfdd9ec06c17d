using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Flows;

/// <summary>A flow runs once; its run is found, read and stopped with its job groups.</summary>
public sealed class FlowRunTests
{
    [Theory]
    [InlineData("runParameters")]
    [InlineData("subset")]
    [InlineData("perRecipeOverrides")]
    public async Task A_run_is_asked_for_as_the_vendors_page_shows(string sample)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"flowRunId":9,"data":[]}""", 201));
        var request = sample switch
        {
            "runParameters" => new FlowRunRequest { FlowId = 3, Parameters = new Hashtable { ["varRegion"] = "02" } },
            "subset" => new FlowRunRequest { FlowId = 3, RecipeIds = [2, 3] },
            _ => new FlowRunRequest
            {
                FlowId = 3,
                Overrides = new Hashtable
                {
                    ["my recipe name"] = new Hashtable
                    {
                        ["profiler"] = true,
                        ["writesettings"] = new[]
                        {
                            new Hashtable { ["path"] = "<path_to_output_file>", ["action"] = "create", ["format"] = "csv", ["compression"] = "none", ["header"] = false, ["asSingleFile"] = false },
                        },
                    },
                },
            },
        };
        await session.Client.FlowRuns.StartAsync(request, session.Context);
        session.Sent("POST", "/v4/flows/3/run", Fixture.Node("doc-2025-runFlow-requests.json")![sample]);
    }

    [Fact]
    public async Task A_run_without_anything_to_say_sends_an_empty_object_and_what_is_said_beside()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"flowRunId":9,"data":[]}""", 201));
        await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 3 }, session.Context);
        await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 4, Execution = "spark", IgnoreRecipeErrors = true, RecipeIds = [] }, session.Context);
        session.Sent("POST", "/v4/flows/3/run", "{}");
        session.Sent("POST", "/v4/flows/4/run", """{"execution":"spark","ignoreRecipeErrors":true}""");
    }

    [Theory]
    [InlineData("""{"flowRunId":9,"data":[{"id":5,"flowRun":{"id":9}},{"id":6}]}""")]
    [InlineData("""{"data":[{"id":5,"flowRun":{"id":9}},{"id":6,"flowrun":{"id":9}}]}""")]
    public async Task The_reply_is_one_flow_run_with_its_job_groups(string reply)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply, 201));
        var run = await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 3 }, session.Context);
        Assert.Equal((9, 9, 3L, session.Requests[0]["x-execution-id"]), (run.Id, run.FlowRunId, run.FlowId, run.ExecutionId.ToString()));
        Assert.Equal([(5L, 9L), (6, 9)], run.JobGroups!.Select(group => (group.Id, group.FlowRunId!.Value)));
    }

    [Fact]
    public async Task A_run_whose_reply_was_lost_is_found_by_its_job_groups_after_the_304()
    {
        await using var session = await EmulatedSession.StartAsync();
        session.Server.Faults.On("runFlow").Skip(1).ResetAfter();
        // Another flow's run does not come into question.
        await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 2 }, session.Context);
        var run = await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 1 }, session.Context);
        Assert.Equal((2, 1L), (run.Id, run.FlowId));
        Assert.Equal([6L, 7, 8, 9, 10], run.JobGroups!.Select(group => group.Id).Order());
        Assert.Contains("Flow run 2 is the only one of flow 1 that appeared since.", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, session.Server.Journal.ActionCount);
    }

    [Fact]
    public async Task A_second_run_under_the_same_id_answers_the_first_one()
    {
        await using var session = await EmulatedSession.StartAsync();
        var request = new FlowRunRequest { FlowId = 1, ExecutionId = Guid.NewGuid(), RecipeIds = [2, 4] };
        var first = await session.Client.FlowRuns.StartAsync(request, session.Context);
        Assert.Equal(first.Id, (await session.Client.FlowRuns.StartAsync(request, session.Context)).Id);
        using var later = session.NewClient(TimeSpan.FromMinutes(5));
        Assert.Equal(first.Id, (await later.FlowRuns.StartAsync(request, session.Context)).Id);
        Assert.Equal(1, session.Server.Journal.ActionCount);
    }

    [Theory]
    [InlineData("""{"flowRun":{"id":9},"wrangledDataset":{"id":7,"flow":{"id":3}}}""", true)]
    [InlineData("""{"flowRun":{"id":9},"wrangledDataset":{"id":7,"flow":{"id":4}}}""", false)]
    [InlineData("""{"flowRun":{"id":9},"wrangledDataset":{"id":7}}""", false)]
    [InlineData("""{"flowRun":null,"wrangledDataset":{"id":7,"flow":{"id":3}}}""", false)]
    [InlineData("""{"flowRun":{"id":9},"ranfrom":"schedule","wrangledDataset":{"id":7,"flow":{"id":3}}}""", false)]
    [InlineData("""{"flowRun":{"id":9},"ranfor":"plan","wrangledDataset":{"id":7,"flow":{"id":3}}}""", false)]
    [InlineData("""{"flowRun":{"id":9},"wrangledDataset":{"id":8,"flow":{"id":3}}}""", false)]
    public async Task A_job_group_tells_of_our_run_only_if_all_that_it_says_fits(string row, bool isTaken)
    {
        var group = JsonNode.Parse(row)!;
        group["id"] = 44;
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(304) : FixtureReply.Json(request.Number("offset") > 0 ? """{"data":[]}""" : $$"""{"data":[{{group.ToJsonString()}}]}"""));
        var start = session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 3, ExecutionId = Guid.NewGuid(), RecipeIds = [7] }, session.Context);
        if (isTaken)
        {
            Assert.Equal(9, (await start).Id);
            Assert.Contains("embed=wrangledDataset.flow", session.Requests[1].Query, StringComparison.Ordinal);
        }
        else
        {
            var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => start);
            Assert.EndsWith("No flow run of flow 3 has appeared so far.", error.Message, StringComparison.Ordinal);
            Assert.Contains("Get-DpJobGroup -RunBy currentUser", error.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_several_came_into_question_they_are_named_and_none_is_chosen()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var stranger = session.NewClient(TimeSpan.FromMinutes(5));
        session.Server.Faults.On("runFlow").Skip(1).ResetAfter();
        await stranger.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 1 }, session.Context);
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 1 }, session.Context));
        Assert.Contains("These flow runs of flow 1 come into question: 2, 1.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was started twice.", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(2, session.Server.Journal.ActionCount);
    }

    [Fact]
    public async Task What_a_lost_start_of_a_recipe_may_have_made_is_no_run_of_its_flow_and_the_other_way_round()
    {
        // Servers may give every job group a flow run.
        const string Row = """{"data":[{"id":44,"flowRun":{"id":9},"wrangledDataset":{"id":7,"flow":{"id":3}}}]}""";
        var replies = new Queue<FixtureReply>();
        await using var session = FixtureSession.Start(
            request => request.Method != "POST" ? FixtureReply.Json(request.Number("offset") > 0 ? """{"data":[]}""" : Row) : replies.Dequeue(), maxRetryTime: TimeSpan.Zero);
        replies.Enqueue(FixtureReply.Reset);
        replies.Enqueue(FixtureReply.Of(304));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 3, ExecutionId = Guid.NewGuid() }, session.Context));

        using var other = new DataprepClient(new DataprepClientOptions { BaseUri = session.Server.BaseUri, Token = SecureText.Of("x"), TimeProvider = new LeapingTimeProvider(), Timeout = LeapingTimeProvider.Never, MaxRetryTime = TimeSpan.Zero });
        replies.Enqueue(FixtureReply.Reset);
        replies.Enqueue(FixtureReply.Of(304));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => other.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 3 }, session.Context));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => other.JobGroups.StartAsync(new RunRequest { RecipeId = 7, ExecutionId = Guid.NewGuid() }, session.Context));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public async Task What_a_start_of_a_recipe_lost_long_before_may_have_made_is_not_kept_from_its_flow(int minutes, bool isTaken)
    {
        var now = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var time = new LeapingTimeProvider();
        var posts = new Queue<FixtureReply>([FixtureReply.Reset, FixtureReply.Reset, FixtureReply.Of(304, ("Date", now.ToString("R")))]);
        var row = $$$$"""{"data":[{"id":44,"createdAt":"{{{{now:O}}}}","flowRun":{"id":9},"wrangledDataset":{"id":7,"flow":{"id":3}}}]}""";
        await using var session = FixtureSession.Start(
            request => request.Method == "POST" ? posts.Dequeue() : FixtureReply.Json(request.Number("offset") > 0 ? """{"data":[]}""" : row), time, maxRetryTime: TimeSpan.Zero);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context));
        time.Advance(TimeSpan.FromMinutes(minutes));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 3 }, session.Context));
        var again = new FlowRunRequest { FlowId = 3, ExecutionId = Guid.Parse(session.Requests.Last(request => request.Method == "POST")["x-execution-id"]!) };
        if (isTaken)
        {
            Assert.Equal(9, (await session.Client.FlowRuns.StartAsync(again, session.Context)).Id);
        }
        else
        {
            await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.FlowRuns.StartAsync(again, session.Context));
        }
    }

    [Fact]
    public async Task A_flow_that_cannot_run_is_the_servers_error()
    {
        await using var session = await EmulatedSession.StartAsync();
        Assert.Equal(404, (await Assert.ThrowsAsync<ApiException>(() => session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 99 }, session.Context))).StatusCode);
        Assert.Equal(0, session.Server.Journal.ActionCount);
    }

    [Fact]
    public async Task A_flow_run_is_read_with_its_status_and_its_job_groups_and_alone_where_fields_are_chosen()
    {
        await using var session = await EmulatedSession.StartAsync();
        var started = await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 1 }, session.Context);
        session.Time.Advance(TimeSpan.FromSeconds(5));
        var run = await session.Client.FlowRuns.GetAsync(started.Id, null, session.Context);
        Assert.Equal(("InProgress", 1L, 5, false), (run.Status, run.FlowId, run.JobGroups!.Count, run.IsFinished));
        Assert.Null(run.Duration);
        session.Time.Advance(TimeSpan.FromHours(1));
        run = await session.Client.FlowRuns.GetAsync(started.Id, null, session.Context);
        Assert.Equal("Complete", await session.Client.FlowRuns.GetStatusAsync(started.Id, session.Context));
        Assert.True(run.IsSuccess);
        Assert.InRange(run.Duration!.Value.TotalMinutes, 0.01, 59);
        var before = session.Server.Journal.RequestCount;
        await session.Client.FlowRuns.GetAsync(started.Id, new ReadOptions { Fields = ["requestId"] }, session.Context);
        Assert.Equal(1, session.Server.Journal.RequestCount - before);
    }

    [Theory]
    [InlineData("Complete", "Complete,Complete", "Complete")]
    [InlineData("Complete", "Complete,Failed", "Failed")]
    [InlineData("Complete", "Canceled,Complete", "Canceled")]
    [InlineData("Failed", "Complete,Canceled", "Failed")]
    [InlineData("Canceled", "Failed,Complete", "Failed")]
    [InlineData("InProgress", "Failed,Complete", "InProgress")]
    [InlineData("Sleeping", "Complete", "Sleeping")]
    public async Task A_status_is_never_better_than_that_of_the_job_groups(string status, string groups, string expected)
    {
        await using var session = FixtureSession.Start(request => request.Path.Split('/')[^1] switch
        {
            "status" => FixtureReply.Json($"\"{status}\""),
            "jobGroups" => FixtureReply.Json($$"""{"data":[{{string.Join(',', groups.Split(',').Select((group, index) => $$"""{"id":{{index + 1}},"status":"{{group}}"}"""))}}]}"""),
            _ => FixtureReply.Json("""{"id":9}"""),
        });
        Assert.Equal(expected, (await session.Client.FlowRuns.GetAsync(9, null, session.Context)).Status);
    }

    [Fact]
    public async Task Stopping_cancels_the_job_groups_that_go_on()
    {
        await using var session = await EmulatedSession.StartAsync();
        var run = await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 1 }, session.Context);
        session.Server.World.Finish(run.JobGroups![0].Id);
        Assert.Equal(run.JobGroups.Skip(1).Select(group => group.Id), (await session.Client.FlowRuns.CancelAsync(run.Id, session.Context)).Select(result => result.JobGroupId));
        Assert.Equal("Canceled", (await session.Client.FlowRuns.GetAsync(run.Id, null, session.Context)).Status);
        Assert.Empty(await session.Client.FlowRuns.CancelAsync(run.Id, session.Context));
        Assert.Equal(4, session.Server.Journal.Count("cancelJobGroup"));
    }

    [Fact]
    public async Task A_job_group_that_cannot_be_stopped_keeps_no_other_from_it_and_each_is_told_of()
    {
        await using var session = FixtureSession.Start(request => request.Path switch
        {
            "/v4/flowRuns/9/jobGroups" => FixtureReply.Json("""{"data":[{"id":1,"status":"InProgress"},{"id":2,"status":"InProgress"},{"id":3,"status":"InProgress"}]}"""),
            "/v4/jobGroups/1/cancel" => FixtureReply.Error(403, "AccessControlException", "not yours"),
            "/v4/jobGroups/2/cancel" => FixtureReply.Error(500, "Broken"),
            "/v4/jobGroups/2/status" => FixtureReply.Json("\"InProgress\""),
            _ => FixtureReply.Json("""{"jobIds":[]}"""),
        });
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.FlowRuns.CancelAsync(9, session.Context));
        Assert.Equal("/v4/jobGroups/2/cancel", error.Path);
        Assert.Contains("not yours", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
        Assert.Contains("POST /v4/jobGroups/3/cancel", session.Calls());
    }
}
