using System;
using System.Globalization;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Workspaces;

/// <summary>Access tokens: the value is told once, and to nobody else.</summary>
public sealed class AccessTokenTests
{
    private const string Canary = "canary-new-token_42";
    private const string Made = """{"tokenValue":"canary-new-token_42","tokenInfo":{"tokenId":"0bc1d49f","description":"ci","expiredAt":"2030-01-02T03:04:05.000Z","lastUsed":null,"createdAt":"2030-01-01T03:04:05.000Z"}}""";

    [Fact]
    public async Task A_new_token_comes_with_its_value_which_is_masked_from_then_on()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Json(Made, 201) : FixtureReply.Error(404, "NotFound", $"no {Canary}"));
        var token = await session.Client.AccessTokens.CreateAsync(TimeSpan.FromSeconds(1.5), "ci", session.Context);
        session.Sent("POST", "/v4/apiAccessTokens", """{"lifetimeSeconds":2,"description":"ci"}""");
        Assert.Equal(("0bc1d49f", "0bc1d49f", Canary), (token.AccessTokenId, token.ToString(), Secret.Reveal(token.Value!)));
        Assert.Empty(token.AdditionalProperties);
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.AccessTokens.GetAsync("other", session.Context));
        Assert.Contains("no ***", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_lifetime_it_never_ends()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(Made, 201));
        await session.Client.AccessTokens.CreateAsync(null, null, session.Context);
        session.Sent("POST", "/v4/apiAccessTokens", """{"lifetimeSeconds":-1}""");
    }

    [Theory]
    [InlineData("""{"tokenValue":"canary-new-token_42"}""")]
    [InlineData("""{"tokenValue":"canary-new-token_42","tokenInfo":{"tokenId":"","description":"canary-new-token_42"}}""")]
    [InlineData("""{"tokenValue":"canary-new-token_42","tokenInfo":"canary-new-token_42"}""")]
    [InlineData("""{"tokenValue":["canary-new-token_42"],"tokenInfo":{"tokenId":"1"}}""")]
    [InlineData("""{"tokenValue":"canary-new-token_42","tokenInfo":{"tokenId":"1","expiredAt":"canary-new-token_42"}""")]
    [InlineData("<html>canary-new-token_42</html>")]
    [InlineData(Made + Made)]
    public async Task A_reply_that_cannot_be_read_does_not_show_the_value(string reply)
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Method == "POST" ? reply : """{"data":[]}"""));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.AccessTokens.CreateAsync(TimeSpan.FromHours(1), "ci", session.Context));
        Assert.DoesNotContain(Canary, $"{error}{error.RecommendedAction}{string.Concat(session.Observer.Warnings)}", StringComparison.Ordinal);
        Assert.Contains("remove it and make another one", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_reply_names_those_that_were_made_meanwhile_and_takes_none()
    {
        var time = new LeapingTimeProvider();
        var now = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var rows = $$"""{"data":[{"tokenId":"old","description":"ci","createdAt":"2001-01-01T00:00:00Z"},{"tokenId":"new","description":"ci","createdAt":"{{now}}"},{"tokenId":"theirs","createdAt":"{{now}}"}]}""";
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Reset : FixtureReply.Json(rows), time);
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.AccessTokens.CreateAsync(TimeSpan.FromHours(1), "ci", session.Context));
        Assert.Contains("These were made since: new.", error.Message, StringComparison.Ordinal);
        Assert.Single(session.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Tokens_are_named_by_text_and_one_that_is_gone_is_said_to_be()
    {
        await using var session = FixtureSession.Start(request => request switch
        {
            { Method: "DELETE" } => FixtureReply.Error(404),
            { Path: "/v4/apiAccessTokens/a%20b" } => FixtureReply.Json("""{"tokenId":"a b","expiredAt":null}"""),
            _ => FixtureReply.Json("""{"sid":"s1","name":"ci","clientId":"c"}"""),
        });
        Assert.Null((await session.Client.AccessTokens.GetAsync("a b", session.Context)).ExpiresAt);
        Assert.Equal("ci", (await session.Client.AccessTokens.GetOAuth2Async("s1", "Billing Account", session.Context)).ToString());
        session.Sent("GET", "/v4/oAuth2ApiTokens/s1?tokenType=Billing%20Account");
        await Assert.ThrowsAsync<AlreadyGoneException>(() => session.Client.AccessTokens.RemoveAsync("gone", session.Context));
    }
}
