using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Sessions;
using DataprepPS.Client.Tests.Safety;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Sessions;

/// <summary>Which token goes where, and that none of them is ever shown.</summary>
public sealed class TokenHostTests
{
    private const string Refresh = "refresh-CANARY-9b21+/=";
    private const string Access = "access-CANARY-9b21.x~y";
    private const string Next = "next-CANARY-9b21";
    private const string Identity = "id-CANARY-9b21";

    private static readonly Uri Server = new("https://api.example/");
    private static readonly Uri Endpoint = new("https://auth.example/as");

    [Fact]
    public async Task The_endpoint_gets_the_refresh_token_and_the_API_the_access_token()
    {
        var seen = new ConcurrentQueue<string>();
        using var client = New(async request =>
        {
            seen.Enqueue($"{request.Method} {request.RequestUri} | {request.Headers.Authorization} | {(request.Content is null ? "" : await request.Content.ReadAsStringAsync())}");
            return request.RequestUri!.Host == "auth.example" ? Tokens() : StubHandler.Reply("""{"id":1}""");
        });
        await client.Workspaces.GetCurrentPersonAsync(CallContext.None);
        Assert.Equal(
            [$"POST https://auth.example/as/token |  | grant_type=refresh_token&refresh_token={Uri.EscapeDataString(Refresh)}&client_id=c", $"GET https://api.example/v4/people/current | Bearer {Access} | "],
            seen);
    }

    [Theory]
    [InlineData("https://auth.example/as", "https://auth.example/as/token")]
    [InlineData("https://auth.example/as/", "https://auth.example/as/token")]
    [InlineData("https://auth.example/as/token", "https://auth.example/as/token")]
    [InlineData("https://auth.example", "https://auth.example/token")]
    public void The_address_may_be_given_as_the_page_shows_it(string given, string sent) => Assert.Equal(sent, TokenEndpoint.Normalize(new Uri(given)).AbsoluteUri);

    [Theory]
    [InlineData("http://auth.example/as")]
    [InlineData("http://127.0.0.1.example/as")]
    public void Plain_http_to_another_machine_is_refused(string address)
    {
        Assert.Throws<InsecureBaseUriException>(() => New(_ => throw new InvalidOperationException(), new Uri(address)));
        Assert.Throws<InsecureBaseUriException>(() => New(_ => throw new InvalidOperationException(), Endpoint, new Uri("http://api.example")));
    }

    [Theory]
    [InlineData("ftp://auth.example/as")]
    [InlineData("https://auth.example/as?x=1")]
    [InlineData("https://me@auth.example/as")]
    public void Odd_addresses_are_refused(string address) => Assert.Throws<ArgumentException>(() => New(_ => throw new InvalidOperationException(), new Uri(address)));

    [Fact]
    public void Client_and_endpoint_are_needed_where_no_token_names_them()
    {
        foreach (var (client, endpoint, token) in (ValueTuple<string?, Uri?, string?>[])[(null, Endpoint, null), ("c", null, null), (null, null, "opaque"), (null, null, "a.b.c"), (null, null, Jwt("{\"client_id\":\"c\"}"))])
        {
            var error = Assert.Throws<ArgumentException>(() => new DataprepClient(new DataprepClientOptions { BaseUri = Server, RefreshToken = SecureText.Of(Refresh), Token = token is null ? null : SecureText.Of(token), ClientId = client, TokenEndpoint = endpoint }));
            Assert.Contains("OAuth 2.0 API Tokens", error.Message, StringComparison.Ordinal);
        }

        new DataprepClient(new DataprepClientOptions { BaseUri = Server, RefreshToken = SecureText.Of(Refresh), Token = SecureText.Of(Jwt("{\"client_id\":\"c\",\"iss\":\"https://auth.example/as\"}")) }).Dispose();
        // Whoever names the endpoint in the token has no more rights than whoever types it.
        Assert.Throws<InsecureBaseUriException>(() => new DataprepClient(new DataprepClientOptions { BaseUri = Server, RefreshToken = SecureText.Of(Refresh), Token = SecureText.Of(Jwt("{\"client_id\":\"c\",\"iss\":\"http://auth.example/as\"}")) }));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_of_the_endpoint_is_refused_even_to_itself(int status)
    {
        var requests = 0;
        using var client = New(_ =>
        {
            requests++;
            var reply = StubHandler.Reply("", status);
            reply.Headers.Location = new Uri("https://auth.example/as/token2");
            return Task.FromResult(reply);
        });
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => client.Workspaces.GetCurrentPersonAsync(CallContext.None));
        Assert.Contains("The refresh token stays with the address it was given for", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, requests);
    }

    [Theory]
    [InlineData(404, "<html>")]
    [InlineData(400, "no JSON")]
    public async Task Another_server_at_the_address_is_told(int status, string body)
    {
        using var client = New(_ => Task.FromResult(StubHandler.Reply(body, status)));
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => client.Workspaces.GetCurrentPersonAsync(CallContext.None));
        Assert.Contains($"https://auth.example/as/token answered {status}", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Check -TokenEndpoint", error.RecommendedAction, StringComparison.Ordinal);
    }

    public static TheoryData<string> Echoes => ["refusal", "refusal code", "api 500", "api 401", "trace", "connection", "encoded", "endpoint page"];

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task No_token_is_shown_in_any_form_whoever_repeats_it(string echo)
    {
        var all = string.Join(" ", Refresh, Access, Next, Identity, Uri.EscapeDataString(Refresh), WebUtility.HtmlEncode(Refresh), JsonEncodedText.Encode(Refresh).Value, "Bearer " + Access);
        var turn = 0;
        using var client = New(request =>
        {
            if (request.RequestUri!.Host == "auth.example" && turn++ == 0 && echo is not ("refusal" or "refusal code" or "endpoint page"))
            {
                return Task.FromResult(Tokens());
            }

            return echo switch
            {
                "refusal" => Task.FromResult(StubHandler.Reply(JsonSerializer.Serialize(new { error = "invalid_grant", error_description = Refresh }), 400)),
                "refusal code" => Task.FromResult(StubHandler.Reply(JsonSerializer.Serialize(new { error = Refresh }), 400)),
                "endpoint page" => Task.FromResult(StubHandler.Reply(Refresh, 404)),
                "api 401" => Task.FromResult(StubHandler.Reply(all, 401)),
                "connection" => throw new HttpRequestException(all, new InvalidOperationException(all)),
                "encoded" => Task.FromResult(StubHandler.Reply("<html>" + Uri.EscapeDataString($"{Refresh} {Access} {Next} {Identity}"), 400)),
                "trace" => Task.FromResult(Traced(all)),
                _ => Task.FromResult(StubHandler.Reply(all, 500)),
            };
        });
        var observer = new RecordingObserver();
        var error = await Record.ExceptionAsync(() => client.Workspaces.GetCurrentPersonAsync(new CallContext(default, observer)));
        Assert.Equal(echo == "trace", error is null);
        var shown = $"{error}{(error as DataprepException)?.RecommendedAction}{(error as ApiException)?.Details}{observer.Text}";
        Assert.DoesNotContain("CANARY", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("9b21", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_is_closed_remembers_no_token()
    {
        var client = new DataprepClient(new DataprepClientOptions { BaseUri = Server, RefreshToken = SecureText.Of(Refresh), ClientId = "c", TokenEndpoint = Endpoint });
        client.Dispose();
        Assert.DoesNotContain("CANARY", JsonSerializer.Serialize(client.RateLimits) + client, StringComparison.Ordinal);
    }

    private static HttpResponseMessage Traced(string all)
    {
        var reply = StubHandler.Reply("""{"id":1}""");
        reply.Headers.Remove("x-trifacta-request-id");
        reply.Headers.TryAddWithoutValidation("x-trifacta-request-id", all);
        return reply;
    }

    private static HttpResponseMessage Tokens() =>
        StubHandler.Reply(JsonSerializer.Serialize(new { access_token = Access, refresh_token = Next, id_token = Identity, expires_in = 300, token_type = "Bearer" }));

    private static string Jwt(string payload) => $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";

    private static DataprepClient New(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer, Uri? endpoint = null, Uri? server = null) => new(new DataprepClientOptions
    {
        BaseUri = server ?? Server,
        RefreshToken = SecureText.Of(Refresh),
        ClientId = "c",
        TokenEndpoint = endpoint ?? Endpoint,
        TimeProvider = new LeapingTimeProvider(),
        Timeout = LeapingTimeProvider.Never,
        MaxRetryTime = TimeSpan.FromSeconds(5),
        Connection = () => new StubHandler(answer),
    });
}
