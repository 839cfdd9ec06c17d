using System.Collections.Generic;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>From the prompt to the first object, in a shell that has the module and nothing else loaded.</summary>
internal sealed class FirstCallFigure : Figure
{
    private const double Reach = 150;

    private const string Ours = """
        Import-Module $env:BENCH_MODULE/DataprepPS.psd1
        $clock.Start()
        Connect-DpSession -Token $token -BaseUri $uri
        $group = Get-DpJobGroup 1
        $clock.Elapsed.TotalMilliseconds
        """;

    private const string Bare = """
        $clock.Start()
        $http = [System.Net.Http.HttpClient]::new()
        $http.DefaultRequestHeaders.Authorization = [System.Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', $token)
        $group = $http.GetStringAsync("$uri/v4/jobGroups/1").GetAwaiter().GetResult()
        $clock.Elapsed.TotalMilliseconds
        """;

    public override string Name => "first-call";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var emulator = await Emulator.StartAsync(options, "--seed", "1000").ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            await emulator.WarmAsync(1, 50).ConfigureAwait(false);
            var best = await BestOfAsync(
                options.Rounds(9),
                () => Runner.ShellAsync(options, emulator, Ours),
                () => Runner.ShellAsync(options, emulator, Bare)).ConfigureAwait(false);
            return
            [
                new FigureRow(
                    "connect + first call", Milliseconds(best[0]), $"{Milliseconds(best[1])} bare HttpClient in PowerShell",
                    Text($"+{best[0] - best[1]:0} ms"), Text($"<= +{Reach:0} ms"), best[0] - best[1] <= Reach),
            ];
        }
    }
}
