using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.Support;
using DataprepPS.Emulator;
using Xunit;
using Secret = DataprepPS.Client.Http.Secret;

namespace DataprepPS.Client.Tests.Http;

/// <summary>A canary goes through every door a server has into a user's screen, and must come out of none.</summary>
public sealed class RedactionTests
{
    private const string Canary = FixtureSession.Token;

    public static TheoryData<string> Echoes =>
    [
        "json error", "html error", "late in a page", "across the cut", "escaped", "request id", "spoilt reply", "cut spoilt reply", "bare status", "redirect host", "redirect path", "list of rows",
    ];

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task A_token_that_the_server_echoes_is_not_shown(string echo)
    {
        await using var session = FixtureSession.Start(_ => Echo(echo, Canary), maxRetryTime: TimeSpan.Zero);
        var error = await Assert.ThrowsAnyAsync<DataprepException>(() => echo == "redirect path"
            ? session.Client.JobGroups.CancelAsync(1, session.Context)
            : session.Client.JobGroups.GetAsync(1, null, session.Context));
        IsNotIn(error, session.Observer, Canary, parts: true);
    }

    [Theory]
    [InlineData("user", "pa+ss/word?&<>\"é")]
    [InlineData("jörg", "geheimes Wort")]
    [InlineData("a", "~~~???>>>")]
    public async Task Basic_credentials_are_shown_in_none_of_their_forms(string user, string password)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        string[] forms =
        [
            encoded, password, Uri.EscapeDataString(encoded), Uri.EscapeDataString(password), Regex.Replace(Uri.EscapeDataString(encoded), "%..", hex => hex.Value.ToLowerInvariant()),
            WebUtility.HtmlEncode(password), encoded.Replace("/", "\\/", StringComparison.Ordinal), System.Text.Json.JsonEncodedText.Encode(password).Value, System.Text.Json.JsonEncodedText.Encode(encoded).Value,
        ];
        foreach (var form in forms)
        {
            await using var server = FixtureServer.Start(_ => FixtureReply.Json($"<p>who is {form}?</p>", 403));
            using var client = new DataprepClient(new DataprepClientOptions { BaseUri = server.BaseUri, User = user, Password = SecureText.Of(password) });
            var observer = new RecordingObserver();
            var error = await Assert.ThrowsAsync<ApiException>(() => client.JobGroups.GetAsync(1, null, new CallContext(default, observer)));
            Assert.Equal("Basic " + encoded, server.Requests[0]["Authorization"]);
            IsNotIn(error, observer, form);
            Assert.Contains("***", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_emulators_echo_shows_nothing()
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Token = "secret" }, TimeSpan.Zero);
        session.Server.Faults.On("*").EchoAuthorization(400, times: 0);
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        IsNotIn(error, session.Observer, "secret");
    }

    [Fact]
    public async Task A_token_in_a_query_is_not_traced()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        await session.Client.Api.SendAsync(new DataprepPS.Client.Api.ApiCall { Path = $"/v4/flows?token={Canary}" }, session.Context);
        Assert.DoesNotContain(Canary, session.Observer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_in_a_path_is_not_in_an_errors_path()
    {
        await using var session = FixtureSession.Start(FixtureReply.Error(404));
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.Api.SendAsync(new DataprepPS.Client.Api.ApiCall { Path = $"/v4/apiAccessTokens/{Canary}" }, session.Context));
        IsNotIn(error, session.Observer, Canary);
    }

    [Fact]
    public void The_secret_is_a_copy_and_is_wiped()
    {
        using var given = SecureText.Of("abcdef");
        var secret = Secret.Token(given);
        Assert.Equal("Bearer abcdef", secret.Header().ToString());
        Assert.Equal("x *** y", secret.Mask("x abcdef y"));
        secret.Dispose();
        Assert.Throws<ObjectDisposedException>(() => secret.Header());
        Assert.Equal(6, given.Length);
        Assert.False(given.IsReadOnly());
    }

    [Fact]
    public void After_the_end_of_a_session_a_text_is_withheld_rather_than_shown()
    {
        var secret = Secret.Token(SecureText.Of("abcdef"));
        secret.Dispose();
        Assert.Equal("(withheld: the session is closed)", secret.Mask("x abcdef y"));
    }

    [Theory]
    [InlineData("a/b<~c")]
    [InlineData("a%2Fb%3C~c")]
    [InlineData("a%2fb%3c~c")]
    [InlineData("a/b&lt;~c")]
    [InlineData("a/b\\u003C~c")]
    [InlineData("a/b\\u003c~c")]
    [InlineData("a\\/b<~c")]
    [InlineData("a\\/b\\u003C~c")]
    public void Each_form_of_a_token_is_masked(string form)
    {
        using var secret = Secret.Token(SecureText.Of("a/b<~c"));
        Assert.Equal("<***>", secret.Mask($"<{form}>"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("token\n")]
    [InlineData("tökèn")]
    public void A_token_that_no_header_can_carry_is_refused(string token)
    {
        var error = Assert.Throws<ArgumentException>(() => Secret.Token(SecureText.Of(token)));
        Assert.Equal("The token contains a blank, a line break or another character that tokens do not have. Was it read from a file with its line end?", error.Message);
    }

    [Fact]
    public void A_user_and_password_are_sent_as_such()
    {
        using var secret = Secret.Basic("user", SecureText.Of("word"));
        Assert.Equal("Basic dXNlcjp3b3Jk", secret.Header().ToString());
        Assert.Equal("*** ***", secret.Mask("dXNlcjp3b3Jk word"));
    }

    [Fact]
    public async Task A_refused_redirect_that_showed_the_token_is_not_tried_again()
    {
        await using var session = FixtureSession.Start(_ => Echo("redirect path", Canary));
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Equal("The server redirects /login/*** more than 5 times.", error.Message);
        Assert.Equal(6, session.Requests.Count);
    }

    [Fact]
    public void Closing_a_client_leaves_the_callers_token_alone()
    {
        using var token = SecureText.Of("abcdef");
        new DataprepClient(new DataprepClientOptions { Token = token }).Dispose();
        Assert.Equal(6, token.Length);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("")]
    public void A_secret_of_two_characters_does_not_blot_out_every_message(string password)
    {
        using var secret = Secret.Basic("user", SecureText.Of(password));
        Assert.Equal("a table about b", secret.Mask("a table about b"));
        Assert.Equal("***", secret.Mask(Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + password))));
    }

    private static FixtureReply Echo(string where, string secret) => where switch
    {
        "json error" => FixtureReply.Error(400, secret, $"Bearer {secret}"),
        "html error" => FixtureReply.Json($"<h1>{secret}</h1>", 400),
        "late in a page" => FixtureReply.Json($"<h1>{new string('x', 200)} {secret}</h1>", 502),
        "across the cut" => FixtureReply.Json($"<h1>{new string('x', 280)}{secret}</h1>", 502),
        "escaped" => FixtureReply.Json($$$"""{"exception":{"name":"N","details":{"auth":"Bearer {{{secret}}}" } } }""".Replace("_", "\\u005f", StringComparison.Ordinal), 400),
        "request id" => FixtureReply.Of(400, ("x-trifacta-request-id", secret)),
        "spoilt reply" => FixtureReply.Json($"<h1>{secret}</h1>"),
        "cut spoilt reply" => FixtureReply.Json($"<h1>{new string('x', 180)}{secret}</h1>"),
        "bare status" => FixtureReply.Json($"\"{secret}\""),
        "redirect host" => FixtureReply.Of(302, ("Location", $"http://{secret}:{secret}@elsewhere.example/{secret}")),
        "redirect path" => FixtureReply.Of(302, ("Location", $"/login/{secret}?{secret}")),
        _ => FixtureReply.Json($$$"""{"data":[{"id":"{{{secret}}}"}]}"""),
    };

    [Theory]
    [InlineData("eightcha", "it is eightcha, as sent", "it is ***, as sent")]
    [InlineData("sevench", "it is sevench, as sent", "it is sevench, as sent")]
    [InlineData("sevench", "sevench", "***")]
    public async Task What_was_sent_as_a_secret_is_masked_in_every_reply_and_a_short_one_where_a_text_is_nothing_else(string secret, string reply, string shown)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"id":1,"name":"{{reply}}"}"""));
        await session.Client.Webhooks.CreateAsync(new Hashtable { ["flowId"] = 1, ["name"] = "w", ["secretKey"] = SecureText.Of(secret) }, session.Context);
        Assert.Equal(shown, (await session.Client.Flows.GetAsync(1, null, session.Context)).Name);
    }

    private static void IsNotIn(DataprepException error, RecordingObserver observer, string secret, bool parts = false)
    {
        List<string?> texts = [error.ToString(), error.ErrorId, error.RecommendedAction, error.RequestId, error.Path, error.InnerException?.ToString(), observer.Text];
        if (error is ApiException api)
        {
            texts.AddRange([api.Name, api.ServerMessage, api.Details]);
        }

        // A part of a token is a part too much.
        foreach (var text in texts.OfType<string>())
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            if (parts)
            {
                Assert.DoesNotContain(secret[..8], text, StringComparison.Ordinal);
            }
        }
    }
}
