using System.Management.Automation;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Commands;

/// <summary>Waits for job groups and emits each as it ends.</summary>
[Cmdlet(VerbsLifecycle.Wait, "DpJobGroup")]
[OutputType(typeof(JobGroup))]
public sealed class WaitDpJobGroupCommand : WaitCommand
{
    /// <summary>The ids of the job groups.</summary>
    [Parameter(Position = 0)]
    [Alias("JobGroupId")]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }
}
