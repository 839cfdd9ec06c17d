using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

/// <summary>How requests leave: one session's connections, and nothing that the API did not ask for.</summary>
public sealed class HttpStackTests
{
    [Fact]
    public async Task A_cookie_is_not_sent_back()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"id":1}""") with { Headers = [("Set-Cookie", "who=me; Path=/")] });
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        await session.Client.JobGroups.GetAsync(1, null, session.Context);
        Assert.Null(session.Requests[1]["Cookie"]);
    }

    [Fact]
    public async Task A_body_is_sent_without_asking_first()
    {
        await using var session = FixtureSession.Start(FixtureReply.File("doc-10.1.0-runJobGroup-response.201.json"));
        await session.Client.JobGroups.StartAsync(new DataprepPS.Client.JobGroups.RunRequest { RecipeId = 7 }, session.Context);
        Assert.Null(session.Requests[0]["Expect"]);
        Assert.Equal($"DataprepPS/{typeof(DataprepClient).Assembly.GetName().Version!.ToString(3)}", session.Requests[0]["User-Agent"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_packed_reply_is_asked_for_and_read(string encoding)
    {
        await using var session = FixtureSession.Start(new FixtureReply(200, Packed("""{"id":17}""", encoding)) { Headers = [("Content-Encoding", encoding)] });
        Assert.Equal(17, (await session.Client.JobGroups.GetAsync(17, null, session.Context)).Id);
        Assert.Contains(encoding, session.Requests[0]["Accept-Encoding"], StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_on_this_machine_does_not_go_to_the_systems_proxy()
    {
        Assert.False(Handler("http://localhost:3005").UseProxy);
        Assert.True(Handler("https://localhost:3005").UseProxy);
        Assert.True(Handler("http://server.example").UseProxy);
        var proxy = new WebProxy("http://proxy.example:8080");
        var named = Handler("http://localhost:3005", proxy);
        Assert.True(named.UseProxy);
        Assert.Same(proxy, named.Proxy);
    }

    [Fact]
    public void A_client_lives_a_minute()
    {
        var time = new ManualTimeProvider();
        using var secret = Secret.Token(SecureText.Of("token"));
        using var stack = new HttpStack(Options(time, () => new HttpClientHandler()), new FixedCredential(secret));
        var first = stack.Client();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(first, stack.Client());
        time.Advance(TimeSpan.FromTicks(1));
        var second = stack.Client();
        Assert.NotSame(first, second);
        Assert.Same(second, stack.Client());
    }

    [Fact]
    public async Task Closing_a_session_closes_its_connections()
    {
        List<Connection> connections = [];
        var client = new DataprepClient(Options(TimeProvider.System, () =>
        {
            connections.Add(new Connection());
            return connections[^1];
        }));
        await client.JobGroups.GetAsync(1, null, CallContext.None);
        Assert.False(Assert.Single(connections).IsDisposed);
        client.Dispose();
        Assert.True(connections[0].IsDisposed);
    }

    [Fact]
    public async Task A_closed_session_says_so_and_how_to_go_on()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        session.Client.Dispose();
        var error = await Assert.ThrowsAsync<SessionClosedException>(() => session.Client.JobGroups.GetAsync(1, null, session.Context));
        Assert.Equal(("DpNotConnected", "The session with 127.0.0.1 was disconnected."), (error.ErrorId, error.Message));
        Assert.StartsWith("Connect again: Connect-DpSession.", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(session.Requests);
    }

    [Fact]
    public void Certificates_are_checked_unless_told_otherwise()
    {
        Assert.Null(Handler("https://server.example").ServerCertificateCustomValidationCallback);
        var handler = HttpStack.Connection(new DataprepClientOptions { SkipCertificateCheck = true });
        Assert.True(handler.ServerCertificateCustomValidationCallback!(null!, null, null, System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch));
    }

    [Theory]
    [InlineData("https://server.example:3005/v4", true)]
    [InlineData("HTTPS://SERVER.example:3005/", true)]
    [InlineData("http://server.example:3005/v4", false)]
    [InlineData("https://server.example/v4", false)]
    [InlineData("https://other.example:3005/v4", false)]
    public async Task The_token_goes_to_the_sessions_own_scheme_host_and_port(string address, bool isSent)
    {
        using var secret = Secret.Token(SecureText.Of("token"));
        using var connection = new Connection();
        using var invoker = new HttpMessageInvoker(new AuthenticationHandler(new Uri("https://server.example:3005"), new FixedCredential(secret)) { InnerHandler = connection });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        await invoker.SendAsync(request, default);
        Assert.Equal(isSent ? "Bearer token" : null, request.Headers.Authorization?.ToString());
    }

    private static DataprepClientOptions Options(TimeProvider time, Func<HttpMessageHandler> connection) => new()
    {
        BaseUri = new Uri("http://127.0.0.1:1"), Token = SecureText.Of("token"), TimeProvider = time, Connection = connection,
    };

    private static HttpClientHandler Handler(string address, IWebProxy? proxy = null) =>
        HttpStack.Connection(new DataprepClientOptions { BaseUri = new Uri(address), Proxy = proxy });

    private static byte[] Packed(string text, string encoding)
    {
        using var target = new MemoryStream();
        using (Stream packer = encoding == "gzip" ? new GZipStream(target, CompressionMode.Compress) : new ZLibStream(target, CompressionMode.Compress))
        {
            packer.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    private sealed class Connection : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, System.Threading.CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"id":1}""") });

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
