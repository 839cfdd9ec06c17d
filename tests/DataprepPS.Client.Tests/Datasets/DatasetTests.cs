using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Datasets;
using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Flows;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Datasets;

/// <summary>Imported datasets and the library that lists them in wrappers.</summary>
public sealed class DatasetTests
{
    private const string Library = """
        {"data":[
          {"type":"datasource","referenceCount":2,"name":"orders","updatedAt":"2026-01-02T03:04:05.000Z","importedDataset":{"id":5,"uri":"gs://b/o.csv","connection":{"id":3},"createdAt":"2026-01-01T00:00:00.000Z"},"extra":1},
          {"type":"reference","referenceCount":1,"name":"of another flow","flowNodes":{"data":[{"id":1000002,"referencedFlowNode":{"id":9},"flow":{"id":2}}]}},
          {"type":"recipe","referenceCount":0,"name":"made here","flowNodes":[{"id":7,"flow":{"id":1}}]}],
         "count":{"all":3,"imported":1,"reference":1,"recipe":1}}
        """;

    [Fact]
    public async Task The_library_is_told_what_to_list_and_its_wrappers_are_opened()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(Library), FixtureReply.Rows([]));
        var rows = await ListAsync(session, new ResourceQuery { Where = new Dictionary<string, object?> { ["datasetsFilter"] = "all" } });
        Assert.Contains("datasetsFilter=all", session.Requests[0].Query, StringComparison.Ordinal);
        Assert.Equal(
            [("datasource", 5L, null, null, "orders"), ("reference", null, 9L, 2L, "of another flow"), ("recipe", null, 7L, 1L, "made here")],
            rows.Select(row => (row.Kind, row.ImportedDatasetId, row.RecipeId, row.FlowId, row.Name)));
        Assert.Equal((3, "gs://b/o.csv", 2, 2026), (rows[0].ConnectionId, rows[0].Source, rows[0].ReferenceCount, rows[0].UpdatedAt?.Year));
        Assert.Equal(1L, rows[0].AdditionalProperties["extra"]);
    }

    [Fact]
    public async Task Imported_ones_are_meant_unless_something_else_is_said()
    {
        await using var session = FixtureSession.Start(FixtureReply.Rows([]));
        await ListAsync(session, new ResourceQuery { Parent = new ResourceParent("FlowId", 3) });
        Assert.Contains("datasetsFilter=imported&currentFlowId=3&datasourceFlowId=3", session.Requests[0].Query, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(session, new ResourceQuery { Where = new Dictionary<string, object?> { ["datasetsFilter"] = "recipe" } }));
        Assert.Contains("-FlowId", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("imported", 1)]
    [InlineData("all", 3)]
    public async Task The_total_is_that_of_the_kind(string kind, long total)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(Library), FixtureReply.Rows([]));
        long? told = null;
        await session.Client.Datasets.ListAsync(
            new ResourceQuery { Where = new Dictionary<string, object?> { ["datasetsFilter"] = kind } }, new ListOptions { OnTotal = count => told = count }, _ => Task.FromResult(true), session.Context);
        Assert.Equal(total, told);
    }

    [Fact]
    public async Task Those_of_another_connection_are_left_out_although_the_server_sends_them()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(Library), FixtureReply.Rows([]));
        Assert.DoesNotContain(await ListAsync(session, new ResourceQuery { Parent = new ResourceParent("ConnectionId", 4) }), row => row.ImportedDatasetId is not null);
    }

    [Fact]
    public async Task A_lost_import_is_found_in_its_wrapper()
    {
        var dataset = """{"id":6,"name":"orders","uri":"gs://b/o.csv","createdAt":"2030-01-01T00:00:00.000Z","creator":{"id":1}}""";
        await using var session = FixtureSession.Start(request => request switch
        {
            { Method: "POST" } => FixtureReply.Reset,
            { Path: "/v4/people/current" } => FixtureReply.Json("""{"id":1}"""),
            { Path: "/v4/datasetLibrary" } => FixtureReply.Json($$"""{"data":[{"type":"datasource","importedDataset":{{dataset}}}]}"""),
            _ => FixtureReply.Json(dataset),
        });
        var created = await session.Client.Datasets.CreateAsync(new Hashtable { ["name"] = "orders", ["uri"] = "gs://b/o.csv" }, session.Context);
        Assert.Equal(6, created.Id);
        Assert.Contains(session.Requests, request => request.Query.Contains("datasetsFilter=imported", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name", new[] { "PATCH" })]
    [InlineData("path", new[] { "PUT" })]
    public async Task What_PATCH_does_not_take_goes_by_PUT(string member, string[] methods)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":5}"""));
        await session.Client.Datasets.UpdateAsync(5, new Hashtable { [member] = "x" }, session.Context);
        Assert.Equal(methods, session.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_release_without_PATCH_is_asked_by_PUT_from_then_on()
    {
        await using var session = FixtureSession.Start(request => request.Method == "PATCH" ? FixtureReply.File("recorded-2026-aac-route-not-found.404.http.json") : FixtureReply.Json("""{"id":5}"""));
        await session.Client.Datasets.UpdateAsync(5, new Hashtable { ["name"] = "x" }, session.Context);
        await session.Client.Datasets.UpdateAsync(5, new Hashtable { ["name"] = "y" }, session.Context);
        Assert.Equal(["PATCH", "PUT", "PUT"], session.Requests.Select(request => request.Method));
    }

    [Theory]
    [InlineData("""{"id":5,"jdbcPath":["d","s"],"jdbcTable":"t"}""", "d.s.t")]
    [InlineData("""{"id":5,"raw":["select 1","from x"]}""", "select 1 from x")]
    [InlineData("""{"id":5,"raw":"select 1"}""", "select 1")]
    [InlineData("""{"id":5,"bucket":"b","path":"/p/o.csv"}""", "b/p/o.csv")]
    [InlineData("""{"id":5}""", null)]
    public async Task Where_it_comes_from_is_told_as_people_write_it(string reply, string? source)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        Assert.Equal(source, (await session.Client.Datasets.GetAsync(5, null, session.Context)).Source);
    }

    [Fact]
    public async Task A_lost_replacement_is_settled_by_what_the_flow_reads()
    {
        await using var session = FixtureSession.Start(request => request.Method == "PATCH" ? FixtureReply.Reset : FixtureReply.Rows([5, 6]));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Datasets.ReplaceInFlowAsync(3, 5, 6, session.Context));
        Assert.Contains("Flow 3 reads 5, 6", error.Message, StringComparison.Ordinal);
        await session.Client.Datasets.ReplaceInFlowAsync(3, 4, 6, session.Context);
    }

    private static async Task<List<ImportedDataset>> ListAsync(FixtureSession session, ResourceQuery query)
    {
        List<ImportedDataset> rows = [];
        await session.Client.Datasets.ListAsync(query, null, row => FlowTests.Added(rows, row), session.Context);
        return rows;
    }
}
