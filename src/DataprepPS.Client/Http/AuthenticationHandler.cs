using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Http;

/// <summary>
/// Adds the token, and only to requests for the session's own scheme, host and port. A 401 proves that the server did
/// not act: where the token can be renewed, the request goes once more with the new one, a change too.
/// </summary>
internal sealed class AuthenticationHandler(Uri baseUri, ICredential credential) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } uri || !IsOurs(uri))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var secret = await credential.CurrentAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = secret.Header();
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            credential.Accepted(secret);
            return response;
        }

        Secret? fresh;
        try
        {
            (request.Content as SentMarker)?.Forget();
            fresh = await credential.ReplaceAsync(secret, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (fresh is null)
        {
            return response;
        }

        response.Dispose();
        request.Headers.Authorization = fresh.Header();
        response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            credential.Accepted(fresh);
        }

        return response;
    }

    private bool IsOurs(Uri uri) =>
        uri.Port == baseUri.Port
        && string.Equals(uri.Scheme, baseUri.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(uri.Host, baseUri.Host, StringComparison.OrdinalIgnoreCase);
}
