using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;
using Edition = DataprepPS.Emulator.Edition;
using EmulatorOptions = DataprepPS.Emulator.EmulatorOptions;

namespace DataprepPS.Client.Tests.JobGroups;

/// <summary>A run starts once, and the module finds the job group that was started.</summary>
public sealed class RunOnceTests
{
    [Theory]
    [InlineData(false, Edition.SelfManaged)]
    [InlineData(true, Edition.SelfManaged)]
    [InlineData(false, Edition.Old)]
    public async Task A_run_whose_reply_was_lost_is_found_after_the_304(bool body, Edition edition)
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { NotModifiedBody = body, Edition = edition, Seed = 60 });
        session.Server.Faults.On("runJobGroup").ResetAfter();
        var group = await session.RunAsync();
        Assert.Equal((61, 7), (group.Id, group.RecipeId!.Value));
        Assert.NotNull(group.ExecutionId);
        var runs = session.Server.Journal.Of("runJobGroup");
        Assert.Equal([null, 304], runs.Select(run => run.Status));
        Assert.Equal(group.ExecutionId.ToString(), Assert.Single(runs.Select(run => run.ExecutionId).Distinct()));
        Assert.Equal(1, session.Server.Journal.ActionCount);
    }

    [Fact]
    public async Task A_second_run_under_the_same_id_answers_the_first_job_group()
    {
        await using var session = await EmulatedSession.StartAsync();
        var run = new RunRequest { RecipeId = 7, ExecutionId = Guid.NewGuid() };
        var first = await session.Client.JobGroups.StartAsync(run, session.Context);
        using var later = session.NewClient(TimeSpan.FromMinutes(5));
        Assert.Equal(first.Id, (await later.JobGroups.StartAsync(run, session.Context)).Id);
        Assert.Equal(1, session.Server.Journal.ActionCount);
    }

    [Fact]
    public async Task When_several_came_into_question_they_are_named_and_none_is_chosen()
    {
        await using var session = await EmulatedSession.StartAsync();
        session.Server.Faults.On("runJobGroup").Skip(1).ResetAfter();
        await StrangerRunsAsync(session);
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.RunAsync());
        Assert.Contains("These job groups of recipe 7 came into question: 2, 1.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was started twice.", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(2, session.Server.Journal.ActionCount);
    }

    [Fact]
    public async Task Groups_of_other_starts_of_the_session_do_not_come_into_question()
    {
        await using var session = await EmulatedSession.StartAsync();
        session.Server.Faults.On("runJobGroup").Skip(2).ResetAfter();
        var first = await session.RunAsync();
        await session.RunAsync(8);
        var second = await session.RunAsync();
        Assert.Equal((1, 3), (first.Id, second.Id));
    }

    [Fact]
    public async Task A_304_without_a_group_to_be_found_is_an_unknown_outcome()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(304) : FixtureReply.Rows([]));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context));
        Assert.Contains("had been started under execution id", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, session.Requests.Count(request => request.Path == "/v4/jobLibrary"));
    }

    [Fact]
    public async Task A_list_that_lags_behind_is_looked_at_again()
    {
        var looks = 0;
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(304)
            : request.Number("offset") > 0 || looks++ < 2 ? FixtureReply.Rows([])
            : FixtureReply.Json("""{"data":[{"id":44,"wrangledDataset":{"id":7}},{"id":43,"wrangledDataset":{"id":8}}]}"""));
        Assert.Equal(44, (await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context)).Id);
        Assert.Contains("runBy=currentUser", session.Requests[1].Query, StringComparison.Ordinal);
        Assert.Contains("sort=-id", session.Requests[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_every_reply_is_lost_is_found_in_the_list()
    {
        await using var session = await EmulatedSession.StartAsync(maxRetryTime: TimeSpan.Zero);
        session.Server.Faults.On("runJobGroup").ResetAfter(times: 0);
        var group = await session.RunAsync();
        Assert.Equal(1, group.Id);
        Assert.Contains("job group 1 is the only one of recipe 7 that appeared.", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    public async Task A_refused_run_is_the_servers_error_and_nothing_is_looked_for(int status)
    {
        await using var session = FixtureSession.Start(FixtureReply.Error(status));
        Assert.Equal(status, (await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context))).StatusCode);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task A_documented_quota_is_kept_without_a_single_429()
    {
        await using var session = await EmulatedSession.StartAsync();
        for (var recipe = 1; recipe <= 40; recipe++)
        {
            await session.RunAsync(recipe);
        }

        Assert.Equal(40, session.Server.Journal.ActionCount);
        Assert.Equal(0, session.Server.Journal.QuotaViolations);
        Assert.Contains(session.Observer.Waits, wait => !wait.IsRetry && wait.Reason == "the quota is used up");
    }

    private static async Task StrangerRunsAsync(EmulatedSession session)
    {
        using var http = new HttpClient { BaseAddress = session.Server.BaseUri };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        using var content = new StringContent("""{"wrangledDataset":{"id":7}}""", Encoding.UTF8, "application/json");
        (await http.PostAsync(new Uri("/v4/jobGroups", UriKind.Relative), content)).EnsureSuccessStatusCode();
    }
}
