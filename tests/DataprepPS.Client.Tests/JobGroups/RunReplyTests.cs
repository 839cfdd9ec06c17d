using System;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.JobGroups;

public sealed class RunReplyTests
{
    [Fact]
    public async Task The_vendors_reply_comes_out_whole()
    {
        var execution = Guid.NewGuid();
        var group = await StartAsync(FixtureReply.File("doc-10.1.0-runJobGroup-response.201.json"), new RunRequest { RecipeId = 7, ExecutionId = execution });
        Assert.Equal(9, group.Id);
        Assert.Equal(9, group.JobGroupId);
        Assert.Equal(7, group.RecipeId);
        Assert.Equal(execution, group.ExecutionId);
        Assert.Equal("79276c31-c58c-4e79-ae5e-fed1a25ebca1", group.SessionId);
        Assert.Equal("JobStarted", group.Reason);
        Assert.Equal([21, 22], group.JobGraph!.Vertices!);
        Assert.Equal("21 -> 22", Assert.Single(group.JobGraph.Edges!).ToString());
        Assert.Equal([21, 22], group.Jobs!.Select(job => job.JobId));
        Assert.Null(group.Status);
        Assert.False(group.IsFinished);
        Assert.Empty(group.AdditionalProperties);
        Assert.Equal("job group 9", group.ToString());
    }

    [Fact]
    public async Task The_reply_of_2019_comes_out_whole()
    {
        var group = await StartAsync(FixtureReply.File("recorded-2019-dataprep-jobGroups-create.201.json"));
        Assert.Equal((4711, Fixture.SessionId), (group.Id, group.SessionId));
        Assert.Equal([4479390L, 4479391L], group.JobGraph!.Vertices!);
        Assert.Equal((4479390L, 4479391L), (group.JobGraph.Edges![0].Source, group.JobGraph.Edges[0].Target));
    }

    [Fact]
    public async Task The_v3_name_of_the_id_is_understood() => Assert.Equal(12, (await StartAsync(FixtureReply.Json("""{"jobgroupId":12}"""))).Id);

    [Fact]
    public async Task Any_2xx_is_a_success() => Assert.Equal(3, (await StartAsync(FixtureReply.Json("""{"id":3}""", 202))).Id);

    [Fact]
    public async Task An_id_as_text_is_understood() => Assert.Equal(3, (await StartAsync(FixtureReply.Json("""{"id":"3"}"""))).Id);

    [Fact]
    public async Task A_test_run_has_no_job_group_and_keeps_what_the_server_said()
    {
        var check = await CheckAsync(FixtureReply.Json("""{"datasetId":5,"datasetName":"sales","sessionId":"s"}"""));
        Assert.Equal((7, "sales", "s", true), (check.RecipeId, check.RecipeName, check.SessionId, check.IsValid));
        Assert.Equal(5L, check.AdditionalProperties["datasetId"]);
        Assert.Equal("recipe sales can be run", check.ToString());
    }

    [Fact]
    public async Task A_test_run_that_ran_is_an_error_that_names_its_job_group() => Assert.Contains(
        "started job group 9", (await Assert.ThrowsAsync<InvalidResponseException>(() => CheckAsync(FixtureReply.Json("""{"id":9}""")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_test_run_under_an_id_that_was_used_has_checked_nothing() => Assert.Contains(
        "nothing was checked", (await Assert.ThrowsAsync<InvalidResponseException>(() => CheckAsync(FixtureReply.Of(304)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_reply_without_an_id_is_looked_into_and_never_taken_for_a_job_group()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Json("{}", 201) : FixtureReply.Rows([]), maxRetryTime: TimeSpan.Zero);
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context));
        Assert.Contains("no job group id", error.Message, StringComparison.Ordinal);
        Assert.Contains("No job group of recipe 7 has appeared so far.", error.Message, StringComparison.Ordinal);
        Assert.Contains("-ExecutionId", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.OutcomeUnknown, error.Kind);
        Assert.Equal("DpOutcomeUnknown", error.ErrorId);
    }

    private static async Task<RunCheck> CheckAsync(FixtureReply reply)
    {
        await using var session = FixtureSession.Start(_ => reply, maxRetryTime: TimeSpan.Zero);
        return await session.Client.JobGroups.CheckAsync(new RunRequest { RecipeId = 7 }, session.Context);
    }

    private static async Task<JobGroup> StartAsync(FixtureReply reply, RunRequest? run = null)
    {
        await using var session = FixtureSession.Start(reply);
        return await session.Client.JobGroups.StartAsync(run ?? new RunRequest { RecipeId = 7 }, session.Context);
    }
}
