using System.Collections.Generic;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>A thousand ids through <c>Get-DpJobGroup</c>, when the server answers at once.</summary>
internal sealed class IdsFigure : Figure
{
    public const string Ours = """
        Import-Module $env:BENCH_MODULE/DataprepPS.psd1
        Connect-DpSession -Token $token -BaseUri $uri
        $null = Get-DpJobGroup 1
        $clock.Start()
        $found = 1..1000 | Get-DpJobGroup
        $elapsed = $clock.Elapsed.TotalMilliseconds
        if ($found.Count -ne 1000 -or $found[999].Id -ne 1000) { throw 'Rows are missing.' }
        $elapsed
        """;

    public const string Loop = """
        $null = Invoke-RestMethod "$uri/v4/jobGroups/1" -Headers $headers
        $clock.Start()
        $found = foreach ($id in 1..1000) { Invoke-RestMethod "$uri/v4/jobGroups/$id" -Headers $headers }
        $elapsed = $clock.Elapsed.TotalMilliseconds
        if ($found.Count -ne 1000 -or $found[999].id -ne 1000) { throw 'Rows are missing.' }
        $elapsed
        """;

    public override string Name => "ids";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var emulator = await Emulator.StartAsync(options, "--seed", "1000").ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            await emulator.WarmAsync(0, 3000).ConfigureAwait(false);
            var best = await BestOfAsync(
                options.Rounds(5),
                () => Runner.ShellAsync(options, emulator, Ours),
                () => Runner.ShellAsync(options, emulator, Loop),
                () => Runner.SharpAsync(emulator, "ids", "1000")).ConfigureAwait(false);
            return
            [
                Faster("1,000 ids", best[0], "Invoke-RestMethod loop", best[1], 10),
                Within("1,000 ids", best[0], "sequential C# loop", best[2], 1),
            ];
        }
    }
}
