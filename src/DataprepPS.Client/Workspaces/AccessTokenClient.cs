using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>Makes, lists and removes access tokens. Their ids are text.</summary>
public sealed class AccessTokenClient : ResourceClient
{
    internal AccessTokenClient(SessionParts parts)
        : base(parts)
    {
    }

    /// <summary>Reads one. Follows getApiAccessToken.</summary>
    /// <exception cref="ApiException">There is none of that id.</exception>
    public Task<AccessToken> GetAsync(string id, CallContext context) => ReadAsync(
        new ApiRequest(AccessTokenEndpoints.Get, AccessTokenEndpoints.Get.At(id)), DataprepJson.Default.AccessToken, token => token.Id, context);

    /// <summary>Reads an OAuth 2.0 token. Follows getOAuth2ApiToken.</summary>
    /// <param name="sid">Its id.</param>
    /// <param name="tokenType">Workspace or Billing Account.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="ApiException">There is none of that id.</exception>
    public Task<OAuth2Token> GetOAuth2Async(string sid, string tokenType, CallContext context) => ReadAsync(
        new ApiRequest(AccessTokenEndpoints.GetOAuth2, AccessTokenEndpoints.GetOAuth2.At(sid), new Query().Add("tokenType", tokenType)), DataprepJson.Default.OAuth2Token, token => token.Sid, context);

    /// <summary>Lists those of the user. Follows listApiAccessTokens.</summary>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(CallContext context) => (await Transport.SendAsync(
        new ApiRequest(AccessTokenEndpoints.List, AccessTokenEndpoints.List.Path), response => ReplyReader.List(response, DataprepJson.Default.AccessToken), context).ConfigureAwait(false)).Items;

    /// <summary>Makes a token, with its value, which nothing shows a second time. Follows createAccessToken.</summary>
    /// <param name="lifetime">How long it is good, in whole seconds; null for ever.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been made; its value is lost.</exception>
    public async Task<AccessToken> CreateAsync(TimeSpan? lifetime, string? description, CallContext context)
    {
        var body = new JsonObject { ["lifetimeSeconds"] = lifetime is { } time ? (long)Math.Ceiling(time.TotalSeconds) : -1 };
        if (description is not null)
        {
            body["description"] = description;
        }

        var started = Time.GetUtcNow();
        return await ChangeAsync(
            new ApiRequest(AccessTokenEndpoints.Create, AccessTokenEndpoints.Create.Path) { Content = ApiRequest.Json(body) },
            ReadNew,
            "If one was made, its value is lost: find it with Get-DpAccessToken, remove it and make another one.",
            async () => new Settled<AccessToken>(null, await SeenAsync(description, started, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false)),
            context).ConfigureAwait(false);
    }

    /// <summary>Removes a token; nobody can use it any more. Follows deleteApiAccessToken.</summary>
    /// <exception cref="AlreadyGoneException">It was not there.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been removed.</exception>
    public Task RemoveAsync(string id, CallContext context) => RemoveAsync(
        new ApiRequest(AccessTokenEndpoints.Delete, AccessTokenEndpoints.Delete.At(id)),
        async looking => (await ListAsync(looking).ConfigureAwait(false)).All(token => token.Id != id),
        $"Look whether it is still there: Get-DpAccessToken {id}.",
        context);

    private Task<T> ReadAsync<T>(ApiRequest request, JsonTypeInfo<T> type, Func<T, string?> idOf, CallContext context)
        where T : class => Transport.SendAsync(
        request,
        response =>
        {
            var token = ReplyReader.Object(response, type);
            return string.IsNullOrEmpty(idOf(token)) ? throw ReplyReader.Invalid(response, "there is no id") : token;
        },
        context);

    private AccessToken ReadNew(ApiResponse response) => ReplyReader.Understood(response, reply =>
    {
        if (reply.FindText("tokenValue") is not { Length: > 0 } text)
        {
            throw new JsonException("there is no token");
        }

        // Before anything else is read: what is wrong with the rest may be told.
        var secret = Secret.Hide(text);
        Transport.MaskSent(secret);
        var token = reply.Find("tokenInfo")?.Deserialize(DataprepJson.Default.AccessToken);
        if (string.IsNullOrEmpty(token?.Id))
        {
            throw new JsonException("there is no id");
        }

        token!.Value = secret;
        return token;
    });

    private async Task<string> SeenAsync(string? description, DateTimeOffset started, CallContext context)
    {
        // The server's clock shows whole seconds, and may be off.
        var since = started - TimeSpan.FromSeconds(5);
        var news = (await ListAsync(context).ConfigureAwait(false)).Where(token => token.CreatedAt >= since && (token.Description ?? string.Empty) == (description ?? string.Empty)).ToList();
        return news.Count == 0 ? "No new one has appeared so far." : $"These were made since: {string.Join(", ", news)}.";
    }
}
