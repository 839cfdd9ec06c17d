using System.Collections.Generic;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>The same with 50 ms before each reply: what a server on another continent takes at best.</summary>
internal sealed class IdsLatencyFigure : Figure
{
    public override string Name => "ids-latency";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var emulator = await Emulator.StartAsync(options, "--seed", "1000", "--latency", "50").ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            await emulator.WarmAsync(0, 10).ConfigureAwait(false);
            var best = await BestOfAsync(
                options.Quick ? 1 : 2,
                () => Runner.ShellAsync(options, emulator, IdsFigure.Ours),
                () => Runner.ShellAsync(options, emulator, IdsFigure.Loop)).ConfigureAwait(false);
            return [Faster("1,000 ids, 50 ms latency", best[0], "Invoke-RestMethod loop", best[1], 12)];
        }
    }
}
