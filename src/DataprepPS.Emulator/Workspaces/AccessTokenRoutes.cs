using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

using DataprepPS.Client.Workspaces;

namespace DataprepPS.Emulator;

/// <summary>Access tokens that people make. They open the API until they end or are deleted; their value is shown once.</summary>
internal static class AccessTokenRoutes
{
    public static readonly Collection Tokens = new(
        "apiAccessTokens",
        "apiAccessToken",
        """{"tokenId":null,"description":null,"expiredAt":null,"lastUsed":null,"_value":null}""")
    {
        IsOwned = false,
        Complete = (json, id) => json["tokenId"] ??= $"token-{id}",
    };

    public static readonly Collection OAuth2Tokens = new(
        "oAuth2ApiTokens",
        "oAuth2ApiToken",
        """
        {"name":"Emulated","sid":"sid-1","envId":"environment","clientId":"client","userId":"1","issuer":"emulator","tokenType":"Workspace","status":"Enabled",
         "accessScope":"Full Access","scopes":"all","expiredAt":"2099-01-01T00:00:00.000Z","activeAt":null}
        """)
    {
        IsOwned = false,
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new(AccessTokenEndpoints.List, call => RowReplies.List(call, Tokens, (w, row) => Shown(row).WriteTo(w))),
        new(AccessTokenEndpoints.Create, Create),
        new(AccessTokenEndpoints.Get, call => Reply.Json(200, Shown(Called(call)))),
        new(AccessTokenEndpoints.Delete, call => RowReplies.Deleted(call, Called(call))),
        new(AccessTokenEndpoints.GetOAuth2, OAuth2),
    ];

    /// <summary>Whether a token that somebody made opens the API now.</summary>
    public static bool Opens(World world, string value) => world.Store[Tokens].Live.Any(row =>
        row.Text("_value") == value && !(DateTimeOffset.TryParse(row.Text("expiredAt"), CultureInfo.InvariantCulture, out var end) && end <= world.Now));

    private static Row Called(Call call)
    {
        var id = call.Part("tokenId");
        return call.Store[Tokens].All.FirstOrDefault(row => row.Text("tokenId") == id) switch
        {
            { IsDeleted: false } row => row,
            { } deleted => throw ApiProblem.Gone(Tokens.Singular, deleted.Id),
            _ => throw new ApiProblem(404, "DataNotFoundException", "Data not found", $"No apiAccessToken with id {id}"),
        };
    }

    private static Reply Create(Call call)
    {
        var seconds = call.Body.GetProperty("lifetimeSeconds").GetInt64();
        var value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var token = call.Store.Add(Tokens, new JsonObject
        {
            ["description"] = call.Body.Text("description"),
            ["expiredAt"] = seconds < 0 ? null : Wire.Text(call.Now.AddSeconds(seconds)),
            ["_value"] = value,
        });
        call.Acted($"apiAccessToken {token.Id} created");
        return Reply.Json(201, new JsonObject { ["tokenValue"] = value, ["tokenInfo"] = Shown(token) });
    }

    private static JsonObject Shown(Row token) => new()
    {
        ["tokenId"] = token.Text("tokenId"),
        ["description"] = token.Text("description"),
        ["expiredAt"] = token.Text("expiredAt"),
        ["createdAt"] = token.Text("createdAt"),
        ["lastUsed"] = token.Text("lastUsed"),
    };

    private static Reply OAuth2(Call call)
    {
        _ = call.Query("tokenType") is { Length: > 0 } type ? type : throw ApiProblem.Invalid("tokenType", "is required");
        var sid = call.Part("sid");
        return RowReplies.One(call, call.Store[OAuth2Tokens].Live.FirstOrDefault(row => row.Text("sid") == sid)
            ?? throw new ApiProblem(404, "DataNotFoundException", "Data not found", $"No oAuth2ApiToken with sid {sid}"));
    }
}
