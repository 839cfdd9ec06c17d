using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DataprepPS.Pipeline;

/// <summary>Lays the rows of the live screen out in a window: what matters most has its place in the narrowest, and more is shown where there is room.</summary>
internal sealed class ScreenLayout
{
    private const int Narrowest = 40;
    private const int Status = 11;
    private const int Percent = 4;
    private const int Time = 7;
    private const int Left = 8;
    private const int Gap = 2;
    private const string Between = " · ";

    private readonly int width;
    private readonly int bar;
    private readonly int id;
    private readonly int name;
    private readonly int stage;
    private readonly bool isColored;

    /// <param name="width">The cells of a line.</param>
    /// <param name="longestId">How many digits the ids have.</param>
    /// <param name="isColored">Whether states are coloured.</param>
    public ScreenLayout(int width, int longestId, bool isColored)
    {
        this.width = Math.Max(Narrowest, width);
        this.isColored = isColored;
        // A name says more than a bar.
        bar = this.width >= 150 ? 20 : this.width >= 99 ? 10 : 0;
        id = this.width >= 79 ? Math.Max(2, longestId) : 0;
        var rest = this.width - Status - Percent - Time - Left - (4 * Gap) - (bar > 0 ? bar + Gap : 0) - (id > 0 ? id + Gap : 0);
        stage = rest >= 60 ? (rest - Gap) * 2 / 5 : 0;
        name = rest - (stage > 0 ? stage + Gap : 0);
    }

    public string Head => Line("Status", bar > 0 ? "" : null, "Done", "Time", "Left", id > 0 ? "Id" : null, "What", stage > 0 ? "Now" : null).TrimEnd();

    public string Row(long number, ScreenRow row)
    {
        var line = Line(
            row.Status,
            bar > 0 ? Bar(row.Percent) : null,
            row.Percent is { } percent ? $"{Math.Floor(percent):0}%" : "",
            ScreenRow.Clock(row.Elapsed),
            row.Remaining is { } remaining ? "~" + ScreenRow.Clock(remaining) : "",
            id > 0 ? number.ToString(CultureInfo.InvariantCulture) : null,
            row.Name,
            stage > 0 ? row.Stage ?? "" : null);
        // What a narrow window has no column for is worth its name's place when it says why nobody looks any more.
        line = (row.Status == "Not watched" && stage == 0 ? TextCells.Cut($"{row.Status}  {row.Label}: {row.Stage}", width) : line).TrimEnd();
        return isColored ? Color(row, line) : line;
    }

    /// <summary>The last line: how it goes on the whole.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="hidden">How many of them the window has no room for.</param>
    /// <param name="now">The time now, in the zone of whoever looks.</param>
    public string Total(IReadOnlyCollection<ScreenRow> rows, int hidden, DateTimeOffset now)
    {
        var ended = rows.Count(row => row.HasEnded);
        List<string> parts = [$"{ended} of {rows.Count} ended{Count(rows.Count(row => row.IsFailed), "failed")}{Count(rows.Count(row => row.IsCanceled), "canceled")}"];
        var open = rows.Where(row => !row.HasEnded).ToList();
        if (open.Count > 0)
        {
            parts.Add($"{Math.Floor(((ended * 100.0) + open.Sum(row => row.Percent ?? 0)) / rows.Count):0}%");
        }

        var elapsed = ScreenRow.Clock(rows.Max(row => row.Elapsed));
        parts.Add(elapsed);
        if (open.Count > 0 && open.TrueForAll(row => row.Remaining is not null) && open.Max(row => row.Remaining) is { } left)
        {
            parts.Add($"about {ScreenRow.Clock(left)} left, until {(now + left).ToString("t", CultureInfo.CurrentCulture)}");
        }

        if (hidden > 0)
        {
            parts.Add($"{hidden} not shown");
        }

        // The rows tell that too.
        if (TextCells.Of(string.Join(Between, parts)) > width)
        {
            parts.Remove(elapsed);
        }

        return TextCells.Cut(string.Join(Between, parts), width);
    }

    private static string Count(int count, string word) => count > 0 ? $", {count} {word}" : string.Empty;

    private string Line(string status, string? bars, string percent, string time, string left, string? number, string what, string? now)
    {
        string?[] columns =
        [
            TextCells.Fit(status, Status),
            bars is null ? null : TextCells.Fit(bars, bar),
            percent.PadLeft(Percent),
            time.PadLeft(Time),
            left.PadLeft(Left),
            number?.PadLeft(id),
            TextCells.Fit(what, name),
            now is null ? null : TextCells.Fit(now, stage),
        ];
        return string.Join(new string(' ', Gap), columns.OfType<string>());
    }

    private string Bar(double? percent)
    {
        if (percent is null)
        {
            return string.Empty;
        }

        var full = (int)Math.Floor(percent.Value / 100 * bar);
        return new string('#', full) + new string('.', bar - full);
    }

    // Only the word, which says the same: nobody has to see the colour.
    private static string Color(ScreenRow row, string line)
    {
        var color = row switch
        {
            { IsSuccess: true } => "32",
            { IsCanceled: true } => "33",
            { HasEnded: true } => "31",
            { Percent: not null } => "36",
            _ => "2",
        };
        var end = Math.Min(Status, line.Length);
        return $"\u001b[{color}m{line.Substring(0, end)}\u001b[0m{line.Substring(end)}";
    }
}
