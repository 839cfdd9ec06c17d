using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Runs;

namespace DataprepPS.Pipeline;

/// <summary>
/// One row a run, drawn again in place where the host can; elsewhere one line for each change, so that a
/// build log tells the story too.
/// </summary>
internal sealed class LiveScreen
{
    private const int BarWidth = 20;

    private readonly PSCmdlet cmdlet;
    private readonly bool redraws;
    private readonly SortedDictionary<long, Row> rows = [];
    private int drawn;

    public LiveScreen(PSCmdlet cmdlet)
    {
        this.cmdlet = cmdlet;
        redraws = Interactivity.IsWatched(cmdlet.Host) && cmdlet.Host.UI.SupportsVirtualTerminal;
    }

    public void Show(WaitProgress progress)
    {
        foreach (var group in progress.Pending)
        {
            Update(group.Id, new Row(group.Status ?? "Unknown", group.Stage, group.PercentComplete, group.Elapsed, group.Remaining));
        }

        Draw();
    }

    public void End(RunOutcome outcome)
    {
        var group = outcome.Run;
        var percent = group is { IsSuccess: true } ? 100 : (double?)null;
        Update(outcome.Id, new Row(group?.Status ?? "Not watched", group is null ? outcome.Error?.Message : null, percent, group?.Duration ?? TimeSpan.Zero, null));
        Draw();
    }

    private void Update(long id, Row row)
    {
        // A plain log gets a line when the status or the stages' names change, not for every percent.
        if (!redraws && (!rows.TryGetValue(id, out var before) || before.Key != row.Key))
        {
            Say(Text(id, row));
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
        var width = Math.Max(40, ui.RawUI.BufferSize.Width - 1);
        var most = Math.Max(3, ui.RawUI.WindowSize.Height - 2);
        // Those at work first when there are more than the window shows.
        var visible = rows.OrderBy(row => rows.Count > most && JobGroupStatus.IsFinished(row.Value.Status)).Take(most).Select(row => Fit(Text(row.Key, row.Value), width)).ToList();
        var up = drawn > 0 ? $"\u001b[{drawn}A" : string.Empty;
        ui.Write(up + string.Concat(visible.Select(line => $"\r\u001b[2K{line}\n")));
        drawn = visible.Count;
    }

    private void Say(string line) => cmdlet.WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);

    private static string Fit(string text, int width) => text.Length <= width ? text : text.Substring(0, width - 1) + "…";

    private static string Text(long id, Row row) => string.Format(
        CultureInfo.InvariantCulture,
        "{0,10}  {1,-10}  {2}  {3,4}  {4,8}  {5,9}  {6}",
        id,
        row.Status,
        Bar(row.Percent),
        row.Percent is { } percent ? $"{percent:0}%" : "",
        Clock(row.Elapsed),
        row.Remaining is { } remaining ? "-" + Clock(remaining) : "",
        row.Stage).TrimEnd();

    private static string Bar(double? percent)
    {
        var full = (int)Math.Round((percent ?? 0) / 100 * BarWidth);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }

    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    private sealed record Row(string Status, string? Stage, double? Percent, TimeSpan Elapsed, TimeSpan? Remaining)
    {
        public string Key => Status + "/" + new string((Stage ?? string.Empty).Where(character => !char.IsDigit(character)).ToArray());
    }
}
