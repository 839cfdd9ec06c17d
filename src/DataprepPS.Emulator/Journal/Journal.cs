using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace DataprepPS.Emulator;

/// <summary>What the server has seen and done. The last requests are kept; the counters cover all of them.</summary>
public sealed class Journal
{
    private const string NoOperation = "(no route)";

    private readonly Lock sync = new();
    private readonly Queue<JournalEntry> entries = new();
    private readonly Queue<JournalAction> actions = new();
    private readonly Dictionary<string, long> requestsByOperation = new(StringComparer.Ordinal);
    private readonly int capacity;
    private long sequence;
    private int inFlight;

    internal Journal(int capacity) => this.capacity = capacity;

    /// <summary>The last requests, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (sync)
            {
                return [.. entries];
            }
        }
    }

    /// <summary>The last changes of state, oldest first.</summary>
    public IReadOnlyList<JournalAction> Actions
    {
        get
        {
            lock (sync)
            {
                return [.. actions];
            }
        }
    }

    /// <summary>The counters as they stand.</summary>
    public JournalStats Stats
    {
        get
        {
            lock (sync)
            {
                return new JournalStats(
                    RequestCount, ActionCount, MaxConcurrent, QuotaViolations, FaultsPlayed, ConnectionsOpened, requestsByOperation.ToDictionary());
            }
        }
    }

    /// <summary>All requests since the start or the last clearing.</summary>
    public long RequestCount { get; private set; }

    /// <summary>All changes of state.</summary>
    public long ActionCount { get; private set; }

    /// <summary>The most requests there were in flight at once.</summary>
    public int MaxConcurrent { get; private set; }

    /// <summary>How often the server said 429 because a quota was used up.</summary>
    public long QuotaViolations { get; private set; }

    public long FaultsPlayed { get; private set; }

    public long ConnectionsOpened { get; private set; }

    /// <summary>The requests of one operation that are still kept, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Of(string operationId) => [.. Entries.Where(e => e.OperationId == operationId)];

    /// <summary>How many requests of an operation came in all.</summary>
    public long Count(string operationId)
    {
        lock (sync)
        {
            return requestsByOperation.GetValueOrDefault(operationId);
        }
    }

    /// <summary>Forgets everything but the numbering.</summary>
    public void Clear()
    {
        lock (sync)
        {
            entries.Clear();
            actions.Clear();
            requestsByOperation.Clear();
            RequestCount = ActionCount = QuotaViolations = FaultsPlayed = ConnectionsOpened = 0;
            MaxConcurrent = inFlight;
        }
    }

    internal JournalEntry Begin(Func<long, int, JournalEntry> make)
    {
        lock (sync)
        {
            inFlight++;
            MaxConcurrent = Math.Max(MaxConcurrent, inFlight);
            RequestCount++;
            var entry = make(++sequence, inFlight);
            var operation = entry.OperationId ?? NoOperation;
            requestsByOperation[operation] = requestsByOperation.GetValueOrDefault(operation) + 1;
            Keep(entries, entry);
            return entry;
        }
    }

    internal void End(JournalEntry entry)
    {
        lock (sync)
        {
            inFlight--;
            entry.Finished = true;
        }
    }

    internal void Acted(JournalEntry entry, string effect)
    {
        lock (sync)
        {
            ActionCount++;
            Keep(actions, new JournalAction(entry.Sequence, entry.Time, entry.OperationId, entry.ExecutionId, effect));
        }
    }

    internal void CountQuotaViolation()
    {
        lock (sync)
        {
            QuotaViolations++;
        }
    }

    internal void CountFault()
    {
        lock (sync)
        {
            FaultsPlayed++;
        }
    }

    internal void CountConnection()
    {
        lock (sync)
        {
            ConnectionsOpened++;
        }
    }

    private void Keep<T>(Queue<T> queue, T item)
    {
        queue.Enqueue(item);
        if (queue.Count > capacity)
        {
            queue.Dequeue();
        }
    }
}

/// <summary>The journal's counters at a moment.</summary>
public sealed record JournalStats(
    long Requests,
    long Actions,
    int MaxConcurrent,
    long QuotaViolations,
    long FaultsPlayed,
    long ConnectionsOpened,
    IReadOnlyDictionary<string, long> RequestsByOperation);
