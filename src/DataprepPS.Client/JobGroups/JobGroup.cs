using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// A job group: one run of a recipe with all its stages. Follows runJobGroup, getJobGroup and listJobLibrary of
/// the API; what a reply does not carry is null.
/// </summary>
public sealed class JobGroup : Run
{
    private long? recipeId;
    private SourceName? learned;

    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long JobGroupId => Id;

    /// <summary>The recipe that was run: the API's <c>wrangledDataset.id</c>.</summary>
    [JsonIgnore]
    public long? RecipeId
    {
        get => recipeId ?? (WrangledDataset is { Id: > 0 } recipe ? recipe.Id : null);
        set => recipeId = value;
    }

    /// <summary>The server's name for it; often null.</summary>
    public string? Name { get; set; }

    /// <summary>The server's description; often null.</summary>
    public string? Description { get; set; }

    /// <summary>What started it: ui, schedule or api.</summary>
    [JsonPropertyName("ranfrom")]
    public string? RanFrom { get; set; }

    /// <summary>What it is: recipe, sampling, plan, profile, publish, ...</summary>
    [JsonPropertyName("ranfor")]
    public string? RanFor { get; set; }

    /// <summary>Whether a profile of the results is made.</summary>
    public bool? ProfilingEnabled { get; set; }

    /// <summary>What "now" means in date parameters of this run.</summary>
    public DateTimeOffset? RunParameterReferenceDate { get; set; }

    /// <summary>What the run reply says, e.g. <c>JobStarted</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The session id of the run reply.</summary>
    public string? SessionId { get; set; }

    /// <summary>The deployment whose run started it.</summary>
    [JsonIgnore]
    public long? DeploymentId { get; set; }

    /// <summary>How its stages follow one another.</summary>
    public JobGraph? JobGraph { get; set; }

    /// <summary>Its stages: their ids after a start, more with <c>embed=jobs</c>.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<Job>))]
    public IReadOnlyList<Job>? Jobs { get; set; }

    /// <summary>The recipe, with as much of it as was embedded.</summary>
    public ResourceReference? WrangledDataset { get; set; }

    /// <summary>The recipe's name, when embedded or learned.</summary>
    [JsonIgnore]
    public string? RecipeName => (WrangledDataset is { } recipe ? recipe.Name ?? NameOf(recipe) : null) ?? learned?.Name;

    /// <summary>The flow of the recipe, when embedded.</summary>
    [JsonIgnore]
    public long? FlowId => WrangledDataset?.Embedded("flow")?.FindId("id");

    /// <summary>The name of the recipe's flow, when embedded or learned.</summary>
    [JsonIgnore]
    public string? FlowName => WrangledDataset?.Embedded("flow")?.FindText("name") ?? learned?.Place;

    /// <summary>Why it failed: what its stages say, when embedded or looked up.</summary>
    [JsonIgnore]
    public string? Error { get => field ?? ErrorOfStages(); internal set; }

    /// <summary>The flow run it belongs to.</summary>
    [JsonIgnore]
    public long? FlowRunId => FlowRun is { Id: > 0 } run ? run.Id : null;

    /// <summary>The flow run it belongs to, with as much of it as was embedded. The schema spells it <c>flowrun</c>, servers <c>flowRun</c>.</summary>
    [JsonPropertyName("flowrun")]
    public ResourceReference? FlowRun { get; set; }

    /// <summary>The snapshot of the flow that was run.</summary>
    public ResourceReference? Snapshot { get; set; }

    /// <summary>The workspace.</summary>
    public ResourceReference? Workspace { get; set; }

    // v3 names the id so in replies of a run.
    [JsonInclude]
    [JsonPropertyName("jobgroupId")]
    internal long? RunId { get => null; set => Id = value ?? Id; }

    /// <summary>Which members of its type the reply had, a bit each; 0 when it was not read straight from the bytes.</summary>
    [JsonIgnore]
    internal ulong Told { get; set; }

    /// <summary>Whether a plan started it.</summary>
    [JsonIgnore]
    internal bool IsOfPlan => string.Equals(RanFor, "plan", StringComparison.OrdinalIgnoreCase);

    internal override long? SourceId { get => RecipeId; set => RecipeId = value; }

    internal override SourceName? SourceName { get => RecipeName is { } name ? new SourceName(name, FlowName) : null; set => learned = value; }

    internal override double? PercentComplete
    {
        get
        {
            var known = (Jobs ?? []).Where(job => job.Status is not null).ToArray();
            return known.Length == 0 ? null : known.Average(job => JobGroupStatus.IsSuccess(job.Status) ? 100 : job.PercentComplete ?? 0);
        }
    }

    internal override string? Stage
    {
        get
        {
            var running = (Jobs ?? []).Where(job => job.Status is not null && !JobGroupStatus.IsFinished(job.Status)
                && !JobGroupStatus.Is(job.Status, JobGroupStatus.Created)).ToArray();
            return running.Length == 0 ? null : string.Join(", ", running.Select(job => $"{job.JobType} {job.PercentComplete ?? 0:0} %"));
        }
    }

    /// <summary>Whether it is known to tell every member that another reply tells.</summary>
    internal bool TellsAllOf(JobGroup other) => other.Told is not 0 && (other.Told & ~Told) == 0
        && (other.Unknown is null || other.Unknown.Keys.All(name => Unknown?.ContainsKey(name) == true));

    internal override void Keep(Run before)
    {
        base.Keep(before);
        var known = (JobGroup)before;
        DeploymentId ??= known.DeploymentId;
        SessionId ??= known.SessionId;
        Reason ??= known.Reason;
        JobGraph ??= known.JobGraph;
        Jobs ??= known.Jobs;
    }

    // The recipe object behind the recipe's node has the name; newer servers repeat it.
    internal static string? NameOf(ResourceReference recipe) => recipe.Embedded("recipe")?.FindText("name");

    private string? ErrorOfStages()
    {
        var texts = (Jobs ?? []).Where(job => job.ErrorMessage?.Message is not null).Select(job => $"{job.JobType}: {job.ErrorMessage!.Message}").ToList();
        return texts.Count > 0 ? string.Join("; ", texts) : Embedded("workloadError") is { ValueKind: JsonValueKind.String } error ? PlainValues.Text(error) : null;
    }

    /// <summary>Name or recipe, and status.</summary>
    public override string ToString() => $"job group {Id}{(Status is null ? "" : $" ({Status})")}";
}

/// <summary>How the stages of a job group follow one another.</summary>
public sealed class JobGraph
{
    /// <summary>Job ids.</summary>
    public IReadOnlyList<long>? Vertices { get; set; }

    /// <summary>Which job waits for which.</summary>
    public IReadOnlyList<JobGraphEdge>? Edges { get; set; }
}

/// <summary>One step of a job graph.</summary>
public sealed class JobGraphEdge
{
    /// <summary>The job that comes first.</summary>
    public long Source { get; set; }

    /// <summary>The job that waits for it.</summary>
    public long Target { get; set; }

    /// <summary>source -> target.</summary>
    public override string ToString() => $"{Source} -> {Target}";
}
