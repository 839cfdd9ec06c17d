using System;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;
using Edition = DataprepPS.Emulator.Edition;
using EmulatorOptions = DataprepPS.Emulator.EmulatorOptions;

namespace DataprepPS.Client.Tests.JobGroups;

public sealed class StatusTests
{
    [Fact]
    public async Task The_status_is_a_bare_JSON_string()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("doc-10.1.0-getJobGroupStatus-response.200.json"));
        Assert.Equal("Complete", await session.Client.JobGroups.GetStatusAsync(1234567, session.Context));
        session.Sent("GET", "/v4/jobGroups/1234567/status");
    }

    [Theory]
    [InlineData("Complete")]
    [InlineData("Complete\r\n")]
    [InlineData("\uFEFF\"Complete\"")]
    [InlineData(" \"Complete\" ")]
    public async Task A_status_without_quotes_or_with_a_mark_is_understood(string body)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(body));
        Assert.Equal("Complete", await session.Client.JobGroups.GetStatusAsync(1, session.Context));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("<html>login</html>")]
    [InlineData("\"Compl")]
    public async Task What_is_no_status_is_never_taken_for_one(string body)
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Json(body), maxRetryTime: TimeSpan.Zero);
        await Assert.ThrowsAsync<InvalidResponseException>(() => session.Client.JobGroups.GetStatusAsync(1, session.Context));
    }

    [Fact]
    public async Task Where_the_route_is_missing_the_job_group_tells_and_the_route_is_not_tried_again()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Edition = Edition.Old });
        var group = await session.RunAsync();
        Assert.Equal("Created", await session.Client.JobGroups.GetStatusAsync(group.Id, session.Context));
        session.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Complete", await session.Client.JobGroups.GetStatusAsync(group.Id, session.Context));
        Assert.Equal(1, session.Server.Journal.RequestCount - session.Server.Journal.Count("getJobGroup") - session.Server.Journal.Count("runJobGroup"));
    }

    [Fact]
    public async Task A_job_group_without_a_status_is_no_answer()
    {
        await using var session = FixtureSession.Start(request =>
            request.Path.EndsWith("/status", StringComparison.Ordinal) ? FixtureReply.File("recorded-2026-aac-route-not-found.404.http.json") : FixtureReply.Json("""{"id":1}"""));
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => session.Client.JobGroups.GetStatusAsync(1, session.Context));
        Assert.Equal("Job group 1 came without a status.", error.Message);
    }

    [Theory]
    [InlineData("Complete", true, true)]
    [InlineData("complete", true, true)]
    [InlineData("Failed", true, false)]
    [InlineData("Canceled", true, false)]
    [InlineData("Cancelled", false, false)]
    [InlineData("Pending", false, false)]
    [InlineData("undefined", false, false)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    public void Only_three_statuses_are_ends_and_only_one_is_a_success(string? status, bool finished, bool success) =>
        Assert.Equal((finished, success), (JobGroupStatus.IsFinished(status), JobGroupStatus.IsSuccess(status)));
}
