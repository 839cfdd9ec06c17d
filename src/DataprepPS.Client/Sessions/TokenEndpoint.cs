using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Sessions;

/// <summary>
/// Sends refresh tokens, to the token endpoint and to nobody else: over https, without following redirects, and without
/// the API's token beside them.
/// </summary>
internal sealed class TokenEndpoint(DataprepClientOptions options, Redactor redactor, Func<HttpClient> client)
{
    private const int MaxBodyBytes = 1024 * 1024;

    private readonly Uri address = Normalize(options.TokenEndpoint!);

    /// <summary>The host, for messages.</summary>
    public string Host => address.Authority;

    /// <summary>The vendor's page shows the address without its last part.</summary>
    public static Uri Normalize(Uri uri)
    {
        var text = uri.AbsoluteUri.TrimEnd('/');
        return new Uri(text.EndsWith("/token", StringComparison.OrdinalIgnoreCase) ? text : text + "/token");
    }

    /// <summary>One request, without a repeat.</summary>
    /// <exception cref="ConnectionFailedException">No repeat can mend it: a refused certificate, a redirect, another server at the address.</exception>
    public async Task<RefreshReply> RefreshAsync(string refreshToken)
    {
        using var timeout = new AttemptTimeout(options.TimeProvider, options.Timeout, CancellationToken.None);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
            ["client_id"] = options.ClientId!,
        });
        using var sent = new SentMarker(form);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = sent };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        try
        {
            using var response = await client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            return await ReadAsync(response, timeout).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidResponseException)
        {
            return Broken(e, timeout.Expired, sent.Touched);
        }
    }

    private async Task<RefreshReply> ReadAsync(HttpResponseMessage response, AttemptTimeout timeout)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            throw Final($"The token endpoint {Host} redirects. The refresh token stays with the address it was given for.", "Check -TokenEndpoint: it is shown beside the token on the page OAuth 2.0 API Tokens.");
        }

        using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        using var body = await PooledBody.ReadAsync(stream, response.Content.Headers.ContentLength, MaxBodyBytes, timeout.Token).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return TokenGrant.Read(body.Memory) is { } grant
                ? new RefreshReply(RefreshOutcome.Granted, "new tokens came", grant)
                : new RefreshReply(RefreshOutcome.Lost, $"its reply (status {status}) holds no access token");
        }

        if (status is 408 or >= 500)
        {
            return new RefreshReply(RefreshOutcome.Lost, $"it answered {status}");
        }

        if (status == 429)
        {
            return new RefreshReply(RefreshOutcome.NotSent, "it answered 429");
        }

        if (TokenGrant.ReadRefusal(body.Memory) is not { } refusal)
        {
            throw Final($"{address} answered {status}, and not as a token endpoint does.", "Check -TokenEndpoint: it is shown beside the token on the page OAuth 2.0 API Tokens.");
        }

        var code = ErrorReader.Shown(refusal.Code, redactor.Mask);
        var said = refusal.Description is { } description ? $"{code}: {ErrorReader.Shown(description, redactor.Mask)}" : code;
        return refusal.Code is "temporarily_unavailable" or "server_error"
            ? new RefreshReply(RefreshOutcome.Lost, $"it answered {said}")
            : new RefreshReply(RefreshOutcome.Refused, said.TrimEnd('.'), code: code);
    }

    private RefreshReply Broken(Exception error, bool timedOut, bool isSent)
    {
        var last = error;
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            last = inner;
            if (inner is AuthenticationException)
            {
                throw Final($"No secure connection with the token endpoint {Host}: {redactor.Mask(inner.Message)}", "Check the address and the server's certificate.");
            }
        }

        var cause = redactor.Mask(error.ToString()) == error.ToString() ? error : null;
        var text = timedOut ? FormattableString.Invariant($"no reply came within {options.Timeout.TotalSeconds:0.###} s") : $"the connection failed: {redactor.Mask(last.Message).TrimEnd(' ', '.')}";
        return new RefreshReply(isSent ? RefreshOutcome.Lost : RefreshOutcome.NotSent, text, cause: cause);
    }

    private static ConnectionFailedException Final(string message, string action) => new(message, action, nothingSent: true, null) { Final = true };
}
