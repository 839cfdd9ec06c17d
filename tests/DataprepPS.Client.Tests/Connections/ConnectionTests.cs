using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Api;
using DataprepPS.Client.Connections;
using DataprepPS.Client.Http;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Connections;

/// <summary>Connections: secrets go in and never come out.</summary>
public sealed class ConnectionTests
{
    private const string Canary = "canary-pass/word";

    [Theory]
    [InlineData("""[{"username":"ada","password":"canary-pass/word"}]""", "ada")]
    [InlineData("""{"data":[{"key":"AKIA","secret":"canary-pass/word"}]}""", "AKIA")]
    [InlineData("""{"password":"canary-pass/word","user":"ada"}""", "ada")]
    [InlineData("\"canary-pass/word\"", null)]
    [InlineData("null", null)]
    public async Task Of_the_credentials_that_a_server_sends_only_the_user_is_kept(string credentials, string? user)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"id":3,"name":"dw","vendor":"hive","params":{"database":"d"},"credentials":{{credentials}},"advancedCredentials":{{credentials}}}"""));
        var connection = await session.Client.Connections.GetAsync(3, null, session.Context);
        Assert.Equal((3, user, "hive dw"), (connection.ConnectionId, connection.UserName, connection.ToString()));
        Assert.Equal(["params"], connection.AdditionalProperties.Keys);
    }

    [Fact]
    public async Task A_password_is_in_the_request_and_masked_in_what_the_server_says_of_it()
    {
        await using var session = FixtureSession.Start(FixtureReply.Error(400, "ValidationFailed", $"host refused ada:{Canary}"));
        var members = new Hashtable { ["name"] = "dw", ["credentials"] = new object[] { CredentialForm.Of("basic", "ada", SecureText.Of(Canary), null) } };
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.Connections.CreateAsync(members, session.Context));
        session.Sent("POST", "/v4/connections", $$"""{"name":"dw","credentials":[{"username":"ada","password":"{{Canary}}"}]}""");
        Assert.Contains("host refused ada:***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, $"{error}{string.Concat(session.Observer.Warnings)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Canary, """{"key":"canary-pass\/word","url":"jdbc:x?password=canary-pass/word&ssl=1","canary-pass/word":7.50}""", "***", "jdbc:x?password=***&ssl=1")]
    [InlineData("a \"ä\" b c", """{"key":"a \"\u00e4\" b c","url":"of a \"ä\" b c"}""", "***", "of ***")]
    [InlineData("hive", """{"key":"hive","url":"jdbc:hive://h"}""", "***", "jdbc:hive://h")]
    public async Task What_was_sent_as_a_secret_is_in_no_object_that_shows_it(string secret, string shown, string key, string url)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"id":3,"name":"dw","params":{{shown}}}"""));
        var members = new Hashtable { ["name"] = "dw", ["params"] = new Hashtable { ["key"] = SecureText.Of(secret) } };
        var made = await session.Client.Connections.CreateAsync(members, session.Context);
        var read = await session.Client.Connections.GetAsync(3, null, session.Context);
        var called = Assert.IsType<IReadOnlyDictionary<string, object?>>(await session.Client.Api.SendAsync(new ApiCall { Path = "/v4/connections/3" }, session.Context), exactMatch: false);
        Assert.All([made.AdditionalProperties, read.AdditionalProperties, called], properties =>
        {
            var parameters = Assert.IsType<IReadOnlyDictionary<string, object?>>(properties["params"], exactMatch: false);
            Assert.Equal((key, url), (parameters["key"], parameters["url"]));
            Assert.Equal(secret == Canary ? 7.5 : null, parameters.GetValueOrDefault(Canary));
        });
    }

    [Theory]
    [InlineData("""{"id":3,"note":"canary-pass/word"}""", """{"id":3,"note":"***"}""")]
    [InlineData("key: canary-pass/word", "key: ***")]
    public async Task A_secret_in_the_body_of_any_call_is_in_no_reply(string reply, string shown)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        var call = new ApiCall { Method = "POST", Path = "/v4/connections", Body = new Hashtable { ["note"] = SecureText.Of(Canary) } };
        Assert.Equal(shown, await session.Client.Api.SendRawAsync(call, session.Context));
        session.Sent("POST", "/v4/connections", $$"""{"note":"{{Canary}}"}""");
    }

    [Fact]
    public async Task A_connection_whose_reply_is_lost_is_found_although_its_secret_is_shown_masked()
    {
        await using var session = await EmulatedSession.StartAsync();
        session.Server.Faults.On("createConnection").ResetAfter();
        var members = new Hashtable { ["name"] = "dw", ["vendor"] = "hive", ["vendorName"] = "Hive", ["type"] = "jdbc", ["credentialType"] = "noAuth", ["params"] = new Hashtable { ["key"] = SecureText.Of(Canary) } };
        var made = await session.Client.Connections.CreateAsync(members, session.Context);
        Assert.Equal("***", Assert.IsType<IReadOnlyDictionary<string, object?>>(made.AdditionalProperties["params"], exactMatch: false)["key"]);
        Assert.Equal(1, session.Server.Journal.Count("createConnection"));
    }

    [Theory]
    [InlineData("basic", "username,password", true, false)]
    [InlineData("KeySecret", "key,secret", true, false)]
    [InlineData("securityToken", "username,password,securityToken", true, true)]
    [InlineData("personalAccessToken", "personalAccessToken", false, true)]
    public void Each_type_of_credentials_has_its_own_words(string type, string words, bool hasName, bool hasToken)
    {
        var members = CredentialForm.Of(type, hasName ? "ada" : null, hasName ? SecureText.Of("p") : null, hasToken ? SecureText.Of("t") : null);
        Assert.Equal(words.Split(','), members.Keys.Cast<string>());
    }

    [Theory]
    [InlineData("basic", false, true, "Credentials of the type basic are made of a -Credential (username and password).")]
    [InlineData("securityToken", true, false, "a -Credential (username and password) and a -Token")]
    [InlineData("apiKey", true, true, "a -Token alone")]
    [InlineData("iamRoleArn", true, false, "give them in -Body, as credentials")]
    public void Credentials_that_do_not_fit_their_type_are_refused_before_anything_is_sent(string type, bool hasName, bool hasToken, string said)
    {
        var error = Assert.Throws<ArgumentException>(() => CredentialForm.Of(type, hasName ? "ada" : null, hasName ? SecureText.Of("p") : null, hasToken ? SecureText.Of("t") : null));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"result":"SUCCESS","took":3}""", 200, true, "SUCCESS")]
    [InlineData("""{"result":"Access denied for ada"}""", 200, false, "Access denied for ada")]
    [InlineData("""{"exception":{"name":"ConnectionTestFailed","message":"Bad request","details":"host is down"}}""", 400, false, "host is down")]
    public async Task A_test_says_whether_it_works_and_what_the_server_said(string reply, int status, bool isSuccess, string result)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply, status));
        var tested = await session.Client.Connections.GetStatusAsync(3, session.Context);
        session.Sent("GET", "/v4/connections/3/status");
        Assert.Equal((3, isSuccess, result), (tested.ConnectionId, tested.IsSuccess, tested.Result));
    }

    [Fact]
    public async Task A_test_that_tells_nothing_is_no_result()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"), FixtureReply.Error(404));
        await Assert.ThrowsAsync<InvalidResponseException>(() => session.Client.Connections.GetStatusAsync(3, session.Context));
        await Assert.ThrowsAsync<ApiException>(() => session.Client.Connections.GetStatusAsync(4, session.Context));
    }

    [Fact]
    public async Task Sharing_has_bodies_and_a_list_of_its_own()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"data":[{"id":2,"email":"ben@example.com","connectionpermission":{"role":"readOnly"}}]}"""));
        await session.Client.Connections.Permissions.GrantAsync(3, [new Grantee(2), new Grantee("cy@example.com")], "readOnly", session.Context);
        session.Sent("POST", "/v4/connections/3/permissions", """{"data":[{"person":{"id":2},"role":"readOnly"},{"email":"cy@example.com","role":"readOnly"}]}""");
        var permission = Assert.IsType<ConnectionPermission>(Assert.Single(await session.Client.Connections.Permissions.ListAsync(3, session.Context)));
        Assert.Equal((3, 2, "readOnly"), (permission.ConnectionId, permission.PersonId, permission.Role));
    }
}
