using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>A quota that was told is forgotten when it is told no more, and not before that is sure.</summary>
public sealed class RateSilenceTests
{
    private readonly RateSilence silence = new();

    [Fact]
    public void Ten_passed_calls_and_a_minute_without_a_word_are_the_end()
    {
        silence.Hear(true, RateOutcome.Passed, TimeSpan.Zero);
        Assert.Equal(0, SilentUntilOver(second: 100, calls: 9));
        Assert.Equal(0, SilentUntilOver(second: 159.999, calls: 20));
        Assert.Equal(1, SilentUntilOver(second: 160, calls: 20));
    }

    [Fact]
    public void However_long_they_take_nine_are_too_few()
    {
        silence.Hear(true, RateOutcome.Reopened, TimeSpan.Zero);
        Assert.Equal(0, SilentUntilOver(second: 0, calls: 1));
        Assert.Equal(9, SilentUntilOver(second: 3600, calls: 20));
    }

    [Theory]
    [InlineData(true, RateOutcome.Passed)]
    [InlineData(true, RateOutcome.Failed)]
    [InlineData(true, RateOutcome.Refused)]
    [InlineData(false, RateOutcome.Refused)]
    internal void One_word_of_it_and_all_is_counted_anew(bool told, RateOutcome outcome)
    {
        silence.Hear(true, RateOutcome.Passed, TimeSpan.Zero);
        SilentUntilOver(second: 0, calls: 9);
        silence.Hear(told, outcome, TimeSpan.FromSeconds(60));
        Assert.Equal(0, SilentUntilOver(second: 61, calls: 20));
        Assert.Equal(0, SilentUntilOver(second: 120, calls: 20));
        Assert.Equal(1, SilentUntilOver(second: 121, calls: 20));
    }

    [Fact]
    public void Errors_without_a_word_are_no_silence()
    {
        silence.Hear(true, RateOutcome.Passed, TimeSpan.Zero);
        SilentUntilOver(second: 0, calls: 9);
        silence.Hear(false, RateOutcome.Failed, TimeSpan.FromSeconds(61));
        Assert.False(silence.IsOver);
        Assert.Equal(1, SilentUntilOver(second: 61, calls: 1));
    }

    [Fact]
    public void A_quota_that_only_refusals_told_of_is_never_forgotten()
    {
        silence.Hear(true, RateOutcome.Refused, TimeSpan.Zero);
        SilentUntilOver(second: 1, calls: 100);
        Assert.Equal(0, SilentUntilOver(second: 3600, calls: 100));
    }

    [Fact]
    public void A_session_whose_quota_was_lifted_soon_goes_as_fast_as_before_it()
    {
        var bench = new GovernorBench(isKnown: true);
        Assert.Equal(29, Silent(bench));
        bench.Time.Advance(TimeSpan.FromSeconds(60.7));
        // The first reply of the next minute makes sure of it.
        bench.Ask().Permit().Complete(201, GovernorBench.Headers(201));
        Assert.Equal((false, null, null), (bench.Status.IsLimited, bench.Status.UserLimit, bench.Status.UserReset));
        Assert.Equal(500, bench.AskAll(500).Length);
    }

    [Fact]
    public void A_workspace_told_no_more_is_forgotten_although_the_user_is_told()
    {
        var bench = new GovernorBench();
        (string Name, string Value) User(int left) => ("x-rate-limit-user-remaining", left.ToString(CultureInfo.InvariantCulture));
        bench.Ask().Permit().Complete(201, GovernorBench.Headers(201, User(99), ("x-rate-limit-user-limit", "100"), ("x-rate-limit-workspace-limit", "11"), ("x-rate-limit-workspace-remaining", "10")));
        for (var call = 0; call < 10; call++)
        {
            bench.Ask().Permit().Complete(201, GovernorBench.Headers(201, User(98 - call)));
        }

        Assert.Equal(11, bench.Status.WorkspaceLimit);
        bench.Time.Advance(TimeSpan.FromSeconds(61));
        bench.Ask().Permit().Complete(201, GovernorBench.Headers(201, User(99)));
        Assert.Equal((true, 100, null), (bench.Status.IsLimited, bench.Status.UserLimit, bench.Status.WorkspaceLimit));
    }

    [Fact]
    public void Of_a_thousand_calls_after_a_quota_was_lifted_the_last_goes_within_two_minutes_of_the_first()
    {
        var run = new GovernorSimulation(31) { Workers = 16, Calls = 2000, WallClockError = TimeSpan.FromMinutes(10) };
        run.Server.Skew = TimeSpan.FromSeconds(-613.37);
        run.Server.LiftsAfter = 1000;
        run.Run();
        Assert.Equal(0, run.Refused);
        var replies = TimeSpan.FromSeconds(1000 * 1.525 / run.Workers);
        Assert.InRange(run.Took, run.Server.TimeToCount(1000), run.Server.TimeToCount(1000) + replies + TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task The_sessions_status_forgets_it_too()
    {
        var time = new LeapingTimeProvider();
        var count = 0;
        var told = FixtureReply.Json("""{"id":1}""") with { Headers = [("x-rate-limit-user-limit", "4"), ("x-rate-limit-user-remaining", "3")] };
        await using var session = FixtureSession.Start(_ => count++ == 0 ? told : told with { Headers = [] }, time);
        var known = 0;
        for (var call = 0; call < 100; call++)
        {
            await session.Client.JobGroups.GetAsync(1, null, session.Context);
            known += session.Client.RateLimits.Single().UserLimit == 4 ? 1 : 0;
        }

        // Four a minute, until ten of a minute or more had said nothing.
        Assert.Equal(10, known);
        Assert.False(session.Client.RateLimits.Single().IsLimited);
        Assert.InRange(time.Elapsed.TotalSeconds, 120, 125);
    }

    /// <summary>So many replies pass without a word unless it is over before; tells at which it was, or 0.</summary>
    private int SilentUntilOver(double second, int calls)
    {
        for (var call = 1; call <= calls; call++)
        {
            silence.Hear(false, RateOutcome.Passed, TimeSpan.FromSeconds(second));
            if (silence.IsOver)
            {
                return call;
            }
        }

        return 0;
    }

    private static int Silent(GovernorBench bench)
    {
        var permits = bench.AskAll();
        foreach (var permit in permits)
        {
            permit.Complete(201, GovernorBench.Headers(201));
        }

        return permits.Length;
    }
}
