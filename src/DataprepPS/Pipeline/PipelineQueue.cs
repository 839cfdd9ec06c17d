using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Pipeline;

/// <summary>
/// Work for the pipeline thread, queued by workers and done in order while a cmdlet waits for them: PowerShell's
/// streams may only be written on that thread.
/// </summary>
/// <remarks>
/// The queue has no bound: a bounded one dead-locks when the pipeline thread itself waits for a worker. Objects
/// are written through <see cref="InvokeAsync{T}"/>, or through <see cref="WriteRowAsync"/> when there are many, so a
/// slow consumer slows the producer.
/// </remarks>
internal sealed class PipelineQueue
{
    // Less than a page of a list: who takes nothing more is not fetched more for.
    private const int MostRowsAhead = 512;

    private readonly object gate = new();
    private readonly Queue<Item> items = new();
    private bool closed;
    private CancellationToken stop;

    // The rows at the end of the queue, while nothing else stands behind them.
    private Queue<object?>? open;
    private TaskCompletionSource<bool>? room;
    private int waitingRows;
    private int window = 1;
    private bool refusesRows;

    /// <summary>Does something on the pipeline thread, some time; dropped when the cmdlet has ended.</summary>
    public void Post(Action action) => Add(new Item(action, null));

    /// <summary>Does something on the pipeline thread and returns its result once it was done.</summary>
    /// <exception cref="OperationCanceledException">The cmdlet has ended.</exception>
    public Task<T> InvokeAsync<T>(Func<T> action)
    {
        // Continuations must not run on the pipeline thread: it has to go on pumping.
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var added = Add(new Item(
            () => done.TrySetResult(action()),
            error =>
            {
                if (error is null)
                {
                    done.TrySetCanceled();
                }
                else
                {
                    done.TrySetException(error);
                }
            }));
        if (!added)
        {
            done.TrySetCanceled();
        }

        return done.Task;
    }

    /// <summary>
    /// Writes one of many objects. The first one is awaited until it was taken; then the producer may be more and more
    /// of them ahead, fewer than a page, so that a whole batch costs one change of threads.
    /// </summary>
    /// <param name="row">The object.</param>
    /// <param name="write">Writes it, on the pipeline thread; the same for all rows.</param>
    /// <exception cref="OperationCanceledException">The cmdlet has ended.</exception>
    public Task WriteRowAsync(object? row, Action<object?> write)
    {
        lock (gate)
        {
            if (closed || refusesRows)
            {
                return Task.FromCanceled(new CancellationToken(canceled: true));
            }

            if (open is null)
            {
                var rows = new Queue<object?>();
                Enqueue(new Item(() => WriteAll(rows, write), EndRows));
                open = rows;
            }

            open.Enqueue(row);
            if (++waitingRows < window)
            {
                return Task.CompletedTask;
            }

            room ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return room.Task;
        }
    }

    /// <summary>Runs what is queued until the work is done and nothing is left.</summary>
    /// <param name="work">The worker.</param>
    /// <param name="abort">Called when something queued fails: tells the workers to end.</param>
    /// <param name="grace">How long workers may take to end after a stop before they are left behind.</param>
    /// <param name="stopped">Set when the user stops the pipeline.</param>
    /// <exception cref="PipelineStoppedException">The user stopped it.</exception>
    public void Pump(Task work, Action abort, TimeSpan grace, CancellationToken stopped)
    {
        ExceptionDispatchInfo? failure = null;
        stop = stopped;
        work.ContinueWith(static (_, state) => ((PipelineQueue)state!).Wake(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        using var waking = stopped.Register(static state => ((PipelineQueue)state!).Wake(), this);
        while (Next(work, failure is not null || stopped.IsCancellationRequested, grace) is { } item)
        {
            if (failure is not null || stopped.IsCancellationRequested)
            {
                item.Failed?.Invoke(null);
                continue;
            }

            try
            {
                item.Run();
            }
            catch (Exception e)
            {
                // Typically a stop from downstream, or -ErrorAction Stop. It must not leave before the workers have.
                failure = ExceptionDispatchInfo.Capture(e);
                item.Failed?.Invoke(e);
                abort();
            }
        }

        failure?.Throw();
        if (stopped.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Refuses everything from now on and releases whoever waits.</summary>
    public void Close()
    {
        Item[] left;
        lock (gate)
        {
            closed = true;
            left = [.. items];
            items.Clear();
            Monitor.PulseAll(gate);
        }

        foreach (var item in left)
        {
            item.Failed?.Invoke(null);
        }
    }

    private bool Add(Item item)
    {
        lock (gate)
        {
            if (closed)
            {
                return false;
            }

            Enqueue(item);
            return true;
        }
    }

    private void Enqueue(Item item)
    {
        open = null;
        items.Enqueue(item);
        Monitor.PulseAll(gate);
    }

    private void WriteAll(Queue<object?> rows, Action<object?> write)
    {
        while (TryTake(rows, out var row))
        {
            if (stop.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            write(row);
            CountWritten();
        }
    }

    private bool TryTake(Queue<object?> rows, out object? row)
    {
        lock (gate)
        {
            if (rows.Count > 0)
            {
                row = rows.Dequeue();
                return true;
            }

            if (open == rows)
            {
                open = null;
            }

            row = null;
            return false;
        }
    }

    private void CountWritten()
    {
        TaskCompletionSource<bool>? waiting;
        lock (gate)
        {
            if (--waitingRows > window / 2 || room is null)
            {
                return;
            }

            window = Math.Min(MostRowsAhead, window * 2);
            waiting = room;
            room = null;
        }

        waiting.TrySetResult(true);
    }

    // The rows were dropped, or one could not be written: nobody wants the others.
    private void EndRows(Exception? error)
    {
        TaskCompletionSource<bool>? waiting;
        lock (gate)
        {
            refusesRows = true;
            waiting = room;
            room = null;
        }

        if (error is null)
        {
            waiting?.TrySetCanceled();
        }
        else
        {
            waiting?.TrySetException(error);
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    // The next thing to do; null when the work has ended and nothing is left, or when it takes too long to end.
    private Item? Next(Task work, bool ending, TimeSpan grace)
    {
        lock (gate)
        {
            while (true)
            {
                if (items.Count > 0)
                {
                    return items.Dequeue();
                }

                if (work.IsCompleted)
                {
                    return null;
                }

                if (!ending)
                {
                    Monitor.Wait(gate);
                    // Woken by a stop: the caller looks at it and comes back with less patience.
                    if (items.Count == 0 && !work.IsCompleted)
                    {
                        return Item.Nothing;
                    }
                }
                else if (!Monitor.Wait(gate, grace))
                {
                    return null;
                }
            }
        }
    }

    private sealed class Item(Action run, Action<Exception?>? failed)
    {
        public static readonly Item Nothing = new(static () => { }, null);

        public Action Run { get; } = run;

        public Action<Exception?>? Failed { get; } = failed;
    }
}
