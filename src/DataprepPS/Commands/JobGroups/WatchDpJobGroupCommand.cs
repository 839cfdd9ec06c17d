using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Shows job groups on a live screen until they have ended.</summary>
[Cmdlet(VerbsCommon.Watch, "DpJobGroup")]
[OutputType(typeof(JobGroup))]
public sealed class WatchDpJobGroupCommand : WaitingCommand
{
    private LiveScreen? screen;

    /// <summary>The ids of the job groups.</summary>
    [Parameter(Position = 0)]
    [Alias("JobGroupId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>Emits each job group as it ends.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "JobGroupId";

    private LiveScreen Screen => screen ??= new LiveScreen(this);

    private protected override Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        WaitFor(id, input?.BaseObject as JobGroup, input);
        return Task.FromResult<Func<Task>>(static () => Task.CompletedTask);
    }

    private protected override void OnProgress(WaitProgress progress) => Post(() => Screen.Show(progress));

    private protected override async Task OnEndAsync(JobGroupOutcome outcome)
    {
        Post(() => Screen.End(outcome));
        if (outcome.Group is { } group)
        {
            // How it ended is on the screen; whoever wants it as an error uses Wait-DpJobGroup.
            if (PassThru)
            {
                await WriteAsync(PlainObjects.ForOutput(group)).ConfigureAwait(false);
            }
        }
        else if (outcome.Error is { } error)
        {
            await ReportAsync(error, outcome.Id).ConfigureAwait(false);
        }
    }
}
