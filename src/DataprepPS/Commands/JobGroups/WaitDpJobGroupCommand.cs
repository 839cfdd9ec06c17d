using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Commands;

/// <summary>Waits for job groups and emits each as it ends.</summary>
[Cmdlet(VerbsLifecycle.Wait, "DpJobGroup")]
[OutputType(typeof(JobGroup))]
public sealed class WaitDpJobGroupCommand : WaitingCommand
{
    /// <summary>The ids of the job groups.</summary>
    [Parameter(Position = 0)]
    [Alias("JobGroupId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>
    /// Ends as soon as one group has ended, well or badly. When several end within the same look, all of these are emitted.
    /// </summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "JobGroupId";

    private protected override bool WaitForAny => Any;

    private protected override Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        WaitFor(id, input?.BaseObject as JobGroup, input);
        return Task.FromResult<Func<Task>>(static () => Task.CompletedTask);
    }
}
