using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Http;

/// <summary>
/// Follows redirects to the session's own scheme, host and port, for reads only. Anything else is refused:
/// a token must not travel, and a redirected change could act somewhere else or twice.
/// </summary>
internal sealed class RedirectHandler : DelegatingHandler
{
    private const int MaxRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var count = 0; ; count++)
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is null)
            {
                return response;
            }

            var from = request.RequestUri!;
            // By its definition the answer to a change that was carried out; the others ask to send it elsewhere.
            var mayHaveActed = (int)response.StatusCode == 303 && request.Method != HttpMethod.Get;
            if (!Uri.TryCreate(from, response.Headers.Location, out var target))
            {
                return response;
            }

            response.Dispose();
            if (Uri.Compare(target, from, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0)
            {
                throw Refused($"The server at {from.GetLeftPart(UriPartial.Authority)} redirects to {target.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}. The token stays with the server it was given for.", "If the new address is right, connect to it: Connect-DpSession -BaseUri.", mayHaveActed);
            }

            if (request.Method != HttpMethod.Get)
            {
                throw Refused($"The server redirects {request.Method} {from.AbsolutePath} to {target.AbsolutePath}. A change is not sent a second time.", "Check -BaseUri; a log-in page is a common cause.", mayHaveActed);
            }

            if (count == MaxRedirects)
            {
                throw Refused($"The server redirects {from.AbsolutePath} more than {MaxRedirects} times.", "Check -BaseUri; a log-in page is a common cause.");
            }

            request.RequestUri = target;
        }
    }

    private static ConnectionFailedException Refused(string message, string action, bool mayHaveActed = false) => new(message, action, !mayHaveActed, null) { Final = true };
}
