using System;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Reports;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using DataprepPS.Emulator;
using Xunit;
using Group = DataprepPS.Client.JobGroups.JobGroup;

namespace DataprepPS.Client.Tests.Reports;

/// <summary>What a report asks the server, and what it makes of the answers.</summary>
public sealed class ReportReadTests
{
    private const string Embeds = "?embed=jobs.errorMessage,jobs.scriptResults,wrangledDataset.recipe,wrangledDataset.flow,creator";

    [Fact]
    public async Task A_finished_run_of_the_emulator_is_read_whole()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Seed = 20 });
        var group = await session.Client.Reports.ReadAsync(2, null, withResults: true, session.Context);
        Assert.Equal(("orders step 2", "Flow 1 orders", 1L), (group.Group.RecipeName, group.Group.FlowName, group.Group.FlowId));
        Assert.Equal(["wrangle", "profile", "filewriter"], group.Stages.Select(stage => stage.Type));
        Assert.All(group.Stages, stage => Assert.Equal(ReportState.Complete, stage.State));
        Assert.False(group.IsGraphKnown);
        Assert.Equal(2, group.Edges.Count);
        Assert.Contains("recipe-2.csv", Assert.Single(group.Outputs).Name, StringComparison.Ordinal);
        Assert.Equal(["region String 98 0 2", "amount Float 97 1 2"], group.Columns.Select(column => $"{column.Name} {column.Type[0]} {column.Valid} {column.Mismatched} {column.Missing}"));
        Assert.Empty(group.Missing);
    }

    [Fact]
    public async Task Nothing_is_asked_for_that_a_run_cannot_have()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":5,"status":"Failed","profilingEnabled":true,"jobs":{"data":[{"id":1,"jobType":"wrangle","status":"Failed","errorMessage":{"id":1,"message":"No such column"}}]}}"""));
        var group = await session.Client.Reports.ReadAsync(5, null, withResults: true, session.Context);
        Assert.Equal([$"GET /v4/jobGroups/5{Embeds}"], session.Requests.Select(request => request.ToString()));
        Assert.Equal(("wrangle: No such column", "wrangle"), (group.Group.Error, group.FailedStage!.Type));
    }

    [Fact]
    public async Task Results_are_asked_for_where_there_may_be_some()
    {
        await using var session = FixtureSession.Start(request => HostileServer.Answer(request));
        await session.Client.Reports.ReadAsync(6, null, withResults: true, session.Context);
        Assert.Equal(["/v4/jobGroups/6", "/v4/jobGroups/6/outputs", "/v4/jobGroups/6/profile", "/v4/jobGroups/6/publications"], session.Requests.Select(request => request.Path).Distinct().Order());
        var before = session.Requests.Count;
        await session.Client.Reports.ReadAsync(8, null, withResults: false, session.Context);
        Assert.Equal(before + 1, session.Requests.Count);
    }

    [Fact]
    public async Task What_the_server_will_not_show_is_left_out_and_said()
    {
        await using var session = FixtureSession.Start(request => request.Path.Split('/') is [_, _, _, _, var part]
            ? part switch
            {
                "profile" => FixtureReply.File("recorded-2026-aac-jobGroup-profile-missing.400.http.json"),
                "outputs" => FixtureReply.File("partial-2026-aac-access-control.403.http.json"),
                _ => FixtureReply.File("recorded-2026-aac-route-not-found.404.http.json"),
            }
            : HostileServer.Answer(request));
        var group = await session.Client.Reports.ReadAsync(6, null, withResults: true, session.Context);
        Assert.Equal(
            ["You may not read the outputs of this run.", "This server has no route for the publications of a run.", "The server has no profile of this run."],
            group.Missing);
        Assert.Empty(group.Outputs);
        Assert.Empty(group.Columns);
    }

    [Fact]
    public async Task A_server_that_does_not_know_an_association_is_asked_for_fewer_from_then_on()
    {
        await using var session = FixtureSession.Start(request => request.Query.Contains("scriptResults", StringComparison.Ordinal)
            ? FixtureReply.File("doc-10.1.0-invalid-embed.http.json")
            : FixtureReply.Json("""{"id":5,"status":"Failed"}"""));
        var group = await session.Client.Reports.ReadAsync(5, null, withResults: true, session.Context);
        await session.Client.Reports.ReadAsync(5, null, withResults: true, session.Context);
        Assert.Equal([$"GET /v4/jobGroups/5{Embeds}", "GET /v4/jobGroups/5?embed=jobs.errorMessage", "GET /v4/jobGroups/5?embed=jobs.errorMessage"], session.Requests.Select(request => request.ToString()));
        Assert.Contains("no names of recipe and flow", Assert.Single(group.Missing), StringComparison.Ordinal);
        Assert.Equal("Job group 5", group.Label);
    }

    [Fact]
    public async Task A_group_that_cannot_be_read_and_a_refused_token_are_errors()
    {
        await using var session = FixtureSession.Start(request => request.Path.EndsWith("/outputs", StringComparison.Ordinal) ? FixtureReply.Error(401) : HostileServer.Answer(request));
        await Assert.ThrowsAsync<ApiException>(() => session.Client.Reports.ReadAsync(6, null, withResults: true, session.Context));
        await using var empty = FixtureSession.Start(FixtureReply.Error(404, "DataNotFoundException"));
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<ApiException>(() => empty.Client.Reports.ReadAsync(6, null, withResults: true, empty.Context))).Kind);
    }

    [Fact]
    public async Task What_only_the_start_told_is_kept()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":5,"status":"InProgress","jobs":{"data":[{"id":1,"jobType":"wrangle","status":"Complete"},{"id":2,"jobType":"profile"},{"id":3,"jobType":"filewriter"}]}}"""));
        var start = Guid.NewGuid();
        var known = new Group { Id = 5, ExecutionId = start, RecipeId = 9, JobGraph = new JobGraph { Vertices = [1, 2, 3], Edges = [Edge(1, 2), Edge(1, 3), Edge(1, 77), Edge(2, 2)] } };
        var group = await session.Client.Reports.ReadAsync(5, known, withResults: true, session.Context);
        Assert.True(group.IsGraphKnown);
        Assert.Equal(["1 -> 2", "1 -> 3"], group.Edges.Select(edge => edge.ToString()));
        Assert.Equal((start, 9L), (group.Group.ExecutionId, group.Group.RecipeId));
        Assert.Equal("Recipe 9", group.Label);
    }

    [Fact]
    public async Task A_flow_runs_job_groups_are_found()
    {
        await using var session = FixtureSession.Start(FixtureReply.Rows([11, 12]), FixtureReply.Rows([]));
        var source = Assert.Single(session.Client.Reports.Sources, source => source.IdName == "FlowRunId");
        Assert.Equal([11L, 12L], await source.FindAsync(4, session.Context));
        Assert.Equal("/v4/flowRuns/4/jobGroups", session.Requests[0].Path);
    }

    [Fact]
    public async Task A_plan_runs_job_groups_are_found()
    {
        await using var session = await EmulatedSession.StartAsync();
        var run = await session.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = 1 }, session.Context);
        var waiter = session.Client.PlanRuns.CreateWaiter(new WaitOptions());
        waiter.Add(run.Id);
        waiter.Seal();
        await waiter.RunAsync(_ => Task.CompletedTask, null, session.Context);
        var source = Assert.Single(session.Client.Reports.Sources, source => source.IdName == "PlanRunId");
        Assert.Equal(session.Server.World.JobGroups.Select(group => group.Id).Order(), (await source.FindAsync(run.Id, session.Context)).Order());
        Assert.NotEmpty(session.Server.World.JobGroups);
    }

    [Theory]
    [InlineData("https://api.clouddataprep.com", "https://clouddataprep.com/jobs/5")]
    [InlineData("https://www.api.clouddataprep.com/", "https://clouddataprep.com/jobs/5")]
    [InlineData("https://us1.alteryxcloud.com", "https://us1.alteryxcloud.com/jobs/5")]
    [InlineData("http://127.0.0.1:3005/trifacta/", "http://127.0.0.1:3005/trifacta/jobs/5")]
    public void Links_lead_into_the_web_application(string server, string expected) => Assert.Equal(expected, new WebAddresses(new Uri(server)).Job(5));

    [Theory]
    [InlineData("", "No job groups")]
    [InlineData("Complete", "The job group is complete")]
    [InlineData("Failed", "The job group failed")]
    [InlineData("InProgress", "The job group has not ended yet")]
    [InlineData("Complete,Complete", "All 2 job groups are complete")]
    [InlineData("Failed,Failed", "All 2 job groups failed")]
    [InlineData("Complete,Failed,InProgress", "1 of 3 job groups failed")]
    [InlineData("Complete,Odd", "1 of 2 job groups have not ended yet")]
    [InlineData("Complete,Canceled", "1 of 2 job groups were canceled")]
    public void The_outcome_is_one_sentence(string statuses, string expected)
    {
        var groups = statuses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((status, index) => new ReportGroup(new Group { Id = index + 1, Status = status }, []));
        Assert.Equal(expected, new Report("x", new Uri("http://localhost"), DateTimeOffset.UnixEpoch, [.. groups]).Headline);
    }

    [Fact]
    public void A_stage_counts_from_the_end_of_those_before_it()
    {
        ReportStage[] stages =
        [
            new(1, "wrangle", "Complete") { Start = At(0), End = At(70) },
            new(2, "profile", "Complete") { Start = At(0), End = At(90) },
            new(3, "filewriter", "InProgress") { Start = At(0), End = At(80) },
            new(4, "publish", "Created") { Start = At(0), End = At(0) },
        ];
        var group = new ReportGroup(new Group { Id = 1, Status = "InProgress", CreatedAt = At(0), JobGraph = new JobGraph { Edges = [Edge(1, 2), Edge(1, 3)] } }, stages);
        var report = new Report("x", new Uri("http://localhost"), At(100), [group]);
        Assert.Equal([(At(0), At(70)), (At(70), At(90)), (At(70), At(100)), null], stages.Select(stage => report.SpanOf(group, stage)));
        Assert.Equal((At(100), TimeSpan.FromSeconds(100)), (report.EndOf(group), report.DurationOf(group)));
        var unordered = new ReportGroup(new Group { Id = 1, Status = "Complete" }, stages);
        Assert.Equal((At(70), At(90)), report.SpanOf(unordered, stages[1]));
    }

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static JobGraphEdge Edge(long source, long target) => new() { Source = source, Target = target };
}
