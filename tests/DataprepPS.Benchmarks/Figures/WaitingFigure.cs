using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>
/// Waiting for a thousand groups that end one after the other, beside one look at each group every five seconds. Both
/// at the same time, each against an emulator of its own.
/// </summary>
internal sealed class WaitingFigure : Figure
{
    private const int Groups = 1000;
    private const double RequestReach = 20;
    private const double FirstEnd = 5;

    private const string Ours = """
        Import-Module $env:BENCH_MODULE/DataprepPS.psd1
        Connect-DpSession -Token $token -BaseUri $uri -SkipCheck
        1..1000 | Wait-DpJobGroup | ForEach-Object { "$($_.Id) $([DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds())" }
        """;

    public override string Name => "waiting";

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var lastEnd = options.Quick ? 25.0 : 90.0;
        var runs = await Task.WhenAll(
            RunAsync(options, lastEnd, emulator => Runner.ShellLinesAsync(options, emulator, Ours)),
            RunAsync(options, lastEnd, emulator => Runner.SharpLinesAsync(emulator, "poll", Groups.ToString(CultureInfo.InvariantCulture)))).ConfigureAwait(false);
        var (ours, beside) = (runs[0], runs[1]);
        return
        [
            new FigureRow("waiting on 1,000 groups: requests", Text($"{ours.Requests}"), Text($"{beside.Requests} one look a group each 5 s"), Text($"1/{(double)beside.Requests / ours.Requests:0}"), Text($"<= 1/{RequestReach:0}"), ours.Requests * RequestReach <= beside.Requests),
            new FigureRow("waiting on 1,000 groups: mean delay", Milliseconds(ours.Delay), $"{Milliseconds(beside.Delay)} one look a group each 5 s", Text($"{ours.Delay / beside.Delay:0.00} x"), "<= 1 x", ours.Delay <= beside.Delay),
        ];
    }

    // The ends are spread evenly, in an order that has nothing to do with the ids.
    private static double EndOf(int id, double lastEnd) => FirstEnd + ((lastEnd - FirstEnd) * (id * 617 % Groups) / Groups);

    private static async Task<Run> RunAsync(BenchOptions options, double lastEnd, Func<Emulator, Task<IReadOnlyList<string>>> contestant)
    {
        var emulator = await Emulator.StartAsync(options).ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            await emulator.ChangeWorldAsync("{\"jobGroups\":[{\"recipeId\":1,\"seconds\":1}]}").ConfigureAwait(false);
            using var reset = new System.Net.Http.HttpClient();
            (await reset.PostAsync(new Uri(emulator.Uri, "/_emulator/reset"), null).ConfigureAwait(false)).EnsureSuccessStatusCode();
            var groups = Enumerable.Range(1, Groups).Select(id => Text($"{{\"recipeId\":1,\"seconds\":{EndOf(id, lastEnd)}}}"));
            var started = DateTimeOffset.UtcNow;
            await emulator.ChangeWorldAsync($"{{\"jobGroups\":[{string.Join(',', groups)}]}}").ConfigureAwait(false);
            var ends = await contestant(emulator).ConfigureAwait(false);
            var stats = await emulator.StatsAsync().ConfigureAwait(false);
            var delays = ends.Select(line => line.Split(' ')).Select(parts => long.Parse(parts[1], CultureInfo.InvariantCulture)
                - started.ToUnixTimeMilliseconds() - (1000 * EndOf(int.Parse(parts[0], CultureInfo.InvariantCulture), lastEnd))).ToList();
            return delays.Count == Groups
                ? new Run(stats.GetProperty("requests").GetInt64(), delays.Average())
                : throw new InvalidOperationException($"Only {delays.Count} ends were noticed.");
        }
    }

    private sealed record Run(long Requests, double Delay);
}
