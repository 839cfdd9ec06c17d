using System;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.JobGroups;

public sealed class JobReplyTests
{
    [Fact]
    public async Task The_vendors_sample_comes_out_whole()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("doc-10.1.0-getJobsForJobGroup-response.200.json"));
        var job = Assert.Single(await session.Client.JobGroups.GetJobsAsync(1234567, null, session.Context));
        session.Sent("GET", "/v4/jobGroups/1234567/jobs");
        var then = new DateTimeOffset(2019, 8, 24, 14, 15, 22, TimeSpan.Zero);
        Assert.Equal((1, 1, "Complete", "wrangle"), (job.Id, job.JobId, job.Status, job.JobType));
        Assert.Equal((1, 1), (job.SampleSize, job.PercentComplete));
        Assert.Equal(1, job.JobGroupId);
        Assert.Equal(1, job.ErrorMessage!.Id);
        Assert.Null(job.ErrorMessage.Message);
        Assert.Contains("-Embed errorMessage", job.ErrorMessage.ToString(), StringComparison.Ordinal);
        Assert.Equal((then, then, then), (job.LastHeartbeatAt, job.CreatedAt, job.UpdatedAt));
        Assert.Equal(("photon", "string", 1), (job.ExecutionLanguage, job.CpJobId, job.Creator!.Id));
        Assert.Equal(1L, JobGroupReplyTests.Dive(job.AdditionalProperties, "wranglescript", "id"));
        Assert.Equal(1L, JobGroupReplyTests.Dive(job.AdditionalProperties, "emrcluster", "id"));
        Assert.Equal("wrangle 1 (Complete)", job.ToString());
    }

    [Fact]
    public async Task The_stages_of_release_6_0_come_out_in_order()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("doc-r060-getJobsForJobGroup-response.200.json"));
        var jobs = await session.Client.JobGroups.GetJobsAsync(20, ["errorMessage"], session.Context);
        session.Sent("GET", "/v4/jobGroups/20/jobs?embed=errorMessage");
        Assert.Equal([41L, 42], jobs.Select(job => job.Id));
        Assert.Equal(["wrangle", "filewriter"], jobs.Select(job => job.JobType));
        Assert.All(jobs, job => Assert.Null(job.ErrorMessage));
        Assert.All(jobs, job => Assert.Equal(20, job.JobGroupId));
        Assert.Equal(2519, jobs[0].Duration!.Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("\"Out of memory\"", "Out of memory", null)]
    [InlineData("7", null, 7L)]
    [InlineData("""{"id":7,"message":"Out of memory"}""", "Out of memory", 7L)]
    [InlineData("""{"id":7,"errorMessage":"Out of memory"}""", "Out of memory", 7L)]
    [InlineData("""{"id":7,"error":"Out of memory"}""", "Out of memory", 7L)]
    [InlineData("""{"id":7,"text":"Out of memory"}""", "Out of memory", 7L)]
    [InlineData("""{"id":7,"Details":"Out of memory","createdAt":"x"}""", "Out of memory", 7L)]
    [InlineData("""{"id":7,"code":"OOM"}""", """{"id":7,"code":"OOM"}""", 7L)]
    [InlineData("""{"id":7}""", null, 7L)]
    [InlineData("{}", "{}", null)]
    public async Task Error_messages_are_read_in_every_form(string json, string? text, long? id)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$$"""{"data":[{"id":1,"errorMessage":{{{json}}}}]}"""));
        var message = (await session.Client.JobGroups.GetJobsAsync(1, null, session.Context))[0].ErrorMessage;
        Assert.Equal((text, id), (message!.Message, message.Id));
        if (text is not null)
        {
            Assert.Equal(text, message.ToString());
        }
    }

    [Fact]
    public async Task Error_texts_that_the_list_leaves_out_are_fetched_from_the_job_group()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Path.EndsWith("/jobs", StringComparison.Ordinal)
            ? """{"data":[{"id":1,"errorMessage":{"id":7}},{"id":2,"errorMessage":"No such column"},{"id":3},{"id":4,"errorMessage":8}]}"""
            : """{"id":6,"jobs":[{"id":2,"errorMessage":"Something else"},{"id":1,"errorMessage":{"id":7,"message":"Out of memory"}}]}"""));
        var jobs = await session.Client.JobGroups.GetJobsAsync(6, ["errorMessage"], session.Context);
        Assert.Equal([(7L, "Out of memory"), (null, "No such column"), (null, null), (8L, null)], jobs.Select(job => (job.ErrorMessage?.Id, job.ErrorMessage?.Message)));
        Assert.Equal(["/v4/jobGroups/6/jobs?embed=errorMessage", "/v4/jobGroups/6?embed=jobs.errorMessage"], session.Requests.Select(request => request.Target));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("creator")]
    public async Task Error_texts_that_nobody_asked_for_are_not_fetched(string? embed)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"data":[{"id":1,"errorMessage":{"id":7}}]}"""));
        await session.Client.JobGroups.GetJobsAsync(6, embed is null ? null : [embed], session.Context);
        Assert.Single(session.Requests);
    }

    [Theory]
    [InlineData("""{"id":5}""", "job 5")]
    [InlineData("""{"id":5,"status":"Failed"}""", "job 5 (Failed)")]
    [InlineData("""{"id":5,"jobType":"profile"}""", "profile 5")]
    public async Task A_job_shows_as_what_it_is_where_the_server_says_so(string json, string text)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"data":[{{json}}]}"""));
        Assert.Equal(text, (await session.Client.JobGroups.GetJobsAsync(6, null, session.Context))[0].ToString());
    }

    [Theory]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task What_is_no_error_message_is_none(string json)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""[{"id":1,"errorMessage":{{json}},"status":"Failed"}]"""));
        var job = (await session.Client.JobGroups.GetJobsAsync(6, null, session.Context))[0];
        Assert.Null(job.ErrorMessage);
        Assert.Equal(("Failed", 6), (job.Status, job.JobGroupId));
    }

    [Theory]
    [InlineData("""{"id":1,"jobs":{"data":[{"id":2,"jobType":"wrangle","errorMessage":{"id":3,"message":"No such column"}},{"id":4,"jobType":"profile"}]}}""", "wrangle: No such column")]
    [InlineData("""{"id":1,"jobs":[{"id":2,"jobType":"wrangle","errorMessage":"No such column"},{"id":4,"jobType":"profile","errorMessage":"Out of memory"}]}""", "wrangle: No such column; profile: Out of memory")]
    [InlineData("""{"id":1,"workloadError":"Out of memory"}""", "Out of memory")]
    [InlineData("""{"id":1,"jobs":{"data":null}}""", null)]
    [InlineData("<html>", null)]
    public async Task The_text_of_a_failure_is_put_together_from_the_stages(string reply, string? text)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        Assert.Equal(text, await session.Client.JobGroups.GetErrorTextAsync(1, session.Context));
        Assert.Equal("/v4/jobGroups/1?embed=jobs.errorMessage", session.Requests[0].Target);
    }
}
