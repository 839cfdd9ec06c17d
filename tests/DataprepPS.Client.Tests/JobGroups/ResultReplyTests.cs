using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.JobGroups;

/// <summary>Inputs, outputs, publications, profile, PDF, cancel.</summary>
public sealed class ResultReplyTests
{
    private const string Table = """{"vendor":"bigquery","databaseConnectString":"jdbc:x","relationalPath":["p","d"],"table":"t","action":"create","query":["select 1"],"more":{"a":1}}""";

    [Fact]
    public async Task Outputs_are_files_and_tables_without_an_envelope()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"files":[{"uri":"gs://b/o.csv","fileType":"FILE","isPrimaryOutput":true}],"tables":[{{Table}}]}"""));
        var outputs = await session.Client.JobGroups.GetOutputsAsync(5, session.Context);
        session.Sent("GET", "/v4/jobGroups/5/outputs");
        Assert.Equal(2, outputs.Count);
        var (file, table) = (outputs[0], outputs[1]);
        Assert.Equal(("gs://b/o.csv", "FILE", true, 5L), (file.Uri, file.FileType, file.IsPrimaryOutput, file.JobGroupId));
        Assert.Equal("gs://b/o.csv", file.ToString());
        Assert.Equal(("bigquery", "jdbc:x", "t", "create"), (table.Vendor, table.DatabaseConnectString, table.Table, table.Action));
        Assert.Equal(["p", "d"], table.RelationalPath!);
        Assert.Equal(["select 1"], table.Query!);
        Assert.Equal("p.d.t", table.ToString());
        Assert.Equal(1L, JobGroupReplyTests.Dive(table.AdditionalProperties, "more", "a"));
    }

    [Fact]
    public void A_table_shows_as_much_of_its_name_as_the_server_says()
    {
        Assert.Equal("t", new JobGroupData { Table = "t" }.ToString());
        Assert.Equal(string.Empty, new JobGroupData().ToString());
    }

    [Theory]
    [InlineData("""{"files":null}""")]
    [InlineData("{}")]
    public async Task No_outputs_are_none(string reply)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        Assert.Empty(await session.Client.JobGroups.GetOutputsAsync(5, session.Context));
    }

    [Fact]
    public async Task Inputs_are_read_by_dataset()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"data":[{"name":"pos","inputs":[{"uri":"gs://a"},{{Table}}]},{"name":"x","inputs":[]}]}"""));
        var inputs = await session.Client.JobGroups.GetInputsAsync(5, session.Context);
        session.Sent("GET", "/v4/jobGroups/5/inputs");
        Assert.Equal(2, inputs.Count);
        Assert.Equal((5L, "pos", 2), (inputs[0].JobGroupId, inputs[0].Name, inputs[0].Inputs!.Count));
    }

    [Fact]
    public async Task Inputs_that_the_server_cannot_show_are_its_own_error()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("partial-2026-aac-jobGroup-inputs.400.http.json"));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetInputsAsync(4087561, session.Context));
        Assert.Equal((400, "DataServiceInvalidRequest", "DataServiceInvalidRequest"), (error.StatusCode, error.Name, error.ErrorId));
        Assert.Equal("GET /v4/jobGroups/4087561/inputs: the server answered 400 DataServiceInvalidRequest: Illegal Argument: Only Jdbc sources have connect String.", error.Message);
    }

    [Fact]
    public async Task Publications_come_out_whole()
    {
        await using var session = FixtureSession.Start(
            FixtureReply.Json($$"""{"data":[{{Fixture.Text("doc-r060-createPublication-response.201.json")}}],"count":1}"""), FixtureReply.Rows([]));
        List<JobGroupPublication> all = [];
        await session.Client.JobGroups.GetPublicationsAsync(9, row => JobGroupReplyTests.Added(all, row), session.Context);
        var publication = Assert.Single(all);
        Assert.Equal((3, 3, 9), (publication.Id, publication.PublicationId, publication.JobGroupId));
        Assert.Equal(["default"], publication.Path!);
        Assert.Equal(("newTable", "hive", "create"), (publication.TableName, publication.TargetType, publication.Action));
        Assert.Equal((3, 1), (publication.OutputObject!.Id, publication.Connection!.Id));
        Assert.Equal(publication.CreatedAt, publication.UpdatedAt);
        Assert.Equal(1L, JobGroupReplyTests.Dive(publication.AdditionalProperties, "creator", "id"));
    }

    [Fact]
    public async Task A_missing_profile_is_not_found_although_the_server_says_400()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("recorded-2026-aac-jobGroup-profile-missing.400.http.json"));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetProfileAsync(4087544, session.Context));
        Assert.Equal((ErrorKind.NotFound, "ProfilingDataNotFoundException"), (error.Kind, error.ErrorId));
        Assert.Equal(("Profiling data not found", "Job group 4087544 does not have profiling data"), (error.ServerMessage, error.Details));
        Assert.Contains("-Profiler $true", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PDF_that_breaks_off_is_fetched_again_from_its_start()
    {
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.4 " + new string('x', 5000));
        await using var session = FixtureSession.Start(
            new FixtureReply(200, pdf) { ContentType = "application/pdf", Wire = Wire.Truncated }, new FixtureReply(200, pdf) { ContentType = "application/pdf" });
        using var target = new MemoryStream();
        Assert.Equal(pdf.Length, await session.Client.JobGroups.DownloadPdfResultsAsync(3, target, session.Context));
        Assert.Equal(pdf, target.ToArray());
        Assert.Equal(2, session.Requests.Count);
        Assert.Equal("application/pdf, application/json", session.Requests[0]["Accept"]);
    }

    [Fact]
    public async Task Cancel_answers_the_jobs_it_stopped()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("doc-DP-8.5-cancelJobGroup-response.200.json"));
        var result = await session.Client.JobGroups.CancelAsync(1, session.Context);
        session.Sent("POST", "/v4/jobGroups/1/cancel", "{}");
        Assert.Equal(1, result.JobGroupId);
        Assert.Equal([1L], result.JobIds!);
    }

    [Theory]
    [InlineData("Canceled", true)]
    [InlineData("InProgress", false)]
    public async Task A_cancel_whose_reply_is_lost_is_settled_by_the_status(string status, bool settled)
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Reset : FixtureReply.Json($"\"{status}\""));
        var cancel = session.Client.JobGroups.CancelAsync(1, session.Context);
        if (settled)
        {
            Assert.Equal(1, (await cancel).JobGroupId);
            Assert.Contains("what came of it is clear: Job group 1 is Canceled.", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
        }
        else
        {
            var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => cancel);
            Assert.Contains("Job group 1 is InProgress.", error.Message, StringComparison.Ordinal);
            Assert.Equal(("POST", "/v4/jobGroups/1/cancel"), (error.Method, error.Path));
        }

        Assert.Single(session.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task When_looking_for_the_outcome_fails_too_both_are_told()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Error(500) : FixtureReply.Error(403, "AccessControlException"));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.JobGroups.CancelAsync(1, session.Context));
        Assert.Contains("Looking for its effect failed too", error.Message, StringComparison.Ordinal);
        Assert.Equal(500, error.StatusCode);
    }
}
