using System;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Runs;
using DataprepPS.Client.Sessions;
using DataprepPS.Client.Tests.Support;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Sessions;

/// <summary>A session that renews its access token: ahead of its end, once for all, and after what goes wrong.</summary>
public sealed class RenewalTests
{
    [Fact]
    public async Task The_first_call_refreshes_and_the_next_ones_use_what_came()
    {
        await using var s = await RenewedSession.StartAsync();
        await s.AskAsync();
        await s.AskAsync();
        Assert.Equal((1, 0, 0), (s.Tokens.Refreshes, s.Refused, s.Tokens.Misplaced));
        Assert.Equal($"grant_type=refresh_token&refresh_token=(refresh token 1)&client_id=client", s.Server.Journal.Of("refreshToken")[0].Body);
    }

    [Fact]
    public async Task A_token_is_replaced_a_minute_ahead_of_its_end_and_never_met_a_401()
    {
        await using var s = await RenewedSession.StartAsync();
        for (var minute = 0; minute < 60; minute++)
        {
            await s.AskAsync();
            s.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((15, 0, 0), (s.Tokens.Refreshes, s.Refused, s.Tokens.Reuses));
    }

    [Fact]
    public async Task A_wait_of_24_hours_with_tokens_of_five_minutes_loses_nothing()
    {
        await using var s = await RenewedSession.StartAsync(options => options with { JobLifetime = TimeSpan.FromHours(24) });
        var waiter = s.Client.JobGroups.CreateWaiter(new WaitOptions());
        var groups = await Task.WhenAll(Enumerable.Range(1, 5).Select(recipe => s.RunAsync(recipe)));
        foreach (var group in groups)
        {
            waiter.Add(group.Id);
        }

        waiter.Seal();
        System.Collections.Concurrent.ConcurrentBag<RunOutcome> outcomes = [];
        await waiter.RunAsync(
            outcome =>
            {
                outcomes.Add(outcome);
                return Task.CompletedTask;
            },
            null,
            s.Context);
        Assert.Equal(5, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.True(outcome.Run!.IsSuccess));
        Assert.True(s.Time.Elapsed >= TimeSpan.FromHours(24));
        Assert.InRange(s.Tokens.Refreshes, 288, 400);
        Assert.Equal((0, 0, 0), (s.Refused, s.Tokens.Reuses, s.Tokens.Misplaced));
        Assert.Empty(s.Observer.Warnings);
    }

    [Fact]
    public async Task Two_hundred_calls_at_once_cost_one_refresh()
    {
        await using var s = await RenewedSession.StartAsync(options => options with { Latency = TimeSpan.FromMilliseconds(5) });
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => s.AskAsync()));
        Assert.Equal(1, s.Tokens.Refreshes);
        s.Tokens.EndAccess();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => s.AskAsync()));
        Assert.Equal((2, 0), (s.Tokens.Refreshes, s.Tokens.Reuses));
    }

    [Fact]
    public async Task A_call_in_flight_goes_on_while_another_refreshes()
    {
        await using var s = await RenewedSession.StartAsync();
        await s.AskAsync();
        s.Server.Faults.On("getJobGroup").Slow(delayMs: 10, chunkBytes: 20);
        var slow = s.Client.JobGroups.GetAsync((await s.RunAsync()).Id, null, s.Context);
        s.Time.Advance(TimeSpan.FromMinutes(4.5));
        await s.AskAsync();
        Assert.NotNull(await slow);
        Assert.Equal((2, 0), (s.Tokens.Refreshes, s.Refused));
    }

    [Fact]
    public async Task A_401_out_of_the_blue_costs_one_refresh_and_one_repeat_for_changes_too()
    {
        await using var s = await RenewedSession.StartAsync();
        var group = await s.RunAsync();
        s.Tokens.EndAccess();
        await s.Client.JobGroups.CancelAsync(group.Id, s.Context);
        Assert.Equal([401, 200], s.Server.Journal.Of("cancelJobGroup").Select(entry => entry.Status!.Value));
        s.Tokens.EndAccess();
        Assert.NotEqual(group.Id, (await s.RunAsync()).Id);
        Assert.Equal([401, 201], s.Server.Journal.Of("runJobGroup").Skip(1).Select(entry => entry.Status!.Value));
        Assert.Single(s.Server.Journal.Of("runJobGroup").Skip(1).Select(entry => entry.ExecutionId).Distinct());
        Assert.Equal((3, 0), (s.Tokens.Refreshes, s.Tokens.Reuses));
        Assert.Empty(s.Observer.Warnings);
    }

    [Fact]
    public async Task A_change_that_the_refused_token_stopped_is_not_one_that_may_have_happened()
    {
        await using var s = await RenewedSession.StartAsync();
        var group = await s.RunAsync();
        s.Tokens.Disable();
        await Assert.ThrowsAsync<SessionExpiredException>(() => s.Client.JobGroups.CancelAsync(group.Id, s.Context));
        Assert.Empty(s.Observer.Warnings);
    }

    [Fact]
    public async Task An_API_that_refuses_fresh_tokens_is_not_asked_again_and_again()
    {
        await using var s = await RenewedSession.StartAsync();
        s.Server.Faults.On("getCurrentPerson").Status(401, times: 0);
        for (var i = 0; i < 5; i++)
        {
            var error = await Assert.ThrowsAsync<ApiException>(() => s.AskAsync());
            Assert.Contains("DpAuthenticationFailed", error.ErrorId, StringComparison.Ordinal);
        }

        Assert.Equal(1, s.Tokens.Refreshes);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    [InlineData(290)]
    public async Task Clocks_that_differ_cost_at_most_a_repeat(int skew)
    {
        await using var s = await RenewedSession.StartAsync(options => options with { TokenSkew = TimeSpan.FromSeconds(skew) });
        for (var i = 0; i < 120; i++)
        {
            await s.AskAsync();
            s.Time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal((0, 0), (s.Tokens.Reuses, s.Tokens.Misplaced));
        Assert.InRange(s.Tokens.Refreshes, 15, 125);
        Assert.All(s.Server.Journal.Of("getCurrentPerson").Chunk(2), pair => Assert.Contains(pair, entry => entry.Status == 200));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_access_token_that_is_given_too_is_used_and_says_who_renews_it(bool isOld)
    {
        await using var s = await RenewedSession.StartAsync();
        var pair = s.Tokens.Issue();
        if (isOld)
        {
            s.Time.Advance(TimeSpan.FromHours(1));
        }

        using var client = s.NewClient(token: pair.AccessToken, refreshToken: pair.RefreshToken);
        await s.AskAsync(client);
        Assert.Equal((isOld ? 1 : 0, 0), (s.Tokens.Refreshes, s.Refused));
        s.Time.Advance(TimeSpan.FromMinutes(4.5));
        await s.AskAsync(client);
        Assert.Equal((isOld ? 2 : 1, 0), (s.Tokens.Refreshes, s.Refused));
    }

    [Theory]
    [InlineData("resetBefore")]
    [InlineData("status")]
    [InlineData("html")]
    public async Task A_token_endpoint_that_fails_ahead_of_the_end_does_not_disturb(string fault)
    {
        await using var s = await RenewedSession.StartAsync();
        await s.AskAsync();
        s.Time.Advance(TimeSpan.FromMinutes(4.1));
        s.Server.Faults.Add(FaultScript.Parse($$"""{"operation":"refreshToken","times":2,"fault":"{{fault}}Before","status":503}""".Replace("BeforeBefore", "Before", StringComparison.Ordinal).Replace("statusBefore", "status", StringComparison.Ordinal)));
        await s.AskAsync();
        Assert.Equal((1, 0), (s.Tokens.Refreshes, s.Refused));
        s.Time.Advance(TimeSpan.FromSeconds(20));
        await s.AskAsync();
        Assert.Equal((2, 0), (s.Tokens.Refreshes, s.Refused));
    }

    [Fact]
    public async Task A_token_endpoint_that_is_away_for_a_while_is_waited_for()
    {
        await using var s = await RenewedSession.StartAsync();
        await s.AskAsync();
        s.Tokens.EndAccess();
        s.Server.Faults.On("refreshToken").Status(503, times: 7);
        var group = await s.RunAsync();
        Assert.Single(s.Server.Journal.Actions, action => action.OperationId == "runJobGroup");
        Assert.NotEqual(0, group.Id);
        Assert.Contains(s.Observer.Waits, wait => wait.IsRetry);
    }

    [Fact]
    public async Task A_refresh_whose_reply_is_lost_is_repeated_once_and_goes_on_where_the_server_had_not_acted()
    {
        await using var s = await RenewedSession.StartAsync();
        s.Server.Faults.On("refreshToken").ResetBefore();
        await s.AskAsync();
        Assert.Equal((1, 0), (s.Tokens.Refreshes, s.Tokens.Reuses));
        Assert.Equal(2, s.Server.Journal.Count("refreshToken"));
    }

    [Theory]
    [InlineData("resetAfter")]
    [InlineData("truncate")]
    [InlineData("html")]
    [InlineData("statusAfter")]
    public async Task Where_it_had_the_error_says_what_happened_and_what_to_do(string fault)
    {
        await using var s = await RenewedSession.StartAsync();
        s.Server.Faults.Add(FaultScript.Parse($$"""{"operation":"refreshToken","fault":"{{fault}}","status":{{(fault == "html" ? 200 : 503)}}}"""));
        var error = await Assert.ThrowsAsync<SessionExpiredException>(() => s.AskAsync());
        Assert.Equal(("DpSessionExpired", ErrorKind.Authentication), (error.ErrorId, error.Kind));
        Assert.Contains("was lost (", error.Message, StringComparison.Ordinal);
        Assert.Contains("invalid_grant", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Connect-DpSession -RefreshToken.", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal((1, 1, 2), (s.Tokens.Refreshes, s.Tokens.Reuses, (int)s.Server.Journal.Count("refreshToken")));
        // What is over is over: no further request for it.
        await Assert.ThrowsAsync<SessionExpiredException>(() => s.AskAsync());
        Assert.Equal(2, s.Server.Journal.Count("refreshToken"));
        Assert.DoesNotContain(RenewedSession.Mark, error + s.Observer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("expired")]
    [InlineData("unknown")]
    public async Task A_token_that_is_no_longer_good_is_told_so(string state)
    {
        await using var s = await RenewedSession.StartAsync(options => options with { RefreshLifetime = TimeSpan.FromDays(1) });
        if (state == "disabled")
        {
            s.Tokens.Disable();
        }

        s.Time.Advance(state == "expired" ? TimeSpan.FromDays(2) : TimeSpan.Zero);
        using var client = s.NewClient(refreshToken: state == "unknown" ? "never-issued" : null);
        var error = await Assert.ThrowsAsync<SessionExpiredException>(() => s.AskAsync(client));
        Assert.Contains(state, error.Message, StringComparison.Ordinal);
        Assert.Contains("used or disabled elsewhere, or its time is over", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_is_wrong_is_told_apart_from_a_token_that_is()
    {
        await using var s = await RenewedSession.StartAsync(options => options with { ClientId = "another" });
        var error = await Assert.ThrowsAsync<SessionExpiredException>(() => s.AskAsync());
        Assert.Contains("invalid_client", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Check -ClientId", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_does_not_cut_a_refresh_off()
    {
        await using var s = await RenewedSession.StartAsync(options => options with { Latency = TimeSpan.FromMilliseconds(50) });
        using var stop = new System.Threading.CancellationTokenSource();
        var call = s.Client.Workspaces.GetCurrentPersonAsync(new CallContext(stop.Token));
        while (s.Server.Journal.Count("refreshToken") == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await s.AskAsync();
        Assert.Equal((1, 0), (s.Tokens.Refreshes, s.Tokens.Reuses));
        Assert.All(s.Server.Journal.Of("refreshToken"), entry => Assert.False(entry.ClientDropped));
    }

    [Fact]
    public async Task An_endpoint_that_keeps_the_refresh_token_is_taken_at_its_word()
    {
        await using var s = await RenewedSession.StartAsync();
        var pair = s.Tokens.Issue();
        s.Server.Faults.On("refreshToken").Body($$"""{"access_token":"{{pair.AccessToken}}","expires_in":"200"}""", status: 200);
        await s.AskAsync();
        s.Time.Advance(TimeSpan.FromSeconds(190));
        // The emulator had replaced it all the same; what matters is that the same one was sent, as long before the end as said.
        await s.AskAsync();
        Assert.Equal(2, s.Server.Journal.Of("refreshToken").Count(entry => entry.Body!.Contains("(refresh token 1)", StringComparison.Ordinal)));
    }
}
