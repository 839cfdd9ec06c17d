using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

/// <summary>What breaks on the way, told apart: time-outs, cancellations, certificates, connections never made or broken.</summary>
public sealed class FaultReaderTests : IDisposable
{
    private readonly Secret secret = Secret.Token(SecureText.Of("canary"));
    private readonly FaultReader faults;

    public FaultReaderTests() => faults = new FaultReader(secret.Mask, TimeSpan.FromSeconds(100), new Uri("https://server.example:3005"));

    public void Dispose() => secret.Dispose();

    [Theory]
    [InlineData(null, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_certificate_that_is_refused_is_final_and_says_what_to_do(bool? isSent, bool nothingSent)
    {
        var error = Connection(new HttpRequestException("see inner", new AuthenticationException("The name does not match.")), await SentAsync(isSent));
        Assert.Equal("GET /v4/jobGroups/1: no secure connection with server.example:3005: The name does not match.", error.Message);
        Assert.EndsWith("trust that certificate, or connect with -SkipCertificateCheck.", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal((nothingSent, false), (error.NothingSent, RetryRule.MayRepeat(Effect.Read, error)));
        Assert.Equal(("GET", "/v4/jobGroups/1"), (error.Method, error.Path));
    }

    [Fact]
    public void A_connection_that_broke_is_told_by_its_innermost_cause_in_one_sentence()
    {
        var cause = new HttpRequestException("outer", new IOException("The connection was reset. "));
        var error = Connection(cause, null);
        Assert.Equal("GET /v4/jobGroups/1: the connection with server.example:3005 failed: The connection was reset.", error.Message);
        Assert.Equal("Check the network, the proxy (-Proxy) and -BaseUri.", error.RecommendedAction);
        Assert.Same(cause, error.InnerException);
        Assert.False(error.NothingSent);
    }

    [Fact]
    public void A_cause_that_shows_the_token_is_left_out()
    {
        var error = Connection(new IOException("no canary"), null);
        Assert.Null(error.InnerException);
        Assert.EndsWith("failed: no ***.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, null, true)]
    [InlineData(SocketError.HostUnreachable, null, true)]
    [InlineData(SocketError.ConnectionReset, null, false)]
    [InlineData(SocketError.ConnectionRefused, false, true)]
    [InlineData(SocketError.HostUnreachable, true, false)]
    public async Task Whether_anything_was_sent_follows_from_the_body_or_from_the_system(SocketError code, bool? isSent, bool nothingSent) =>
        Assert.Equal(nothingSent, Connection(new HttpRequestException("x", new SocketException((int)code)), await SentAsync(isSent)).NothingSent);

    [Fact]
    public void A_time_out_is_told_from_everything_else_that_breaks()
    {
        var error = Assert.IsType<RequestTimeoutException>(Translate(new OperationCanceledException(), timedOut: true));
        Assert.Equal("GET /v4/jobGroups/1: no complete reply within 100 s.", error.Message);
    }

    [Fact]
    public void What_breaks_when_the_caller_cancels_is_a_cancellation_unless_the_server_had_answered()
    {
        var stopped = new CancellationToken(true);
        var error = Assert.IsType<OperationCanceledException>(Translate(new IOException("cut off"), caller: stopped));
        Assert.Equal((stopped, "cut off"), (error.CancellationToken, error.Message));
        var known = new WaitTimeoutException(new RunKind("JobGroup", "job group", "recipe"), 1, null, TimeSpan.Zero);
        Assert.Same(known, Translate(known, caller: stopped));
    }

    [Fact]
    public void An_error_of_our_own_making_stays_as_it_is() => Assert.Null(Translate(new NotSupportedException("a bug")));

    [Fact]
    public void A_spoilt_reply_keeps_its_request_id_and_loses_the_token()
    {
        var error = Assert.IsType<InvalidResponseException>(Translate(new InvalidResponseException("<canary>") { RequestId = "r-canary", StatusCode = 200 }));
        Assert.Equal(("<***>", "r-***", 200), (error.Message, error.RequestId, error.StatusCode!.Value));
    }

    private static async Task<SentMarker?> SentAsync(bool? isSent)
    {
        var marker = isSent is null ? null : new SentMarker(new ByteArrayContent([1]));
        if (isSent == true)
        {
            await marker!.ReadAsByteArrayAsync();
        }

        return marker;
    }

    private ConnectionFailedException Connection(Exception error, SentMarker? sent) => Assert.IsType<ConnectionFailedException>(Translate(error, sent: sent));

    private Exception? Translate(Exception error, bool timedOut = false, SentMarker? sent = null, CancellationToken caller = default) =>
        faults.Translate(error, ApiRequest.Get(JobGroupEndpoints.JobGroups.Get!, 1), timedOut, sent, caller);
}
