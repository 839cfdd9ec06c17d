using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Outputs;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Flows;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Outputs;

/// <summary>Output objects and their parts: what somebody made and what the server has are of one type.</summary>
public sealed class OutputObjectTests
{
    private const string Parameter = """{"type":"path","overrideKey":"day","insertionIndices":[{"index":4,"order":0}],"value":{"variable":{"value":"monday"}}}""";

    private const string Row = $$$"""
        {"id":5,"path":"gs://b/x.csv","action":"create","format":"csv","delim":",","header":true,"newer":{"x":[1]},"runParameters":{"data":[{{{Parameter}}}],"count":1},
         "outputObjectId":7,"outputObject":{"id":7},"connection":{"id":3},"connectionId":"3","creator":{"id":1},"updater":{"id":1},"createdAt":"2026-01-02T03:04:05.000Z","updatedAt":"2026-01-02T03:04:05.000Z"}
        """;

    private static readonly Hashtable Second = new() { ["execution"] = "photon", ["profiler"] = true, ["flowNodeId"] = 9L };

    [Fact]
    public async Task A_copy_of_a_part_has_its_settings_and_nothing_of_the_servers()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(Row));
        var part = await session.Client.WriteSettings.GetAsync(5, null, session.Context);
        Assert.Equal((5, 7, "3"), (part.WriteSettingId, part.OutputObjectId, part.ConnectionId));
        var request = PlainValues.ToJson(part.ToMembers());
        AssertJson.Equal(JsonNode.Parse($$$"""
            {"path":"gs://b/x.csv","action":"create","format":"csv","header":true,"delim":",","connectionId":"3","runParameters":[{{{Parameter}}}],"newer":{"x":[1]}}
            """), request);
    }

    [Fact]
    public void One_that_was_made_is_told_by_having_no_id()
    {
        var made = new Publication { Table = "t", Path = ["d"] };
        Assert.Equal((null, null), (made.PublicationId, made.OutputObjectId));
        AssertJson.Equal(JsonNode.Parse("""{"path":["d"],"tableName":"t"}"""), PlainValues.ToJson(made.ToMembers()));
    }

    [Fact]
    public async Task The_parts_of_an_output_are_read_with_it()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":7,"publications":{"data":[{"id":4,"tableName":"t"}]}}"""));
        List<Publication> parts = [];
        await session.Client.Publications.ListAsync(new ResourceQuery { Parent = new ResourceParent("OutputObjectId", 7) }, null, part => FlowTests.Added(parts, part), session.Context);
        session.Sent("GET", "/v4/outputObjects/7?embed=publications");
        Assert.Equal((4, 7), (Assert.Single(parts).PublicationId, parts[0].OutputObjectId));
    }

    [Fact]
    public async Task A_second_output_of_a_recipe_is_refused_with_the_first_ones_id()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST"
            ? FixtureReply.Error(400, "ValidationFailed", "unique constraint")
            : FixtureReply.Json("""{"id":9,"outputObjects":{"data":[{"id":77}]}}"""));
        var error = await Assert.ThrowsAsync<OutputExistsException>(() => session.Client.Outputs.CreateAsync(Second, session.Context));
        Assert.Equal((77, "ValidationFailed", 400), (error.OutputObjectId, error.ErrorId, error.StatusCode));
        Assert.StartsWith("Recipe 9 has an output object already, 77, and can have no second one. ", error.Message, StringComparison.Ordinal);
        Assert.Contains("unique constraint", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set-DpOutputObject 77", error.RecommendedAction, StringComparison.Ordinal);
        session.Sent("GET", "/v4/wrangledDatasets/9?embed=outputObjects");
    }

    [Theory]
    [InlineData("""{"id":9,"outputObjects":{"data":[]}}""")]
    [InlineData("""{"id":9}""")]
    [InlineData("<html>")]
    public async Task Other_refusals_are_the_servers_own_words(string recipe)
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Error(400, "ValidationFailed", "execution is wrong") : FixtureReply.Json(recipe));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.Outputs.CreateAsync(Second, session.Context));
        Assert.Contains("execution is wrong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_in_Python_is_made_for_columns_in_their_order()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"pythonScript":"import trifacta\n"}"""), FixtureReply.Json("""{"script":1}"""));
        Assert.Equal("import trifacta\n", await session.Client.Outputs.GetPythonScriptAsync(7, ["id", " total "], session.Context));
        session.Sent("POST", "/v4/outputObjects/7/wrangleToPython", """{"orderedColumns":"id,total"}""");
        await Assert.ThrowsAsync<InvalidResponseException>(() => session.Client.Outputs.GetPythonScriptAsync(7, [], session.Context));
    }
}
