using System.Collections.Generic;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>A thousand ids of a server that answers one call after the other: many at a time only queue there.</summary>
internal sealed class IdsSerialFigure : Figure
{
    public override string Name => "ids-serial";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var emulator = await Emulator.StartAsync(options, "--seed", "1000", "--latency", "2", "--serial").ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            await emulator.WarmAsync(0, 500).ConfigureAwait(false);
            var best = await BestOfAsync(options.Rounds(3), () => Runner.ShellAsync(options, emulator, IdsFigure.Ours), () => Runner.ShellAsync(options, emulator, IdsFigure.Loop)).ConfigureAwait(false);
            return [Within("1,000 ids, one call at a time", best[0], "Invoke-RestMethod loop", best[1], 1)];
        }
    }
}
