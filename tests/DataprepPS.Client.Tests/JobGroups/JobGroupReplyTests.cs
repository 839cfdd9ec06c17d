using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.JobGroups;

/// <summary>Job groups as servers of ten years have sent them.</summary>
public sealed class JobGroupReplyTests
{
    [Fact]
    public async Task The_vendors_sample_comes_out_whole()
    {
        var group = await GetAsync("doc-10.1.0-getJobGroup-response.200.json");
        var then = new DateTimeOffset(2019, 8, 24, 14, 15, 22, TimeSpan.Zero);
        Assert.Equal((1, "string", "string", "Complete"), (group.Id, group.Name, group.Description, group.Status));
        Assert.Equal(("ui", "recipe", true), (group.RanFrom, group.RanFor, group.ProfilingEnabled));
        Assert.Equal((then, then, then), (group.CreatedAt, group.UpdatedAt, group.RunParameterReferenceDate));
        Assert.Equal(TimeSpan.Zero, group.Duration);
        Assert.Equal((1, 1, 1), (group.Snapshot!.Id, group.WrangledDataset!.Id, group.FlowRun!.Id));
        Assert.Equal((1, 1, 1), (group.Creator!.Id, group.Updater!.Id, group.RecipeId!.Value));
        Assert.True(group.IsFinished);
        Assert.True(group.IsSuccess);
        Assert.Equal("job group 1 (Complete)", group.ToString());
        Assert.Equal("1", group.Creator.ToString());
        Assert.Empty(group.AdditionalProperties);
    }

    [Fact]
    public async Task The_reply_of_2019_has_null_names_and_another_spelling_of_flowRun()
    {
        var group = await GetAsync("recorded-2019-dataprep-jobGroup-get-inprogress.200.json");
        Assert.Null(group.Name);
        Assert.Null(group.Description);
        Assert.Null(group.FlowRun);
        Assert.Equal((4711, "InProgress", 4226057), (group.Id, group.Status, group.Snapshot!.Id));
        Assert.Equal((4711, 4711, 4711), (group.Workspace!.Id, group.Creator!.Id, group.RecipeId!.Value));
        Assert.False(group.IsFinished);
        Assert.False(group.IsSuccess);
        Assert.Null(group.Duration);
        Assert.Equal(TimeSpan.FromSeconds(1), group.UpdatedAt - group.CreatedAt);
        Assert.Empty(group.AdditionalProperties);
    }

    [Theory]
    [InlineData("flowrun")]
    [InlineData("flowRun")]
    [InlineData("FlowRun")]
    public async Task The_flow_run_is_found_in_any_spelling(string name)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$$"""{"id":1,"{{{name}}}":{"id":8}}"""));
        Assert.Equal(8, (await session.Client.JobGroups.GetAsync(1, null, session.Context)).FlowRun!.Id);
    }

    [Fact]
    public async Task Release_6_4_comes_out_whole()
    {
        var group = await GetAsync("doc-r064-getJobGroup-response.200.json");
        Assert.Equal((8, 12, 8, 1), (group.Id, group.RecipeId!.Value, group.Snapshot!.Id, group.Workspace!.Id));
        Assert.Equal(4626, group.Duration!.Value.TotalMilliseconds);
        Assert.Equal(new DateTimeOffset(2018, 1, 25, 18, 1, 15, TimeSpan.Zero), group.RunParameterReferenceDate);
    }

    [Fact]
    public async Task Version_3_keeps_its_own_members_reachable()
    {
        var group = await GetAsync("doc-r050-v3-getJobGroup-response.200.json");
        Assert.Null(group.Jobs);
        Assert.Equal(92, group.RecipeId);
        Assert.Equal((2L, 2L), (group.AdditionalProperties["createdBy"], group.AdditionalProperties["updatedBy"]));
        var script = Assert.IsType<IReadOnlyDictionary<string, object?>>(group.AdditionalProperties["wrangleScript"], exactMatch: false);
        Assert.Equal(60L, script["id"]);
    }

    [Fact]
    public async Task Embeds_are_reachable_to_their_last_member()
    {
        var group = await GetAsync("shape-from-client-jobGroup-embeds.json");
        Assert.Equal("user@example.com", group.Creator!.Email);
        Assert.Equal("user@example.com", group.Creator.ToString());
        Assert.Equal(7, group.RecipeId);
        Assert.Equal("my-gcp-project", Dive(group.WrangledDataset!.AdditionalProperties, "flow", "cpProject"));
        Assert.Equal("my recipe", Dive(group.WrangledDataset.AdditionalProperties, "recipe", "name"));
        Assert.Equal("us-central1", Dive(group.AdditionalProperties, "jobGroupDataflowOptions", "data", 0, "value"));
        var jobs = group.Jobs!;
        Assert.Equal(["wrangle 21", "filewriter 22"], jobs.Select(job => job.ToString()));
        Assert.Equal("2021-01-01_00_00_00-123", jobs[0].CpJobId);
        Assert.Equal(TimeSpan.FromMinutes(5), jobs[0].Duration);
        Assert.Equal("my_table", Dive(jobs[0].AdditionalProperties, "scriptResults", "data", 0, "storageLocation", "container"));
        Assert.Equal("gs://bucket/jobrun/out.csv", Dive(jobs[1].AdditionalProperties, "writeSetting", "path"));
    }

    [Fact]
    public async Task Rows_of_a_job_library_come_out_in_order()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("partial-2026-aac-jobLibrary-rows.json"), FixtureReply.Rows([]));
        List<JobGroup> rows = [];
        await session.Client.JobGroups.ListAsync(new ResourceQuery(), null, row => Added(rows, row), session.Context);
        Assert.Equal([4087561L, 4087560, 4087559], rows.Select(row => row.Id));
        Assert.Equal([7.0, 5, 4], rows.Select(row => row.Duration!.Value.TotalSeconds));
        Assert.All(rows, row => Assert.True(row.IsSuccess));
        Assert.All(rows, row => Assert.Null(row.RecipeId));
    }

    [Fact]
    public async Task An_unknown_status_is_carried_as_it_came_and_is_no_end()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":"5","status":"Hibernating","createdAt":1631096271696,"updatedAt":"1631096272","profilingEnabled":"False"}"""));
        var group = await session.Client.JobGroups.GetAsync(5, null, session.Context);
        Assert.Equal("Hibernating", group.Status);
        Assert.False(group.IsFinished);
        Assert.Equal(304, (group.UpdatedAt - group.CreatedAt)!.Value.TotalMilliseconds);
        Assert.False(group.ProfilingEnabled);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":[{"id":1}]}""")]
    [InlineData("""{"status":"Complete"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"Complete\"")]
    [InlineData("")]
    public async Task What_is_no_job_group_is_never_taken_for_one(string reply)
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Json(reply) with { Headers = [("x-trifacta-request-id", "req-9")] }, maxRetryTime: TimeSpan.Zero);
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Equal(("DpInvalidResponse", ErrorKind.InvalidResponse, 200, "req-9"), (error.ErrorId, error.Kind, error.StatusCode, error.RequestId));
        Assert.Equal(("GET", "/v4/jobGroups/1"), (error.Method, error.Path));
        Assert.Contains(reply.Length == 0 ? "It begins with an empty body." : $"It begins with \"{reply}\".", error.Message, StringComparison.Ordinal);
        Assert.Contains("-BaseUri", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123?embed=wrangledDataset.recipe,creator,jobs", "wrangledDataset.recipe", "creator", "jobs")]
    [InlineData("123?embed=jobs.fileWriterJob.writeSetting", "jobs.fileWriterJob.writeSetting")]
    [InlineData("123?embed=wrangledDataset.recipe,wrangledDataset.flow,creator,jobs,jobs.scriptResults.storageLocation,jobgroupdataflowoptions", "wrangledDataset.recipe", "wrangledDataset.flow", "creator", "jobs", "jobs.scriptResults.storageLocation", "jobgroupdataflowoptions")]
    [InlineData("123?embed=jobs.errorMessage", "jobs.errorMessage")]
    [InlineData("123?embed=jobs.scriptResults", "jobs.scriptResults")]
    [InlineData("123")]
    public async Task Embeds_of_published_clients_are_asked_in_their_words(string target, params string[] embed)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":123}"""));
        await session.Client.JobGroups.GetAsync(123, new ReadOptions { Embed = embed }, session.Context);
        session.Sent("GET", $"/v4/jobGroups/{target}");
    }

    [Fact]
    public async Task Fields_always_include_the_id()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":1}"""));
        await session.Client.JobGroups.GetAsync(1, new ReadOptions { Fields = ["name", "status"], IncludeDeleted = true }, session.Context);
        await session.Client.JobGroups.GetAsync(2, new ReadOptions { Fields = ["ID"] }, session.Context);
        session.Sent("GET", "/v4/jobGroups/1?fields=id;name;status&includeDeleted=true");
        session.Sent("GET", "/v4/jobGroups/2?fields=ID");
    }

    internal static Task<bool> Added<T>(ICollection<T> rows, T row)
    {
        rows.Add(row);
        return Task.FromResult(true);
    }

    internal static object? Dive(object? value, params object[] path) => path.Aggregate(value, (inner, step) => step is int index
        ? Assert.IsType<object?[]>(inner)[index]
        : Assert.IsType<IReadOnlyDictionary<string, object?>>(inner, exactMatch: false)[(string)step]);

    private static async Task<JobGroup> GetAsync(string fixture)
    {
        await using var session = FixtureSession.Start(FixtureReply.File(fixture));
        return await session.Client.JobGroups.GetAsync(1, null, session.Context);
    }
}
