using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Runs;

/// <summary>
/// Waits for many runs of one kind as for one: pages of lists where that costs fewer requests than asking for each run, each
/// run alone where it does not. Survives bad looks; ends only on Complete, Failed and Canceled.
/// </summary>
public sealed class Waiter<T> : IWaiter
    where T : Run
{
    // Alone, a run shows what is at work in it; that is worth a request each for a few of them.
    private const int AloneUpTo = 4;
    private const int AtOnce = 8;

    // One page shows hundreds of runs, so a list may be read more often than a single old run.
    private static readonly TimeSpan LongestListInterval = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ExplainTime = TimeSpan.FromSeconds(10);

    private readonly RunClient<T> runs;
    private readonly TimeProvider time;
    private readonly WaitOptions options;
    private readonly PollTolerance tolerance;
    private readonly PollTolerance confirming;
    private readonly Random random = new();
    private readonly object gate = new();
    private readonly Dictionary<long, WaitedRun<T>> pending = [];
    private TaskCompletionSource<bool> changed = NewSignal();
    private readonly Dictionary<long, SourceName?> names = [];
    private bool isSealed;
    private int finished;
    private int failed;
    private int pagesOfList = 1;

    internal Waiter(RunClient<T> runs, TimeProvider time, WaitOptions options)
    {
        this.runs = runs;
        this.time = time;
        this.options = options;
        tolerance = new PollTolerance(time, options.BadPollTime);
        confirming = new PollTolerance(time, options.BadPollTime);
    }

    /// <summary>Adds a run; may be called while the wait is on.</summary>
    /// <param name="id">The run.</param>
    /// <param name="known">What is known of it, e.g. the reply of its start.</param>
    public void Add(long id, T? known = null)
    {
        lock (gate)
        {
            if (!pending.ContainsKey(id))
            {
                pending.Add(id, new WaitedRun<T>(id, known, time));
            }
        }

        Signal();
    }

    /// <summary>No more will be added, so the wait may end when those it has have ended.</summary>
    public void Seal()
    {
        lock (gate)
        {
            isSealed = true;
        }

        Signal();
    }

    /// <summary>The runs that have not ended yet.</summary>
    public IReadOnlyList<long> Pending
    {
        get
        {
            lock (gate)
            {
                return [.. pending.Keys];
            }
        }
    }

    /// <summary>Waits.</summary>
    /// <param name="onEnd">Gets each run as it ends, and is awaited.</param>
    /// <param name="onProgress">Hears how far the wait is after each look.</param>
    /// <param name="context">Who asks. Cancelling it leaves the runs going on.</param>
    /// <exception cref="ApiException">The token was refused.</exception>
    public async Task RunAsync(Func<RunOutcome<T>, Task> onEnd, Action<WaitProgress>? onProgress, CallContext context)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var (all, signal, noMore) = Snapshot();
            if (all.Count == 0 && noMore)
            {
                return;
            }

            // Even the shortest time-out is enough for one look at each run.
            var isOver = options.Timeout is { } timeout && time.GetElapsedTime(started) >= timeout;
            if (isOver && all.TrueForAll(run => run.WasLookedAt))
            {
                await TimeOutAsync(all, options.Timeout!.Value, onEnd).ConfigureAwait(false);
                return;
            }

            var due = all.Where(run => run.IsDue(noMore || isOver)).ToList();
            if (due.Count > 0)
            {
                var ended = await LookAsync(all, due, context).ConfigureAwait(false);
                await NameAsync(all, context).ConfigureAwait(false);
                var count = await ReportAsync(ended, onEnd, context).ConfigureAwait(false);
                onProgress?.Invoke(Progress());
                if (options.Any && count > 0)
                {
                    return;
                }

                continue;
            }

            await PauseAsync(all, started, signal, context.Cancellation).ConfigureAwait(false);
        }
    }

    void IWaiter.Add(long id, Run? known) => Add(id, known as T);

    Task IWaiter.RunAsync(Func<RunOutcome, Task> onEnd, Action<WaitProgress>? onProgress, CallContext context) => RunAsync(onEnd, onProgress, context);

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        TaskCompletionSource<bool> signal;
        lock (gate)
        {
            signal = changed;
            changed = NewSignal();
        }

        signal.TrySetResult(true);
    }

    private (List<WaitedRun<T>> All, Task Changed, bool NoMore) Snapshot()
    {
        lock (gate)
        {
            return ([.. pending.Values], changed.Task, isSealed);
        }
    }

    private async Task PauseAsync(List<WaitedRun<T>> all, long started, Task signal, CancellationToken cancellation)
    {
        var pause = all.Count == 0 ? LongestInterval : all.Min(run => run.UntilNextLook);
        if (options.Timeout is { } timeout)
        {
            var left = timeout - time.GetElapsedTime(started);
            pause = left < pause ? left : pause;
        }

        if (pause <= TimeSpan.Zero)
        {
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // Timers count whole milliseconds: less than one would be no pause at all, again and again.
        pause = TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds));
        await Task.WhenAny(time.Delay(pause, end.Token), signal).ConfigureAwait(false);
        end.Cancel();
    }

    private async Task<List<RunOutcome<T>>> LookAsync(List<WaitedRun<T>> all, List<WaitedRun<T>> due, CallContext context)
    {
        var polling = context.WithRetryTime(TimeSpan.Zero);
        var listed = all.Where(run => !run.MissingFromLists).ToList();
        var byList = due.Count(run => !run.MissingFromLists) > Math.Max(AloneUpTo, pagesOfList);
        var alone = byList ? due.Where((run, index) => run.MissingFromLists || index < options.Details).ToList() : due;
        List<RunOutcome<T>> ended = [];
        if (byList)
        {
            await TryAsync(() => LookTogetherAsync(listed, polling), context).ConfigureAwait(false);
            PlanTogether(listed);
            alone.AddRange(listed.Where(run => run.Known?.NeedsLook == true).Except(alone));
        }

        for (var i = 0; i < alone.Count; i += AtOnce)
        {
            var some = alone.Skip(i).Take(AtOnce).ToList();
            var outcomes = await Task.WhenAll(some.Select(run => LookAloneAsync(run, polling))).ConfigureAwait(false);
            ended.AddRange(outcomes.OfType<RunOutcome<T>>());
            PlanEach(some);
        }

        ended.AddRange(all.Where(run => JobGroupStatus.IsFinished(run.Status) && ended.TrueForAll(other => other.Id != run.Id))
            .Select(run => new RunOutcome<T>(run.Id, run.Known, null)));
        WarnOfUnknown(all, context);
        return ended;
    }

    private async Task LookTogetherAsync(List<WaitedRun<T>> wanted, CallContext context)
    {
        var rows = await runs.LookTogetherAsync(wanted, context).ConfigureAwait(false);
        pagesOfList = 1 + (rows / (Pager<T>.PageSize / 2));
    }

    private async Task<RunOutcome<T>?> LookAloneAsync(WaitedRun<T> run, CallContext context)
    {
        // Lists that are well say nothing about what they cannot tell.
        var bearing = run.Known?.NeedsLook == true ? confirming : tolerance;
        try
        {
            run.See(await runs.LookAsync(run.Id, run.Known, context).ConfigureAwait(false));
            bearing.Good(run.Id);
            return null;
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            return bearing.Tolerates(e, context, run.Id) ? null : new RunOutcome<T>(run.Id, null, e);
        }
    }

    private async Task TryAsync(Func<Task> look, CallContext context)
    {
        try
        {
            await look().ConfigureAwait(false);
            tolerance.Good();
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            if (!tolerance.Tolerates(e, context))
            {
                throw;
            }
        }
    }

    // All of them at one time, that of the first: apart they would fall due a few at a time, and be looked at alone.
    private void PlanTogether(List<WaitedRun<T>> seen)
    {
        var dice = random.NextDouble();
        var interval = options.PollInterval ?? seen.Min(run => run.Interval(LongestListInterval, dice));
        seen.ForEach(run => run.Plan(interval));
    }

    private void PlanEach(List<WaitedRun<T>> seen) =>
        seen.ForEach(run => run.Plan(options.PollInterval ?? run.Interval(LongestInterval, random.NextDouble())));

    // Many runs are of few recipes: one of each is asked for its name, and the others are called the same.
    private async Task NameAsync(List<WaitedRun<T>> all, CallContext context)
    {
        var nameless = options.Names ? all.Where(run => run.Source is null && run.Known is not null).ToList() : [];
        var asked = nameless.Where(run => run.Known!.SourceName is null && !names.ContainsKey(SourceOf(run))).GroupBy(SourceOf).Take(AtOnce).Select(same => same.First()).ToList();
        var found = await Task.WhenAll(asked.Select(run => TryNameAsync(run.Known!, context.WithRetryTime(TimeSpan.Zero)))).ConfigureAwait(false);
        foreach (var (run, name) in asked.Zip(found, (run, name) => (run, name)))
        {
            names[SourceOf(run)] = name;
        }

        foreach (var run in nameless)
        {
            run.Source = run.Known!.SourceName ?? (names.TryGetValue(SourceOf(run), out var name) ? name : null);
        }
    }

    private static long SourceOf(WaitedRun<T> run) => run.Known?.SourceId ?? -run.Id;

    private async Task<SourceName?> TryNameAsync(T run, CallContext context)
    {
        try
        {
            return await runs.NameAsync(run, context).ConfigureAwait(false);
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            // A kindness: a wait does not end for a name, nor ask for it again.
            return null;
        }
    }

    private void WarnOfUnknown(List<WaitedRun<T>> all, CallContext context)
    {
        foreach (var run in all.Where(run => run.Status is not null && !run.WarnedOfStatus && !JobGroupStatus.IsKnown(run.Status)))
        {
            run.WarnedOfStatus = true;
            context.Observer?.Warn($"{runs.Kind.Name(run.Id)} has the status \"{run.Status}\", which this module does not know. The wait goes on.");
        }
    }

    private async Task<int> ReportAsync(List<RunOutcome<T>> ended, Func<RunOutcome<T>, Task> onEnd, CallContext context)
    {
        foreach (var outcome in ended)
        {
            SourceName? source;
            lock (gate)
            {
                source = pending.TryGetValue(outcome.Id, out var run) ? run.Source : null;
                pending.Remove(outcome.Id);
                finished++;
                failed += JobGroupStatus.Is(outcome.Run?.Status, JobGroupStatus.Failed) ? 1 : 0;
            }

            await onEnd(Named(await ExplainAsync(outcome, context).ConfigureAwait(false), source)).ConfigureAwait(false);
        }

        return ended.Count;
    }

    private RunOutcome<T> Named(RunOutcome<T> outcome, SourceName? source)
    {
        if (outcome.Run is { SourceName: null } run)
        {
            // Whoever looks at it knows it by these.
            run.SourceName = source;
        }

        outcome.Name = runs.Kind.Name(outcome.Id);
        outcome.SourceName = source?.Name;
        outcome.SourcePlace = source?.Place;
        return outcome;
    }

    private async Task<RunOutcome<T>> ExplainAsync(RunOutcome<T> outcome, CallContext context)
    {
        if (outcome.Run is not { IsSuccess: false } run)
        {
            return outcome;
        }

        var why = await runs.WhyAsync(run, context.WithRetryTime(ExplainTime)).ConfigureAwait(false);
        return new RunOutcome<T>(run.Id, run, JobGroupStatus.Is(run.Status, JobGroupStatus.Canceled)
            ? new RunCanceledException(runs.Kind, run, why)
            : new RunFailedException(runs.Kind, run, why));
    }

    private async Task TimeOutAsync(List<WaitedRun<T>> all, TimeSpan timeout, Func<RunOutcome<T>, Task> onEnd)
    {
        foreach (var run in all)
        {
            await onEnd(Named(new RunOutcome<T>(run.Id, null, new WaitTimeoutException(runs.Kind, run.Id, run.Status, timeout)), run.Source)).ConfigureAwait(false);
        }
    }

    private WaitProgress Progress()
    {
        lock (gate)
        {
            return new WaitProgress(finished, failed, [.. pending.Values.Select(run => run.Progress(runs.Kind))]);
        }
    }
}
