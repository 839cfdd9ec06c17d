using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Http;

/// <summary>Adds the token, and only to requests for the session's own scheme, host and port.</summary>
internal sealed class AuthenticationHandler(Uri baseUri, Secret secret) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } uri && IsOurs(uri))
        {
            request.Headers.Authorization = secret.Header();
        }

        return base.SendAsync(request, cancellationToken);
    }

    private bool IsOurs(Uri uri) =>
        uri.Port == baseUri.Port
        && string.Equals(uri.Scheme, baseUri.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(uri.Host, baseUri.Host, StringComparison.OrdinalIgnoreCase);
}
