using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Benchmarks.Contestants;
using DataprepPS.Benchmarks.Figures;

namespace DataprepPS.Benchmarks;

internal static class Program
{
    private static readonly Figure[] Figures =
    [
        new ImportFigure(), new FirstCallFigure(), new IdsFigure(), new IdsLatencyFigure(), new IdsSerialFigure(), new ListFigure(),
        new ListLatencyFigure(), new InventoryFigure("inventory", 0, 20), new InventoryFigure("inventory-latency", 50, 50), new ExportFigure(),
        new MemoryFigure(), new StartsFigure(), new WaitingFigure(),
    ];

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["contestant", .. var contestant])
        {
            await Contestant.RunAsync(contestant).ConfigureAwait(false);
            return 0;
        }

        var options = BenchOptions.Parse(arguments);
        if (options is null)
        {
            await Console.Error.WriteLineAsync(BenchOptions.Usage + string.Join(", ", Figures.Select(figure => figure.Name))).ConfigureAwait(false);
            return 2;
        }

        List<FigureRow> rows = [];
        foreach (var figure in Figures.Where(figure => options.Only.Count == 0 || options.Only.Contains(figure.Name)))
        {
            Console.WriteLine($"{figure.Name} ...");
            var found = await figure.MeasureAsync(options).ConfigureAwait(false);
            Console.WriteLine(Report.Table(found));
            rows.AddRange(found);
        }

        Console.WriteLine(Report.Table(rows));
        if (options.Document is { } document && options.Only.Count == 0 && !options.Quick)
        {
            await Report.WriteAsync(document, rows).ConfigureAwait(false);
            Console.WriteLine($"Written to {document}.");
        }

        return 0;
    }
}
