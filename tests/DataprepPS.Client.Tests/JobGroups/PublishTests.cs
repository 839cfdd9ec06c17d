using System;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
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
        session.Server.Faults.On("publish").ResetAfter();
        var result = await session.Client.JobGroups.PublishAsync(group.Id, Hive, false, session.Context);
        Assert.Single(result.JobIds!);
        Assert.Equal("JobStarted", result.Reason);
        Assert.Contains("is the only new one", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, session.Server.Journal.Count("publish"));
    }

    [Fact]
    public async Task A_publish_that_did_not_arrive_is_not_repeated_and_says_that_no_job_appeared()
    {
        await using var session = await EmulatedSession.StartAsync();
        var group = await FinishedAsync(session);
        session.Server.Faults.On("publish").ResetBefore();
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.PublishAsync(group.Id, Hive, false, session.Context));
        Assert.Contains("No new publish job", error.Message, StringComparison.Ordinal);
        Assert.Contains("Get-DpJob", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1, session.Server.Journal.Count("publish"));
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
        var error = await Assert.ThrowsAsync<JobGroupFailedException>(() => session.Client.JobGroups.WaitForPublishAsync(result, new WaitOptions(), session.Context));
        Assert.Equal((group.Id, "DpJobGroupFailed", ErrorKind.Job), (error.JobGroupId, error.ErrorId, error.Kind));
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
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"data":[{"id":3,"jobType":"publish","status":"InProgress"}]}"""));
        var error = await Assert.ThrowsAsync<WaitTimeoutException>(() => session.Client.JobGroups.WaitForPublishAsync(
            new PublishResult { JobGroupId = 1, JobIds = [3] }, new WaitOptions { Timeout = TimeSpan.FromSeconds(30) }, session.Context));
        Assert.Equal((1, "DpWaitTimeout", ErrorKind.Timeout), (error.JobGroupId, error.ErrorId, error.Kind));
    }

    [Fact]
    public async Task A_publish_job_that_never_appears_is_an_unknown_outcome()
    {
        await using var session = FixtureSession.Start(FixtureReply.Rows([]));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() =>
            session.Client.JobGroups.WaitForPublishAsync(new PublishResult { JobGroupId = 1 }, new WaitOptions(), session.Context));
        Assert.Contains("no publish job has appeared in 2 min", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_vanishes_ends_the_wait()
    {
        await using var session = FixtureSession.Start(FixtureReply.Error(410));
        var error = await Assert.ThrowsAsync<ApiException>(() =>
            session.Client.JobGroups.WaitForPublishAsync(new PublishResult { JobGroupId = 1 }, new WaitOptions(), session.Context));
        Assert.Equal(410, error.StatusCode);
    }

    private static FixtureSession Start(string reply) =>
        FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Rows([]) : FixtureReply.File(reply));

    private static async Task<JobGroup> FinishedAsync(EmulatedSession session)
    {
        var group = await session.RunAsync();
        session.Time.Advance(TimeSpan.FromMinutes(1));
        return group;
    }
}
