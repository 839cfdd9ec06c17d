using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using DataprepPS.Client.Api;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>One canary through everything the client can say, and where the token travels.</summary>
[Collection("Safety")]
public sealed class TokenTests
{
    private const string Token = SafetyServer.Token;

    public static TheoryData<string> Echoes => new(Replies.Keys);

    // Each puts the token where a server might.
    private static Dictionary<string, Func<HttpResponseMessage>> Replies { get; } = new()
    {
        ["401 body"] = () => StubHandler.Reply(JsonSerializer.Serialize(new { exception = new { name = "Unauthorized " + Token, message = "Bad token " + Token, details = Token } }), 401),
        ["400 with details of another kind"] = () => StubHandler.Reply("{\"exception\":{\"name\":\"X\",\"message\":{\"token\":\"" + Token.Replace("/", "\\/", StringComparison.Ordinal) + "\"}}}", 400),
        ["500 page"] = () => StubHandler.Reply($"<html>Authorization: Bearer {WebUtility.HtmlEncode(Token)}</html>", 500),
        ["500 page with the token where it is cut"] = () => StubHandler.Reply(new string('x', 300 - (Token.Length / 2)) + Token, 500),
        ["page with the token where it is cut"] = () => StubHandler.Reply(new string('x', 200 - (Token.Length / 2)) + Token),
        ["page"] = () => StubHandler.Reply($"<html>?token={Uri.EscapeDataString(Token)}"),
        ["url, lower case"] = () => StubHandler.Reply($"<html>?token={Uri.EscapeDataString(Token).Replace("%2B", "%2b", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal).Replace("%3D", "%3d", StringComparison.Ordinal)}"),
        ["JSON of another shape"] = () => StubHandler.Reply(JsonSerializer.Serialize(new[] { Token })),
        ["request id"] = () => With(StubHandler.Reply("{", 500), "x-trifacta-request-id", Token),
        ["request id of a bad reply"] = () => With(StubHandler.Reply("{"), "x-trifacta-request-id", Token),
        ["reason phrase"] = () => { var r = StubHandler.Reply("no", 503); r.ReasonPhrase = Token.Replace("\n", "", StringComparison.Ordinal); return r; },
        ["redirect to a path"] = () => With(StubHandler.Reply("", 302), "Location", $"/login/{Token}"),
        ["redirect to a host"] = () => With(StubHandler.Reply("", 302), "Location", $"https://{Uri.EscapeDataString(Token)}@elsewhere.example/{Token}?t={Token}"),
        ["connection error"] = () => throw new HttpRequestException("Received an invalid header line: 'X: " + Token + "'", new InvalidOperationException(Token)),
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task What_a_server_echoes_is_masked_wherever_it_shows(string echo)
    {
        var observer = new Recorder();
        using var client = New(_ => Task.FromResult(Replies[echo]()));
        var context = new CallContext(default, observer);
        Func<Task>[] doors =
        [
            () => client.JobGroups.GetAsync(1, null, context),
            () => client.JobGroups.StartAsync(new RunRequest { RecipeId = 7 }, context),
            () => client.JobGroups.CancelAsync(1, context),
            () => client.Deployments.RunAsync(1, null, false, context),
            () => client.JobGroups.GetStatusAsync(1, context),
            () => client.Api.SendAsync(new ApiCall { Method = "POST", Path = "/v4/x?token=" + Uri.EscapeDataString(Token) }, context),
            () => client.JobGroups.DownloadPdfResultsAsync(1, new System.IO.MemoryStream(), context),
        ];
        foreach (var door in doors)
        {
            var error = await Record.ExceptionAsync(door);
            if (error is not null)
            {
                Assert.IsAssignableFrom<DataprepException>(error);
                NoToken(Everything(error));
            }
        }

        NoToken(observer.Text.ToString());
        NoToken(Everything(client) + string.Concat(client.RateLimits.Select(Everything)));
    }

    [Fact]
    public async Task Basic_credentials_are_masked_too()
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{Token}"));
        using var client = new DataprepClient(new DataprepClientOptions
        {
            BaseUri = new Uri("http://127.0.0.1:1"),
            User = "ada",
            Password = SafetyServer.Secure(Token),
            TimeProvider = new JumpTime(TimeSpan.FromSeconds(100)),
            Connection = () => new StubHandler(request => Task.FromResult(StubHandler.Reply($"<html>{request.Headers.Authorization} {Token}", 400))),
        });
        var error = await Assert.ThrowsAsync<ApiException>(() => client.JobGroups.GetAsync(1, null, CallContext.None));
        NoToken(Everything(error));
        Assert.DoesNotContain(encoded, Everything(error), StringComparison.Ordinal);
        Assert.Contains("***", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_to_another_port_or_scheme_is_refused_and_nothing_arrives_there(int status)
    {
        await using var s = await SafetyServer.StartAsync();
        await using var other = await EmulatorServer.StartAsync();
        foreach (var target in (string[])[$"{other.BaseUri}v4/people/current", $"https://127.0.0.1:{s.Server.BaseUri.Port}/v4/people/current", $"http://localhost:{other.BaseUri.Port}/", $"//127.0.0.1:{other.BaseUri.Port}/x"])
        {
            s.Server.Faults.On("getCurrentPerson").Redirect(target, status);
            var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => s.Client.Workspaces.GetCurrentPersonAsync(s.Context));
            Assert.Contains("The token stays with the server it was given for", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal((0, 0), (other.Journal.RequestCount, other.Journal.ConnectionsOpened));
    }

    [Fact]
    public async Task A_redirect_on_the_same_server_is_followed_for_reads_only()
    {
        await using var s = await SafetyServer.StartAsync();
        s.Server.Faults.On("getCurrentPerson").Redirect("/v4/people/1");
        Assert.Equal(1, (await s.Client.Workspaces.GetCurrentPersonAsync(s.Context))!.Id);
        Assert.All(s.Server.Journal.Entries, entry => Assert.True(entry.Authorized));
    }

    [Fact]
    public async Task Plain_http_to_this_machine_does_not_go_through_a_proxy()
    {
        await using var server = await EmulatorServer.StartAsync();
        await using var proxy = await EmulatorServer.StartAsync();
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.BaseUri);
        try
        {
            using var client = new DataprepClient(new DataprepClientOptions { BaseUri = server.BaseUri, Token = SafetyServer.Secure("secret") });
            Assert.Equal(1, (await client.Workspaces.GetCurrentPersonAsync(CallContext.None))!.Id);
            Assert.Equal(0, proxy.Journal.ConnectionsOpened);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Theory]
    [InlineData("http://api.clouddataprep.com")]
    [InlineData("http://0.0.0.0")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    public void Plain_http_to_another_machine_is_refused(string address) =>
        Assert.Throws<InsecureBaseUriException>(() => new DataprepClient(new DataprepClientOptions { BaseUri = new Uri(address), Token = SafetyServer.Secure(Token) }));

    [Theory]
    [InlineData("http://localhost:3005")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::1]:3005")]
    [InlineData("https://dataprep.example.com")]
    public void Plain_http_to_this_machine_is_not(string address) =>
        new DataprepClient(new DataprepClientOptions { BaseUri = new Uri(address), Token = SafetyServer.Secure(Token) }).Dispose();

    [Theory]
    [InlineData("abc\r\nX-Injected: 1")]
    [InlineData("abc\n")]
    [InlineData("tok en1")]
    [InlineData("t\u00e4ken")]
    public void A_token_that_no_header_can_carry_is_refused_without_being_shown(string token)
    {
        var error = Assert.Throws<ArgumentException>(() => new DataprepClient(new DataprepClientOptions { Token = SafetyServer.Secure(token) }));
        Assert.DoesNotContain(token.Trim(), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_and_client_do_not_show_the_token()
    {
        var options = new DataprepClientOptions { Token = SafetyServer.Secure(Token) };
        using var client = new DataprepClient(options);
        NoToken(Everything(options) + Everything(client));
    }

    private static HttpResponseMessage With(HttpResponseMessage response, string name, string value)
    {
        response.Headers.Remove(name);
        response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private static DataprepClient New(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) => new(new DataprepClientOptions
    {
        BaseUri = new Uri("http://127.0.0.1:1"),
        Token = SafetyServer.Secure(Token),
        TimeProvider = new JumpTime(TimeSpan.FromSeconds(100)),
        MaxRetryTime = TimeSpan.FromSeconds(5),
        Connection = () => new StubHandler(answer),
    });

    /// <summary>Text, JSON and every public property of an object and of what is inside it.</summary>
    private static string Everything(object? thing)
    {
        var text = new StringBuilder();
        Add(thing, 0);
        return text.ToString();

        void Add(object? value, int depth)
        {
            if (value is null || depth > 4)
            {
                return;
            }

            text.Append(value).AppendLine();
            if (value is string || value.GetType().IsPrimitive || value is Type or MethodBase or System.Security.SecureString)
            {
                return;
            }

            foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
            {
                object? inner = null;
                try
                {
                    inner = property.GetValue(value);
                }
                catch (TargetInvocationException)
                {
                    // It does not tell.
                }

                Add(inner, depth + 1);
            }
        }
    }

    // No part of it either: eight characters in a row would be enough to recognise it by.
    private static void NoToken(string text)
    {
        for (var i = 0; i + 8 <= Token.Length; i++)
        {
            Assert.DoesNotContain(Token.Substring(i, 8), text, StringComparison.Ordinal);
        }
    }

    private sealed class Recorder : ICallObserver
    {
        public StringBuilder Text { get; } = new();

        public void Waiting(CallWait wait) => Text.AppendLine(Everything(wait));

        public void Warn(string message) => Text.AppendLine(message);

        public bool WantsTrace => true;

        public void Trace(string line) => Text.AppendLine(line);
    }
}
