using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>
/// Three hundred starts under a quota of 30 a minute, with minutes that pass faster. All contestants at the same time,
/// each against an emulator of its own: they mostly wait. The fixed rules' waits are scaled with the minute.
/// </summary>
internal sealed class StartsFigure : Figure
{
    private const int Quota = 30;
    private const double Reach = 1.05;

    private const string Ours = """
        Import-Module $env:BENCH_MODULE/DataprepPS.psd1
        Connect-DpSession -Token $token -BaseUri $uri
        $count = [int] $env:BENCH_COUNT
        $null = Get-DpJobGroup 1
        $clock.Start()
        $started = 1..$count | ForEach-Object { 1 + $_ % 50 } | Start-DpJobGroup
        "$($clock.Elapsed.TotalMilliseconds) $($count - @($started).Count)"
        """;

    public override string Name => "starts";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        // Not faster: the server's Date header tells whole seconds, and a second must stay small beside a window.
        var speed = options.Quick ? 4 : 3;
        var count = options.Quick ? 120 : 300;
        var (countText, speedText) = (count.ToString(CultureInfo.InvariantCulture), speed.ToString(CultureInfo.InvariantCulture));
        var ideal = ((count - 1) / Quota) * 60_000.0 / speed;
        var runs = await Task.WhenAll(
            RunAsync(options, speedText, emulator => Runner.ShellLinesAsync(options, emulator, Ours, ("BENCH_COUNT", countText))),
            RunAsync(options, speedText, emulator => Runner.SharpLinesAsync(emulator, "airflow", countText, speedText)),
            RunAsync(options, speedText, emulator => Runner.SharpLinesAsync(emulator, "graph", countText, speedText))).ConfigureAwait(false);
        var (ours, airflow, graph) = (runs[0], runs[1], runs[2]);
        var figure = Text($"{count} starts, {Quota} a minute ({speed} x time)");
        return
        [
            new FigureRow(figure, ours.ToString(), $"{Milliseconds(ideal)} ideal", Text($"{ours.Elapsed / ideal:0.000} x"), Text($"<= {Reach} x, no 429"), ours.Elapsed <= Reach * ideal && ours.Refused == 0 && ours.Lost == 0),
            new FigureRow(figure, ours.ToString(), $"{airflow} Airflow's hook", Text($"{ours.Elapsed / airflow.Elapsed:0.00} x"), "-", null),
            new FigureRow(figure, ours.ToString(), $"{graph} Graph's retry rule", Text($"{ours.Elapsed / graph.Elapsed:0.00} x"), "-", null),
        ];
    }

    private static async Task<Run> RunAsync(BenchOptions options, string speed, Func<Emulator, Task<IReadOnlyList<string>>> contestant)
    {
        var emulator = await Emulator.StartAsync(options, "--seed", "10", "--speed", speed, "--quota", Quota.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            var numbers = (await contestant(emulator).ConfigureAwait(false))[^1].Split(' ').Select(Runner.Number).ToArray();
            var stats = await emulator.StatsAsync().ConfigureAwait(false);
            return new Run(numbers[0], (int)numbers[1], stats.GetProperty("quotaViolations").GetInt64());
        }
    }

    private sealed record Run(double Elapsed, int Lost, long Refused)
    {
        public override string ToString() => $"{Milliseconds(Elapsed)}, {Refused} x 429, {Lost} lost";
    }
}
