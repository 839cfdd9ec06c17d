using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Waits for many job groups as for one: pages of the job library where that costs fewer requests than asking
/// for each group, each group alone where it does not. Survives bad looks; ends only on Complete, Failed and
/// Canceled.
/// </summary>
public sealed class JobGroupWaiter
{
    // Alone, a group shows its stages; that is worth a request each for a few of them.
    private const int AloneUpTo = 4;
    private const int AtOnce = 8;

    // One page shows hundreds of groups, so a list may be read more often than a single old group.
    private static readonly TimeSpan LongestListInterval = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ListMargin = TimeSpan.FromMinutes(1);

    private readonly JobGroupClient groups;
    private readonly TimeProvider time;
    private readonly WaitOptions options;
    private readonly PollTolerance tolerance;
    private readonly Random random = new();
    private readonly object gate = new();
    private readonly Dictionary<long, WaitedGroup> pending = [];
    private TaskCompletionSource<bool> changed = NewSignal();
    private bool isSealed;
    private int finished;
    private int pagesOfList = 1;

    internal JobGroupWaiter(JobGroupClient groups, TimeProvider time, WaitOptions options)
    {
        this.groups = groups;
        this.time = time;
        this.options = options;
        tolerance = new PollTolerance(time, options.BadPollTime);
    }

    /// <summary>Adds a job group; may be called while the wait is on.</summary>
    /// <param name="id">The job group.</param>
    /// <param name="known">What is known of it, e.g. the reply of its start.</param>
    public void Add(long id, JobGroup? known = null)
    {
        lock (gate)
        {
            if (!pending.ContainsKey(id))
            {
                pending.Add(id, new WaitedGroup(id, known, time));
            }
        }

        Signal();
    }

    /// <summary>No more groups will be added, so the wait may end when those it has have ended.</summary>
    public void Seal()
    {
        lock (gate)
        {
            isSealed = true;
        }

        Signal();
    }

    /// <summary>The groups that have not ended yet.</summary>
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
    /// <param name="onEnd">Gets each group as it ends, and is awaited.</param>
    /// <param name="onProgress">Hears how far the wait is after each look.</param>
    /// <param name="context">Who asks. Cancelling it leaves the jobs running.</param>
    /// <exception cref="ApiException">The token was refused.</exception>
    public async Task RunAsync(Func<JobGroupOutcome, Task> onEnd, Action<WaitProgress>? onProgress, CallContext context)
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

            // Even the shortest time-out is enough for one look at each group.
            var isOver = options.Timeout is { } timeout && time.GetElapsedTime(started) >= timeout;
            if (isOver && all.TrueForAll(group => group.WasLookedAt))
            {
                await TimeOutAsync(all, options.Timeout!.Value, onEnd).ConfigureAwait(false);
                return;
            }

            var due = all.Where(group => group.IsDue(noMore || isOver)).ToList();
            if (due.Count > 0)
            {
                var ended = await LookAsync(all, due, context).ConfigureAwait(false);
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

    private (List<WaitedGroup> All, Task Changed, bool NoMore) Snapshot()
    {
        lock (gate)
        {
            return ([.. pending.Values], changed.Task, isSealed);
        }
    }

    private async Task PauseAsync(List<WaitedGroup> all, long started, Task signal, CancellationToken cancellation)
    {
        var pause = all.Count == 0 ? LongestInterval : all.Min(group => group.UntilNextLook);
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

    private async Task<List<JobGroupOutcome>> LookAsync(List<WaitedGroup> all, List<WaitedGroup> due, CallContext context)
    {
        var polling = context.WithRetryTime(TimeSpan.Zero);
        var listed = all.Where(group => !group.MissingFromLists).ToList();
        var byList = due.Count(group => !group.MissingFromLists) > Math.Max(AloneUpTo, pagesOfList);
        var alone = byList ? due.Where((group, index) => group.MissingFromLists || index < options.Details).ToList() : due;
        List<JobGroupOutcome> ended = [];
        if (byList)
        {
            await TryAsync(() => LookAtListAsync(listed, polling), context).ConfigureAwait(false);
            PlanTogether(listed);
        }

        for (var i = 0; i < alone.Count; i += AtOnce)
        {
            var some = alone.Skip(i).Take(AtOnce).ToList();
            var outcomes = await Task.WhenAll(some.Select(group => LookAloneAsync(group, polling))).ConfigureAwait(false);
            ended.AddRange(outcomes.OfType<JobGroupOutcome>());
            PlanEach(some);
        }

        ended.AddRange(all.Where(group => JobGroupStatus.IsFinished(group.Status) && ended.TrueForAll(other => other.Id != group.Id))
            .Select(group => new JobGroupOutcome(group.Id, group.Known, null)));
        WarnOfUnknown(all, context);
        return ended;
    }

    private async Task LookAtListAsync(List<WaitedGroup> wanted, CallContext context)
    {
        var open = wanted.ToDictionary(group => group.Id);
        var oldest = wanted.TrueForAll(group => group.Known?.CreatedAt is not null) ? wanted.Min(group => group.Known!.CreatedAt) - ListMargin : null;
        var lowest = wanted.Min(group => group.Id);
        var rows = 0;
        await groups.ListAsync(
            new ResourceQuery { Where = { ["dateFilter[createdAt][gte]"] = oldest }, Sort = "-id" },
            new ListOptions { FewRequests = true },
            row =>
            {
                rows++;
                if (open.TryGetValue(row.Id, out var group))
                {
                    group.See(row);
                    open.Remove(row.Id);
                }

                // Newest first: below the lowest id wanted there is nothing more to find.
                return Task.FromResult(row.Id > lowest);
            },
            context).ConfigureAwait(false);
        pagesOfList = 1 + (rows / (Pager<JobGroup>.PageSize / 2));
        foreach (var group in open.Values)
        {
            group.MissingFromLists = true;
        }
    }

    private async Task<JobGroupOutcome?> LookAloneAsync(WaitedGroup group, CallContext context)
    {
        try
        {
            var found = await groups.GetAsync(group.Id, new ReadOptions { Embed = ["jobs"] }, context).ConfigureAwait(false);
            group.See(found);
            tolerance.Good(group.Id);
            return null;
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            return tolerance.Tolerates(e, context, group.Id) ? null : new JobGroupOutcome(group.Id, null, e);
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
    private void PlanTogether(List<WaitedGroup> seen)
    {
        var dice = random.NextDouble();
        var interval = options.PollInterval ?? seen.Min(group => group.Interval(LongestListInterval, dice));
        seen.ForEach(group => group.Plan(interval));
    }

    private void PlanEach(List<WaitedGroup> seen) =>
        seen.ForEach(group => group.Plan(options.PollInterval ?? group.Interval(LongestInterval, random.NextDouble())));

    private static void WarnOfUnknown(List<WaitedGroup> all, CallContext context)
    {
        foreach (var group in all.Where(group => group.Status is not null && !group.WarnedOfStatus && !JobGroupStatus.IsKnown(group.Status)))
        {
            group.WarnedOfStatus = true;
            context.Observer?.Warn($"Job group {group.Id} has the status \"{group.Status}\", which this module does not know. The wait goes on.");
        }
    }

    private async Task<int> ReportAsync(List<JobGroupOutcome> ended, Func<JobGroupOutcome, Task> onEnd, CallContext context)
    {
        foreach (var outcome in ended)
        {
            lock (gate)
            {
                pending.Remove(outcome.Id);
                finished++;
            }

            await onEnd(await ExplainAsync(outcome, context).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return ended.Count;
    }

    private async Task<JobGroupOutcome> ExplainAsync(JobGroupOutcome outcome, CallContext context)
    {
        if (outcome.Group is not { } group || group.IsSuccess)
        {
            return outcome;
        }

        if (JobGroupStatus.Is(group.Status, JobGroupStatus.Canceled))
        {
            return new JobGroupOutcome(group.Id, group, new JobGroupCanceledException(group));
        }

        group.Error ??= await groups.GetErrorTextAsync(group.Id, context.WithRetryTime(TimeSpan.FromSeconds(10))).ConfigureAwait(false);
        return new JobGroupOutcome(group.Id, group, new JobGroupFailedException(group, group.Error));
    }

    private static async Task TimeOutAsync(List<WaitedGroup> all, TimeSpan timeout, Func<JobGroupOutcome, Task> onEnd)
    {
        foreach (var group in all)
        {
            await onEnd(new JobGroupOutcome(group.Id, null, new WaitTimeoutException(group.Id, group.Status, timeout))).ConfigureAwait(false);
        }
    }

    private WaitProgress Progress()
    {
        lock (gate)
        {
            return new WaitProgress(finished, [.. pending.Values.Select(group => group.Progress())]);
        }
    }
}
