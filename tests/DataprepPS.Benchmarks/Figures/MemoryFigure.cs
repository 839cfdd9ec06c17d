using System.Collections.Generic;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>The most memory a shell takes while rows pass through it to a counter.</summary>
internal sealed class MemoryFigure : Figure
{
    private const double Reach = 20;

    private const string Count = """
        Import-Module $env:BENCH_MODULE/DataprepPS.psd1
        Connect-DpSession -Token $token -BaseUri $uri
        $count = (Get-DpJobGroup -First $env:BENCH_COUNT | Measure-Object).Count
        if ($count -ne $env:BENCH_COUNT) { throw "Rows are missing: $count." }
        [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB
        """;

    public override string Name => "memory";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var emulator = await Emulator.StartAsync(options, "--seed", "1000000").ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            var best = await BestOfAsync(
                options.Rounds(2),
                () => Runner.ShellAsync(options, emulator, Count, ("BENCH_COUNT", "1000000")),
                () => Runner.ShellAsync(options, emulator, Count, ("BENCH_COUNT", "10000"))).ConfigureAwait(false);
            return
            [
                new FigureRow(
                    "peak memory, 1,000,000 rows counted", Text($"{best[0]:0.0} MiB"), Text($"{best[1]:0.0} MiB with 10,000 rows"),
                    Text($"+{best[0] - best[1]:0.0} MiB"), Text($"<= +{Reach:0} MiB"), best[0] - best[1] <= Reach),
            ];
        }
    }
}
