using System.Management.Automation;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Commands;

/// <summary>Shows job groups on a live screen until they have ended.</summary>
[Cmdlet(VerbsCommon.Watch, "DpJobGroup")]
[OutputType(typeof(JobGroup))]
public sealed class WatchDpJobGroupCommand : WatchCommand
{
    /// <summary>The ids of the job groups.</summary>
    [Parameter(Position = 0)]
    [Alias("JobGroupId")]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }
}
