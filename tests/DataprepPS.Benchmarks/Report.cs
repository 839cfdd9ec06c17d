using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks;

/// <summary>The table, for the screen and for the page. The page's own text around it stays as it is.</summary>
internal static class Report
{
    private const string Begin = "<!-- figures: written by ./build.ps1 Bench -->";
    private const string End = "<!-- end of figures -->";
    private static readonly string[] Head = ["figure", "ours", "beside", "ratio", "reach", "met"];

    public static string Table(IReadOnlyList<FigureRow> rows)
    {
        string[][] cells = [Head, .. rows.Select(Cells)];
        var widths = Head.Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            AppendLine(text, cells[i], widths);
            if (i == 0)
            {
                AppendLine(text, [.. widths.Select(width => new string('-', width))], widths);
            }
        }

        return text.ToString();
    }

    public static async Task WriteAsync(string document, IReadOnlyList<FigureRow> rows)
    {
        var old = File.Exists(document) ? await File.ReadAllTextAsync(document).ConfigureAwait(false) : $"# Benchmarks\n\n{Begin}\n{End}\n";
        var begin = old.IndexOf(Begin, StringComparison.Ordinal);
        var end = old.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{document} has no place for the table: it stands between \"{Begin}\" and \"{End}\".");
        }

        var shell = await Runner.ShellLinesAsync(BenchOptions.Parse([]) ?? new BenchOptions(), null, "\"$($PSVersionTable.PSVersion)\"").ConfigureAwait(false);
        var table = string.Create(CultureInfo.InvariantCulture, $"""
            {Begin}
            Measured on {DateTime.UtcNow:yyyy-MM-dd}: {Environment.ProcessorCount} cores ({RuntimeInformation.OSArchitecture}), {System()}, {RuntimeInformation.FrameworkDescription}, PowerShell {shell[^1]}.

            {Table(rows)}
            """);
        await File.WriteAllTextAsync(document, old[..begin] + table + old[end..]).ConfigureAwait(false);
    }

    private static string System() => OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "Linux";

    private static void AppendLine(StringBuilder text, string[] cells, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");

    private static string[] Cells(FigureRow row) =>
        [row.Figure, row.Ours, row.Beside, row.Ratio, row.Reach, row.Met switch { null => "-", true => "yes", false => "NO" }];
}
