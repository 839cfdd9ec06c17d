using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;
using Edition = DataprepPS.Emulator.Edition;
using EmulatorOptions = DataprepPS.Emulator.EmulatorOptions;

namespace DataprepPS.Client.Tests.Resources;

/// <summary>A list ends where the server's ends, and nowhere before.</summary>
public sealed class PagerTests
{
    [Theory]
    [InlineData(25, 60)]
    [InlineData(25, 50)]
    [InlineData(25, 25)]
    [InlineData(25, 24)]
    [InlineData(7, 100)]
    [InlineData(7, 98)]
    [InlineData(1, 5)]
    [InlineData(100, 100)]
    [InlineData(1000, 2500)]
    [InlineData(100000, 1100)]
    public async Task A_server_that_caps_its_pages_is_read_to_its_end(int cap, int rows)
    {
        await using var session = FixtureSession.Start(Server(rows, cap));
        var ids = await ListAsync(session);
        Assert.Equal(Enumerable.Range(1, rows).Select(id => (long)id), ids);
        Assert.InRange(session.Requests.Count, 1, (rows / Math.Min(cap, 1000)) + 8);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(null)]
    public async Task The_emulators_library_is_read_to_its_end(int? cap)
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Seed = 130, PageCap = cap });
        List<long> ids = [];
        await session.Client.JobGroups.ListAsync(new ResourceQuery(), null, row => Add(ids, row), session.Context);
        Assert.Equal(130, ids.Distinct().Count());
        Assert.Equal(130, ids.Count);
    }

    [Fact]
    public async Task An_empty_list_costs_one_request()
    {
        await using var session = FixtureSession.Start(Server(0, 25));
        Assert.Empty(await ListAsync(session));
        Assert.Single(session.Requests);
    }

    [Theory]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[],"count":0}""")]
    [InlineData("[]")]
    public async Task Nothing_is_said_in_three_ways(string body)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(body));
        Assert.Empty(await ListAsync(session));
    }

    [Fact]
    public async Task A_list_without_its_envelope_is_read()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""[{"id":1},{"id":2}]"""), FixtureReply.Json("[]"));
        Assert.Equal([1L, 2], await ListAsync(session));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":{"id":1}}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":[{"status":"Complete"}]}""")]
    [InlineData("""{"data":[1]}""")]
    [InlineData("\"Complete\"")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task What_is_no_list_is_never_an_empty_one(string body)
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Json(body), maxRetryTime: TimeSpan.Zero);
        await Assert.ThrowsAsync<InvalidResponseException>(() => ListAsync(session));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(25)]
    [InlineData(40)]
    public async Task Rows_inserted_between_pages_neither_repeat_nor_hide_others(int inserted)
    {
        var rows = Enumerable.Range(1, 80).Select(id => (long)id).ToList();
        var inserts = 0;
        await using var session = FixtureSession.Start(request =>
        {
            var page = rows.Skip(request.Number("offset")).Take(25).ToList();
            if (inserts++ == 0)
            {
                rows.InsertRange(0, Enumerable.Range(1000, inserted).Select(id => (long)id));
            }

            return FixtureReply.Rows(page);
        });
        var ids = await ListAsync(session);
        Assert.Equal(Enumerable.Range(1, 80).Select(id => (long)id), ids.Where(id => id < 1000));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task As_many_as_wanted_come_although_rows_repeat()
    {
        var rows = Enumerable.Range(1, 80).Select(id => (long)id).ToList();
        await using var session = FixtureSession.Start(request =>
        {
            var page = rows.Skip(request.Number("offset")).Take(Math.Min(25, request.Number("limit"))).ToList();
            rows.Insert(0, 1000 + rows.Count);
            return FixtureReply.Rows(page);
        });
        Assert.Equal(Enumerable.Range(1, 30).Select(id => (long)id), await ListAsync(session, new ListOptions { First = 30 }));
    }

    [Fact]
    public async Task A_server_that_ignores_the_offset_is_not_asked_for_ever()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Rows([3, 2, 1]));
        Assert.Equal([3L, 2, 1], await ListAsync(session));
        Assert.InRange(session.Requests.Count, 2, 8);
    }

    [Fact]
    public async Task A_server_that_ignores_the_limit_gives_no_more_than_wanted()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Rows([1, 2, 3, 4, 5]));
        Assert.Equal([1L, 2], await ListAsync(session, new ListOptions { First = 2 }));
        Assert.Single(session.Requests);
        Assert.Equal(2, session.Requests[0].Number("limit"));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(25, 0)]
    [InlineData(30, 10)]
    [InlineData(1000, 75)]
    [InlineData(5, 100)]
    [InlineData(0, 0)]
    public async Task First_and_skip_cut_out_their_part(long first, long skip)
    {
        await using var session = FixtureSession.Start(Server(80, 25));
        var ids = await ListAsync(session, new ListOptions { First = first, Skip = skip });
        Assert.Equal(Enumerable.Range(1, 80).Select(id => (long)id).Skip((int)skip).Take((int)first), ids);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3L)]
    [InlineData(0L)]
    public async Task The_total_is_asked_for_once_and_told_once(long? first)
    {
        await using var session = FixtureSession.Start(Server(80, 25));
        List<long?> totals = [];
        await ListAsync(session, new ListOptions { First = first, OnTotal = totals.Add });
        Assert.Equal([80L], totals);
        Assert.Single(session.Requests, request => request.Query.Contains("includeCount=true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_tells_no_total_is_an_unknown_total()
    {
        await using var session = FixtureSession.Start(FixtureReply.Rows([]));
        List<long?> totals = [];
        await ListAsync(session, new ListOptions { OnTotal = totals.Add });
        Assert.Null(Assert.Single(totals));
    }

    [Fact]
    public async Task Who_stops_after_one_object_has_cost_one_page_more_at_most()
    {
        await using var session = FixtureSession.Start(Server(10_000, 25));
        await session.Client.JobGroups.ListAsync(new ResourceQuery(), null, _ => Task.FromResult(false), session.Context);
        Assert.InRange(session.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task The_first_object_leaves_while_the_second_page_is_still_under_way()
    {
        await using var session = FixtureSession.Start(request => request.Number("offset") == 0 ? FixtureReply.Rows([1, 2]) : FixtureReply.Silent);
        List<long> ids = [];
        await session.Client.JobGroups.ListAsync(new ResourceQuery(), null, row => { ids.Add(row.Id); return Task.FromResult(ids.Count < 2); }, session.Context)
            .WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal([1L, 2], ids);
    }

    [Fact]
    public async Task An_error_of_the_consumer_ends_the_list()
    {
        await using var session = FixtureSession.Start(Server(1000, 25));
        await Assert.ThrowsAsync<FormatException>(() => session.Client.JobGroups.ListAsync(new ResourceQuery(), null, _ => throw new FormatException(), session.Context));
    }

    [Fact]
    public async Task An_error_on_a_later_page_comes_after_the_rows_before_it()
    {
        await using var session = FixtureSession.Start(request => request.Number("offset") < 50 ? Server(80, 25)(request) : FixtureReply.Error(403));
        List<long> ids = [];
        await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.ListAsync(new ResourceQuery(), null, row => Add(ids, row), session.Context));
        Assert.Equal(50, ids.Count);
    }

    [Fact]
    public async Task Filters_are_sent_as_the_vendor_spells_them()
    {
        await using var session = FixtureSession.Start(FixtureReply.Rows([]));
        await session.Client.JobGroups.ListAsync(
            new ResourceQuery
            {
                Where =
                {
                    ["status"] = "Failed", ["ranfrom"] = "schedule", ["ranfor"] = "recipe", ["runBy"] = "currentUser",
                    ["dateFilter[createdAt][gte]"] = DateTimeOffset.FromUnixTimeMilliseconds(1572994800000), ["dateFilter[createdAt][lt]"] = DateTimeOffset.FromUnixTimeMilliseconds(1581375600000),
                },
                Filter = "a b&c",
                Sort = "-id",
                Read = new ReadOptions { Embed = ["jobs", "creator"], IncludeDeleted = true },
            },
            new ListOptions { First = 3, Skip = 4 },
            _ => Task.FromResult(true),
            session.Context);
        Assert.Equal(
            "/v4/jobLibrary?status=Failed&ranfrom=schedule&ranfor=recipe&runBy=currentUser&dateFilter[createdAt][gte]=1572994800000&dateFilter[createdAt][lt]=1581375600000&filter=a%20b%26c&sort=-id&embed=jobs,creator&includeDeleted=true&limit=3&offset=4",
            session.Requests[0].Target);
    }

    [Fact]
    public async Task Where_the_library_is_missing_the_older_list_serves_and_the_library_is_not_tried_again()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Edition = Edition.Old, Seed = 30 });
        for (var i = 0; i < 2; i++)
        {
            List<long> ids = [];
            await session.Client.JobGroups.ListAsync(new ResourceQuery(), null, row => Add(ids, row), session.Context);
            Assert.Equal(30, ids.Count);
        }

        Assert.Single(session.Server.Journal.Entries, entry => entry.Path.StartsWith("/v4/jobLibrary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_error_of_the_library_is_not_taken_for_a_missing_route()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Error(404, "DataNotFoundException"));
        await Assert.ThrowsAsync<ApiException>(() => ListAsync(session));
        Assert.Single(session.Requests);
    }

    [Theory]
    [InlineData("dataNull")]
    [InlineData("bareArray")]
    [InlineData("numbersAsStrings")]
    public async Task Odd_lists_of_the_emulator_are_read(string fault)
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Seed = 30 });
        var faults = session.Server.Faults.On("listJobLibrary");
        _ = fault switch { "dataNull" => faults.DataNull(), "bareArray" => faults.BareArray(), _ => faults.NumbersAsStrings() };
        List<long> ids = [];
        await session.Client.JobGroups.ListAsync(new ResourceQuery(), null, row => Add(ids, row), session.Context);
        Assert.Equal(fault == "dataNull" ? 0 : 30, ids.Count);
    }

    private static Func<FixtureRequest, FixtureReply> Server(int rows, int cap) => request => FixtureReply.Rows(
        Enumerable.Range(1, rows).Select(id => (long)id).Skip(request.Number("offset")).Take(Math.Min(cap, request.Number("limit"))),
        request.Query.Contains("includeCount=true", StringComparison.Ordinal) ? $",\"count\":{rows}" : null);

    private static Task<bool> Add(List<long> ids, JobGroup row)
    {
        ids.Add(row.Id);
        return Task.FromResult(true);
    }

    private static async Task<List<long>> ListAsync(FixtureSession session, ListOptions? options = null)
    {
        List<long> ids = [];
        await session.Client.JobGroups.ListAsync(new ResourceQuery(), options, row => Add(ids, row), session.Context);
        return ids;
    }
}
