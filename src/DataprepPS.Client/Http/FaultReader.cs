using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;

namespace DataprepPS.Client.Http;

/// <summary>
/// Turns what breaks on the way into the errors of this library: a time-out told from a cancellation, a
/// connection that was never made told from one that broke, and no secret in any message.
/// </summary>
internal sealed class FaultReader(Func<string, string> mask, TimeSpan requestTimeout, Uri server)
{
    public static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-trifacta-request-id", out var values) ? values.FirstOrDefault() : null;

    /// <summary>The error to report instead, or null when it is right as it is.</summary>
    public Exception? Translate(Exception error, ApiRequest request, bool timedOut, SentMarker? sent, CancellationToken caller)
    {
        if (error is not DataprepException && caller.IsCancellationRequested)
        {
            // A connection cut off by a cancellation breaks in several ways. The caller's own token tells every
            // layer above that this was asked for.
            return new OperationCanceledException(error.Message, caller);
        }

        var translated = error switch
        {
            InvalidResponseException invalid => new InvalidResponseException(mask(invalid.Message), invalid.InnerException) { StatusCode = invalid.StatusCode, RequestId = Masked(invalid.RequestId) },
            // What a redirect handler reports quotes the server's Location.
            ConnectionFailedException refused => refused.Masked(mask),
            DataprepException known => known,
            _ when timedOut => new RequestTimeoutException(requestTimeout, mask(request.ToString())),
            OperationCanceledException or HttpRequestException or IOException or SocketException or WebException or ObjectDisposedException =>
                Connection(error, request, sent),
            _ => null,
        };
        if (translated is null)
        {
            return null;
        }

        translated.Method = request.Endpoint.Method.Method;
        translated.Path = mask(request.Path);
        return translated;
    }

    private string? Masked(string? text) => text is null ? null : mask(text);

    private ConnectionFailedException Connection(Exception error, ApiRequest request, SentMarker? sent)
    {
        var chain = Chain(error).ToArray();
        // A sentence may follow, and the system's own messages end with and without a full stop.
        var cause = (chain.LastOrDefault()?.Message ?? error.Message).TrimEnd(' ', '.') + ".";
        var inner = mask(error.ToString()) == error.ToString() ? error : null;
        if (chain.OfType<AuthenticationException>().FirstOrDefault() is { } tls)
        {
            return new ConnectionFailedException(
                mask($"{request}: no secure connection with {server.Authority}: {tls.Message}"),
                "Check the address and the server's certificate. For a self-managed server with a certificate of its own, trust that certificate, or connect with -SkipCertificateCheck.",
                nothingSent: sent is not { Touched: true },
                inner)
            { Final = true };
        }

        // Only for reads: "unreachable" also ends connections that had carried a request.
        var refused = sent is null && chain.OfType<SocketException>().Any(e => e.SocketErrorCode is SocketError.ConnectionRefused
            or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.HostUnreachable or SocketError.NetworkUnreachable);
        return new ConnectionFailedException(
            mask($"{request}: the connection with {server.Authority} failed: {cause}"),
            "Check the network, the proxy (-Proxy) and -BaseUri.",
            nothingSent: refused || sent is { Touched: false },
            inner);
    }

    private static System.Collections.Generic.IEnumerable<Exception> Chain(Exception error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
