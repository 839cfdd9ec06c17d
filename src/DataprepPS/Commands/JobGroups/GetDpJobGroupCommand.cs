using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads job groups by id, or lists them.</summary>
[Cmdlet(VerbsCommon.Get, "DpJobGroup", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(JobGroup))]
[OutputType(typeof(string))]
[Associations(
    "jobs", "jobs.errorMessage", "jobs.scriptResults", "jobs.scriptResults.storageLocation", "jobs.fileWriterJob.writeSetting", "wrangledDataset",
    "wrangledDataset.recipe", "wrangledDataset.flow", "creator", "updater", "flowRun", "jobgroupdataflowoptions")]
public sealed class GetDpJobGroupCommand : GetRunCommand
{
    private ReadOptions? read;

    /// <summary>
    /// The ids of the job groups. Several are worked on at a time, and many are looked for on pages of the list; the results come in
    /// the order of the ids.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("JobGroupId")]
    [ResourceId("JobGroupId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Emits the status alone, as a string.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public SwitchParameter StatusOnly { get; set; }

    /// <summary>Only the job groups of these flow runs: their ids, or the runs themselves.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("FlowRun")]
    [ResourceId("FlowRunId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? FlowRunId { get; set; }

    /// <summary>Only job groups of this kind: recipe, sampling, pendingDatasource, plan, extract, profile, publish, refresh.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(RanForCompleter))]
    [ValidateNotNullOrEmpty]
    [Query("ranfor")]
    public string? RanFor { get; set; }

    private protected override IResourceClient Resources => Client.JobGroups;

    // Somebody who says what to embed or which fields to send gets that.
    private protected override ReadOptions Read => read ??= new() { Embed = Embed, Fields = Field, IncludeDeleted = IncludeDeleted, WithNames = Embed is null && Field is null };

    // Those that are read with their names may be read together; the client sees to how many that are.
    private protected override int AtATime => Read.WithNames && !StatusOnly ? ReadAhead.Unlimited : base.AtATime;

    private protected override Task<string>? StatusAsync(long id) => StatusOnly ? Client.JobGroups.GetStatusAsync(id, Calls) : null;
}
