using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>Who goes when: first calls, the line, broken calls, cancellation, what waiting callers are told.</summary>
public sealed class GovernorTests
{
    private static readonly RateQuota Documented = new(30, 60);

    [Fact]
    public void One_gate_serves_an_endpoint_class_of_a_session()
    {
        var governor = new Governor(new ManualTimeProvider());
        Assert.Same(governor.Gate("runJobGroup", Documented), governor.Gate("runJobGroup", null));
        Assert.NotSame(governor.Gate("runJobGroup", null), governor.Gate("runFlow", null));
        Assert.Equal(["runFlow", "runJobGroup"], governor.Status().Select(status => status.EndpointClass));
    }

    [Fact]
    public void A_class_without_a_documented_quota_is_not_gated_until_headers_are_seen()
    {
        var bench = new GovernorBench();
        var permits = bench.AskAll(1000);
        Assert.Equal(1000, permits.Length);
        Assert.Null(bench.Status.IsLimited);

        permits[0].Complete(200, bench.Quota(30, 10, 60));
        Assert.Empty(bench.AskAll());
        Assert.True(bench.Status.IsLimited);
    }

    [Fact]
    public void The_first_call_of_a_documented_class_goes_alone_and_its_reply_frees_what_is_left()
    {
        var bench = new GovernorBench(Documented);
        var first = bench.Ask().Permit();
        Assert.Empty(bench.AskAll());

        first.Complete(201, bench.Quota(30, 12, 60));
        Assert.Equal(12, bench.AskAll().Length);
    }

    [Fact]
    public void A_slow_first_reply_lets_more_calls_go_within_the_documented_quota()
    {
        var bench = new GovernorBench(Documented);
        var turns = Enumerable.Range(0, 40).Select(_ => bench.Ask()).ToList();
        var gone = new List<int>();
        for (var step = 0; step < 7; step++)
        {
            gone.Add(turns.Count(turn => turn.IsCompletedSuccessfully));
            bench.Time.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], gone);
    }

    [Fact]
    public void A_reply_without_rate_headers_means_that_nothing_is_slowed()
    {
        var bench = new GovernorBench(Documented);
        bench.Ask().Permit().Complete(200, GovernorBench.Headers(200));
        Assert.Equal(500, bench.AskAll(500).Length);
        Assert.False(bench.Status.IsLimited);
    }

    [Fact]
    public void An_error_without_rate_headers_says_nothing_about_quotas()
    {
        var bench = new GovernorBench(Documented);
        bench.Ask().Permit().Complete(502, GovernorBench.Headers(502));
        Assert.Equal(2, bench.AskAll().Length);
        Assert.Null(bench.Status.IsLimited);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_documented_quota_holds_while_replies_say_nothing_or_do_not_come(bool isAnswered)
    {
        var bench = new GovernorBench(new RateQuota(3, 60));
        for (var call = 0; call < 3; call++)
        {
            using var permit = bench.Ask().Permit();
            if (isAnswered)
            {
                permit.Complete(500, GovernorBench.Headers(500));
            }
        }

        var next = bench.Ask();
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(next.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void In_line_those_who_ask_again_stand_before_those_who_never_went()
    {
        var line = new RateLine();
        var waiters = new[] { false, false, true, true, false }.Select(again => new RateWaiter(null, again)).ToArray();
        Assert.Equal([0, 1, 0, 1, 4], waiters.Select(line.Add));
        RateWaiter[] order = [waiters[2], waiters[3], waiters[0], waiters[1], waiters[4]];
        Assert.Equal(order, line.InOrder());
        Assert.True(waiters[3].Leave());
        Assert.False(waiters[3].Leave());
        Assert.Same(waiters[2], line.TakeFirst());
        Assert.Same(waiters[0], line.TakeFirst());
        Assert.Equal(2, line.Count);
    }

    [Fact]
    public void Calls_go_in_the_order_of_asking_but_those_refused_before_go_first()
    {
        var bench = new GovernorBench(isKnown: true);
        var sent = bench.AskAll();
        var fresh = bench.Ask();
        var again = bench.Ask(again: true);
        var second = bench.Ask(again: true);
        foreach (var permit in sent)
        {
            permit.Complete(201, bench.Quota(30, 0, 60));
        }

        bench.Time.Advance(TimeSpan.FromSeconds(62));
        Assert.True(again.Permit().Call < second.Permit().Call);
        Assert.True(second.Permit().Call < fresh.Permit().Call);
    }

    [Fact]
    public void A_call_that_broke_counts_as_spent_until_the_window_ends()
    {
        var bench = new GovernorBench(isKnown: true);
        var broken = bench.AskAll(10);
        foreach (var permit in broken)
        {
            permit.Dispose();
        }

        Assert.Equal(19, bench.AskAll().Length);
    }

    [Fact]
    public void Disposing_a_completed_permit_changes_nothing()
    {
        var bench = new GovernorBench(isKnown: true);
        using (var permit = bench.Ask().Permit())
        {
            permit.Complete(201, bench.Quota(30, 28, 60));
            permit.Complete(201, bench.Quota(30, 5, 60));
        }

        Assert.Equal(0, bench.Status.InFlight);
        Assert.Equal(28, bench.Status.UserRemaining);
    }

    [Fact]
    public async Task A_cancelled_call_leaves_the_line_at_once()
    {
        var bench = new GovernorBench(isKnown: true);
        var sent = bench.AskAll();
        using var cancellation = new CancellationTokenSource();
        var leaver = bench.Ask(cancellation: cancellation.Token);
        var stayer = bench.Ask();
        Assert.Equal(2, bench.Status.Waiting);

        await cancellation.CancelAsync();
        Assert.Equal(1, bench.Status.Waiting);
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        Assert.Equal(cancellation.Token, failure.CancellationToken);

        sent[0].Complete(201, bench.Quota(30, 0, 60));
        bench.Time.Advance(TimeSpan.FromSeconds(62));
        Assert.True(stayer.IsCompletedSuccessfully);
        Assert.True(bench.Ask(cancellation: cancellation.Token).IsCanceled);
    }

    [Fact]
    public void A_waiting_caller_is_told_once_why_and_how_long()
    {
        var bench = new GovernorBench(isKnown: true);
        var sent = bench.AskAll();
        var told = new List<PaceWait>();
        bench.Ask();
        bench.Ask(onWait: told.Add);
        foreach (var permit in sent)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            permit.Complete(201, bench.Quota(30, 0, 60 - bench.Time.Elapsed.TotalSeconds));
        }

        var wait = Assert.Single(told);
        Assert.Equal("runJobGroup", wait.EndpointClass);
        Assert.Equal(PaceReason.Quota, wait.Reason);
        Assert.Equal(1, wait.Ahead);
        Assert.InRange(wait.Delay.TotalSeconds, 60, 62);
    }

    [Fact]
    public void A_waiting_caller_is_told_again_when_the_reason_changes()
    {
        var bench = new GovernorBench(isKnown: true);
        var sent = bench.AskAll();
        var told = new List<PaceWait>();
        bench.Ask();
        bench.Ask(onWait: told.Add);
        sent[0].Complete(429, bench.Quota(30, 0, 40, retryAfter: 40));
        bench.Time.Advance(TimeSpan.FromSeconds(42));

        Assert.Equal([PaceReason.Quota, PaceReason.Closed, PaceReason.Probe], told.Select(wait => wait.Reason));
        Assert.InRange(told[1].Delay.TotalSeconds, 40, 41);
        Assert.Equal(0, told[2].Ahead);
    }

    [Fact]
    public void A_caller_far_back_is_told_of_all_the_windows_before_its_turn()
    {
        var bench = new GovernorBench(isKnown: true);
        bench.AskAll();
        PaceWait? last = null;
        for (var place = 0; place <= 60; place++)
        {
            bench.Ask(onWait: wait => last = wait);
        }

        Assert.Equal(60, last!.Ahead);
        Assert.InRange(last.Delay.TotalSeconds, 180, 182);
    }

    [Fact]
    public async Task A_listener_that_throws_fails_its_own_call_only()
    {
        var bench = new GovernorBench(isKnown: true);
        bench.AskAll();
        var failing = bench.Ask(onWait: _ => throw new InvalidOperationException("listener"));
        _ = bench.Ask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal(1, bench.Status.Waiting);
    }

    [Fact]
    public async Task Threads_that_ask_cancel_and_break_together_leave_nothing_behind()
    {
        var governor = new Governor(TimeProvider.System);
        var gate = governor.Gate("runJobGroup", Documented);
        var server = new GovernorBench();
        await Parallel.ForEachAsync(Enumerable.Range(0, 4000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (call, _) =>
        {
            using var cancellation = new CancellationTokenSource();
            var turn = gate.AcquireAsync(_ => { }, cancellation.Token);
            if (call % 7 == 0)
            {
                await cancellation.CancelAsync();
            }

            try
            {
                using var permit = await turn;
                await Task.Yield();
                if (call % 5 > 0)
                {
                    permit.Complete(201, server.Quota(100_000, 100_000 - call, 60));
                }
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(0, call % 7);
            }
        });

        var status = Assert.Single(governor.Status());
        Assert.Equal(0, status.InFlight);
        Assert.Equal(0, status.Waiting);
    }
}
