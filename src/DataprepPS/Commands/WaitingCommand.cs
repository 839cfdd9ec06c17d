using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Builds;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that can wait for runs, which are job groups unless they say otherwise: one waiter for all of the call.</summary>
public abstract class WaitingCommand : IdCommand
{
    // As many as the progress shows bars for.
    private const int ShownInDetail = 6;

    private readonly ConcurrentDictionary<long, PSObject?> inputs = new();
    private IWaiter? waiter;
    private Task? waiting;

    /// <summary>
    /// The most to wait (under -Wait, where the cmdlet has that), for example 01:30:00; a plain number counts seconds. Without
    /// it the wait has no end. It counts from the first input, and each run is looked at once even when the time is 0.
    /// When the time is over, each run that has not ended is the error DpWaitTimeout. Nothing is canceled: it runs on.
    /// </summary>
    [Parameter]
    [Seconds]
    [Duration(MayBeZero = true)]
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// A fixed time between two looks at a run (under -Wait, where the cmdlet has that), for example 00:00:30; a plain
    /// number counts seconds. Without it the time adapts: one second for a run that has just started, a tenth of its age
    /// later, never more than 15 seconds.
    /// </summary>
    [Parameter]
    [Seconds]
    [Duration]
    public TimeSpan? PollInterval { get; set; }

    /// <summary>
    /// Writes nothing for the service that runs the build. Under GitHub Actions and Azure DevOps the cmdlet otherwise folds the log
    /// of the wait, makes an error of its own of each run that failed, adds a report to the summary of the step and sets the ids as
    /// outputs. The variable $DpCiOutput = $false does the same for all cmdlets.
    /// </summary>
    [Parameter]
    public SwitchParameter NoCiOutput { get; set; }

    private protected virtual bool WaitForAny => false;

    /// <summary>Whether somebody is told what is waited for, and so wants its names.</summary>
    private protected virtual bool TellsNames => Log is not null || Interactivity.IsWatched(Host);

    /// <summary>What tells the service that runs the build; null elsewhere.</summary>
    private protected BuildLog? Log { get; private set; }

    /// <summary>The kind of run.</summary>
    private protected virtual IRunClient Runs => Client.JobGroups;

    /// <summary>Adds a run to those that are waited for; it is emitted when it ends.</summary>
    private protected void WaitFor(long id, Run? known, PSObject? input)
    {
        inputs[id] = input;
        var first = waiter is null;
        waiter ??= Runs.CreateWaiter(new WaitOptions
        {
            Timeout = Timeout,
            PollInterval = PollInterval,
            Any = WaitForAny,
            Details = Interactivity.IsWatched(Host) ? ShownInDetail : 0,
            Names = TellsNames,
        });
        waiter.Add(id, known);
        if (first)
        {
            if (Log is { } log)
            {
                Post(() => log.Begin($"Waiting for {Runs.Kind.Thing}s"));
            }

            // Beside the pipeline: runs that end while others still start leave with the next input.
            waiting = Task.Run(() => waiter.RunAsync(OnEndAsync, OnProgress, Calls));
        }
    }

    private protected override async Task StartAsync()
    {
        await base.StartAsync().ConfigureAwait(false);
        if (BuildHost.Current is not null)
        {
            Log = await InvokeAsync(() => BuildLog.Open(this, NoCiOutput)).ConfigureAwait(false);
        }
    }

    private protected override async Task EndAsync()
    {
        await base.EndAsync().ConfigureAwait(false);
        waiter?.Seal();
        if (waiting is not null)
        {
            await waiting.ConfigureAwait(false);
            await SummariseAsync().ConfigureAwait(false);
        }
    }

    private protected override void OnError(ErrorRecord record, bool isLast) => Log?.Issue(record, isLast);

    /// <summary>Tells the service that runs the build how it went so far: once, when the wait is over or an error is about to end it.</summary>
    private protected async Task SummariseAsync()
    {
        if (Log is not { } log || !await InvokeAsync(() => log.Finish(Runs.Kind.Thing)).ConfigureAwait(false))
        {
            return;
        }

        var markdown = await new BuildSummary(Client, Calls).WriteAsync(Runs.Kind.Noun + "Id", inputs).ConfigureAwait(false);
        await InvokeAsync(() =>
        {
            log.Summarise(markdown);
            return true;
        }).ConfigureAwait(false);
    }

    private protected virtual void OnProgress(WaitProgress progress) => Progress.Show($"Waiting for {Runs.Kind.Thing}s", progress);

    private protected virtual async Task OnEndAsync(RunOutcome outcome)
    {
        inputs.TryGetValue(outcome.Id, out var input);
        if (Log is { } log)
        {
            Post(() => log.End(outcome, isTold: false));
        }

        if (outcome.Run is { } run)
        {
            // Before the error, which may end the pipeline.
            await WriteAsync(WithInput(run, input)).ConfigureAwait(false);
        }

        if (outcome.Error is { } error)
        {
            if (Log is { EndsWithError: true })
            {
                await SummariseAsync().ConfigureAwait(false);
            }

            await ReportAsync(error, (object?)input ?? outcome.Id).ConfigureAwait(false);
        }
    }

    /// <summary>The run with the row it came from, so that a failed one can be traced to its line.</summary>
    private protected static object WithInput(Run run, PSObject? input)
    {
        var output = PlainObjects.ForOutput(run);
        if (input is null || input.BaseObject is ValueType or string or Run)
        {
            return output;
        }

        var traced = PSObject.AsPSObject(output);
        if (traced.Properties[InputRow.Note] is null)
        {
            traced.Properties.Add(new PSNoteProperty(InputRow.Note, input));
        }

        return traced;
    }

    private protected override void OnStop()
    {
        if (waiter?.Pending is not { Count: > 0 } pending)
        {
            return;
        }

        try
        {
            Host?.UI?.WriteWarningLine($"Stopped waiting. These {Runs.Kind.Thing}s run on: {ShortList.Of([.. pending.OrderBy(id => id)])}. Wait-Dp{Runs.Kind.Noun} waits for them, Stop-Dp{Runs.Kind.Noun} cancels them.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A host without a screen: there is nobody to tell.
        }
    }
}
