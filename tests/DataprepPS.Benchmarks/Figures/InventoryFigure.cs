using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Figures;

/// <summary>
/// Who keeps an inventory wants all flows with their recipes, outputs and last runs: whole lists here, joined by id, beside the loop
/// that asks for each flow's.
/// </summary>
internal sealed class InventoryFigure(string name, int latency, double fasterBy) : Figure
{
    private const int Flows = 2000;

    private const string Ours = """
        Import-Module $env:BENCH_MODULE/DataprepPS.psd1
        Connect-DpSession -Token $token -BaseUri $uri
        $null = Get-DpFlow -First 1
        $clock.Start()
        $recipes = @{}
        foreach ($recipe in Get-DpRecipe) { $recipes[$recipe.FlowId] += , $recipe }
        $outputs = @{}
        foreach ($output in Get-DpOutputObject) { $outputs[$output.RecipeId] += , $output }
        $last = @{}
        foreach ($group in Get-DpJobGroup -Sort id) { $last[$group.RecipeId] = $group }
        $found = foreach ($flow in Get-DpFlow) {
            $own = $recipes[$flow.FlowId]
            $newest = $null
            foreach ($recipe in $own) { if ($last[$recipe.RecipeId].Id -gt $newest.Id) { $newest = $last[$recipe.RecipeId] } }
            [pscustomobject]@{ Flow = $flow; Recipes = $own; Outputs = foreach ($recipe in $own) { $outputs[$recipe.RecipeId] }; Last = $newest }
        }
        $elapsed = $clock.Elapsed.TotalMilliseconds
        if ($found.Count -ne $env:BENCH_FLOWS -or @($found | Where-Object { $_.Recipes -and $_.Outputs -and $_.Last }).Count -lt $env:BENCH_FLOWS - 10) { throw "Rows are missing: $($found.Count)." }
        $elapsed
        """;

    // Each flow costs the same, so a part of them tells what all would take: $env:BENCH_PART of them, scaled up.
    private const string Loop = """
        $null = Invoke-RestMethod "$uri/v4/flows?limit=1" -Headers $headers
        $clock.Start()
        $offset = 0
        $flows = do {
            $page = (Invoke-RestMethod "$uri/v4/flows?limit=1000&offset=$offset" -Headers $headers).data
            $page
            $offset += $page.Count
        } while ($page.Count -eq 1000)
        $before = $clock.Elapsed.TotalMilliseconds
        $found = foreach ($flow in $flows[0..($env:BENCH_PART - 1)]) {
            $nodes = (Invoke-RestMethod "$uri/v4/flows/$($flow.id)?embed=flowNodes.recipe" -Headers $headers).flowNodes.data | Where-Object wrangled
            $outputs = (Invoke-RestMethod "$uri/v4/flows/$($flow.id)/outputs" -Headers $headers).data
            $last = foreach ($node in $nodes) { (Invoke-RestMethod "$uri/v4/jobGroups?flowNodeId=$($node.id)&limit=1&sort=-id" -Headers $headers).data }
            [pscustomobject]@{ Flow = $flow; Recipes = $nodes; Outputs = $outputs; Last = $last | Sort-Object id | Select-Object -Last 1 }
        }
        $before + ($clock.Elapsed.TotalMilliseconds - $before) * $flows.Count / $env:BENCH_PART
        """;

    public override string Name => name;

    public override async Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options)
    {
        var emulator = await Emulator.StartAsync(options, "--quota", "0", "--latency", latency.ToString(System.Globalization.CultureInfo.InvariantCulture)).ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            await emulator.ChangeWorldAsync(World()).ConfigureAwait(false);
            var part = latency > 0 ? 40 : 200;
            (string, string)[] variables = [("BENCH_FLOWS", Text($"{Flows + 10}")), ("BENCH_PART", Text($"{part}"))];
            double ours = 0, loop = 0;
            var best = await BestOfAsync(
                options.Rounds(3),
                async () => await CountedAsync(() => Runner.ShellAsync(options, emulator, Ours, variables), count => ours = count, emulator).ConfigureAwait(false),
                async () => await CountedAsync(() => Runner.ShellAsync(options, emulator, Loop, variables), count => loop = count * (Flows + 10) / part, emulator).ConfigureAwait(false)).ConfigureAwait(false);
            var what = latency > 0 ? Text($"inventory of 2,000 flows, {latency} ms latency") : "inventory of 2,000 flows";
            return
            [
                Faster(what, best[0], "Invoke-RestMethod loop", best[1], fasterBy),
                new FigureRow($"{what}: requests", Text($"{ours:0}"), Text($"{loop:0} Invoke-RestMethod loop"), Text($"1/{loop / ours:0}"), "<= 1/20", ours * 20 <= loop),
            ];
        }
    }

    private static async Task<double> CountedAsync(Func<Task<double>> contestant, Action<double> count, Emulator emulator)
    {
        await emulator.ForgetAsync().ConfigureAwait(false);
        var took = await contestant().ConfigureAwait(false);
        count((await emulator.StatsAsync().ConfigureAwait(false)).GetProperty("requests").GetDouble());
        return took;
    }

    // A flow, its recipe, the recipe's output and a run of it, two thousand times.
    private static string World()
    {
        var ids = Enumerable.Range(1001, Flows).ToList();
        return new JsonObject
        {
            ["flows"] = new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id, ["name"] = Text($"Flow {id}") })]),
            ["recipes"] = new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id, ["name"] = Text($"Recipe {id}"), ["flowId"] = id })]),
            ["jobGroups"] = new JsonArray([.. ids.Concat(Enumerable.Range(1, 50)).Select(id => new JsonObject { ["recipeId"] = id, ["seconds"] = 1 })]),
        }.ToJsonString();
    }
}
