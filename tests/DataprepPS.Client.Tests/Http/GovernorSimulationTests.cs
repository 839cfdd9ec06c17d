using System;
using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace DataprepPS.Client.Tests.Http;

public sealed class GovernorSimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Explore()
    {
        var watch = Stopwatch.StartNew();
        foreach (var first in new[] { false, true })
        {
            foreach (var ms in new[] { false, true })
            {
                foreach (var (p, w) in new[] { (1, 1), (1, 2), (1, 8), (1, 64), (2, 8), (3, 16), (5, 1), (5, 64) })
                {
                    Show($"first={first} ms={ms}", new GovernorSimulation(p * 100 + w) { Processes = p, Workers = w, WallClockError = TimeSpan.FromMinutes(10) }, s =>
                    {
                        s.FirstCallWindows = first;
                        s.ResetInMilliseconds = ms;
                        s.Skew = TimeSpan.FromSeconds(-613.37);
                    });
                }
            }
        }

        foreach (var lie in Enum.GetValues<GovernorLie>())
        {
            foreach (var p in new[] { 1, 4 })
            {
                Show($"{lie}", new GovernorSimulation(7) { Processes = p, Workers = 16 }, s => s.Lie = lie);
            }
        }

        Show("nodate", new GovernorSimulation(8) { Workers = 16 }, s => s.HasDate = false);
        Show("nodate skewed", new GovernorSimulation(8) { Workers = 16, WallClockError = TimeSpan.FromMinutes(10) }, s => s.HasDate = false);
        Show("nodate skewed 30 s", new GovernorSimulation(8) { Workers = 16, WallClockError = TimeSpan.FromSeconds(30) }, s => s.HasDate = false);
        Show("nodate skewed 30 s, first", new GovernorSimulation(8) { Workers = 16, WallClockError = TimeSpan.FromSeconds(30) }, s => { s.HasDate = false; s.FirstCallWindows = true; });
        Show("no headers", new GovernorSimulation(9) { Workers = 16 }, s => s.HasHeaders = false);
        Show("no headers undocumented", new GovernorSimulation(9) { Workers = 16, Documented = null }, s => s.HasHeaders = false);
        Show("no headers, no retry", new GovernorSimulation(9) { Workers = 16 }, s => { s.HasHeaders = false; s.HasRetryAfter = false; });
        Show("loses", new GovernorSimulation(10) { Workers = 16 }, s => s.LosesHeadersPercent = 50);
        Show("loses 4", new GovernorSimulation(10) { Workers = 16, Processes = 4 }, s => s.LosesHeadersPercent = 50);
        Show("broken", new GovernorSimulation(11) { Workers = 16, BrokenPercent = 5 }, s => { });
        Show("small workspace", new GovernorSimulation(12) { Workers = 64 }, s => s.WorkspaceLimit = 20);
        Show("small workspace 3", new GovernorSimulation(12) { Workers = 64, Processes = 3 }, s => s.WorkspaceLimit = 20);
        output.WriteLine($"{watch.Elapsed}");
    }

    private void Show(string name, GovernorSimulation simulation, Action<GovernorServer> server)
    {
        server(simulation.Server);
        var watch = Stopwatch.StartNew();
        try
        {
            simulation.Run();
        }
        catch (InvalidOperationException e)
        {
            output.WriteLine(e.Message);
        }

        output.WriteLine($"{name}: {simulation} [{watch.ElapsedMilliseconds} ms]");
    }
}
