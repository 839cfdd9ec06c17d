using System;
using Xunit;
using Xunit.Abstractions;

namespace DataprepPS.Client.Tests.Pacing;

/// <summary>Ten thousand calls by several processes that know of each other only through the server's replies.</summary>
public sealed class GovernorCompanyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2, 8, false, false)]
    [InlineData(3, 16, true, true)]
    [InlineData(5, 1, true, false)]
    [InlineData(5, 64, false, true)]
    [InlineData(5, 64, true, false)]
    public void Processes_on_one_quota_spend_it_all_and_are_seldom_refused(
        int processes, int workers, bool firstCall, bool milliseconds)
    {
        var run = Run(new GovernorSimulation((100 * processes) + workers) { Processes = processes, Workers = workers }, server =>
        {
            server.FirstCallWindows = firstCall;
            server.ResetInMilliseconds = milliseconds;
        });
        AssertFair(run);

        // Only a refusal tells a process that somebody else took the last call of a window: one for each but that one.
        var windows = (run.Calls / run.Server.Lower) + 1;
        Assert.InRange(run.Refused, 0, windows * processes * 1.25);
    }

    [Fact]
    public void Processes_in_a_workspace_smaller_than_the_user_share_it()
    {
        AssertFair(Run(
            new GovernorSimulation(12) { Processes = 3, Workers = 64 }, server => server.WorkspaceLimit = 20));
    }

    [Theory]
    [InlineData(GovernorLie.RemainingTooHigh)]
    [InlineData(GovernorLie.ResetTooEarly)]
    [InlineData(GovernorLie.RetryAfterTooShort)]
    [InlineData(GovernorLie.NoReset)]
    internal void Processes_recover_from_a_server_that_lies(GovernorLie lie)
    {
        AssertFair(Run(new GovernorSimulation(7) { Processes = 4, Workers = 16 }, server => server.Lie = lie));
    }

    [Fact]
    public void Processes_recover_from_lost_headers()
    {
        AssertFair(Run(
            new GovernorSimulation(10) { Processes = 4, Workers = 16 }, server => server.LosesHeadersPercent = 50));
    }

    [Fact]
    public void No_process_starves_whatever_the_server_does_as_long_as_it_tells_when_to_come_back()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            AssertFair(Run(
                new GovernorSimulation(seed)
                {
                    Workers = random.Next(1, 40),
                    Processes = random.Next(2, 7),
                    Calls = 1500,
                    BrokenPercent = random.Next(4),
                },
                server =>
                {
                    server.UserLimit = random.Next(1, 41);
                    server.WorkspaceLimit = random.Next(3) == 0 ? null : random.Next(1, 61);
                    server.FirstCallWindows = random.Next(2) == 0;
                    server.HasDate = random.Next(4) > 0;
                    server.LosesHeadersPercent = random.Next(4) == 0 ? 30 : 0;
                    server.Lie = (GovernorLie)random.Next(7);
                }));
        }
    }

    /// <summary>No call starves: even three times as long as the smallest share would need is never reached.</summary>
    private static void AssertFair(GovernorSimulation run)
    {
        Assert.InRange(run.Ratio, 0, 1.05);
        Assert.True(run.InOrder);
        var windows = 3 * Math.Ceiling(run.Workers * 8.0 / run.Server.Lower);
        Assert.InRange(run.LongestCall, TimeSpan.Zero, TimeSpan.FromMinutes(windows + 2));
    }

    private GovernorSimulation Run(GovernorSimulation simulation, Action<GovernorServer> server)
    {
        simulation.WallClockError = TimeSpan.FromMinutes(10);
        simulation.Server.Skew = TimeSpan.FromSeconds(613.37);
        server(simulation.Server);
        simulation.Run();
        output.WriteLine(simulation.ToString());
        return simulation;
    }
}
