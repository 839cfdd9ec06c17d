using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Flows;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.JobGroups;

/// <summary>Names of recipes, flows and people beside the ids of job groups, and what they cost.</summary>
public sealed class NameTests
{
    private static readonly ReadOptions WithNames = new() { WithNames = true };

    [Fact]
    public async Task A_job_group_tells_its_names_as_published_clients_read_them()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("shape-from-client-jobGroup-embeds.json"));
        var group = await session.Client.JobGroups.GetAsync(123, WithNames, session.Context);
        session.Sent("GET", "/v4/jobGroups/123?embed=wrangledDataset.recipe,wrangledDataset.flow,creator");
        Assert.Equal(("my recipe", 3, "my flow", "user@example.com", null), (group.RecipeName, group.FlowId, group.FlowName, group.Creator!.Email, group.Error));
        Assert.Equal("my-gcp-project", JobGroupReplyTests.Dive(group.WrangledDataset!.AdditionalProperties, "flow", "cpProject"));
    }

    [Fact]
    public async Task A_failed_one_is_asked_why()
    {
        await using var session = FixtureSession.Start(
            FixtureReply.Json("""{"id":5,"status":"Failed"}"""), FixtureReply.Json("""{"id":5,"status":"Failed","jobs":{"data":[{"id":1,"jobType":"wrangle","errorMessage":{"id":2,"message":"no space"}}]}}"""));
        Assert.Equal("wrangle: no space", (await session.Client.JobGroups.GetAsync(5, WithNames, session.Context)).Error);
        Assert.Equal(2, session.Requests.Count);
    }

    [Fact]
    public async Task Many_one_after_the_other_tell_their_names_themselves_as_long_as_there_are_new_ones()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(Row(int.Parse(request.Path.Split('/')[^1], CultureInfo.InvariantCulture), request.Query)));
        foreach (var id in new[] { 1, 101, 2, 3, 201, 301, 4 })
        {
            var group = await session.Client.JobGroups.GetAsync(id, WithNames, session.Context);
            Assert.Equal($"recipe {RecipeOf(id)}", group.RecipeName);
        }

        // Group 2 is the first with nothing new, group 201 has a recipe that nobody expected: only it costs a second request.
        string[] asked = ["1 embed", "101 embed", "2 embed", "3", "201", "201 embed", "301 embed", "4 embed"];
        Assert.Equal(asked, session.Requests.Select(request => request.Path.Split('/')[^1] + (request.Query.Contains("embed", StringComparison.Ordinal) ? " embed" : string.Empty)));
    }

    [Fact]
    public async Task A_long_list_costs_one_more_request_for_each_page_with_somebody_new()
    {
        // 1,300 rows of 13 recipes: the first page has 100 rows of one of them, the second ten others, the third the last two.
        await using var session = FixtureSession.Start(request => FixtureReply.Json($$"""{"data":[{{string.Join(',', Page(request).Select(id => Row(id, request.Query)))}}]}"""));
        var groups = await ListAsync(session, null);
        Assert.Equal(1300, groups.Count);
        Assert.All(groups, group => Assert.Equal(($"recipe {RecipeOf(group.Id)}", "ada@example.com"), (group.RecipeName, group.Creator!.Email)));
        Assert.Equal(["ids=10", "ids=2"], session.Requests.Select(Cost).Where(cost => cost.StartsWith("ids", StringComparison.Ordinal)));
        Assert.Equal("offset=0 embed", Assert.Single(session.Requests.Select(Cost), cost => cost.EndsWith("embed", StringComparison.Ordinal)));
        // What one row was told, all of them have.
        Assert.Equal(13, groups.Select(group => group.WrangledDataset).Distinct().Count());
    }

    [Fact]
    public async Task Reasons_are_asked_for_all_failed_rows_of_a_short_page_at_once()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json($$"""{"data":[{{string.Join(',', Page(request).Select(id => Row(id, request.Query, "Failed")))}}]}"""));
        var groups = await ListAsync(session, 20);
        Assert.All(groups, group => Assert.Equal($"wrangle: reason {group.Id}", group.Error));
        Assert.Equal(["offset=0 embed", "ids=20"], session.Requests.Select(Cost));
    }

    [Fact]
    public async Task Reasons_are_not_asked_for_long_pages()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json($$"""{"data":[{{string.Join(',', Page(request).Select(id => Row(id, request.Query, "Failed")))}}]}"""));
        var groups = await ListAsync(session, null);
        Assert.Equal(Enumerable.Range(1, 100), groups.Where(group => group.Error is not null).Select(group => (int)group.Id));
        Assert.Single(session.Requests, request => request.Query.Contains("errorMessage", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_recipe_and_a_person_of_the_same_number_are_two()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Query.Contains("ids=", StringComparison.Ordinal)
            ? """{"data":[{"id":1,"wrangledDataset":{"id":7,"name":"r"},"creator":{"id":9,"email":"nine@example.com"}},{"id":2,"wrangledDataset":{"id":8,"name":"s"},"creator":{"id":7,"name":"Ada"}}]}"""
            : """{"data":[{"id":1,"wrangledDataset":{"id":7},"creator":{"id":9}},{"id":2,"wrangledDataset":{"id":7},"creator":{"id":7}}]}"""));
        var groups = await ListAsync(session, 2);
        Assert.Equal(["r nine@example.com", "r Ada"], groups.Select(group => $"{group.RecipeName} {group.Creator!.Name ?? group.Creator.Email}"));
        Assert.Contains(session.Requests, request => request.Query.StartsWith("ids=1,2&", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_tells_some_names_is_asked_for_others_again()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Query.Contains("ids=", StringComparison.Ordinal)
            ? """{"data":[{"id":1,"wrangledDataset":{"id":7},"creator":{"id":9}},{"id":2,"wrangledDataset":{"id":8,"name":"s"},"creator":{"id":9}}]}"""
            : """{"data":[{"id":1,"wrangledDataset":{"id":7},"creator":{"id":9}},{"id":2,"wrangledDataset":{"id":8},"creator":{"id":9}}]}"""));
        Assert.Equal([null, "s"], (await ListAsync(session, 2)).Select(group => group.RecipeName));
        Assert.Equal([null, "s"], (await ListAsync(session, 2, new ReadOptions { WithNames = true })).Select(group => group.RecipeName));
        Assert.Equal(2, session.Requests.Count(request => request.Query.Contains("ids=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_that_refuses_to_embed_in_lists_is_asked_without_from_then_on()
    {
        await using var session = FixtureSession.Start(request => request.Query.Contains("embed", StringComparison.Ordinal)
            ? FixtureReply.Error(400, "ValidationFailed") : FixtureReply.Json($$"""{"data":[{{Row(1, string.Empty)}}]}"""));
        for (var time = 0; time < 2; time++)
        {
            var group = Assert.Single(await ListAsync(session, 1));
            Assert.Equal((null, 1), (group.RecipeName, group.RecipeId));
        }

        Assert.Equal(["offset=0 embed", "offset=0", "ids=1", "offset=0"], session.Requests.Select(Cost));
    }

    [Fact]
    public async Task A_server_that_ignores_it_is_asked_once()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json($$"""{"data":[{{Row(1, string.Empty)}}]}"""));
        Assert.Null(Assert.Single(await ListAsync(session, 1)).RecipeName);
        Assert.Null(Assert.Single(await ListAsync(session, 1)).RecipeName);
        Assert.Equal(["offset=0 embed", "ids=1", "offset=0"], session.Requests.Select(Cost));
    }

    [Theory]
    [InlineData(503, "{}")]
    [InlineData(200, """{"data":[]}""")]
    public async Task A_server_that_cannot_tell_now_is_asked_again(int status, string reply)
    {
        await using var session = FixtureSession.Start(
            request => request.Query.Contains("ids=", StringComparison.Ordinal) ? FixtureReply.Json(reply, status) : FixtureReply.Json($$"""{"data":[{{Row(1, string.Empty)}}]}"""), maxRetryTime: TimeSpan.Zero);
        await ListAsync(session, 1);
        await ListAsync(session, 1, new ReadOptions { WithNames = true });
        Assert.Equal(["offset=0 embed", "ids=1", "offset=0 embed", "ids=1"], session.Requests.Select(Cost));
    }

    [Fact]
    public async Task A_list_whose_second_page_is_refused_does_not_begin_again()
    {
        await using var session = FixtureSession.Start(request => request.Number("offset") > 0
            ? FixtureReply.Error(400, "ValidationFailed") : FixtureReply.Json($$"""{"data":[{{string.Join(',', Page(request).Select(id => Row(id, request.Query)))}}]}"""));
        await Assert.ThrowsAsync<ApiException>(() => ListAsync(session, null));
        Assert.Single(session.Requests, request => request.Number("offset") == 0);
    }

    [Fact]
    public async Task What_somebody_else_wants_of_a_list_is_asked_as_it_is()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json($$"""{"data":[{{Row(1, string.Empty)}}]}"""));
        await session.Client.JobGroups.ListAsync(new ResourceQuery(), new ListOptions { First = 1 }, _ => Task.FromResult(true), session.Context);
        Assert.Equal("limit=1", session.Requests.Single().Query);
    }

    private static async Task<List<JobGroup>> ListAsync(FixtureSession session, long? first, ReadOptions? read = null)
    {
        List<JobGroup> groups = [];
        await session.Client.JobGroups.ListAsync(new ResourceQuery { Read = read ?? WithNames }, new ListOptions { First = first }, group => FlowTests.Added(groups, group), session.Context);
        return groups;
    }

    private static IEnumerable<int> Page(FixtureRequest request)
    {
        var ids = request.Query.Split('&').FirstOrDefault(part => part.StartsWith("ids=", StringComparison.Ordinal));
        return ids is not null
            ? ids[4..].Split(',').Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            : Enumerable.Range(1 + request.Number("offset"), Math.Max(0, Math.Min(request.Number("limit"), 1300 - request.Number("offset"))));
    }

    private static long RecipeOf(long id) => ((id - 1) / 100) + 1;

    private static string Row(int id, string query, string status = "Complete")
    {
        var recipe = RecipeOf(id);
        var isNamed = query.Contains("wrangledDataset.recipe", StringComparison.Ordinal);
        var name = isNamed ? $$$""","recipe":{"id":{{{recipe + 1000}}},"name":"recipe {{{recipe}}}"}""" : string.Empty;
        var email = isNamed ? ",\"email\":\"ada@example.com\"" : string.Empty;
        var jobs = query.Contains("errorMessage", StringComparison.Ordinal) ? $$$""","jobs":{"data":[{"id":1,"jobType":"wrangle","errorMessage":{"message":"reason {{{id}}}"}}]}""" : string.Empty;
        return $$$"""{"id":{{{id}}},"status":"{{{status}}}","wrangledDataset":{"id":{{{recipe}}}{{{name}}}},"creator":{"id":1{{{email}}}}{{{jobs}}}}""";
    }

    private static string Cost(FixtureRequest request) => request.Query.Contains("ids=", StringComparison.Ordinal)
        ? $"ids={Page(request).Count()}"
        : $"offset={request.Number("offset")}{(request.Query.Contains("embed", StringComparison.Ordinal) ? " embed" : string.Empty)}";
}
