using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// The base of every cmdlet: hooks run on workers, whatever they write is written on the pipeline thread in
/// order, and Ctrl+C ends them wherever they wait.
/// </summary>
public abstract class AsyncCommand : PSCmdlet, IDisposable
{
    // After a stop, workers that do not end in this time are left behind: the prompt comes back.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(150);

    // Made at once, not at the first use, which could come after the stop.
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abort;
    private readonly PipelineQueue queue = new();
    private Action<object?>? writeRow;

    private protected AsyncCommand()
    {
        abort = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        Abort = abort.Token;
    }

    /// <summary>Set when the cmdlet shall end early: Ctrl+C, a consumer that has enough, an error that ends it.</summary>
    private protected CancellationToken Abort { get; }

    /// <summary>Whether -Verbose or $VerbosePreference asks for verbose lines.</summary>
    private protected bool IsVerbose { get; private set; }

    private protected virtual Task BeginAsync() => Task.CompletedTask;

    private protected virtual Task ProcessAsync() => Task.CompletedTask;

    /// <summary>
    /// Runs on the pipeline thread in place of <see cref="ProcessAsync"/> and must return at once: true when nothing is left to be
    /// awaited or written for this input now. Changing threads for each of a thousand inputs costs more than the work.
    /// </summary>
    private protected virtual bool TryProcess() => false;

    private protected virtual Task EndAsync() => Task.CompletedTask;

    /// <summary>Runs on the pipeline thread before <see cref="BeginAsync"/>.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>Runs on the pipeline thread before an error is written, or ends the cmdlet.</summary>
    private protected virtual void OnError(ErrorRecord record, bool isLast)
    {
    }

    /// <summary>Runs on the pipeline thread after each hook, whatever became of it.</summary>
    private protected virtual void AfterHook()
    {
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        Spelling.Correct(this);
        IsVerbose = MyInvocation.BoundParameters.TryGetValue("Verbose", out var given)
            ? given is SwitchParameter { IsPresent: true }
            : GetVariableValue("VerbosePreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);
        Begin();
        Run(BeginAsync);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        if (stop.IsCancellationRequested || !TryProcess())
        {
            Run(ProcessAsync);
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(EndAsync);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        // Said first: once the pipeline has ended, the prompt is back and nobody waits for this thread.
        OnStop();
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet ended in the same moment.
        }
    }

    /// <summary>Runs on another thread when the user stops the pipeline; its streams are closed by then.</summary>
    private protected virtual void OnStop()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends whatever still runs: PowerShell disposes of a cmdlet on every way out.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        try
        {
            abort.Cancel();
        }
        catch (AggregateException)
        {
            // A failing cancellation callback must not hide what the cmdlet ended with.
        }

        queue.Close();
        abort.Dispose();
        stop.Dispose();
    }

    private protected Task WriteAsync(object? value) => InvokeAsync(() =>
    {
        WriteObject(value);
        return true;
    });

    /// <summary>Writes one of many objects: as <see cref="WriteAsync"/>, but it may return some objects before it is taken.</summary>
    private protected Task WriteOneOfManyAsync(object? value) => queue.WriteRowAsync(value, writeRow ??= WriteObject);

    private protected Task WriteErrorAsync(ErrorRecord record) => InvokeAsync(() =>
    {
        OnError(record, isLast: false);
        WriteError(record);
        return true;
    });

    private protected Task<bool> ShouldProcessAsync(string target, string action) => InvokeAsync(() => ShouldProcess(target, action));

    /// <summary>Does something on the pipeline thread and waits for it.</summary>
    private protected Task<T> InvokeAsync<T>(Func<T> action) => queue.InvokeAsync(action);

    /// <summary>Does something on the pipeline thread, in order, without waiting for it.</summary>
    private protected void Post(Action action) => queue.Post(action);

    private void Run(Func<Task> hook)
    {
        if (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        // On the pool: no synchronisation context and no scheduler of the host is captured.
        var work = Task.Run(hook, CancellationToken.None);
        try
        {
            queue.Pump(work, abort.Cancel, Grace, stop.Token);
            work.GetAwaiter().GetResult();
        }
        catch (TerminatingErrorException e)
        {
            OnError(e.ErrorRecord, isLast: true);
            ThrowTerminatingError(e.ErrorRecord);
        }
        catch (DataprepException e)
        {
            var record = ErrorRecords.From(e, null);
            OnError(record, isLast: true);
            ThrowTerminatingError(record);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // Only a cancellation that was asked for is silent; any other would look like "no output, no error".
            throw new PipelineStoppedException();
        }
        finally
        {
            Observe(work);
            AfterHook();
        }
    }

    // A worker that was left behind may still fail; nobody is there to be told.
    private static void Observe(Task work) => work.ContinueWith(
        static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
