using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks;

/// <summary>One figure, measured beside what a user would run instead.</summary>
internal abstract class Figure
{
    /// <summary>What <c>--only</c> calls it.</summary>
    public abstract string Name { get; }

    public abstract Task<IReadOnlyList<FigureRow>> MeasureAsync(BenchOptions options);

    /// <summary>
    /// Runs each contestant once a round, one after the other, so that a busy moment of the machine hits all of them;
    /// the best of each is what counts, because other load only ever adds.
    /// </summary>
    protected static async Task<double[]> BestOfAsync(int rounds, params Func<Task<double>>[] contestants)
    {
        var best = Enumerable.Repeat(double.MaxValue, contestants.Length).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                best[i] = Math.Min(best[i], await contestants[i]().ConfigureAwait(false));
            }
        }

        return best;
    }

    protected static string Milliseconds(double value) =>
        value >= 10_000 ? Text($"{value / 1000:0.0} s") : value >= 100 ? Text($"{value:0} ms") : Text($"{value:0.0} ms");

    protected static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ours must be so many times faster.</summary>
    protected static FigureRow Faster(string figure, double ours, string besideName, double beside, double reach) => new(
        figure, Milliseconds(ours), $"{Milliseconds(beside)} {besideName}", Text($"{beside / ours:0.0} x faster"), Text($">= {reach:0.#} x"), beside / ours >= reach);

    /// <summary>Ours may take at most so many times as long.</summary>
    protected static FigureRow Within(string figure, double ours, string besideName, double beside, double? reach) => new(
        figure, Milliseconds(ours), $"{Milliseconds(beside)} {besideName}", Text($"{ours / beside:0.00} x"), reach is null ? "-" : Text($"<= {reach:0.##} x"), reach is null ? null : ours / beside <= reach);
}

/// <summary>A line of the table; whether it is met is null where nothing is to be reached.</summary>
internal sealed record FigureRow(string Figure, string Ours, string Beside, string Ratio, string Reach, bool? Met);
