using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.JobGroups;

public sealed class PublishTests
{
    private static readonly PublishRequest Hive = new()
    {
        ConnectionId = 1, Path = ["default"], Table = "test_table", Action = "create", InputFormat = "pqt", FlowNodeId = 27,
    };

    [Fact]
    public async Task A_publish_of_version_4_is_the_vendors_to_the_byte()
    {
        await using var session = Start("doc-r064-publishJobGroup-v4-response.200.json");
        var result = await session.Client.JobGroups.PublishAsync(31, Hive, false, session.Context);
        session.Sent("PUT", "/v4/jobGroups/31/publish", Fixture.Node("doc-r064-publishJobGroup-v4-request.json"));
        Assert.Equal((31, "JobStarted", "f6c5f350-2102-11e9-bb80-9faf7b15f235"), (result.JobGroupId, result.Reason, result.SessionId));
        Assert.Null(result.JobIds);
        Assert.Null(result.Jobs);
    }

    [Fact]
    public async Task A_publish_of_version_3_names_its_jobs()
    {
        await using var session = Start("doc-r064-publishJobGroup-v3-response.200.json");
        var request = new PublishRequest { ConnectionId = 1, Path = ["default"], Table = "test_table3", Action = "create", InputFormat = "avro", FlowNodeId = 10 };
        var result = await session.Client.JobGroups.PublishAsync(2, request, true, session.Context);
        session.Sent("PUT", "/v3/jobGroups/2/publish", Fixture.Node("doc-r064-publishJobGroup-v3-request.json"));
        Assert.Equal((2, "JobStarted", "d9f13aa0-3b35-11e7-9bff-c764dff4fad8"), (result.JobGroupId, result.Reason, result.SessionId));
        Assert.Equal([11L], result.JobIds!);
    }

    [Fact]
    public async Task A_publish_without_a_flow_node_says_nothing_of_one()
    {
        await using var session = Start("doc-r064-publishJobGroup-v4-response.200.json");
        await session.Client.JobGroups.PublishAsync(31, new PublishRequest { ConnectionId = 2, Path = ["a", "b"], Table = "t", Action = "load", InputFormat = "csv" }, false, session.Context);
        session.Sent("PUT", "/v4/jobGroups/31/publish", """{"connection":{"id":2},"path":["a","b"],"table":"t","action":"load","inputFormat":"csv"}""");
    }

    [Fact]
    public async Task What_a_publish_does_not_say_is_sent_empty_for_the_server_to_refuse()
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.Error(400));
        await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.PublishAsync(31, new PublishRequest { ConnectionId = 2 }, false, session.Context));
        session.Sent("PUT", "/v4/jobGroups/31/publish", """{"connection":{"id":2},"path":[],"table":"","action":"","inputFormat":""}""");
    }

    [Fact]
    public async Task A_publish_whose_reply_is_lost_is_found_by_its_new_job_and_not_repeated()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await FinishedAsync(session);
        session.Server.Faults.On("publishJobGroup").ResetAfter();
        var result = await session.Client.JobGroups.PublishAsync(group.Id, Hive, false, session.Context);
        Assert.Single(result.JobIds!);
        Assert.Equal("JobStarted", result.Reason);
        Assert.Contains("is the only new one", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, session.Server.Journal.Count("publishJobGroup"));
    }

    [Fact]
    public async Task A_publish_that_did_not_arrive_is_not_repeated_and_says_that_no_job_appeared()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await FinishedAsync(session);
        session.Server.Faults.On("publishJobGroup").ResetBefore();
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.PublishAsync(group.Id, Hive, false, session.Context));
        Assert.Contains("No new publish job", error.Message, StringComparison.Ordinal);
        Assert.Contains("Get-DpJob", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1, session.Server.Journal.Count("publishJobGroup"));
    }

    [Fact]
    public async Task Two_new_publish_jobs_settle_nothing()
    {
        var published = false;
        await using var session = FixtureSession.Start(request =>
        {
            published |= request.Method == "PUT";
            return request.Method == "PUT" ? FixtureReply.Error(502)
                : FixtureReply.Json(published ? """{"data":[{"id":7,"jobType":"publish"},{"id":8,"jobType":"Publish"}]}""" : """{"data":[{"id":6,"jobType":"wrangle"}]}""");
        });
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.PublishAsync(1, Hive, false, session.Context));
        Assert.Contains("These publish jobs appeared meanwhile: 7, 8.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_refused_publish_is_the_servers_error_at_once(int status)
    {
        await using var session = FixtureSession.Start(request => request.Method == "PUT" ? FixtureReply.Error(status, "ApiValidationFailed") : FixtureReply.Rows([]));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.PublishAsync(1, Hive, false, session.Context));
        Assert.Equal(status, error.StatusCode);
        Assert.Single(session.Requests, request => request.Method == "PUT");
    }

    [Fact]
    public async Task A_publish_is_sent_again_after_a_429_which_cannot_have_acted()
    {
        var count = 0;
        await using var session = FixtureSession.Start(request => request.Method != "PUT" ? FixtureReply.Rows([])
            : count++ == 0 ? FixtureReply.Error(429, "TooManyRequestsException", "", ("x-retry-after", "3"))
            : FixtureReply.File("doc-r064-publishJobGroup-v4-response.200.json"));
        Assert.Equal(31, (await session.Client.JobGroups.PublishAsync(31, Hive, false, session.Context)).JobGroupId);
        Assert.Equal(2, count);
    }

    [Fact]
    public async Task A_wait_ends_with_the_publish_job()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await FinishedAsync(session);
        var result = await session.Client.JobGroups.PublishAsync(group.Id, Hive, false, session.Context);
        await session.Client.JobGroups.WaitForPublishAsync(result, new WaitOptions(), session.Context);
        Assert.Equal(("publish", "Complete"), (Assert.Single(result.Jobs!).JobType, result.Jobs![0].Status));
    }

    [Fact]
    public async Task A_wait_for_version_3_looks_at_the_jobs_that_were_named()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await FinishedAsync(session);
        var result = await session.Client.JobGroups.PublishAsync(group.Id, Hive, true, session.Context);
        await session.Client.JobGroups.WaitForPublishAsync(result, new WaitOptions { PollInterval = TimeSpan.FromSeconds(2) }, session.Context);
        Assert.Equal(result.JobIds!, result.Jobs!.Select(job => job.Id));
    }

    [Fact]
    public async Task A_failed_publish_is_an_error_with_the_servers_text()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await FinishedAsync(session);
        var bad = new PublishRequest { ConnectionId = 1, Path = ["default"], Table = "fail", Action = "create", InputFormat = "pqt" };
        var result = await session.Client.JobGroups.PublishAsync(group.Id, bad, false, session.Context);
        var error = await Assert.ThrowsAsync<RunFailedException>(() => session.Client.JobGroups.WaitForPublishAsync(result, new WaitOptions(), session.Context));
        Assert.Equal((group.Id, "DpJobGroupFailed", ErrorKind.Job), (error.RunId, error.ErrorId, error.Kind));
        Assert.Contains("ended as Failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_survives_bad_looks_with_one_warning()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await FinishedAsync(session);
        var result = await session.Client.JobGroups.PublishAsync(group.Id, Hive, false, session.Context);
        session.Server.Faults.On("getJobsForJobGroup").Status(503, times: 2).ResetBefore();
        await session.Client.JobGroups.WaitForPublishAsync(result, new WaitOptions(), session.Context);
        Assert.Single(session.Observer.Warnings);
        Assert.NotNull(result.Jobs);
    }

    [Fact]
    public async Task A_wait_gives_up_on_bad_looks_after_its_own_limit()
    {
        await using var session = FixtureSession.Start(FixtureReply.Error(503));
        var result = new PublishResult { JobGroupId = 1 };
        await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.WaitForPublishAsync(
            result, new WaitOptions { PollInterval = TimeSpan.FromSeconds(10), BadPollTime = TimeSpan.FromMinutes(1) }, session.Context));
        Assert.Equal(7, session.Requests.Count);
    }

    [Fact]
    public async Task A_wait_ends_when_time_is_out()
    {
        var time = new LeapingTimeProvider();
        await using var session = FixtureSession.Start(_ => FixtureReply.Json("""{"data":[{"id":3,"jobType":"publish","status":"InProgress"}]}"""), time);
        var error = await Assert.ThrowsAsync<WaitTimeoutException>(() => session.Client.JobGroups.WaitForPublishAsync(
            new PublishResult { JobGroupId = 1, JobIds = [3] }, new WaitOptions { Timeout = TimeSpan.FromSeconds(10), PollInterval = TimeSpan.FromSeconds(7) }, session.Context));
        Assert.Equal((1, "DpWaitTimeout", ErrorKind.Timeout), (error.RunId, error.ErrorId, error.Kind));
        Assert.Equal("Job group 1 was still publishing after 10 s. It runs on.", error.Message);
        Assert.Equal(TimeSpan.FromSeconds(10), time.Elapsed);
        Assert.Equal(3, session.Requests.Count);
    }

    [Fact]
    public async Task A_publish_job_that_never_appears_is_an_unknown_outcome()
    {
        await using var session = FixtureSession.Start(FixtureReply.Rows([]));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() =>
            session.Client.JobGroups.WaitForPublishAsync(new PublishResult { JobGroupId = 1 }, new WaitOptions { PollInterval = TimeSpan.FromMinutes(1) }, session.Context));
        Assert.Contains("no publish job has appeared in 2 min", error.Message, StringComparison.Ordinal);
        Assert.Equal("Look at Get-DpJob 1.", error.RecommendedAction);
        Assert.Equal(4, session.Requests.Count);
    }

    [Fact]
    public async Task A_group_that_vanishes_ends_the_wait()
    {
        await using var session = FixtureSession.Start(FixtureReply.Error(410));
        var error = await Assert.ThrowsAsync<ApiException>(() =>
            session.Client.JobGroups.WaitForPublishAsync(new PublishResult { JobGroupId = 1 }, new WaitOptions(), session.Context));
        Assert.Equal(410, error.StatusCode);
    }

    [Theory]
    [InlineData(1, true, new[] { 0.0 })]
    [InlineData(2, true, new[] { 0.0, 1 })]
    [InlineData(3, true, new[] { 0.0, 1, 4 })]
    [InlineData(4, false, new[] { 0.0, 1, 4 })]
    public async Task A_lost_publish_is_looked_for_three_times(int appears, bool isFound, double[] at)
    {
        var time = new LeapingTimeProvider();
        List<double> looks = [];
        await using var session = Lost(
            () =>
            {
                looks.Add(time.Elapsed.TotalSeconds);
                return looks.Count >= appears ? """[{"id":7,"jobType":"publish"}]""" : "[]";
            },
            time: time);
        if (isFound)
        {
            Assert.Equal([7L], (await PublishAsync(session)).JobIds!);
        }
        else
        {
            Assert.EndsWith("No new publish job of job group 31 has appeared so far.", (await UnknownAsync(session)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(at, looks);
    }

    [Theory]
    [InlineData("""{"id":4}""", null)]
    [InlineData("""{"id":9}""", "Publish job 7 appeared meanwhile, but user 9 started it.")]
    [InlineData("null", null)]
    public async Task A_job_that_another_user_started_is_not_taken_for_ours(string creator, string? why)
    {
        await using var session = Lost(() => $$"""[{"id":7,"jobType":"publish","creator":{{creator}}}]""", person: FixtureReply.Json("""{"id":4}"""));
        await AssertAsync(session, why);
    }

    [Fact]
    public async Task Where_the_server_does_not_say_who_we_are_the_only_new_job_is_ours()
    {
        await using var session = Lost(() => """[{"id":7,"jobType":"publish","creator":{"id":9}}]""", person: FixtureReply.Error(404));
        await AssertAsync(session, null);
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T10:00:01Z"}]""", null)]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T10:00:00Z","tableName":"TEST_TABLE","action":"Create","path":["Default"],"connection":{"id":1}}]""", null)]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T10:00:00Z","tableName":"other","action":"create"}]""", "other (create)")]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T09:59:59Z","tableName":"other","action":"create"}]""", null)]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T10:00:01Z","tableName":"test_table","action":"load"}]""", "test_table (load)")]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T10:00:01Z","action":"load"}]""", "? (load)")]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T10:00:01Z","tableName":"other"}]""", "other")]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T10:00:01Z","tableName":"test_table","action":"create","path":["a","b"]}]""", "a.b.test_table (create)")]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T10:00:01Z","tableName":"test_table","action":"create","connection":{"id":2}}]""", "test_table (create)")]
    [InlineData("""[{"id":1,"createdAt":"2026-01-01T10:00:01Z","tableName":"other"},{"id":2,"createdAt":"2026-01-01T10:00:02Z"}]""", null)]
    [InlineData("""[{"id":2,"createdAt":"2026-01-01T10:00:02Z"},{"id":1,"createdAt":"2026-01-01T10:00:01Z","tableName":"other"}]""", null)]
    [InlineData("""[{"id":2,"createdAt":"2026-01-01T10:00:01Z"},{"id":1,"createdAt":"2026-01-01T10:00:02Z","tableName":"other","action":"load"}]""", "other (load)")]
    public async Task The_newest_publication_since_tells_whether_the_job_goes_to_our_table(string publications, string? target)
    {
        await using var session = Lost(() => """[{"id":7,"jobType":"publish","createdAt":"2026-01-01T10:00:00Z"}]""", publications);
        await AssertAsync(session, target is null ? null : $"Publish job 7 appeared meanwhile, but it seems to go to {target}.");
    }

    [Theory]
    [InlineData("""{"jobgroupId":31}""")]
    [InlineData("""{"reason":"JobStarted"}""")]
    [InlineData("""{"sessionId":"f6c5f350"}""")]
    public async Task A_reply_that_says_less_is_still_about_our_job_group(string reply)
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.Json(reply));
        Assert.Equal(31, (await PublishAsync(session)).JobGroupId);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"jobgroupId":32}""")]
    [InlineData("""{"jobgroupId":32,"reason":"JobStarted","sessionId":"f6c5f350"}""")]
    public async Task A_reply_about_something_else_is_not_taken_for_an_answer(string reply)
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.Json(reply));
        Assert.Contains("PUT /v4/jobGroups/31/publish: the reply (status 200) is not about publishing job group 31.", (await UnknownAsync(session)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publish_of_the_same_job_group_that_has_ended_does_not_blur_the_next()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await FinishedAsync(session);
        await session.Client.JobGroups.PublishAsync(group.Id, Hive, false, session.Context);
        session.Server.Faults.On("publishJobGroup").ResetAfter();
        Assert.Single((await session.Client.JobGroups.PublishAsync(group.Id, Hive, false, session.Context)).JobIds!);
    }

    [Fact]
    public async Task Two_publishes_of_a_job_group_at_once_are_not_told_apart()
    {
        var puts = 0;
        await using var session = FixtureSession.Start(request => request.Method == "PUT" ? puts++ == 0 ? FixtureReply.Silent : FixtureReply.Error(502)
            : FixtureReply.Json(puts > 1 ? """{"data":[{"id":7,"jobType":"publish"}]}""" : """{"data":[]}"""));
        using var stop = new System.Threading.CancellationTokenSource();
        var first = session.Client.JobGroups.PublishAsync(31, Hive, false, new CallContext(stop.Token));
        await session.Server.ArrivedAsync();
        await session.Server.ArrivedAsync();
        Assert.EndsWith(
            "Publish jobs that appeared meanwhile: 7; this session was publishing the job group more than once at the same time.",
            (await UnknownAsync(session)).Message,
            StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task A_wait_goes_on_until_all_its_jobs_have_ended()
    {
        var looks = 0;
        await using var session = FixtureSession.Start(_ => FixtureReply.Json(
            $$"""{"data":[{"id":3,"jobType":"publish","status":"Complete"},{"id":4,"jobType":"publish","status":"{{(looks++ < 2 ? "InProgress" : "Complete")}}"}]}"""));
        var result = new PublishResult { JobGroupId = 1 };
        await session.Client.JobGroups.WaitForPublishAsync(result, new WaitOptions(), session.Context);
        Assert.Equal(3, looks);
        Assert.All(result.Jobs!, job => Assert.Equal("Complete", job.Status));
    }

    [Theory]
    [InlineData(null, new[] { 0.0, 1, 2.5, 4.75, 8.125, 13.188, 20.781, 30.781, 40.781 })]
    [InlineData(7, new[] { 0.0, 7, 14, 21 })]
    public async Task A_wait_looks_more_and_more_seldom_unless_told_an_interval(int? interval, double[] at)
    {
        var time = new LeapingTimeProvider();
        List<double> looks = [];
        await using var session = FixtureSession.Start(
            _ =>
            {
                looks.Add(time.Elapsed.TotalSeconds);
                return FixtureReply.Json($$"""{"data":[{"id":3,"jobType":"publish","status":"{{(looks.Count < at.Length ? "InProgress" : "Complete")}}"}]}""");
            },
            time);
        var options = new WaitOptions { PollInterval = interval is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        await session.Client.JobGroups.WaitForPublishAsync(new PublishResult { JobGroupId = 1 }, options, session.Context);
        Assert.Equal(at.Length, looks.Count);
        Assert.All(looks.Zip(at), look => Assert.Equal(look.Second, look.First, 0.01));
    }

    [Fact]
    public async Task A_good_look_begins_the_limit_of_bad_ones_anew()
    {
        var looks = 0;
        await using var session = FixtureSession.Start(_ => looks++ is var look && look % 2 == 0 ? FixtureReply.Error(503)
            : FixtureReply.Json($$"""{"data":[{"id":3,"jobType":"publish","status":"{{(look < 9 ? "InProgress" : "Complete")}}"}]}"""));
        await session.Client.JobGroups.WaitForPublishAsync(
            new PublishResult { JobGroupId = 1 }, new WaitOptions { PollInterval = TimeSpan.FromSeconds(10), BadPollTime = TimeSpan.FromSeconds(30) }, session.Context);
        Assert.Equal(5, session.Observer.Warnings.Count);
    }

    [Theory]
    [InlineData("", "Publishing job group 1 ended as Failed (job 3).")]
    [InlineData("""{"id":3,"jobType":"publish","errorMessage":{"id":4,"message":"The table is locked."}}""", "Publishing job group 1 ended as Failed (job 3): publish: The table is locked.")]
    public async Task A_failed_publish_says_as_much_as_is_known(string told, string message)
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Path == "/v4/jobGroups/1"
            ? $$"""{"id":1,"jobs":[{{told}}]}"""
            : """{"data":[{"id":2,"jobType":"publish","status":"Complete"},{"id":3,"jobType":"publish","status":"Failed"}]}"""));
        var error = await Assert.ThrowsAsync<RunFailedException>(() =>
            session.Client.JobGroups.WaitForPublishAsync(new PublishResult { JobGroupId = 1 }, new WaitOptions(), session.Context));
        Assert.Equal(message, error.Message);
    }

    private static FixtureSession Start(string reply) =>
        FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.File(reply));

    /// <summary>A server that loses its reply to publishing job group 31, and shows these publish jobs, publications and person after it.</summary>
    private static FixtureSession Lost(Func<string> jobs, string publications = "[]", FixtureReply? person = null, TimeProvider? time = null)
    {
        var isPut = false;
        return FixtureSession.Start(
            request =>
            {
                isPut |= request.Method == "PUT";
                return request.Path switch
                {
                    "/v4/jobGroups/31/publish" => FixtureReply.Error(502),
                    "/v4/jobGroups/31/jobs" => FixtureReply.Json($$"""{"data":{{(isPut ? jobs() : "[]")}}}"""),
                    "/v4/jobGroups/31/publications" => FixtureReply.Json($$"""{"data":{{(request.Number("offset") > 0 ? "[]" : publications)}}}"""),
                    "/v4/people/current" => person ?? FixtureReply.Error(500),
                    _ => FixtureReply.Error(404),
                };
            },
            time);
    }

    private static Task<PublishResult> PublishAsync(FixtureSession session) => session.Client.JobGroups.PublishAsync(31, Hive, false, session.Context);

    private static Task<OutcomeUnknownException> UnknownAsync(FixtureSession session) => Assert.ThrowsAsync<OutcomeUnknownException>(() => PublishAsync(session));

    private static async Task AssertAsync(FixtureSession session, string? why)
    {
        if (why is null)
        {
            Assert.Equal([7L], (await PublishAsync(session)).JobIds!);
            return;
        }

        Assert.EndsWith(why, (await UnknownAsync(session)).Message, StringComparison.Ordinal);
    }

    private static async Task<JobGroup> FinishedAsync(EmulatedSession session)
    {
        var group = await session.RunAsync();
        session.Time.Advance(TimeSpan.FromMinutes(1));
        return group;
    }
}
