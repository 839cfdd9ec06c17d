using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

using DataprepPS.Builds;
using DataprepPS.Client.Runs;

namespace DataprepPS.Pipeline;

/// <summary>
/// One row a run and a line for the whole, drawn again in place where the host can; elsewhere one line for each change, so that a
/// build log tells the story too.
/// </summary>
internal sealed class LiveScreen
{
    private readonly PSCmdlet cmdlet;
    private readonly Func<DateTimeOffset> now;
    private readonly bool redraws;
    private readonly bool isColored;
    private readonly SortedDictionary<long, ScreenRow> rows = [];
    private IReadOnlyList<int> drawn = [];

    /// <param name="cmdlet">Whose host it is.</param>
    /// <param name="now">The time now, in the zone of whoever looks.</param>
    public LiveScreen(PSCmdlet cmdlet, Func<DateTimeOffset> now)
    {
        this.cmdlet = cmdlet;
        this.now = now;
        redraws = Interactivity.IsWatched(cmdlet.Host) && cmdlet.Host.UI.SupportsVirtualTerminal;
        isColored = redraws && Interactivity.HasColors(cmdlet);
    }

    public void Show(WaitProgress progress)
    {
        foreach (var run in progress.Pending)
        {
            Update(run.Id, ScreenRow.Of(run));
        }

        Draw();
    }

    public void End(RunOutcome outcome)
    {
        Update(outcome.Id, ScreenRow.Of(outcome));
        Draw();
    }

    /// <summary>The wait is over: on a screen its last line stands there, a log gets it now.</summary>
    public void Finish()
    {
        if (!redraws && rows.Count > 1)
        {
            Say(new ScreenLayout(int.MaxValue, 0, false).Total(rows.Values, 0, now()));
        }
    }

    private void Update(long id, ScreenRow row)
    {
        if (!redraws && (!rows.TryGetValue(id, out var before) || before.News != row.News))
        {
            Say(string.Format(
                CultureInfo.InvariantCulture,
                "{0}: {1}{2}{3}",
                row.Label,
                row.Status,
                row.Stage is null ? "" : $", {row.Stage}",
                row.HasEnded && row.Elapsed > TimeSpan.Zero ? $" after {ScreenRow.Clock(row.Elapsed)}" : ""));
        }

        rows[id] = row;
    }

    private void Draw()
    {
        if (!redraws)
        {
            return;
        }

        var ui = cmdlet.Host.UI;
        // A line as wide as the window would make some terminals begin another.
        var width = Math.Min(ui.RawUI.WindowSize.Width, ui.RawUI.BufferSize.Width) - 1;
        var layout = new ScreenLayout(width, rows.Keys.Max().ToString(CultureInfo.InvariantCulture).Length, isColored);
        var most = Math.Max(3, ui.RawUI.WindowSize.Height - 3);
        // Those at work first when there are more than the window shows, then those that did not end well.
        var visible = rows.OrderBy(row => rows.Count <= most ? 0 : !row.Value.HasEnded ? 0 : !row.Value.IsSuccess ? 1 : 2).Take(most).ToList();
        List<string> lines = [layout.Head, .. visible.Select(row => layout.Row(row.Key, row.Value)), layout.Total(rows.Values, rows.Count - visible.Count, now())];
        // A window that became narrower has broken the lines that stand there.
        var up = drawn.Sum(cells => 1 + (Math.Max(0, cells - 1) / Math.Max(1, width + 1)));
        ui.Write((up > 0 ? $"\u001b[{up}A\r\u001b[0J" : string.Empty) + string.Concat(lines.Select(line => line + "\n")));
        drawn = [.. lines.Select(line => TextCells.Of(isColored ? Plain(line) : line))];
    }

    private void Say(string line) => cmdlet.WriteInformation(new HostInformationMessage { Message = LogText.Line(TextCells.Clean(line)) }, ["PSHOST"]);

    private static string Plain(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\u001b\\[\\d+m", string.Empty);
}
