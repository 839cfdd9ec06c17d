using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Runs;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that show runs on a live screen until they have ended.</summary>
public abstract class WatchCommand : WaitingCommand
{
    private LiveScreen? screen;

    /// <summary>Ids of the runs to watch.</summary>
    public abstract long[]? Id { get; set; }

    /// <summary>Emits each {thing} as it ends.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected sealed override long[]? Ids => Id;

    private protected sealed override bool TellsNames => true;

    private LiveScreen Screen => screen ??= new LiveScreen(this, () => Client.Now);

    private protected sealed override Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        WaitFor(id, input?.BaseObject as Run, input);
        return Task.FromResult(Nothing);
    }

    private protected override async Task EndAsync()
    {
        await base.EndAsync().ConfigureAwait(false);
        Post(() => screen?.Finish());
    }

    private protected sealed override void OnProgress(WaitProgress progress) => Post(() => Screen.Show(progress));

    private protected sealed override async Task OnEndAsync(RunOutcome outcome)
    {
        Post(() =>
        {
            Screen.End(outcome);
            Log?.End(outcome, isTold: true);
            if (outcome.Run is not null)
            {
                Log?.Warn(outcome);
            }
        });
        if (outcome.Run is { } run)
        {
            // How it ended is on the screen; whoever wants it as an error waits for it.
            if (PassThru)
            {
                await WriteAsync(PlainObjects.ForOutput(run)).ConfigureAwait(false);
            }
        }
        else if (outcome.Error is { } error)
        {
            await ReportAsync(error, outcome.Id).ConfigureAwait(false);
        }
    }
}
