using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;

using DataprepPS.Client.Runs;

namespace DataprepPS.Pipeline;

/// <summary>
/// Progress bars of a cmdlet: one for the whole, one for each run up to a handful. At most two updates a
/// second, none when nobody watches, all gone on every way out, and no harm from a host that cannot show them.
/// </summary>
internal sealed class ProgressDisplay
{
    private const int MaxBars = 6;
    private static readonly long MinTicks = Stopwatch.Frequency / 2;
    private static int lastId;

    private readonly PSCmdlet cmdlet;
    private readonly Action<Action> post;
    private readonly bool isWatched;
    private readonly int rootId = Interlocked.Increment(ref lastId) * 100;
    private readonly Dictionary<long, int> slots = [];
    private readonly HashSet<int> shown = [];
    private long lastShown;
    private bool broken;

    public ProgressDisplay(PSCmdlet cmdlet, Action<Action> post)
    {
        this.cmdlet = cmdlet;
        this.post = post;
        isWatched = Interactivity.IsWatched(cmdlet.Host);
    }

    /// <summary>Shows a wait that is not about a run: a quota, a retry.</summary>
    public void Status(string text, int seconds)
    {
        if (isWatched)
        {
            post(() => Write(new ProgressRecord(rootId + 99, "Waiting", text) { SecondsRemaining = seconds }));
        }
    }

    /// <summary>Shows how far files have come.</summary>
    public void Transfer(string activity, string status, int? percent)
    {
        if (isWatched && IsTime())
        {
            post(() => Write(new ProgressRecord(rootId + 98, activity, status) { PercentComplete = percent ?? -1 }));
        }
    }

    public void Show(string activity, WaitProgress progress)
    {
        if (!isWatched || !IsTime())
        {
            return;
        }

        var total = progress.Finished + progress.Pending.Count;
        var root = new ProgressRecord(rootId, activity, $"{progress.Finished} of {total} ended{(progress.Failed > 0 ? $", {progress.Failed} failed" : "")}")
        {
            PercentComplete = total == 0 ? 0 : Math.Min(100, (int)((progress.Finished * 100.0 + progress.Pending.Sum(group => group.PercentComplete ?? 0)) / total)),
        };
        // Those already on screen stay there. Records are made here and never changed: what is queued must not move
        // under the host's hands.
        var current = progress.Pending.OrderBy(group => slots.ContainsKey(group.Id) ? 0 : 1).Take(MaxBars).Select(Bar).ToList();
        post(() =>
        {
            Write(root);
            foreach (var id in shown.Where(id => id != rootId && current.TrueForAll(bar => bar.ActivityId != id)).ToList())
            {
                End(id);
            }

            current.ForEach(Write);
        });
    }

    /// <summary>Takes every bar away. On the pipeline thread.</summary>
    public void Complete()
    {
        foreach (var id in shown.ToList())
        {
            End(id);
        }

        lastShown = 0;
    }

    private ProgressRecord Bar(RunProgress group)
    {
        if (!slots.TryGetValue(group.Id, out var slot))
        {
            slot = 1 + (slots.Count % 90);
            slots[group.Id] = slot;
        }

        var record = new ProgressRecord(rootId + slot, TextCells.Clean(RunLabel.Of(group)), $"{group.Status ?? "Unknown"}{(group.Stage is null ? "" : $": {group.Stage}")}")
        {
            ParentActivityId = rootId,
            PercentComplete = (int)(group.PercentComplete ?? -1),
        };
        if (group.Remaining is { TotalSeconds: >= 1 } remaining)
        {
            record.SecondsRemaining = (int)Math.Min(int.MaxValue, remaining.TotalSeconds);
        }

        return record;
    }

    private bool IsTime()
    {
        var now = Stopwatch.GetTimestamp();
        if (lastShown != 0 && now - lastShown < MinTicks)
        {
            return false;
        }

        lastShown = now;
        return true;
    }

    private void End(int id)
    {
        shown.Remove(id);
        Send(new ProgressRecord(id, "Waiting", "Done") { RecordType = ProgressRecordType.Completed });
    }

    private void Write(ProgressRecord record)
    {
        shown.Add(record.ActivityId);
        Send(record);
    }

    private void Send(ProgressRecord record)
    {
        if (broken)
        {
            return;
        }

        try
        {
            cmdlet.WriteProgress(record);
        }
        catch (PipelineStoppedException)
        {
            // The pump sees the stop by itself; here only the bar is lost.
        }
        catch (Exception e) when (e is not InvalidOperationException { Source: "System.Management.Automation" })
        {
            // A host that cannot show progress must not break the work.
            broken = true;
        }
    }
}
