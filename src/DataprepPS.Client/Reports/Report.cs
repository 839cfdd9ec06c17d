using System;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Client.Reports;

/// <summary>A report over job groups: what happened, the failed ones first. Written as a page or as Markdown.</summary>
public sealed class Report
{
    internal Report(string title, Uri server, DateTimeOffset madeAt, IReadOnlyList<ReportGroup> groups)
    {
        Title = title;
        Server = server;
        MadeAt = madeAt;
        Groups = [.. groups.OrderBy(group => group.State)];
        Addresses = new WebAddresses(server);
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The API's address.</summary>
    public Uri Server { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; }

    /// <summary>The job groups, failed ones first, otherwise in the order in which they were given.</summary>
    public IReadOnlyList<ReportGroup> Groups { get; }

    /// <summary>What could not be read at all, each as a sentence.</summary>
    public IReadOnlyList<string> Unread { get; set; } = [];

    internal WebAddresses Addresses { get; }

    internal IReadOnlyList<IGrouping<ReportState, ReportGroup>> ByState => [.. Groups.GroupBy(group => group.State).OrderBy(state => state.Key)];

    internal DateTimeOffset? Start => Groups.Min(group => group.Group.CreatedAt);

    internal DateTimeOffset? End => Groups.Max(EndOf);

    internal long? Rows => Groups.Any(group => group.Rows is not null) ? Groups.Sum(group => group.Rows ?? 0) : null;

    /// <summary>The outcome in one sentence.</summary>
    internal string Headline
    {
        get
        {
            var failed = Groups.Count(group => group.State == ReportState.Failed);
            var open = Groups.Count(group => group.State is ReportState.Running or ReportState.Waiting or ReportState.Unknown);
            return (Groups.Count, failed, open) switch
            {
                (0, _, _) => "No job groups",
                (1, 1, _) => "The job group failed",
                (_, > 0, _) when failed == Groups.Count => $"All {Groups.Count} job groups failed",
                (_, > 0, _) => $"{failed} of {Groups.Count} job groups failed",
                (1, _, 1) => "The job group has not ended yet",
                (_, _, > 0) => $"{open} of {Groups.Count} job groups have not ended yet",
                (1, _, _) when Groups[0].State == ReportState.Complete => "The job group is complete",
                _ when Groups.All(group => group.State == ReportState.Complete) => $"All {Groups.Count} job groups are complete",
                _ => $"{Groups.Count(group => group.State == ReportState.Canceled)} of {Groups.Count} job groups were canceled",
            };
        }
    }

    /// <summary>The failures by their reason, the reason that came first at the top.</summary>
    internal IReadOnlyList<IGrouping<string?, ReportGroup>> Failures => [.. Groups
        .Where(group => group.State == ReportState.Failed)
        .OrderBy(group => group.FailedStage?.End ?? group.Group.UpdatedAt ?? DateTimeOffset.MaxValue)
        .GroupBy(group => group.Group.Error)];

    /// <summary>When a group ended; of one that has not, now.</summary>
    internal DateTimeOffset? EndOf(ReportGroup group) => group.Group.IsFinished ? group.Group.UpdatedAt : group.Group.CreatedAt is null ? null : MadeAt;

    /// <summary>
    /// When a stage was at work. Servers make the records of all stages at the start of the run, so a stage's time counts from the end
    /// of those before it; where the order is not known, from the end of the first one.
    /// </summary>
    internal (DateTimeOffset Start, DateTimeOffset End)? SpanOf(ReportGroup group, ReportStage stage)
    {
        var end = stage.State switch
        {
            ReportState.Waiting => null,
            ReportState.Running => MadeAt,
            _ => stage.End,
        };
        if (stage.Start is not { } created || end is not { } ended || ended < created)
        {
            return null;
        }

        var before = group.IsGraphKnown
            ? group.Edges.Where(edge => edge.Target == stage.Id).Select(edge => group.Stage(edge.Source))
            : group.Stages.Take(1).Where(first => first.Id != stage.Id);
        var free = before.Max(other => other?.End);
        return (free > created && free <= ended ? free.Value : created, ended);
    }

    internal TimeSpan? DurationOf(ReportGroup group) => EndOf(group) - group.Group.CreatedAt is { } time && time >= TimeSpan.Zero ? time : null;
}
