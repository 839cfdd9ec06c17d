using System;
using System.Linq;
using System.Net.Http;
using DataprepPS.Client.Pacing;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>What a 429 does, and how headers are read.</summary>
public sealed class GovernorRefusalTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_refusal_closes_the_gate_for_all_and_one_probe_opens_it()
    {
        var bench = new GovernorBench(isKnown: true);
        var refused = bench.Ask().Permit();
        var turns = Enumerable.Range(0, 3).Select(_ => bench.Ask()).ToArray();
        Assert.All(turns, turn => Assert.True(turn.IsCompletedSuccessfully));
        refused.Complete(429, bench.Quota(30, 0, 20, retryAfter: 20));
        Assert.NotNull(bench.Status.ClosedUntil);

        var waiting = Enumerable.Range(0, 5).Select(_ => bench.Ask()).ToArray();
        bench.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(waiting, turn => turn.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, waiting.Count(turn => turn.IsCompleted));

        waiting[0].Permit().Complete(201, bench.Quota(30, 29, 60));
        Assert.All(waiting, turn => Assert.True(turn.IsCompletedSuccessfully));
        Assert.Null(bench.Status.ClosedUntil);
    }

    [Fact]
    public void A_refused_probe_closes_the_gate_again()
    {
        var bench = new GovernorBench();
        bench.Ask().Permit().Complete(429, bench.Quota(30, 0, 5, retryAfter: 5));
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        var probe = bench.Ask().Permit();
        var other = bench.Ask();
        probe.Complete(429, bench.Quota(30, 0, 30, retryAfter: 30));
        bench.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(other.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(other.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_probe_that_breaks_is_replaced_by_the_next_in_line()
    {
        var bench = new GovernorBench(isKnown: true);
        bench.Ask().Permit().Complete(429, bench.Quota(30, 0, 5, retryAfter: 5));
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        var probe = bench.Ask().Permit();
        var next = bench.Ask();
        Assert.False(next.IsCompleted);
        probe.Dispose();
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_call_let_go_before_the_refusal_does_not_open_the_gate()
    {
        var bench = new GovernorBench(isKnown: true);
        var calls = bench.AskAll(2);
        calls[0].Complete(429, bench.Quota(30, 0, 20, retryAfter: 20));
        calls[1].Complete(201, bench.Quota(30, 0, 20));
        Assert.Empty(bench.AskAll());
    }

    [Fact]
    public void A_refusal_without_any_advice_closes_until_the_reset_and_else_for_a_minute()
    {
        var known = new GovernorBench(isKnown: true);
        known.Ask().Permit().Complete(429, GovernorBench.Headers(429));
        Assert.InRange((known.Status.ClosedUntil!.Value - Now).TotalSeconds, 60, 62);

        var unknown = new GovernorBench();
        unknown.Ask().Permit().Complete(429, GovernorBench.Headers(429));
        Assert.InRange((unknown.Status.ClosedUntil!.Value - Now).TotalSeconds, 60, 60.6);
        Assert.True(unknown.Status.IsLimited);
    }

    [Fact]
    public void A_refusal_without_any_advice_closes_until_the_later_of_both_resets()
    {
        var bench = TwoQuotas(userReset: 20, workspaceReset: 50, workspaceLeft: 59);
        bench.Ask().Permit().Complete(429, GovernorBench.Headers(429));
        Assert.InRange((bench.Status.ClosedUntil!.Value - Now).TotalSeconds, 50, 52);
        bench = TwoQuotas(userReset: 50, workspaceReset: 20, workspaceLeft: 59);
        bench.Ask().Permit().Complete(429, GovernorBench.Headers(429));
        Assert.InRange((bench.Status.ClosedUntil!.Value - Now).TotalSeconds, 50, 52);
    }

    [Theory]
    [InlineData("user", 2, 50, 2)]
    [InlineData("workspace", 50, 2, 2)]
    [InlineData("user", 50, 2, 50)]
    public void A_refusal_that_blames_one_quota_closes_until_that_is_renewed(string whose, int userReset, int workspaceReset, int closed)
    {
        var bench = TwoQuotas(userReset, workspaceReset, workspaceLeft: 59);
        var away = bench.Ask().Permit().Complete(429, GovernorBench.Headers(429, ($"x-rate-limit-{whose}-remaining", "0")));
        Assert.InRange(away!.Value.TotalSeconds, closed, closed + 1);
        Assert.InRange((bench.Status.ClosedUntil!.Value - Now).TotalSeconds, closed, closed + 1.7);
    }

    [Fact]
    public void A_refusal_without_a_word_does_not_make_the_documented_quota_of_one_that_was_told()
    {
        var bench = TwoQuotas(userReset: 20, workspaceReset: null, workspaceLeft: null, new RateQuota(5, 60));
        bench.Ask().Permit().Complete(429, GovernorBench.Headers(429));
        Assert.Equal(30, bench.Status.UserLimit);
    }

    [Fact]
    public void Broken_calls_are_taken_off_the_workspaces_quota_too()
    {
        var bench = TwoQuotas(userReset: 60, workspaceReset: 60, workspaceLeft: 8);
        foreach (var permit in bench.AskAll(3))
        {
            permit.Dispose();
        }

        Assert.Equal(5, bench.Status.WorkspaceRemaining);
        Assert.Equal(5, bench.AskAll().Length);
    }

    [Fact]
    public void Of_a_documented_quota_the_lower_part_is_ours()
    {
        Assert.Equal(30, new RateQuota(30, 60).Lower);
        Assert.Equal(30, new RateQuota(60, 30).Lower);
    }

    [Fact]
    public void Advice_that_proves_too_short_is_asked_ever_more_seldom()
    {
        var bench = new GovernorBench();
        bench.Ask().Permit().Complete(429, GovernorBench.Headers(429, ("x-retry-after", "0")));
        var probes = 0;
        for (var second = 0; second < 60; second++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            foreach (var probe in bench.AskAll())
            {
                probes++;
                probe.Complete(429, GovernorBench.Headers(429, ("x-retry-after", "0")));
            }
        }

        Assert.InRange(probes, 3, 8);
    }

    [Theory]
    [InlineData("57", "3", 57.0)]
    [InlineData("57.5", null, 57.5)]
    [InlineData(null, "3", 3.0)]
    [InlineData("soon", "3", 3.0)]
    [InlineData("-1", "3", 3.0)]
    [InlineData("1631095033096", "3", 3.0)]
    [InlineData(null, "Tue, 01 Sep 2026 12:00:40 GMT", 40.0)]
    [InlineData(null, "2026-09-01T12:00:40Z", 40.0)]
    [InlineData(null, "Tue, 01 Sep 2026 12:00:00 GMT", 0.0)]
    [InlineData(null, "Tue, 01 Sep 2026 11:59:59 GMT", null)]
    [InlineData(null, "Wed, 02 Sep 2026 12:00:00 GMT", 86400.0)]
    [InlineData(null, "Wed, 02 Sep 2026 12:00:01 GMT", null)]
    [InlineData("86400", "3", 86400.0)]
    [InlineData("86401", "3", 3.0)]
    [InlineData(null, "Tue, 01 Sep 2020 12:00:40 GMT", null)]
    [InlineData(null, "later", null)]
    [InlineData(null, null, null)]
    public void The_vendors_retry_header_counts_before_the_standard_one(string? vendor, string? standard, double? seconds)
    {
        var headers = GovernorBench.Headers(429, ("x-retry-after", vendor ?? ""), ("Retry-After", standard ?? ""));
        Assert.Equal(seconds, headers.RetryAfter(Now)?.TotalSeconds);
    }

    [Fact]
    public void A_retry_date_is_held_against_the_servers_own_clock()
    {
        var headers = GovernorBench.Headers(
            429, ("Date", "Tue, 01 Sep 2026 11:50:00 GMT"), ("Retry-After", "Tue, 01 Sep 2026 11:50:30 GMT"));
        Assert.Equal(TimeSpan.FromSeconds(30), headers.RetryAfter(Now));
    }

    [Theory]
    [InlineData("1631095033096", 1631095033096, false)]
    [InlineData("1631095033", 1631095033000, true)]
    [InlineData("1631095033.5", 1631095033500, true)]
    [InlineData("100000000000", 100000000000, false)]
    [InlineData("99999999999", 99999999999000, true)]
    [InlineData("253370764799999", 253370764799999, false)]
    [InlineData("253370764800000", null, false)]
    [InlineData("0", null, true)]
    [InlineData("-7", null, true)]
    [InlineData("1e300", null, false)]
    [InlineData("NaN", null, false)]
    [InlineData("tomorrow", null, false)]
    public void A_reset_is_read_in_seconds_or_milliseconds_by_its_size(string value, long? milliseconds, bool inSeconds)
    {
        var reading = GovernorBench.Headers(200, ("x-rate-limit-workspace-reset", value)).Workspace;
        Assert.Equal(milliseconds, reading.Reset?.ToUnixTimeMilliseconds());
        Assert.Equal(inSeconds, reading.ResetInSeconds);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("30, 30;w=60", 30)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("2147483648", null)]
    [InlineData("0", 0)]
    [InlineData("-3", 0)]
    [InlineData("99999999999", null)]
    [InlineData("many", null)]
    [InlineData("", null)]
    public void A_remainder_is_read_leniently(string value, int? remaining)
    {
        var headers = GovernorBench.Headers(200, ("X-Rate-Limit-User-Remaining", value));
        Assert.Equal(remaining, headers.User.Remaining);
        Assert.Equal(remaining is not null, headers.Limited);
    }

    [Fact]
    public void No_header_whatever_it_holds_makes_reading_fail_or_the_gate_stick()
    {
        string[] names =
        [
            "Date", "Retry-After", "x-retry-after", "x-rate-limit-user-limit", "x-rate-limit-user-remaining",
            "x-rate-limit-user-reset", "x-rate-limit-workspace-limit", "x-rate-limit-workspace-remaining",
            "x-rate-limit-workspace-reset",
        ];
        string[] values =
        [
            "0", "1", "-1", "30", "59", "253370764799999", "253402300799999", "1788264060", "1788264060000", "1e12", "١٢", "∞",
            "0x1F", "Tue, 01 Sep 2026 12:00:40 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "﻿", ",",
        ];
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var bench = new GovernorBench(new RateQuota(3, 5));
            for (var call = 0; call < 20; call++)
            {
                var turn = bench.Ask();
                while (!turn.IsCompleted)
                {
                    Assert.True(bench.Time.AdvanceToNext(), "A call waits for ever.");
                }

                using var message = new HttpResponseMessage();
                foreach (var name in names.Where(_ => random.Next(2) == 0))
                {
                    message.Headers.TryAddWithoutValidation(name, values[random.Next(values.Length)]);
                }

                var status = random.Next(4) == 0 ? 429 : 201;
                var headers = RateHeaders.Read(status, message.Headers);
                bench.Time.Advance(TimeSpan.FromSeconds(random.Next(3)));
                if (random.Next(5) > 0)
                {
                    turn.Permit().Complete(status, headers);
                }

                turn.Permit().Dispose();
                Assert.Equal(0, bench.Status.InFlight);
            }
        }
    }

    [Fact]
    public void The_status_is_a_snapshot_on_the_local_clock()
    {
        var bench = new GovernorBench { Skew = TimeSpan.FromMinutes(10) };
        bench.AskAll(2)[0].Complete(201, bench.Quota(30, 29, 42));
        var status = bench.Status;
        Assert.Equal("runJobGroup", status.EndpointClass);
        Assert.Equal(30, status.UserLimit);
        Assert.Equal(28, status.UserRemaining);
        Assert.Equal(Now.AddSeconds(42), status.UserReset);
        Assert.Null(status.WorkspaceLimit);
        Assert.Null(status.WorkspaceRemaining);
        Assert.Null(status.WorkspaceReset);
        Assert.Equal(1, status.InFlight);
        Assert.Equal(0, status.Waiting);
        Assert.Null(status.ClosedUntil);
        Assert.True(status.IsLimited);
    }

    private static GovernorBench TwoQuotas(double userReset, double? workspaceReset, int? workspaceLeft, RateQuota? documented = null)
    {
        var bench = new GovernorBench(documented);
        string? Epoch(double? seconds) => seconds is { } known ? (Now.AddSeconds(known).ToUnixTimeMilliseconds()).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        bench.Ask().Permit().Complete(201, GovernorBench.Headers(
            201,
            ("Date", Now.ToString("r", System.Globalization.CultureInfo.InvariantCulture)),
            ("x-rate-limit-user-limit", "30"),
            ("x-rate-limit-user-remaining", "29"),
            ("x-rate-limit-user-reset", Epoch(userReset)!),
            ("x-rate-limit-workspace-limit", workspaceLeft is null ? "" : "60"),
            ("x-rate-limit-workspace-remaining", workspaceLeft is { } left ? $"{left}" : ""),
            ("x-rate-limit-workspace-reset", Epoch(workspaceReset)!)));
        return bench;
    }
}
