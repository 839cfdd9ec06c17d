using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace DataprepPS.Client.Reports;

/// <summary>
/// Writes a report as one HTML page: what everybody reads is in its markup, the details are data beside it that its script
/// shows when somebody opens them. Its policy lets run nothing but that one script, known by its hash, and fetch nothing at all.
/// </summary>
internal sealed class HtmlReport(ReportText text, Report report)
{
    private const int MostReasons = 20;
    private const int MostLinks = 30;

    private static readonly Asset Style = new("report.css");
    private static readonly Asset Script = new("report.js");
    private static readonly HtmlTemplate Page = HtmlTemplate.Parse(new Asset("report.html").Text);

    private readonly ReportData data = new(text, report);

    public void Write(Stream target)
    {
        using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 65536, leaveOpen: true) { NewLine = "\n" };
        Page.Write(writer, Everything(), text);
    }

    private static string Policy { get; } =
        $"default-src 'none'; script-src '{Hash(Script)}'; style-src '{Hash(Style)}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private Scope Everything()
    {
        var failures = report.Failures;
        return new Scope
        {
            ["policy"] = Policy,
            ["style"] = Style,
            ["script"] = Script,
            ["title"] = report.Title,
            ["headline"] = report.Headline,
            ["host"] = report.Server.Host,
            ["madeAt"] = Iso(report.MadeAt),
            ["madeAtText"] = Said(report.MadeAt),
            ["count"] = Count(report.Groups.Count),
            ["state"] = (report.Groups.Count == 0 ? ReportState.Unknown : report.Groups[0].State).Word(),
            ["span"] = report.Start is not null && report.End is not null,
            ["start"] = Iso(report.Start),
            ["startText"] = Said(report.Start),
            ["end"] = Iso(report.End),
            ["endText"] = Said(report.End),
            ["spanText"] = Durations.Say(report.End - report.Start),
            ["rows"] = report.Rows,
            ["rowsText"] = Number(report.Rows),
            ["states"] = report.Groups.Count > 0,
            ["shares"] = string.Join(", ", report.ByState.Select(state => $"{state.Count()} {state.Key.Said()}")),
            ["segments"] = Segments(),
            ["unread"] = report.Unread.Count > 0,
            ["sentences"] = report.Unread.Select(sentence => new Scope { ["sentence"] = sentence }),
            ["failed"] = failures.Count > 0,
            ["reasons"] = failures.Take(MostReasons).Select(Reason),
            ["moreReasons"] = failures.Count > MostReasons ? $"And {failures.Count - MostReasons} more reasons: the table has them all." : null,
            ["groups"] = report.Groups.Select(Row),
            ["timeline"] = data.Timeline(),
            ["details"] = report.Groups.Select(group => new Scope { ["id"] = group.Group.Id, ["data"] = data.Details(group) }),
        };
    }

    private List<Scope> Segments()
    {
        List<Scope> segments = [];
        var x = 0.0;
        foreach (var state in report.ByState)
        {
            var width = 1000.0 * state.Count() / report.Groups.Count;
            segments.Add(new Scope
            {
                ["state"] = state.Key.Word(),
                ["stateName"] = Capital(state.Key.Word()),
                ["said"] = state.Key.Said(),
                ["number"] = state.Count(),
                ["x"] = Math.Round(x, 2),
                // A thin line of the ground between two of them.
                ["width"] = Math.Round(Math.Max(4, width - 2), 2),
            });
            x += width;
        }

        return segments;
    }

    private Scope Reason(IGrouping<string?, ReportGroup> reason, int index)
    {
        var groups = reason.ToList();
        var first = groups[0];
        var at = first.FailedStage?.End ?? first.Group.UpdatedAt;
        return new Scope
        {
            ["isFirst"] = index == 0,
            ["id"] = first.Group.Id,
            ["name"] = LinkName(first),
            ["stage"] = first.FailedStage?.Type,
            ["at"] = Iso(at),
            ["atText"] = Said(at),
            ["error"] = reason.Key ?? "The server gives no reason.",
            ["others"] = groups.Count > 1,
            ["othersText"] = groups.Count == 2 ? "1 more" : $"{groups.Count - 1} more",
            ["links"] = groups.Skip(1).Take(MostLinks).Select(group => new Scope { ["id"] = group.Group.Id, ["name"] = LinkName(group) }),
            ["more"] = groups.Count - 1 > MostLinks ? $"and {groups.Count - 1 - MostLinks} more" : null,
        };
    }

    private Scope Row(ReportGroup group) => new()
    {
        ["id"] = group.Group.Id,
        ["state"] = group.State.Word(),
        ["order"] = (int)group.State,
        ["status"] = group.Group.Status ?? "Unknown",
        ["name"] = group.Label,
        ["flow"] = group.Group.FlowName,
        ["start"] = Iso(group.Group.CreatedAt),
        ["startText"] = Said(group.Group.CreatedAt),
        ["startNumber"] = group.Group.CreatedAt?.ToUnixTimeMilliseconds(),
        ["duration"] = Durations.Say(report.DurationOf(group)),
        ["durationNumber"] = report.DurationOf(group) is { } time ? Math.Round(time.TotalMilliseconds) : null,
        ["rows"] = Number(group.Rows),
        ["rowsNumber"] = group.Rows,
        ["person"] = ReportData.Person(group),
    };

    private static string LinkName(ReportGroup group) => $"{group.Label} ({group.Group.Id})";

    private static string Count(int count) => count == 1 ? "1 job group" : $"{count} job groups";

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);

    private static string? Iso(DateTimeOffset? instant) => instant is { } known ? Json.Timestamps.Format(known) : null;

    // What stands there where no script puts it into the viewer's zone.
    private static string? Said(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string? Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture);

    private static string Hash(Asset asset)
    {
        using var algorithm = SHA256.Create();
        return "sha256-" + Convert.ToBase64String(algorithm.ComputeHash(Encoding.UTF8.GetBytes(asset.Text)));
    }
}
