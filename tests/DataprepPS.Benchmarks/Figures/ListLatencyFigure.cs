using System.Collections.Generic;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>The same with 50 ms before each reply, in pages of a thousand.</summary>
internal sealed class ListLatencyFigure : Figure
{
    public override string Name => "list-latency";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var emulator = await Emulator.StartAsync(options, "--seed", "100000", "--latency", "50").ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            await emulator.WarmAsync(20, 1).ConfigureAwait(false);
            var best = await BestOfAsync(
                options.Rounds(3),
                () => Runner.ShellAsync(options, emulator, ListFigure.Ours),
                () => Runner.SharpAsync(emulator, "list", "100000", "1000")).ConfigureAwait(false);
            return [Faster("list 100,000 rows, 50 ms latency", best[0], "sequential C# loop", best[1], 3)];
        }
    }
}
