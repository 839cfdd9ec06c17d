using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Flows;

/// <summary>Lists of flows in releases of several kinds, what is wrong with a flow, and what belongs to it.</summary>
public sealed class FlowTests
{
    private static readonly ResourceQuery OfFlow = new() { Parent = new ResourceParent("FlowId", 3) };

    [Theory]
    [InlineData("owned", 7)]
    [InlineData("sharedWithMe", 2)]
    [InlineData("all", 9)]
    [InlineData(null, 9)]
    public async Task A_total_that_is_split_up_is_the_one_that_was_asked_for(string? ownership, long total)
    {
        await using var session = FixtureSession.Start(request => request.Path == "/v4/flows/count"
            ? FixtureReply.File("recorded-2026-aac-route-not-found.404.http.json")
            : FixtureReply.Json("""{"count":{"all":9,"owned":7,"shared":2}}"""));
        long? told = null;
        var query = new ResourceQuery { Where = ownership is null ? new Dictionary<string, object?>() : new() { ["flowsFilter"] = ownership } };
        await session.Client.Flows.ListAsync(query, new ListOptions { First = 0, OnTotal = count => told = count }, _ => Task.FromResult(true), session.Context);
        Assert.Equal(total, told);
        Assert.Equal(["GET /v4/flows/count", "GET /v4/flowsLibrary/count"], session.Calls());
    }

    [Fact]
    public async Task A_release_without_the_list_is_asked_for_the_library_and_not_again()
    {
        await using var session = FixtureSession.Start(request => request.Path == "/v4/flows"
            ? FixtureReply.File("recorded-2026-aac-route-not-found.404.http.json")
            : FixtureReply.Rows([1, 2]));
        for (var time = 0; time < 2; time++)
        {
            List<Flow> flows = [];
            await session.Client.Flows.ListAsync(new ResourceQuery(), new ListOptions { First = 2 }, flow => Added(flows, flow), session.Context);
            Assert.Equal([1L, 2], flows.Select(flow => flow.FlowId));
        }

        Assert.Equal(["GET /v4/flows", "GET /v4/flowsLibrary", "GET /v4/flowsLibrary"], session.Calls());
    }

    [Theory]
    [InlineData("[]", true, "")]
    [InlineData("""[{"flowNode":{"id":4},"message":"no input"}]""", false, "4 no input")]
    [InlineData("""[{"wrangledDatasetId":4,"error":"no input","line":2}]""", false, "4 no input")]
    [InlineData("""["no input"]""", false, " no input")]
    [InlineData("""[{"flowNode":{"id":4},"isValid":true},{"recipeId":5,"isValid":false,"reason":"no input"}]""", false, "5 no input")]
    [InlineData("""[{"flowId":3,"flowNodeId":4,"name":"clean","errors":[]},{"flowNodeId":5,"name":"join","errors":[{"message":"no input"},"no output"]}]""", false, "5 join: no input; 5 join: no output")]
    [InlineData("""[{"flowNodeId":4,"errors":[]}]""", true, "")]
    [InlineData("""[{"what":"?"}]""", false, """ {"what":"?"}""")]
    public async Task What_is_wrong_with_a_flow_is_read_in_any_form(string data, bool isValid, string problem)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"data":{{data}}}"""));
        var validation = await session.Client.Flows.ValidateAsync(3, session.Context);
        session.Sent("GET", "/v4/flows/3/validate");
        Assert.Equal((3, isValid), (validation.FlowId, validation.IsValid));
        Assert.Equal(problem, string.Join("; ", validation.Problem.Select(found => $"{found.RecipeId} {found}")));
    }

    [Fact]
    public async Task A_release_that_cannot_tell_says_so()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("recorded-2026-aac-route-not-found.404.http.json"));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.Flows.ValidateAsync(3, session.Context));
        Assert.Equal((ErrorKind.NotAvailable, "RouteNotFoundException,DpNotAvailable"), (error.Kind, error.ErrorId));
    }

    [Fact]
    public async Task A_flows_parameters_are_those_it_embeds()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(
            """{"id":3,"flowRunParameterOverrides":{"data":[{"id":1,"overrideKey":"region","value":{"variable":{"value":"EMEA"}}},{"id":2,"overrideKey":"day","value":{"dateRange":{"from":1}},"flow":{"id":3}}]}}"""));
        List<FlowParameter> parameters = [];
        await session.Client.FlowParameters.ListAsync(OfFlow, null, parameter => Added(parameters, parameter), session.Context);
        session.Sent("GET", "/v4/flows/3?embed=flowRunParameterOverrides");
        Assert.Equal([(1, 3, "region = EMEA"), (2, 3, "day = (dateRange)")], parameters.Select(parameter => ((int)parameter.FlowParameterId, (int)parameter.FlowId!, parameter.ToString())));
    }

    [Fact]
    public async Task A_lost_parameter_is_found_in_its_flow()
    {
        var created = """{"id":8,"overrideKey":"region","value":{"variable":{"value":"EMEA"}},"flow":{"id":3},"createdAt":"2030-01-01T00:00:00.000Z","creator":{"id":1}}""";
        await using var session = FixtureSession.Start(request => request switch
        {
            { Method: "POST" } => FixtureReply.Reset,
            { Path: "/v4/people/current" } => FixtureReply.Json("""{"id":1}"""),
            { Path: "/v4/flows/3" } => FixtureReply.Json($$"""{"id":3,"flowRunParameterOverrides":[{"id":7,"overrideKey":"region","createdAt":"2001-01-01T00:00:00.000Z"},{{created}}]}"""),
            _ => FixtureReply.Json(created),
        });
        var members = new Hashtable { ["flowId"] = 3L, ["overrideKey"] = "region", ["value"] = new Hashtable { ["variable"] = new Hashtable { ["value"] = "EMEA" } } };
        Assert.Equal(8, (await session.Client.FlowParameters.CreateAsync(members, session.Context)).Id);
        Assert.Contains("FlowParameter 8 is the only new one", session.Observer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhooks_key_is_nowhere_on_the_object()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(
            """{"id":4,"name":"tell","flow":{"id":3},"url":"https://x","method":"post","triggerEvent":"onJobDone","triggerObject":"some","flowNodeIds":[7,8],"headers":{"a":"b"},"secretKey":"k3y","sslVerification":false,"later":1}"""));
        var webhook = await session.Client.Webhooks.GetAsync(4, null, session.Context);
        Assert.True(webhook.HasSecretKey);
        Assert.Equal(["later"], webhook.AdditionalProperties.Keys);
        Assert.Equal((3, "7,8", "b", false), (webhook.FlowId, string.Join(',', webhook.RecipeId!), webhook.Header!["a"] as string, webhook.SslVerification));
        Assert.DoesNotContain(typeof(Webhook).GetProperties(), property => property.GetValue(webhook) is "k3y");
    }

    [Theory]
    [InlineData("""{"statusCode":204}""", true, null)]
    [InlineData("""{"statusCode":500,"error":null}""", false, null)]
    [InlineData("""{"error":{"message":"ENOTFOUND"}}""", false, "ENOTFOUND")]
    [InlineData("""{"error":"ENOTFOUND"}""", false, "ENOTFOUND")]
    public async Task A_webhooks_trial_succeeds_by_its_status(string reply, bool isSuccess, string? why)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply, 201));
        var test = await session.Client.Webhooks.TestAsync(new Hashtable { ["url"] = "https://x", ["secretKey"] = SecureText.Of("k3y-of-ours") }, session.Context);
        Assert.Equal((isSuccess, why, "https://x"), (test.IsSuccess, test.Error, test.Url));
        Assert.Contains("k3y-of-ours", session.Requests.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_list_says_by_what_it_is_found()
    {
        await using var session = FixtureSession.Start(FixtureReply.Rows([]));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Webhooks.ListAsync(new ResourceQuery(), null, _ => Task.FromResult(true), session.Context));
        Assert.Equal("The API has no list of all webhooks: name an id or a FlowId.", error.Message);
        Assert.Empty(session.Requests);
    }

    internal static Task<bool> Added<T>(List<T> all, T row)
    {
        all.Add(row);
        return Task.FromResult(true);
    }
}
