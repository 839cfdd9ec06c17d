using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>Two hundred packages of a megabyte each, 50 ms before each reply, into files.</summary>
internal sealed class ExportFigure : Figure
{
    private const string Ours = """
        Import-Module $env:BENCH_MODULE/DataprepPS.psd1
        Connect-DpSession -Token $token -BaseUri $uri
        $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "dataprep-$PID") -ItemType Directory).FullName
        try {
            $null = Get-DpFlow -First 1 | Export-DpFlow -OutFile (Join-Path $folder first.zip)
            $clock.Start()
            $found = Get-DpFlow -Name 'Export *' | Export-DpFlow -Directory $folder
            $elapsed = $clock.Elapsed.TotalMilliseconds
            if ($found.Count -ne 200 -or @($found | Where-Object Length -lt 1000000)) { throw "Files are missing: $($found.Count)." }
            $elapsed
        } finally { Remove-Item $folder -Recurse }
        """;

    private const string Loop = """
        $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "dataprep-$PID") -ItemType Directory).FullName
        try {
            $flows = (Invoke-RestMethod "$uri/v4/flows?limit=1000&filter=Export" -Headers $headers).data
            $clock.Start()
            foreach ($flow in $flows) { Invoke-WebRequest "$uri/v4/flows/$($flow.id)/package" -Headers $headers -OutFile (Join-Path $folder "$($flow.id).zip") }
            $elapsed = $clock.Elapsed.TotalMilliseconds
            if (@(Get-ChildItem $folder).Count -ne 200) { throw 'Files are missing.' }
            $elapsed
        } finally { Remove-Item $folder -Recurse }
        """;

    public override string Name => "export";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var emulator = await Emulator.StartAsync(options, "--quota", "0", "--latency", "50", "--package-size", "1048576").ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            await emulator.ChangeWorldAsync($$"""{"flows":[{{string.Join(",", Enumerable.Range(1, 200).Select(i => Text($"{{\"name\":\"Export {i:000}\"}}")))}}]}""").ConfigureAwait(false);
            var best = await BestOfAsync(options.Rounds(3), () => Runner.ShellAsync(options, emulator, Ours), () => Runner.ShellAsync(options, emulator, Loop)).ConfigureAwait(false);
            return [Faster("export of 200 packages of 1 MiB, 50 ms latency", best[0], "Invoke-WebRequest loop", best[1], 8)];
        }
    }
}
