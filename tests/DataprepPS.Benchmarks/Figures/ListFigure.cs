using System.Collections.Generic;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>A hundred thousand rows, when the server answers at once. All page by the thousand.</summary>
internal sealed class ListFigure : Figure
{
    public const string Ours = """
        Import-Module $env:BENCH_MODULE/DataprepPS.psd1
        Connect-DpSession -Token $token -BaseUri $uri
        $null = Get-DpJobGroup -First 1
        $clock.Start()
        $found = Get-DpJobGroup
        $elapsed = $clock.Elapsed.TotalMilliseconds
        if ($found.Count -ne 100000 -or $found[99999].Id -ne 1) { throw 'Rows are missing.' }
        $elapsed
        """;

    private const string Loop = """
        $null = Invoke-RestMethod "$uri/v4/jobLibrary?limit=1" -Headers $headers
        $clock.Start()
        $offset = 0
        $found = do {
            $page = (Invoke-RestMethod "$uri/v4/jobLibrary?limit=1000&offset=$offset" -Headers $headers).data
            $page
            $offset += $page.Count
        } while ($page.Count -eq 1000)
        $elapsed = $clock.Elapsed.TotalMilliseconds
        if ($found.Count -ne 100000 -or $found[99999].id -ne 1) { throw 'Rows are missing.' }
        $elapsed
        """;

    public override string Name => "list";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var emulator = await Emulator.StartAsync(options, "--seed", "100000").ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            await emulator.WarmAsync(100).ConfigureAwait(false);
            var best = await BestOfAsync(
                options.Rounds(4),
                () => Runner.ShellAsync(options, emulator, Ours),
                () => Runner.ShellAsync(options, emulator, Loop),
                () => Runner.SharpAsync(emulator, "list", "100000", "1000")).ConfigureAwait(false);
            return
            [
                Faster("list 100,000 rows", best[0], "Invoke-RestMethod loop", best[1], 8),
                Within("list 100,000 rows", best[0], "sequential C# loop", best[2], 1.5),
            ];
        }
    }
}
