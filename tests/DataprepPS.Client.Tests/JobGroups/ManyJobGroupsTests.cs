using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using DataprepPS.Emulator;
using Xunit;
using JobGroup = DataprepPS.Client.JobGroups.JobGroup;

namespace DataprepPS.Client.Tests.JobGroups;

/// <summary>Many job groups that are wanted by id at about the same time: from the list, but only what it tells as well.</summary>
public sealed class ManyJobGroupsTests
{
    // Group 37 was deleted; 13, 33, 53 ... failed.
    private const int Deleted = 37;
    private const string Profiled = ",\"profilingEnabled\":true";

    private string library = string.Empty;

    [Fact]
    public async Task A_thousand_are_what_each_of_them_is_alone_in_a_few_requests()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Seed = 1000 });
        // Time stands still: no list takes too long.
        using var client = new DataprepClient(new DataprepClientOptions { BaseUri = session.Server.BaseUri, Token = SecureText.Of("secret"), TimeProvider = new ManualTimeProvider() });
        var together = await ReadAsync(client, session.Context, First(1000));
        Assert.InRange(session.Server.Journal.Entries.Count, 7, 20);
        for (var id = 1; id <= 1000; id++)
        {
            var alone = await session.Client.JobGroups.GetAsync(id, new ReadOptions { WithNames = true }, session.Context);
            Assert.Equal(Told(alone), Told(together[id - 1]));
        }
    }

    [Fact]
    public async Task The_newest_tells_where_the_list_begins()
    {
        await using var session = Start();
        var groups = await ReadAsync(session, 301);
        Assert.Equal(Enumerable.Range(1, 301).Where(id => id != Deleted), groups.Select(group => (int)group.Id));
        Assert.All(groups, group => Assert.Equal(($"recipe {group.RecipeId}", "ada@example.com"), (group.RecipeName, group.Creator!.Email)));
        Assert.All(groups, group => Assert.Equal(group.Id % 20 == 13 ? $"wrangle: reason {group.Id}" : null, group.Error));
        // Two lists; names and reasons of their rows at once; what is not in them, alone.
        string[] asked =
        [
            "1", "101", "jobLibrary?dateFilter[createdAt][lt]=1767225702000&sort=-id&limit=199", "jobLibrary?ids", "301",
            "jobLibrary?dateFilter[createdAt][lt]=1767225902000&sort=-id&limit=364", "jobLibrary?ids", "37",
        ];
        Assert.Equal(asked.Order(), session.Requests.Select(Name).Order());
    }

    [Fact]
    public async Task Newest_ones_that_are_gone_are_not_in_the_way_of_the_others()
    {
        await using var session = Start();
        // 99 tells the beginning of the list; those above it do not.
        var groups = await ReadAsync(session.Client, session.Context, [1, 9001, 9002, .. Enumerable.Range(2, 98).Select(id => (long)id)]);
        Assert.Equal(Enumerable.Range(1, 99).Where(id => id != Deleted), groups.Select(group => (int)group.Id));
        Assert.InRange(session.Requests.Count, 5, 12);
    }

    [Theory]
    [InlineData("less")]
    [InlineData("foreign")]
    [InlineData("spelled")]
    [InlineData("other")]
    [InlineData("none")]
    [InlineData("400")]
    [InlineData("404")]
    [InlineData("500")]
    [InlineData("html")]
    public async Task A_list_that_does_not_tell_as_much_costs_a_request_or_two_and_nothing_else(string kind)
    {
        library = kind;
        await using var session = Start();
        var groups = await ReadAsync(session, 301);
        Assert.Equal(Enumerable.Range(1, 301).Where(id => id != Deleted), groups.Select(group => (int)group.Id));
        Assert.All(groups, group => Assert.Equal((true, $"recipe {group.RecipeId}"), (group.ProfilingEnabled, group.RecipeName)));
        Assert.All(groups, group => Assert.Equal(group.Id % 20 == 13 ? $"wrangle: reason {group.Id}" : null, group.Error));
        Assert.InRange(session.Requests.Count(request => !request.Path.Contains("jobGroups/", StringComparison.Ordinal)), 1, 2);
    }

    [Fact]
    public async Task A_list_that_tells_less_is_asked_once_a_session()
    {
        library = "less";
        await using var session = Start();
        await ReadAsync(session, 150);
        await ReadAsync(session, 150);
        Assert.Single(session.Requests, request => request.Path == "/v4/jobLibrary");
    }

    [Fact]
    public async Task Lists_that_know_no_ids_and_lists_that_refuse_to_embed_take_no_names_from_reads_by_id()
    {
        library = "refuses";
        await using var session = Start();
        Assert.Null((await FirstAsync(session)).RecipeName);
        Assert.All(await ReadAsync(session, 150), group => Assert.Equal($"recipe {group.RecipeId}", group.RecipeName));
    }

    [Theory]
    [InlineData("embed")]
    [InlineData("fields")]
    [InlineData("deleted")]
    public async Task What_somebody_wants_besides_is_asked_of_each(string what)
    {
        await using var session = Start();
        ReadOptions options = what switch
        {
            "embed" => new() { WithNames = true, Embed = ["snapshot"] },
            "fields" => new() { WithNames = true, Fields = ["status"] },
            _ => new() { WithNames = true, IncludeDeleted = true },
        };
        await ReadAsync(session.Client, session.Context, First(150), options);
        Assert.DoesNotContain(session.Requests, request => request.Path == "/v4/jobLibrary");
    }

    private static Task<List<JobGroup>> ReadAsync(FixtureSession session, int count) => ReadAsync(session.Client, session.Context, First(count));

    private static async Task<List<JobGroup>> ReadAsync(DataprepClient client, CallContext context, IEnumerable<long> ids, ReadOptions? options = null)
    {
        options ??= new ReadOptions { WithNames = true };
        var reads = ids.Select(id => (Id: id, Group: client.JobGroups.GetAsync(id, options, context))).ToList();
        List<JobGroup> groups = [];
        foreach (var read in reads)
        {
            try
            {
                groups.Add(await read.Group);
            }
            catch (ApiException e)
            {
                Assert.Equal((true, ErrorKind.NotFound), (read.Id is Deleted or > 9000, e.Kind));
            }
        }

        return groups;
    }

    private static IEnumerable<long> First(int count) => Enumerable.Range(1, count).Select(id => (long)id);

    private static async Task<JobGroup> FirstAsync(FixtureSession session)
    {
        JobGroup? first = null;
        await session.Client.JobGroups.ListAsync(new ResourceQuery { Read = new ReadOptions { WithNames = true } }, new ListOptions { First = 1 }, group =>
        {
            first = group;
            return Task.FromResult(false);
        }, session.Context);
        return first!;
    }

    private FixtureSession Start() => FixtureSession.Start(Answer, new ManualTimeProvider(), maxRetryTime: TimeSpan.Zero);

    private FixtureReply Answer(FixtureRequest request)
    {
        if (request.Path.StartsWith("/v4/jobGroups/", StringComparison.Ordinal))
        {
            var id = int.Parse(request.Path.Split('/')[^1], CultureInfo.InvariantCulture);
            return id is Deleted or > 9000 ? FixtureReply.Error(410, "GoneException") : FixtureReply.Json(Row(id, request.Query, library == "foreign" ? ",\"profilingEnabled\":true,\"foreign\":1" : Profiled));
        }

        var ids = request.Query.Split('&').FirstOrDefault(part => part.StartsWith("ids=", StringComparison.Ordinal))?[4..].Split(',').Select(int.Parse);
        var first = request.Query.Contains("dateFilter", StringComparison.Ordinal) ? CreatedBefore(request) : 400;
        ids ??= Enumerable.Range(1, first).Reverse().Skip(request.Number("offset")).Take(request.Number("limit"));
        return library switch
        {
            "other" => FixtureReply.Rows(Enumerable.Range(5001, 400).Select(id => (long)id)),
            "none" => FixtureReply.Rows([]),
            "html" => FixtureReply.Json("<html>"),
            "refuses" when request.Query.Contains("embed", StringComparison.Ordinal) => FixtureReply.Error(400, "ValidationFailed"),
            "400" or "404" or "500" => FixtureReply.Error(int.Parse(library, CultureInfo.InvariantCulture)),
            "less" => List(string.Empty),
            "spelled" => List(",\"ProfilingEnabled\":true"),
            _ => List(Profiled),
        };

        FixtureReply List(string more) => FixtureReply.Json($$"""{"data":[{{string.Join(',', ids.Where(id => id != Deleted).Select(id => Row(id, request.Query, more)))}}]}""");
    }

    private static int CreatedBefore(FixtureRequest request)
    {
        var part = request.Query.Split('&').First(part => part.StartsWith("dateFilter[createdAt][lt]=", StringComparison.Ordinal));
        return (int)(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(part.Split('=')[1], CultureInfo.InvariantCulture)) - CreatedAt(0)).TotalSeconds;
    }

    private static DateTimeOffset CreatedAt(int id) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(id);

    private static string Row(int id, string query, string more)
    {
        var recipe = (id % 7) + 1;
        var isNamed = query.Contains("wrangledDataset.recipe", StringComparison.Ordinal);
        var name = isNamed ? $$$""","recipe":{"id":{{{recipe + 1000}}},"name":"recipe {{{recipe}}}"}""" : string.Empty;
        var email = isNamed ? ",\"email\":\"ada@example.com\"" : string.Empty;
        var jobs = query.Contains("errorMessage", StringComparison.Ordinal) ? $$$""","jobs":{"data":[{"id":1,"jobType":"wrangle","errorMessage":{"message":"reason {{{id}}}"}}]}""" : string.Empty;
        var created = CreatedAt(id).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var status = id % 20 == 13 ? "Failed" : "Complete";
        return $$$"""{"id":{{{id}}},"status":"{{{status}}}"{{{more}}},"createdAt":"{{{created}}}","wrangledDataset":{"id":{{{recipe}}}{{{name}}}},"creator":{"id":1{{{email}}}}{{{jobs}}}}""";
    }

    private static string Name(FixtureRequest request) => request.Path.Split('/')[^1] switch
    {
        "jobLibrary" when request.Query.StartsWith("ids=", StringComparison.Ordinal) => "jobLibrary?ids",
        "jobLibrary" => "jobLibrary?" + request.Query,
        var id => id,
    };

    private static string Told(JobGroup group) => JsonSerializer.Serialize(group) + group.RecipeName + group.FlowName + group.Creator?.Email + group.Error;
}
