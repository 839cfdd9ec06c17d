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
    /// <summary>Ids of job groups.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("JobGroupId")]
    [ResourceId("JobGroupId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Emits the bare status.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public SwitchParameter StatusOnly { get; set; }

    /// <summary>Only those of these flow runs.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("FlowRun")]
    [ResourceId("FlowRunId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? FlowRunId { get; set; }

    /// <summary>Only of this kind.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(RanForCompleter))]
    [ValidateNotNullOrEmpty]
    [Query("ranfor")]
    public string? RanFor { get; set; }

    private protected override IResourceClient Resources => Client.JobGroups;

    private protected override Task<string>? StatusAsync(long id) => StatusOnly ? Client.JobGroups.GetStatusAsync(id, Calls) : null;
}
