using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

/// <summary>The emulator's token endpoint, asked by a plain client.</summary>
public sealed class TokenEndpointTests
{
    private static readonly EmulatorOptions WithTokens = new() { Token = null, TokenLifetime = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task A_refresh_answers_a_pair_and_the_old_token_is_spent()
    {
        await using var emulator = await RunningEmulator.StartAsync(WithTokens);
        Assert.NotEqual(emulator.Server.BaseUri.Port, emulator.Server.TokenUri!.Port);
        var pair = await RefreshAsync(emulator, "refresh");
        Assert.Equal(("Bearer", 300), (pair.GetProperty("token_type").GetString(), pair.GetProperty("expires_in").GetInt32()));
        var payload = pair.GetProperty("access_token").GetString()!.Split('.')[1].Replace('-', '+').Replace('_', '/');
        var claims = JsonElement.Parse(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')));
        Assert.Equal(("client", emulator.Server.TokenUri.AbsoluteUri, emulator.Clock.GetUtcNow().ToUnixTimeSeconds() + 300), (claims.GetProperty("client_id").GetString(), claims.GetProperty("iss").GetString(), claims.GetProperty("exp").GetInt64()));
        Assert.Equal("invalid_grant", (await RefreshAsync(emulator, "refresh", status: 400)).GetProperty("error").GetString());
        await RefreshAsync(emulator, pair.GetProperty("refresh_token").GetString()!);
        Assert.Equal((2, 1, 1), (emulator.Server.Tokens.Refreshes, emulator.Server.Tokens.Refusals, emulator.Server.Tokens.Reuses));
    }

    [Theory]
    [InlineData(0, 301)]
    [InlineData(100, 201)]
    [InlineData(-100, 401)]
    public async Task An_access_token_opens_the_API_until_it_ends_by_the_APIs_clock(int skew, int end)
    {
        await using var emulator = await RunningEmulator.StartAsync(WithTokens with { TokenSkew = TimeSpan.FromSeconds(skew) });
        await emulator.GetAsync("/v4/people/current", 401);
        var access = (await RefreshAsync(emulator, "refresh")).GetProperty("access_token").GetString();
        emulator.Http.DefaultRequestHeaders.Authorization = new("Bearer", access);
        await emulator.GetAsync("/v4/people/current");
        emulator.Clock.Advance(end - 2);
        await emulator.GetAsync("/v4/people/current");
        emulator.Clock.Advance(2);
        await emulator.GetAsync("/v4/people/current", 401);
        Assert.Equal(1, emulator.Server.Tokens.ExpiredUses);
    }

    [Fact]
    public async Task Pairs_can_be_disabled_and_end()
    {
        await using var emulator = await RunningEmulator.StartAsync(WithTokens with { RefreshLifetime = TimeSpan.FromDays(1) });
        emulator.Clock.Advance(90_000);
        Assert.Contains("expired", (await RefreshAsync(emulator, "refresh", status: 400)).GetProperty("error_description").GetString(), StringComparison.Ordinal);
        var pair = await emulator.SendAsync("POST", "/_emulator/tokens", null, 200);
        emulator.Http.DefaultRequestHeaders.Authorization = new("Bearer", pair.GetProperty("accessToken").GetString());
        await emulator.GetAsync("/v4/people/current");
        await emulator.SendAsync("POST", "/_emulator/tokens/end", null, 204);
        await emulator.GetAsync("/v4/people/current", 401);
        await emulator.SendAsync("POST", "/_emulator/tokens/disable", null, 204);
        Assert.Contains("disabled", (await RefreshAsync(emulator, pair.GetProperty("refreshToken").GetString()!, status: 400)).GetProperty("error_description").GetString(), StringComparison.Ordinal);
        var states = (await emulator.GetAsync("/_emulator/tokens")).GetProperty("pairs").EnumerateArray().Select(one => one.GetProperty("state").GetString());
        Assert.Equal(["disabled", "disabled"], states);
    }

    [Theory]
    [InlineData("refresh", "other", "refresh_token", 401, "invalid_client")]
    [InlineData("never", "client", "refresh_token", 400, "invalid_grant")]
    [InlineData("", "client", "refresh_token", 400, "invalid_request")]
    [InlineData("refresh", "client", "password", 400, "unsupported_grant_type")]
    public async Task What_is_wrong_is_refused_as_the_standard_says(string token, string client, string grant, int status, string error)
    {
        await using var emulator = await RunningEmulator.StartAsync(WithTokens);
        Assert.Equal(error, (await RefreshAsync(emulator, token, client, grant, status)).GetProperty("error").GetString());
        Assert.Equal((0, 0), (emulator.Server.Tokens.Refreshes, emulator.Server.Tokens.Reuses));
    }

    [Fact]
    public async Task Replies_get_lost_by_the_fault_script_and_the_journal_shows_no_token()
    {
        await using var emulator = await RunningEmulator.StartAsync(WithTokens);
        emulator.Server.Faults.On("refreshToken").ResetBefore().ResetAfter();
        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(emulator, "refresh"));
        Assert.Equal(0, emulator.Server.Tokens.Refreshes);
        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(emulator, "refresh"));
        Assert.Equal(1, emulator.Server.Tokens.Refreshes);
        Assert.All(emulator.Server.Journal.Of("refreshToken"), entry => Assert.Equal("grant_type=refresh_token&refresh_token=(refresh token 1)&client_id=client", entry.Body));
        Assert.Equal("(refresh token 1) replaced", Assert.Single(emulator.Server.Journal.Actions).Effect);
    }

    [Fact]
    public async Task Tokens_at_the_wrong_host_are_counted()
    {
        await using var emulator = await RunningEmulator.StartAsync(WithTokens);
        emulator.Http.DefaultRequestHeaders.Authorization = new("Bearer", "refresh");
        await emulator.GetAsync("/v4/people/current", 401);
        Assert.Equal(1, emulator.Server.Tokens.Misplaced);
        await RefreshAsync(emulator, "refresh");
        Assert.Equal(2, emulator.Server.Tokens.Misplaced);
        emulator.Server.Reset();
        Assert.Equal((0, 0), (emulator.Server.Tokens.Misplaced, emulator.Server.Tokens.Refreshes));
    }

    [Fact]
    public async Task Without_a_lifetime_there_is_no_endpoint()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Null(emulator.Server.TokenUri);
        await emulator.GetAsync("/v4/people/current");
    }

    private static async Task<JsonElement> RefreshAsync(RunningEmulator emulator, string token, string client = "client", string grant = "refresh_token", int status = 200)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = grant, ["refresh_token"] = token, ["client_id"] = client });
        return await RunningEmulator.ReadAsync(await emulator.Http.PostAsync(new Uri(emulator.Server.TokenUri + "/token"), form), status);
    }
}
