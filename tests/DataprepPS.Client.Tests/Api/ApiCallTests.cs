using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Client.Api;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.JobGroups;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Api;

/// <summary>Calls to any path; with them every request and reply that was ever published, whether it has a method or not.</summary>
public sealed class ApiCallTests
{
    public static TheoryData<string, string, string> Requests()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var file in new[] { "client-airflow-unit-test-requests.json", "client-real-world-requests.json" })
        {
            foreach (var request in ((JsonArray)Fixture.Node(file)!).Where(request => request!["multipart"] is null))
            {
                var url = (string)request!["url"]!;
                data.Add((string)request["method"]!, url.StartsWith('/') ? url : new Uri(url).PathAndQuery, request["body"]?.ToJsonString() ?? string.Empty);
            }
        }

        foreach (var body in (JsonObject)Fixture.Node("doc-2025-runFlow-requests.json")!)
        {
            data.Add("POST", "/v4/flows/9/run", body.Value!.ToJsonString());
        }

        data.Add("PATCH", "/v4/releases/2", Fixture.Text("doc-r060-patchRelease-v4-request.json"));
        data.Add("POST", "/v4/publications", Fixture.Text("doc-r060-createPublication-request.json"));
        data.Add("PATCH", "/v4/deployments/1/objectImportRules", Fixture.Text("doc-r068-objectImportRules-request.json"));
        data.Add("PATCH", "/v4/deployments/1/valueImportRules", Fixture.Text("doc-r068-valueImportRules-request.json"));
        return data;
    }

    public static TheoryData<string> Replies => [.. Fixture.Names.Where(name => !name.Contains("request", StringComparison.Ordinal) && !name.EndsWith(".http.json", StringComparison.Ordinal))];

    public static TheoryData<string> Errors => [.. Fixture.Names.Where(name => name.EndsWith(".http.json", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_published_request_can_be_made(string method, string target, string body)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        await session.Client.Api.SendAsync(new ApiCall { Method = method, Path = target, Body = body.Length == 0 ? null : body }, session.Context);
        session.Sent(method, target, body.Length == 0 ? null : body);
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task Every_published_reply_comes_out_with_nothing_lost(string name)
    {
        await using var session = FixtureSession.Start(FixtureReply.File(name));
        var value = await session.Client.Api.SendAsync(new ApiCall { Path = "/v4/any" }, session.Context);
        AssertJson.Equal(Fixture.Node(name), DataprepPS.Client.Json.PlainValues.ToJson(value));
        Assert.Equal(Fixture.Text(name), await session.Client.Api.SendRawAsync(new ApiCall { Path = "/v4/any" }, session.Context));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Every_published_error_comes_out_with_its_name_and_text(string name)
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.File(name), maxRetryTime: TimeSpan.Zero);
        var error = await Assert.ThrowsAnyAsync<DataprepException>(() => session.Client.Api.SendAsync(new ApiCall { Path = "/v4/any" }, session.Context));
        var exception = Fixture.Node(name)!["body"]!["exception"]!;
        Assert.StartsWith((string)exception["name"]!, error.ErrorId, StringComparison.Ordinal);
        Assert.All(exception.AsObject(), member => Assert.Contains((string)member.Value!, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Query_values_are_written_for_the_wire()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        var query = new System.Collections.Specialized.OrderedDictionary
        {
            ["flag"] = true, ["off"] = false, ["when"] = DateTimeOffset.FromUnixTimeMilliseconds(5), ["utc"] = DateTime.UnixEpoch, ["list"] = new object[] { "a", 1, 2.5 }, ["text"] = "ü &=?", ["none"] = null,
        };
        await session.Client.Api.SendAsync(new ApiCall { Path = "v4/flows?limit=3&x&filter=a%20b", Query = query }, session.Context);
        session.Sent("GET", "/v4/flows?limit=3&filter=a%20b&flag=true&off=false&when=5&utc=0&list=a,1,2.5&text=%C3%BC%20%26%3D%3F");
    }

    [Fact]
    public async Task A_body_of_objects_becomes_JSON()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        await session.Client.Api.SendAsync(new ApiCall { Method = "PUT", Path = "/v4/x", Body = new Hashtable { ["a"] = new object?[] { 1, "b", null, true, 1.5m } } }, session.Context);
        session.Sent("PUT", "/v4/x", """{"a":[1,"b",null,true,1.5]}""");
    }

    [Fact]
    public async Task A_base_address_with_a_path_keeps_it()
    {
        await using var session = FixtureSession.Start(_ => FixtureReply.Json("{}"), path: "/proxy/");
        await session.Client.Api.SendAsync(new ApiCall { Path = "/v4/flows" }, session.Context);
        session.Sent("GET", "/proxy/v4/flows");
    }

    [Fact]
    public async Task An_empty_reply_is_nothing()
    {
        await using var session = FixtureSession.Start(FixtureReply.Of(204));
        Assert.Null(await session.Client.Api.SendAsync(new ApiCall { Method = "DELETE", Path = "/v4/flows/1" }, session.Context));
    }

    [Theory]
    [InlineData("")]
    [InlineData("//elsewhere.example/v4")]
    [InlineData("https://elsewhere.example/v4")]
    [InlineData("/v4/../admin")]
    [InlineData("/v4/%2e%2e/admin")]
    [InlineData("/v4/./x")]
    [InlineData("/v4\\x")]
    [InlineData("/v4/x#y")]
    [InlineData("/v4/x\r\nHost: y")]
    public async Task What_is_no_path_of_this_server_is_not_sent(string path)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Api.SendAsync(new ApiCall { Path = path }, session.Context));
        Assert.Empty(session.Requests);
    }

    [Fact]
    public async Task Wrong_methods_and_bodies_are_not_sent()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Api.SendAsync(new ApiCall { Method = "TRACE", Path = "/v4" }, session.Context));
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Api.SendAsync(new ApiCall { Method = "POST", Path = "/v4", Body = "{" }, session.Context));
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Api.SendAsync(new ApiCall { Method = "POST", Path = "/v4", Body = new object() }, session.Context));
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Api.ListAsync(new ApiCall { Method = "POST", Path = "/v4" }, _ => Task.FromResult(true), session.Context));
        Assert.Empty(session.Requests);
    }

    [Fact]
    public async Task A_download_is_written_as_it_came()
    {
        await using var session = FixtureSession.Start(new FixtureReply(200, [0, 255, 1, 254]) { ContentType = "application/zip" });
        using var target = new MemoryStream();
        Assert.Equal(4, await session.Client.Api.DownloadAsync(new ApiCall { Path = "/v4/flows/1/package" }, target, session.Context));
        Assert.Equal([0, 255, 1, 254], target.ToArray());
        Assert.Equal("*/*", session.Requests[0]["Accept"]);
    }

    [Fact]
    public async Task A_list_of_any_kind_loses_no_row_although_rows_have_no_id_or_one_that_is_text()
    {
        await using var session = FixtureSession.Start(
            FixtureReply.Json("""{"data":[{"tokenId":"a"},{"tokenId":"b"},{"tokenId":"b"},{"id":"0d1f"},{"id":5,"name":"x"},"text",7]}"""), FixtureReply.Json("""{"data":[]}"""));
        List<object?> rows = [];
        await session.Client.Api.ListAsync(new ApiCall { Path = "/v4/apiAccessTokens?x=1" }, row => JobGroupReplyTests.Added(rows, row), session.Context);
        AssertJson.Equal(
            JsonNode.Parse("""[{"tokenId":"a"},{"tokenId":"b"},{"tokenId":"b"},{"id":"0d1f"},{"id":5,"name":"x"},"text",7]"""), DataprepPS.Client.Json.PlainValues.ToJson(rows));
        Assert.Equal("/v4/apiAccessTokens?x=1&limit=100", session.Requests[0].Target);
    }

    [Fact]
    public async Task A_list_without_ids_whose_server_ignores_the_offset_ends()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"data":[{"name":"a"},{"name":"b"}]}"""));
        List<object?> rows = [];
        await session.Client.Api.ListAsync(new ApiCall { Path = "/v4/jobGroups/1/inputs" }, row => JobGroupReplyTests.Added(rows, row), session.Context);
        Assert.Equal(2, rows.Count);
    }
}
