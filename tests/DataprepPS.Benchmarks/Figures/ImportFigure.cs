using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>What <c>Import-Module</c> adds to an empty shell, beside a bare binary module and well-known ones.</summary>
internal sealed class ImportFigure : Figure
{
    private const string Import = """
        $clock.Start()
        Import-Module $env:BENCH_IMPORT
        $clock.Elapsed.TotalMilliseconds
        """;

    private static readonly string[] Others = ["PSScriptAnalyzer", "Microsoft.PowerShell.PlatyPS", "Pester"];

    public override string Name => "import";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("dataprep-bench-");
        try
        {
            var count = (int)await Runner.ShellAsync(options, null, "@((Import-PowerShellDataFile (Join-Path $env:BENCH_MODULE DataprepPS.psd1)).CmdletsToExport).Count").ConfigureAwait(false);
            var bare = await MakeBareModuleAsync(options, folder.FullName, count).ConfigureAwait(false);
            var fair = bare.Replace("Bare.psd1", "Views.psd1", StringComparison.Ordinal);
            List<(string Name, string Path)> contestants = [("ours", Path.Combine(options.Module, "DataprepPS.psd1")), ($"bare module, {count} cmdlets", bare), ("the same with our views", fair)];
            foreach (var other in Others)
            {
                var path = (await Runner.ShellLinesAsync(options, null, $"\"path \" + (Get-Module {other} -ListAvailable | Select-Object -First 1).Path").ConfigureAwait(false))[^1];
                if (path.Length > "path ".Length)
                {
                    contestants.Add((other, path["path ".Length..]));
                }
            }

            var best = await BestOfAsync(
                options.Rounds(9),
                [.. contestants.Select(contestant => (Func<Task<double>>)(() => Runner.ShellAsync(options, null, Import, ("BENCH_IMPORT", contestant.Path))))]).ConfigureAwait(false);
            return [.. contestants.Skip(1).Select((contestant, i) => Within("import", best[0], contestant.Name, best[i + 1], contestant.Path == fair ? 1.25 : null))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // With parameters like ours, but nothing behind them.
    private static async Task<string> MakeBareModuleAsync(BenchOptions options, string folder, int count)
    {
        var code = new StringBuilder("using System.Management.Automation;\nnamespace Bare;\n");
        for (var i = 0; i < count; i++)
        {
            code.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                [Cmdlet(VerbsCommon.Get, "Bare{{i}}")]
                public sealed class GetBare{{i}}Command : PSCmdlet
                {
                    [Parameter(Position = 0)] public long[] Id { get; set; }
                    [Parameter(ValueFromPipeline = true)] public PSObject InputObject { get; set; }
                    protected override void ProcessRecord() => WriteObject(Id);
                }

                """);
        }

        var source = Path.Combine(folder, "Bare.cs");
        await File.WriteAllTextAsync(source, code.ToString()).ConfigureAwait(false);
        _ = await Runner.ShellLinesAsync(options, null, """
            $folder = $env:BENCH_FOLDER
            Add-Type -Path (Join-Path $folder Bare.cs) -OutputAssembly (Join-Path $folder Bare.dll) -OutputType Library
            $names = 0..($env:BENCH_COUNT - 1) | ForEach-Object { "Get-Bare$_" }
            New-ModuleManifest (Join-Path $folder Bare.psd1) -RootModule Bare.dll -CmdletsToExport $names -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
            $views = 'DataprepPS.Format.ps1xml', 'DataprepPS.Types.ps1xml'
            Copy-Item ($views | ForEach-Object { Join-Path $env:BENCH_MODULE $_ }) $folder
            New-ModuleManifest (Join-Path $folder Views.psd1) -RootModule Bare.dll -CmdletsToExport $names -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @() -FormatsToProcess $views[0] -TypesToProcess $views[1]
            'made'
            """, ("BENCH_FOLDER", folder), ("BENCH_COUNT", count.ToString(System.Globalization.CultureInfo.InvariantCulture))).ConfigureAwait(false);
        return Path.Combine(folder, "Bare.psd1");
    }
}
