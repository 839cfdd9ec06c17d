using System;
using System.Collections.Generic;

namespace DataprepPS.Client.Runs;

/// <summary>
/// The runs of this session's own starts, the newest of them: no later start may take one for its own. Who looks for a lost
/// start sees fewer rows than that, so what is forgotten cannot be met again.
/// </summary>
internal sealed class ClaimedRuns(int capacity)
{
    private readonly object sync = new();
    private readonly Dictionary<long, Guid> executions = [];
    private readonly Queue<long> order = new();

    public bool Contains(long id)
    {
        lock (sync)
        {
            return executions.ContainsKey(id);
        }
    }

    /// <summary>False when the run was claimed before.</summary>
    public bool TryAdd(long id, Guid execution)
    {
        lock (sync)
        {
            if (executions.ContainsKey(id))
            {
                return false;
            }

            executions.Add(id, execution);
            order.Enqueue(id);
            if (order.Count > capacity)
            {
                executions.Remove(order.Dequeue());
            }

            return true;
        }
    }

    /// <summary>The run that was started under an execution id, or null.</summary>
    public long? Find(Guid execution)
    {
        lock (sync)
        {
            foreach (var claim in executions)
            {
                if (claim.Value == execution)
                {
                    return claim.Key;
                }
            }

            return null;
        }
    }
}
