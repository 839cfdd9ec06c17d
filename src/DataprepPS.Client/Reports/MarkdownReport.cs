using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DataprepPS.Client.Reports;

/// <summary>Writes a report as Markdown: a table, a Mermaid graph, and the failures in detail. Short enough for a step summary, whose host refuses one that is too long.</summary>
internal sealed class MarkdownReport(ReportText text, Report report)
{
    private const int MostRows = 500;
    private const int MostReasons = 25;
    private const int MostNames = 20;

    // Of a name or a value; the host of a step summary takes a megabyte and no more.
    private const int MostLetters = 120;

    // Mermaid refuses graphs of more than some hundred lines, and nobody reads them.
    private const int MostGraphs = 12;
    private const int MostGraphsOfSuccess = 3;
    private const int MostStages = 150;

    private readonly StringBuilder lines = new();

    public override string ToString()
    {
        lines.Clear();
        Line($"## {Signed(report.Groups.Count == 0 ? ReportState.Unknown : report.Groups[0].State, report.Headline)}");
        Line();
        Line($"**{text.Markdown(report.Title)}** · {text.Markdown(report.Server.Host)}{Span()}");
        Line();
        if (report.Groups.Count > 0)
        {
            Table();
            Failures();
            Graph();
        }

        foreach (var sentence in report.Unread)
        {
            Line($"> {text.Markdown(sentence)}");
            Line();
        }

        return lines.ToString().TrimEnd('\n') + "\n";
    }

    private void Table()
    {
        var hasRows = report.Rows is not null;
        Line($"| Status | Recipe | Flow | Job group | Started (UTC) | Duration |{(hasRows ? " Rows |" : string.Empty)}");
        Line($"| :-- | :-- | :-- | --: | :-- | --: |{(hasRows ? " --: |" : string.Empty)}");
        foreach (var group in report.Groups.Take(MostRows))
        {
            var row = group.Group;
            Line($"| {Signed(group.State, Cut(row.Status ?? "Unknown"))} | {text.Markdown(Cut(group.Label))} | {text.Markdown(Cut(group.Group.FlowName))} | [{row.Id}]({report.Addresses.Job(row.Id)}) | {Time(row.CreatedAt)} | {Durations.Say(report.DurationOf(group))} |{(hasRows ? $" {group.Rows?.ToString("N0", CultureInfo.InvariantCulture)} |" : string.Empty)}");
        }

        Line();
        More(report.Groups.Count - MostRows, "job groups");
    }

    private void Failures()
    {
        var failures = report.Failures;
        if (failures.Count == 0)
        {
            return;
        }

        Line("### What failed");
        Line();
        foreach (var reason in failures.Take(MostReasons))
        {
            var groups = reason.ToList();
            var names = string.Join(", ", groups.Take(MostNames).Select(group => $"{text.Markdown(Cut(group.Label))} ([{group.Group.Id}]({report.Addresses.Job(group.Group.Id)}))"));
            Line($"{names}{(groups.Count > MostNames ? $" and {groups.Count - MostNames} more" : string.Empty)}:");
            Line();
            Line(text.MarkdownBlock(reason.Key ?? "The server gives no reason."));
            Line();
            foreach (var group in groups.Where(group => group.Input.Count > 0).Take(MostNames))
            {
                Line($"- {group.Group.Id} came from {string.Join(", ", group.Input.Take(MostNames).Select(value => $"{text.Markdown(Cut(value.Key))} = {text.Markdown(Cut(value.Value))}"))}");
            }

            if (groups.Any(group => group.Input.Count > 0))
            {
                Line();
            }
        }

        More(failures.Count - MostReasons, "reasons");
    }

    // One part for each group that did not end well, or for some of those that did; the table has the others.
    private void Graph()
    {
        var left = MostStages;
        var bad = report.Groups.Where(group => group.State != ReportState.Complete && group.Stages.Count > 0).Take(MostGraphs).ToList();
        var groups = (bad.Count > 0 ? bad : report.Groups.Where(group => group.Stages.Count > 0).Take(MostGraphsOfSuccess)).TakeWhile(group => (left -= group.Stages.Count) >= 0).ToList();
        if (groups.Count == 0)
        {
            return;
        }

        Line("```mermaid");
        Line("flowchart LR");
        // Mermaid draws what comes last at the top.
        foreach (var group in Enumerable.Reverse(groups))
        {
            Line($"  subgraph g{group.Group.Id}[\"{text.Label($"{Cut(group.Label)} ({group.Group.Id})")}\"]");
            Line("    direction LR");
            foreach (var stage in group.Stages)
            {
                var took = Durations.Say(report.SpanOf(group, stage) is { } span ? span.End - span.Start : null);
                Line($"    j{stage.Id}[\"{text.Label($"{stage.State.Sign()} {Cut(stage.Type)}{(took.Length == 0 ? string.Empty : ", " + took)}")}\"]:::{stage.State.Word()}");
            }

            foreach (var edge in group.Edges)
            {
                Line($"    j{edge.Source} --> j{edge.Target}");
            }

            Line("  end");
        }

        // Tones that can be read on the light and the dark page of a host.
        Line("  classDef complete fill:#e4f4eb,stroke:#187346,color:#0d3b24");
        Line("  classDef failed fill:#fdebe9,stroke:#bd241c,color:#5c0f0b,stroke-width:3px");
        Line("  classDef canceled fill:#fbf0da,stroke:#855300,color:#452b00,stroke-dasharray:5 3");
        Line("  classDef running fill:#e5f0fb,stroke:#0b57a4,color:#062c53");
        Line("  classDef waiting fill:#eceff3,stroke:#55606f,color:#2b323b,stroke-dasharray:2 3");
        Line("  classDef unknown fill:#eceff3,stroke:#55606f,color:#2b323b,stroke-dasharray:2 3");
        Line("```");
        Line();
    }

    private string Span()
    {
        if (report.Start is not { } start || report.End is not { } end)
        {
            return string.Empty;
        }

        var rows = report.Rows is { } number ? $" · {number.ToString("N0", CultureInfo.InvariantCulture)} rows" : string.Empty;
        return $" · {Time(start)} to {Time(end)} UTC · {Durations.Say(end - start)}{rows}";
    }

    private string Cut(string? words) => text.Line(words) is { Length: > MostLetters } line
        ? line.Substring(0, char.IsHighSurrogate(line[MostLetters - 1]) ? MostLetters - 1 : MostLetters) + "…"
        : text.Line(words);

    private string Signed(ReportState state, string words) => $"{state.Sign()} {text.Markdown(words)}";

    private void More(int count, string things)
    {
        if (count > 0)
        {
            Line($"And {count} more {things}.");
            Line();
        }
    }

    private static string Time(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? string.Empty;

    private void Line(string line = "") => lines.Append(line).Append('\n');
}
