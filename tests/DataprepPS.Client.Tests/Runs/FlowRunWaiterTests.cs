using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using EmulatorOptions = DataprepPS.Emulator.EmulatorOptions;

namespace DataprepPS.Client.Tests.Runs;

/// <summary>Waiting for runs of flows: their job groups tell how far they are, and their own status has the last word about the end.</summary>
public sealed class FlowRunWaiterTests
{
    private static readonly string[] Ends = ["Complete", "Failed", "Canceled"];
    private static readonly string[] Words = [.. Ends, "Created", "InProgress", "Pending", "Sleeping"];

    [Fact]
    public async Task A_run_ends_with_its_job_groups_and_what_its_start_told()
    {
        await using var session = await EmulatedSession.StartAsync();
        var started = await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 1 }, session.Context);
        List<WaitProgress> progress = [];
        var outcome = Assert.Single(await session.Client.FlowRuns.WaitAsync(session.Context, new WaitOptions(), progress.Add, (started.Id, started)));
        Assert.Null(outcome.Error);
        var run = outcome.Run!;
        Assert.True(run.IsSuccess);
        Assert.Equal((started.ExecutionId, 1L, 5), (run.ExecutionId, run.FlowId, run.JobGroups!.Count));
        Assert.All(run.JobGroups, group => Assert.True(group.IsSuccess && group.SessionId is not null && group.Jobs!.All(job => job.Status == "Complete")));
        Assert.NotNull(run.CreatedAt);
        Assert.True(run.Duration > TimeSpan.Zero);
        Assert.Equal(1, session.Server.Journal.Count("getFlowRunStatus"));
        var looks = progress.SelectMany(one => one.Pending).ToList();
        Assert.All(looks, look => Assert.Equal("Flow run 1", look.Name));
        Assert.Equal("InProgress", looks[^1].Status);
        Assert.Contains(looks, look => look.Stage == "0 of 5 job groups ended" && look.PercentComplete > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hundreds_of_runs_are_waited_for_by_the_list_of_their_job_groups(bool isKnown)
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Quota = 0 });
        List<(long, FlowRun?)> runs = [];
        for (var i = 0; i < 200; i++)
        {
            var run = await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 1 + (i % 10), RecipeIds = [1 + (i % 10 * 5), 2 + (i % 10 * 5)] }, session.Context);
            runs.Add((run.Id, isKnown ? run : null));
        }

        var before = session.Server.Journal.RequestCount;
        var outcomes = await session.Client.FlowRuns.WaitAsync(session.Context, new WaitOptions(), null, runs);
        Assert.Equal(runs.Select(run => run.Item1), outcomes.Select(outcome => outcome.Id).Order());
        Assert.All(outcomes, outcome => Assert.True(outcome.Run!.IsSuccess && outcome.Run.FlowId is not null && outcome.Run.JobGroups!.Count == 2));
        // The status of each once, the run of each once, and some pages of the list.
        Assert.Equal((200, 200, 0), (session.Server.Journal.Count("getFlowRunStatus"), session.Server.Journal.Count("getFlowRun"), session.Server.Journal.Count("getFlowRunJobGroups")));
        Assert.InRange(session.Server.Journal.RequestCount - before - 400, 1, 100);
    }

    [Fact]
    public async Task A_failed_run_says_which_job_groups_failed_and_why()
    {
        await using var session = await EmulatedSession.StartAsync();
        var run = await session.Client.FlowRuns.StartAsync(
            new FlowRunRequest { FlowId = 1, RecipeIds = [1, 2, 3], Overrides = new System.Collections.Hashtable { ["orders step 2"] = new System.Collections.Hashtable { ["fail"] = "No such column" } } }, session.Context);
        await session.Client.JobGroups.CancelAsync(run.JobGroups![2].Id, session.Context);
        var outcome = Assert.Single(await session.Client.FlowRuns.WaitAsync(session.Context, run.Id));
        Assert.Equal("Failed", outcome.Run!.Status);
        var error = Assert.IsType<RunFailedException>(outcome.Error);
        Assert.Equal((run.Id, "DpFlowRunFailed", ErrorKind.Job), (error.RunId, error.ErrorId, error.Kind));
        Assert.StartsWith("Flow run 1 of flow 1 failed: job group 2 of recipe 2 failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("No such column", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; job group 3 of recipe 3 was canceled", error.Message, StringComparison.Ordinal);
        Assert.Equal("Look at its job groups: Get-DpJobGroup -FlowRunId 1.", error.RecommendedAction);
    }

    [Fact]
    public async Task A_canceled_run_is_an_error_of_its_own()
    {
        await using var session = await EmulatedSession.StartAsync();
        var run = await session.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = 1, RecipeIds = [1] }, session.Context);
        await session.Client.FlowRuns.CancelAsync(run.Id, session.Context);
        var error = Assert.IsType<RunCanceledException>(Assert.Single(await session.Client.FlowRuns.WaitAsync(session.Context, new WaitOptions(), null, (run.Id, run))).Error);
        Assert.Equal((run.Id, "DpFlowRunCanceled", "Flow run 1 of flow 1 was canceled: job group 1 of recipe 1 was canceled"), (error.RunId, error.ErrorId, error.Message));
    }

    [Fact]
    public async Task When_time_is_out_the_error_names_the_run_and_nothing_is_canceled()
    {
        await using var session = FixtureSession.Start(request => Answer(request, "InProgress", "InProgress"));
        var error = Assert.IsType<WaitTimeoutException>(Assert.Single(await session.Client.FlowRuns.WaitAsync(session.Context, new WaitOptions { Timeout = TimeSpan.FromMinutes(1) }, null, (9, null))).Error);
        Assert.Equal(("Flow run 9 was still InProgress after 60 s. It runs on.", "Wait on: Wait-DpFlowRun 9. Or stop it: Stop-DpFlowRun 9."), (error.Message, error.RecommendedAction));
        Assert.All(session.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public async Task Job_groups_that_have_ended_are_no_end_while_the_run_says_otherwise(int runs)
    {
        var time = new LeapingTimeProvider();
        await using var session = FixtureSession.Start(request => Answer(request, "Complete", time.Elapsed < TimeSpan.FromMinutes(10) ? "InProgress" : "Complete"), time);
        var outcomes = await session.Client.FlowRuns.WaitAsync(session.Context, Ids(runs));
        Assert.Equal(runs, outcomes.Count(outcome => outcome.Error is null && outcome.Run!.JobGroups!.Count == 1));
        Assert.InRange(time.Elapsed.TotalMinutes, 10, 11);
    }

    [Fact]
    public async Task A_run_whose_status_stays_bad_is_given_up_while_the_lists_are_well()
    {
        var time = new LeapingTimeProvider();
        await using var session = FixtureSession.Start(
            request => request.Path == "/v4/flowRuns/1/status" ? FixtureReply.Error(503, "Busy") : Answer(request, request.Path == "/v4/jobLibrary" ? "" : "Complete", "Complete", id => id == 1 || time.Elapsed > TimeSpan.FromMinutes(30) ? "Complete" : "InProgress"),
            time);
        var outcomes = await session.Client.FlowRuns.WaitAsync(session.Context, new WaitOptions { PollInterval = TimeSpan.FromSeconds(30) }, null, Waits.Unknown<FlowRun>(Ids(8)));
        Assert.Equal((1, 503), (outcomes[0].Id, outcomes[0].Error!.StatusCode!.Value));
        Assert.All(outcomes.Skip(1), outcome => Assert.Null(outcome.Error));
        Assert.Single(session.Observer.Warnings);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_run_that_vanishes_is_its_own_error(int status)
    {
        await using var session = FixtureSession.Start(request => request.Path.StartsWith("/v4/flowRuns/9", StringComparison.Ordinal) ? FixtureReply.Error(status, "DataNotFoundException") : Answer(request, "Complete", "Complete"));
        var outcomes = await session.Client.FlowRuns.WaitAsync(session.Context, 9, 8);
        Assert.Equal(status, outcomes.Single(outcome => outcome.Id == 9).Error!.StatusCode);
        Assert.Null(outcomes.Single(outcome => outcome.Id == 8).Error);
    }

    [Fact]
    public async Task Runs_whose_job_groups_the_list_does_not_show_are_looked_at_alone()
    {
        await using var session = FixtureSession.Start(request => request.Path == "/v4/jobLibrary" ? FixtureReply.Json("""{"data":[]}""") : Answer(request, "Complete", "Complete"));
        Assert.Equal(7, (await session.Client.FlowRuns.WaitAsync(session.Context, Ids(7))).Count);
        Assert.Single(session.Requests, request => request.Path == "/v4/jobLibrary");
    }

    [Fact]
    public async Task A_list_that_does_not_name_flow_runs_serves_where_the_start_told_the_job_groups()
    {
        long[] ids = [1, 2, 3, 4, 5, 6];
        await using var session = FixtureSession.Start(request => request.Path == "/v4/jobLibrary"
            ? FixtureReply.Json($$"""{"data":[{{string.Join(',', ids.Reverse().Select(id => $$"""{"id":{{id * 10}},"status":"Complete"}"""))}},{"id":5,"status":"Failed"}]}""")
            : Answer(request, "Failed", "Complete"));
        var outcomes = await session.Client.FlowRuns.WaitAsync(session.Context, new WaitOptions(), null, ids.Select(id => (id, (FlowRun?)new FlowRun { Id = id, JobGroups = [new JobGroup { Id = id * 10 }] })));
        Assert.All(outcomes, outcome => Assert.Null(outcome.Error));
        Assert.DoesNotContain(session.Requests, request => request.Path.EndsWith("/jobGroups", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_is_read_no_further_than_the_oldest_run()
    {
        await using var session = FixtureSession.Start(request => request.Path == "/v4/jobLibrary"
            ? FixtureReply.Json($$"""{"data":[{{string.Join(',', Enumerable.Range(0, 1000).Select(row => 9000 - request.Number("offset") - row).Select(id => Row(id, "Complete", id / 10)))}}]}""")
            : Answer(request, "Complete", "Complete"));
        Assert.Equal(5, (await session.Client.FlowRuns.WaitAsync(session.Context, 850, 860, 870, 880, 890)).Count);
        Assert.Single(session.Requests, request => request.Path == "/v4/jobLibrary");
    }

    [Fact]
    public void Nothing_that_failed_or_was_canceled_is_ever_taken_for_success()
    {
        var word = Gen.Elements(Words);
        var plans =
            from groups in Gen.ListOf(word)
            from later in Gen.ListOf(Gen.Elements(Ends), Math.Max(1, groups.Count))
            from status in word
            from end in Gen.Elements(Ends)
            from runs in Gen.Elements(1, 6)
            select (groups: groups.ToArray(), later: later.ToArray(), status, end, runs);
        Prop.ForAll(plans.ToArbitrary(), plan => IsTrueAsync(plan.groups, plan.later, plan.status, plan.end, plan.runs).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithQuietOnSuccess(true));
    }

    // First what comes, then what it all ends with.
    private static async Task<bool> IsTrueAsync(string[] groups, string[] later, string status, string end, int runs)
    {
        var time = new LeapingTimeProvider();
        string[] Groups() => time.Elapsed < TimeSpan.FromMinutes(2) ? groups : groups.Length == 0 ? [] : later;
        await using var session = FixtureSession.Start(
            request => request.Path.Split('/') switch
            {
                [.., "status"] => FixtureReply.Json($"\"{(time.Elapsed < TimeSpan.FromMinutes(2) ? status : end)}\""),
                [.., "jobGroups"] => FixtureReply.Json($$"""{"data":[{{Rows(long.Parse(request.Path.Split('/')[3], CultureInfo.InvariantCulture))}}]}"""),
                [.., "jobLibrary"] => FixtureReply.Json(request.Number("offset") > 0 ? """{"data":[]}""" : $$"""{"data":[{{string.Join(',', Enumerable.Range(1, runs).Reverse().Select(id => Rows(id)).Where(rows => rows.Length > 0))}}]}"""),
                [.., "jobGroups", var id] => FixtureReply.Json($$"""{"id":{{id}},"status":"Failed"}"""),
                _ => FixtureReply.Json($$"""{"id":{{request.Path.Split('/')[3]}}}"""),
            },
            time);
        var outcomes = await session.Client.FlowRuns.WaitAsync(session.Context, new WaitOptions { PollInterval = TimeSpan.FromSeconds(30) }, null, Waits.Unknown<FlowRun>(Ids(runs)));
        return outcomes.Count == runs && outcomes.TrueForAll(outcome => outcome.Run is { } run
            && (outcome.Error is null) == (run.Status == "Complete")
            && (outcome.Error is not null || run.JobGroups!.All(group => group.Status == "Complete"))
            && run.JobGroups!.All(group => group.IsFinished)
            && (outcome.Error is null or RunCanceledException) == (run.Status != "Failed"));

        string Rows(long run) => string.Join(',', Groups().Select((one, index) => Row((run * 100) + 99 - index, one, run)));
    }

    private static string Row(long id, string status, long run) => $$$"""{"id":{{{id}}},"status":"{{{status}}}","flowRun":{"id":{{{run}}}}}""";

    private static IEnumerable<long> Ids(int count) => Enumerable.Range(1, count).Select(id => (long)id);

    /// <summary>A server of flow runs with one job group each, of the same number.</summary>
    private static FixtureReply Answer(FixtureRequest request, string group, string status, Func<long, string>? listed = null)
    {
        var parts = request.Path.Split('/');
        return parts switch
        {
            [.., "jobLibrary"] => FixtureReply.Json($$"""{"data":[{{string.Join(',', Enumerable.Range(1, 9).Reverse().Select(id => Row(id, listed?.Invoke(id) ?? group, id)))}}]}"""),
            [.., "status"] => FixtureReply.Json($"\"{status}\""),
            [.., "jobGroups"] => FixtureReply.Json($$"""{"data":[{"id":{{parts[3]}},"status":"{{group}}"}]}"""),
            _ => FixtureReply.Json($$$"""{"id":{{{parts[3]}}},"createdAt":"2026-09-01T12:00:00.000Z","flow":{"id":3}}"""),
        };
    }
}
