using System;
using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Client.Reports;

/// <summary>All that a report shows of one job group.</summary>
public sealed class ReportGroup
{
    private readonly Dictionary<long, ReportStage> byId;

    internal ReportGroup(JobGroup group, IReadOnlyList<ReportStage> stages)
    {
        Group = group;
        Stages = stages;
        byId = [];
        foreach (var stage in stages)
        {
            byId[stage.Id] = stage;
        }

        IsGraphKnown = Known(group.JobGraph?.Edges).Any();
        Edges = IsGraphKnown ? [.. Known(group.JobGraph!.Edges)] : Chain(stages);
    }

    /// <summary>The job group as the server shows it.</summary>
    public JobGroup Group { get; }

    /// <summary>Properties of the row that the run came from: a line of a CSV file, say.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Input { get; set; } = [];

    /// <summary>What the server would not show, each as a sentence.</summary>
    public IReadOnlyList<string> Missing { get; internal init; } = [];

    internal IReadOnlyList<ReportStage> Stages { get; }

    internal IReadOnlyList<JobGraphEdge> Edges { get; }

    /// <summary>Whether the server told how the stages follow one another; otherwise they are shown in the order of their ids.</summary>
    internal bool IsGraphKnown { get; }

    internal IReadOnlyList<ReportOutput> Outputs { get; init; } = [];

    internal IReadOnlyList<ReportOutput> Publications { get; init; } = [];

    internal IReadOnlyList<ColumnProfile> Columns { get; init; } = [];

    internal ReportState State => ReportStates.Of(Group.Status);

    /// <summary>What to call it when there is room for one name.</summary>
    internal string Label => Group.RecipeName ?? Group.Name ?? (Group.RecipeId is { } recipe ? $"Recipe {recipe}" : $"Job group {Group.Id}");

    /// <summary>The rows that its main output has.</summary>
    internal long? Rows => Stages.Max(stage => stage.Rows);

    /// <summary>The stage that broke first.</summary>
    internal ReportStage? FailedStage => Stages.Where(stage => stage.State == ReportState.Failed).OrderBy(stage => stage.End ?? DateTimeOffset.MaxValue).FirstOrDefault();

    internal ReportStage? Stage(long id) => byId.TryGetValue(id, out var stage) ? stage : null;

    private IEnumerable<JobGraphEdge> Known(IReadOnlyList<JobGraphEdge>? edges) =>
        (edges ?? []).Where(edge => edge.Source != edge.Target && byId.ContainsKey(edge.Source) && byId.ContainsKey(edge.Target));

    private static List<JobGraphEdge> Chain(IReadOnlyList<ReportStage> stages) =>
        [.. stages.Zip(stages.Skip(1), (one, next) => new JobGraphEdge { Source = one.Id, Target = next.Id })];
}

/// <summary>One stage of a run.</summary>
internal sealed record ReportStage(long Id, string Type, string? Status)
{
    public ReportState State => ReportStates.Of(Status);

    public double? Percent { get; init; }

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>Rows of the main output that it wrote.</summary>
    public long? Rows { get; init; }

    public string? Error { get; init; }

    public string? Engine { get; init; }

    /// <summary>The id at the engine: for Google Dataflow, the Dataflow job's.</summary>
    public string? EngineId { get; init; }
}

/// <summary>A file or table that a run wrote or was published to.</summary>
internal sealed record ReportOutput(string Name, string? Kind, string? Action, bool IsMain, long? Rows);
