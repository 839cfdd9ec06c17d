using System;
using Xunit;
using Xunit.Abstractions;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>
/// Ten thousand calls in virtual time. The server's clock is ten minutes off unless said otherwise, and so are the
/// processes' wall clocks, differently.
/// </summary>
public sealed class GovernorSimulationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, false, true)]
    [InlineData(8, true, false)]
    [InlineData(64, false, true)]
    [InlineData(64, true, true)]
    [InlineData(64, true, false)]
    public void A_lone_process_never_exceeds_the_limit_and_wastes_nothing(int workers, bool firstCall, bool milliseconds)
    {
        var run = Run(new GovernorSimulation(workers) { Workers = workers }, server =>
        {
            server.FirstCallWindows = firstCall;
            server.ResetInMilliseconds = milliseconds;
        });
        AssertTruthfulAndAlone(run);
    }

    [Fact]
    public void No_quota_clock_or_number_of_workers_makes_a_lone_process_exceed_the_limit()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var run = new GovernorSimulation(seed)
            {
                Workers = random.Next(1, 65),
                Calls = 1000,
                WallClockError = TimeSpan.FromMinutes(10),
            };
            run.Server.UserLimit = random.Next(1, 41);
            run.Server.WorkspaceLimit = random.Next(3) == 0 ? null : random.Next(1, 61);
            run.Server.FirstCallWindows = random.Next(2) == 0;
            run.Server.ResetInMilliseconds = random.Next(2) == 0;
            run.Server.Skew = TimeSpan.FromSeconds(random.Next(-600, 600) + random.NextDouble());
            AssertTruthfulAndAlone(Show(run.Run()));
        }
    }

    [Fact]
    public void A_workspace_smaller_than_the_user_is_kept_too()
    {
        AssertTruthfulAndAlone(Run(new GovernorSimulation(20) { Workers = 32 }, server => server.WorkspaceLimit = 20));
    }

    [Fact]
    public void A_server_that_tells_no_date_is_kept_by_a_right_local_clock()
    {
        var run = new GovernorSimulation(21) { Workers = 16 };
        run.Server.HasDate = false;
        AssertTruthfulAndAlone(Show(run.Run()));
    }

    [Fact]
    public void A_server_that_tells_no_date_is_kept_by_a_clock_that_is_far_off()
    {
        AssertTruthfulAndAlone(Run(new GovernorSimulation(22) { Workers = 16 }, server => server.HasDate = false));
    }

    [Fact]
    public void A_clock_a_little_off_without_a_date_is_found_out_by_the_first_refusals()
    {
        // Half a minute of error looks like a sane reset. One burst is refused; then windows are measured instead.
        var run = new GovernorSimulation(8) { Workers = 16, WallClockError = TimeSpan.FromSeconds(30) };
        run.Server.HasDate = false;
        AssertRecovers(Show(run.Run()), refusedPercent: 1);
    }

    [Fact]
    public void Replies_that_lose_their_headers_cost_nothing()
    {
        AssertTruthfulAndAlone(Run(new GovernorSimulation(23) { Workers = 16 }, server => server.LosesHeadersPercent = 50));
    }

    [Fact]
    public void Broken_calls_cost_no_more_than_themselves()
    {
        AssertTruthfulAndAlone(Run(new GovernorSimulation(24) { Workers = 16, BrokenPercent = 5 }));
    }

    [Theory]
    [InlineData(GovernorLie.RemainingTooHigh, 0)]
    [InlineData(GovernorLie.ResetInThePast, 0)]
    [InlineData(GovernorLie.ResetFarAhead, 0)]
    [InlineData(GovernorLie.ResetTooEarly, 1)]
    [InlineData(GovernorLie.RetryAfterTooShort, 0)]
    [InlineData(GovernorLie.NoReset, 0)]
    internal void A_lone_process_is_hardly_refused_by_a_server_that_lies(GovernorLie lie, int refusedPercent)
    {
        AssertRecovers(Run(new GovernorSimulation(7) { Workers = 16 }, server => server.Lie = lie), refusedPercent);
    }

    [Fact]
    public void A_server_that_refuses_without_telling_its_quota_is_held_to_the_documented_one()
    {
        var run = Run(new GovernorSimulation(25) { Workers = 16 }, server => server.HasHeaders = false);
        AssertRecovers(run, refusedPercent: 1);
    }

    [Fact]
    public void A_quota_nobody_tells_of_is_kept_by_refusals_alone()
    {
        var run = Run(new GovernorSimulation(26) { Workers = 16, Documented = null }, server => server.HasHeaders = false);
        // Each window ends with the calls under way refused, never with more.
        AssertRecovers(run, refusedPercent: 100 * 16 / 30);
    }

    private static void AssertTruthfulAndAlone(GovernorSimulation run)
    {
        Assert.Equal(0, run.Refused);
        Assert.InRange(run.Ratio, 0, 1.05);
        Assert.True(run.InOrder);
        var windows = Math.Ceiling((double)run.Workers / run.Server.Lower) + 1;
        Assert.InRange(run.LongestCall, TimeSpan.Zero, Minute * (windows + 1));
    }

    private static void AssertRecovers(GovernorSimulation run, int refusedPercent)
    {
        Assert.InRange(run.Refused, 0, run.Calls * refusedPercent / 100);
        Assert.InRange(run.Ratio, 0, 1.05);
        Assert.InRange(run.LongestCall, TimeSpan.Zero, Minute * 2);
    }

    private GovernorSimulation Run(GovernorSimulation simulation, Action<GovernorServer>? server = null)
    {
        simulation.WallClockError = TimeSpan.FromMinutes(10);
        simulation.Server.Skew = TimeSpan.FromSeconds(-613.37);
        server?.Invoke(simulation.Server);
        return Show(simulation.Run());
    }

    private GovernorSimulation Show(GovernorSimulation run)
    {
        output.WriteLine(run.ToString());
        return run;
    }
}
