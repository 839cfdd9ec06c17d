using System;
using System.Collections.Generic;
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
    // Years behind ours: moments are compared by the server's clock alone.
    private static readonly DateTimeOffset ServerNow = new(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(false, Edition.SelfManaged)]
    [InlineData(true, Edition.SelfManaged)]
    [InlineData(false, Edition.Old)]
    public async Task A_run_whose_reply_was_lost_is_found_after_the_304(bool body, Edition edition)
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { NotModifiedBody = body, Edition = edition });
        session.Server.Faults.On("runJobGroup").ResetAfter();
        var group = await session.RunAsync();
        Assert.Equal((1, 7), (group.Id, group.RecipeId!.Value));
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
        Assert.Contains("These job groups of recipe 7 come into question: 2, 1.", error.Message, StringComparison.Ordinal);
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
        var time = new LeapingTimeProvider();
        List<double> looks = [];
        await using var session = FixtureSession.Start(
            request =>
            {
                looks.Add(time.Elapsed.TotalSeconds);
                return request.Method == "POST" ? FixtureReply.Of(304) : FixtureReply.Rows([]);
            },
            time);
        var execution = Guid.NewGuid();
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, ExecutionId = execution }, session.Context));
        Assert.Equal(
            $"A job group of recipe 7 had been started under execution id {execution}, but which one is not clear. No job group of recipe 7 has appeared so far.", error.Message);
        Assert.Equal([0.0, 0, 1, 3, 7], looks);
    }

    [Fact]
    public async Task A_list_that_lags_behind_is_looked_at_again()
    {
        var looks = 0;
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(304)
            : request.Number("offset") > 0 || looks++ < 2 ? FixtureReply.Rows([])
            : FixtureReply.Json("""{"data":[{"id":44,"wrangledDataset":{"id":7}},{"id":43,"wrangledDataset":{"id":8}}]}"""));
        Assert.Equal(44, (await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, ExecutionId = Guid.NewGuid() }, session.Context)).Id);
        Assert.Contains("runBy=currentUser", session.Requests[1].Query, StringComparison.Ordinal);
        Assert.Contains("sort=-id", session.Requests[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_every_reply_is_lost_names_what_comes_into_question_and_is_found_under_its_id_again()
    {
        await using var session = await EmulatedSession.StartAsync(maxRetryTime: TimeSpan.Zero);
        session.Server.Faults.On("runJobGroup").ResetAfter();
        var execution = Guid.NewGuid();
        var run = new RunRequest { RecipeId = 7, ExecutionId = execution };
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(run, session.Context));
        Assert.Contains("come into question: 1.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"-ExecutionId {execution}", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1, (await session.Client.JobGroups.StartAsync(run, session.Context)).Id);
        Assert.Equal(1, session.Server.Journal.ActionCount);
    }

    [Fact]
    public async Task A_304_to_the_first_use_of_an_id_of_ours_is_believed_by_nobody()
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(304));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context));
        Assert.Contains("Nothing can have been started under it before", error.Message, StringComparison.Ordinal);
        Assert.Single(session.Requests);
    }

    [Fact]
    public async Task A_lost_start_is_looked_for_among_the_groups_since_it_by_the_servers_clock()
    {
        var time = new LeapingTimeProvider();
        var elapsed = TimeSpan.Zero;
        var attempts = 0;
        await using var session = FixtureSession.Start(
            request =>
            {
                if (request.Method == "POST")
                {
                    elapsed = time.Elapsed;
                    return attempts++ == 0 ? FixtureReply.Reset : FixtureReply.Of(304, ("Date", ServerNow.ToString("R")));
                }

                return Groups(request, Row(44, 7, ServerNow), Row(43, 7, ServerNow - TimeSpan.FromMinutes(1)));
            },
            time);
        var group = await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context);
        Assert.True(elapsed > TimeSpan.Zero);
        Assert.Equal((44, $"/v4/jobLibrary?runBy=currentUser&dateFilter[createdAt][gte]={Since(elapsed)}&sort=-id&limit=100"), (group.Id, session.Requests[2].Target));
        Assert.Equal(
            $"POST /v4/jobGroups: the server answered that a job group had been started under execution id {group.ExecutionId}. Job group 44 is the only one of recipe 7 that appeared since.",
            Assert.Single(session.Observer.Warnings));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_start_of_unknown_outcome_is_found_under_its_id_among_the_groups_since_unless_the_id_may_be_older(bool isOurs)
    {
        var time = new LeapingTimeProvider();
        var attempts = 0;
        await using var session = FixtureSession.Start(
            request => request.Method != "POST" ? Groups(request, attempts < 2 ? [] : [Row(44, 7, ServerNow)])
                : attempts++ == 0 ? FixtureReply.Reset : FixtureReply.Of(304, ("Date", ServerNow.ToString("R"))),
            time,
            maxRetryTime: TimeSpan.Zero);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() =>
            session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, ExecutionId = isOurs ? null : Guid.NewGuid() }, session.Context));
        time.Advance(TimeSpan.FromSeconds(30));
        var again = new RunRequest { RecipeId = 7, ExecutionId = Guid.Parse(session.Requests[0]["x-execution-id"]!) };
        Assert.Equal(44, (await session.Client.JobGroups.StartAsync(again, session.Context)).Id);
        var since = isOurs ? $"dateFilter[createdAt][gte]={Since(TimeSpan.FromSeconds(30))}&" : null;
        Assert.Contains($"GET /v4/jobLibrary?runBy=currentUser&{since}sort=-id&limit=100", session.Requests.Select(request => $"{request}"));
        Assert.EndsWith(isOurs ? "that appeared since." : "that there is.", session.Observer.Warnings[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, 20, "")]
    [InlineData(8, 21, " and 1 more")]
    public async Task Of_many_groups_that_come_into_question_twenty_are_named(long recipe, int count, string more)
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(304)
            : Groups(request, [.. Enumerable.Range(0, count).Select(i => Row(100 - i, recipe, ServerNow))]));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => StartUnderAnIdAsync(session, recipe));
        var named = string.Join(", ", Enumerable.Range(0, 20).Select(i => 100 - i));
        Assert.EndsWith($" These job groups of recipe {recipe} come into question: {named}{more}.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1999, true)]
    [InlineData(2000, false)]
    public async Task The_only_group_in_a_list_too_long_to_be_read_to_its_end_is_not_taken(int count, bool isTaken)
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(304)
            : Groups(request, [.. Enumerable.Range(0, count).Select(i => Row(5000 - i, i == 0 ? 7 : 8, ServerNow))]));
        if (isTaken)
        {
            Assert.Equal(5000, (await StartUnderAnIdAsync(session, 7)).Id);
        }
        else
        {
            var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => StartUnderAnIdAsync(session, 7));
            Assert.EndsWith("come into question: 5000.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Stopping_while_the_group_is_looked_for_says_that_it_had_been_started()
    {
        FixtureSession? session = null;
        session = FixtureSession.Start(request =>
        {
            if (request.Method == "POST")
            {
                return FixtureReply.Of(304);
            }

            session!.Cancellation.Cancel();
            return FixtureReply.Silent;
        });
        await using var disposing = session;
        var execution = Guid.NewGuid();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, ExecutionId = execution }, session.Context));
        Assert.Equal(
            $"A job group of recipe 7 had been started under execution id {execution}. Stopped while looking for it. Look at Get-DpJobGroup -RunBy currentUser. Nothing was started twice.",
            Assert.Single(session.Observer.Warnings));
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task While_a_start_is_lost_sight_of_no_other_of_its_recipe_takes_a_group(long recipe, bool isTaken)
    {
        var attempts = 0;
        await using var session = FixtureSession.Start(
            request => request.Method != "POST" ? Groups(request, Row(44, recipe, ServerNow)) : attempts++ == 0 ? FixtureReply.Reset : FixtureReply.Of(304),
            maxRetryTime: TimeSpan.Zero);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => StartUnderAnIdAsync(session, 7));
        if (isTaken)
        {
            Assert.Equal(44, (await StartUnderAnIdAsync(session, recipe)).Id);
        }
        else
        {
            var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => StartUnderAnIdAsync(session, recipe));
            Assert.EndsWith("come into question: 44.", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public async Task A_start_lost_sight_of_long_before_keeps_no_other_from_its_group(int minutes, bool isTaken)
    {
        var time = new LeapingTimeProvider();
        var posts = new Queue<FixtureReply>([FixtureReply.Reset, FixtureReply.Reset, FixtureReply.Of(304, ("Date", ServerNow.ToString("R")))]);
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? posts.Dequeue() : Groups(request, Row(44, 7, ServerNow)), time, maxRetryTime: TimeSpan.Zero);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context));
        time.Advance(TimeSpan.FromMinutes(minutes));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context));
        var again = new RunRequest { RecipeId = 7, ExecutionId = Guid.Parse(session.Requests.Last(request => request.Method == "POST")["x-execution-id"]!) };
        if (isTaken)
        {
            Assert.Equal(44, (await session.Client.JobGroups.StartAsync(again, session.Context)).Id);
        }
        else
        {
            await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(again, session.Context));
        }
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public async Task A_start_that_the_server_had_made_keeps_only_those_of_the_next_seconds_from_their_group(int seconds, bool isTaken)
    {
        var time = new LeapingTimeProvider();
        var isMade = FixtureReply.Of(304, ("Date", ServerNow.ToString("R")));
        var posts = new Queue<FixtureReply>([FixtureReply.Reset, isMade, FixtureReply.Reset, isMade]);
        string[] rows = [Row(45, 7, ServerNow), Row(44, 7, ServerNow)];
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? posts.Dequeue() : Groups(request, rows), time, maxRetryTime: TimeSpan.Zero);
        await LoseAsync();
        await Assert.ThrowsAsync<OutcomeUnknownException>(AgainAsync);
        time.Advance(TimeSpan.FromSeconds(seconds));
        rows = [Row(46, 7, ServerNow)];
        await LoseAsync();
        if (isTaken)
        {
            Assert.Equal(46, (await AgainAsync()).Id);
        }
        else
        {
            await Assert.ThrowsAsync<OutcomeUnknownException>(AgainAsync);
        }

        Task LoseAsync() => Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, session.Context));

        Task<JobGroup> AgainAsync() => session.Client.JobGroups.StartAsync(
            new RunRequest { RecipeId = 7, ExecutionId = Guid.Parse(session.Requests.Last(request => request.Method == "POST")["x-execution-id"]!) }, session.Context);
    }

    [Fact]
    public async Task A_lost_start_that_is_refused_when_it_is_run_again_is_lost_as_before()
    {
        var posts = new Queue<FixtureReply>([FixtureReply.Reset, FixtureReply.Error(400), FixtureReply.Of(304)]);
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? posts.Dequeue() : Groups(request, Row(44, 7, ServerNow)), maxRetryTime: TimeSpan.Zero);
        var lost = new RunRequest { RecipeId = 7, ExecutionId = Guid.NewGuid() };
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.StartAsync(lost, session.Context));
        await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.StartAsync(lost, session.Context));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => StartUnderAnIdAsync(session, 7));
        Assert.EndsWith("come into question: 44.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_a_plan_started_is_none_of_a_recipes_start()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Of(304) : Groups(request, Row(45, 7, ServerNow, "plan"), Row(44, 7, ServerNow)));
        Assert.Equal(44, (await StartUnderAnIdAsync(session, 7)).Id);
    }

    [Fact]
    public async Task A_refused_start_keeps_no_other_from_its_group()
    {
        var attempts = 0;
        await using var session = FixtureSession.Start(request =>
            request.Method != "POST" ? Groups(request, Row(44, 7, ServerNow)) : attempts++ == 0 ? FixtureReply.Error(400) : FixtureReply.Of(304));
        await Assert.ThrowsAsync<ApiException>(() => StartUnderAnIdAsync(session, 7));
        Assert.Equal(44, (await StartUnderAnIdAsync(session, 7)).Id);
    }

    [Fact]
    public async Task A_run_of_another_recipe_under_a_used_id_answers_the_first_job_group_as_it_is()
    {
        var attempts = 0;
        await using var session = FixtureSession.Start(request => request.Path == "/v4/jobGroups/51" ? FixtureReply.Json(Row(51, 7, ServerNow))
            : attempts++ == 0 ? FixtureReply.Json("""{"id":51}""", 201) : FixtureReply.Of(304));
        var execution = Guid.NewGuid();
        await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, ExecutionId = execution }, session.Context);
        var group = await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 8, ExecutionId = execution }, session.Context);
        Assert.Equal((51, 7), (group.Id, group.RecipeId!.Value));
        Assert.Equal(
            $"POST /v4/jobGroups: the server answered that a job group had been started under execution id {execution}. This session had started job group 51 under it.",
            Assert.Single(session.Observer.Warnings));
    }

    [Fact]
    public async Task A_test_run_started_nothing_that_its_id_could_stand_for()
    {
        var attempts = 0;
        await using var session = FixtureSession.Start(request =>
            request.Method != "POST" ? Groups(request, Row(44, 7, ServerNow)) : attempts++ == 0 ? FixtureReply.Json("{}") : FixtureReply.Of(304));
        var execution = Guid.NewGuid();
        await session.Client.JobGroups.CheckAsync(new RunRequest { RecipeId = 7, ExecutionId = execution }, session.Context);
        Assert.Equal(44, (await session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = 7, ExecutionId = execution }, session.Context)).Id);
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

    private static Task<JobGroup> StartUnderAnIdAsync(FixtureSession session, long recipe) =>
        session.Client.JobGroups.StartAsync(new RunRequest { RecipeId = recipe, ExecutionId = Guid.NewGuid() }, session.Context);

    private static long Since(TimeSpan elapsed) => (ServerNow - elapsed - TimeSpan.FromSeconds(5)).ToUnixTimeMilliseconds();

    private static string Row(long id, long recipe, DateTimeOffset createdAt, string ranFor = "recipe") =>
        $$$"""{"id":{{{id}}},"ranfor":"{{{ranFor}}}","createdAt":{{{createdAt.ToUnixTimeMilliseconds()}}},"wrangledDataset":{"id":{{{recipe}}}}}""";

    /// <summary>The page of a list that was asked for.</summary>
    private static FixtureReply Groups(FixtureRequest request, params string[] rows) =>
        FixtureReply.Json($$"""{"data":[{{string.Join(',', rows.Skip(request.Number("offset")).Take(request.Number("limit")))}}]}""");

    private static async Task StrangerRunsAsync(EmulatedSession session)
    {
        using var http = new HttpClient { BaseAddress = session.Server.BaseUri };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        using var content = new StringContent("""{"wrangledDataset":{"id":7}}""", Encoding.UTF8, "application/json");
        (await http.PostAsync(new Uri("/v4/jobGroups", UriKind.Relative), content)).EnsureSuccessStatusCode();
    }
}
