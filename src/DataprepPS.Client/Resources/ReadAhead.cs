using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace DataprepPS.Client.Resources;

/// <summary>
/// Does several things at a time whose results are wanted in the order in which they were asked for. The first
/// result leaves before the second thing begins; then more and more run at once, up to a limit.
/// </summary>
public sealed class ReadAhead
{
    // Short enough not to be noticed, long enough for many results to leave together.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private readonly Queue<Task<Func<Task>>> inFlight = new();
    private readonly Func<int> limit;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int window = 1;

    /// <summary>Makes one.</summary>
    /// <param name="limit">The most at a time, asked anew each time.</param>
    public ReadAhead(Func<int> limit) => this.limit = limit;

    /// <summary>
    /// Begins something. Returns when there is room for more; results that were ready by then have been emitted.
    /// </summary>
    /// <param name="work">Does it and returns what emits its result.</param>
    public async Task AddAsync(Func<Task<Func<Task>>> work)
    {
        inFlight.Enqueue(Task.Run(work));
        var most = Math.Max(1, limit());
        while (inFlight.Count > 0 && (inFlight.Count >= Math.Min(window, most) || inFlight.Peek().IsCompleted))
        {
            await EmitNextAsync().ConfigureAwait(false);
            window = Math.Min(window * 2, most);
        }
    }

    /// <summary>
    /// Begins something if there is room for it and nothing needs emitting now; returns false, and does nothing, otherwise. Results
    /// that are ready wait for others only while these keep coming within milliseconds.
    /// </summary>
    /// <param name="work">Does it and returns what emits its result.</param>
    public bool TryAdd(Func<Task<Func<Task>>> work)
    {
        if (inFlight.Count + 1 >= Math.Min(window, Math.Max(1, limit()))
            || (inFlight.Count > 0 && inFlight.Peek().IsCompleted && clock.Elapsed >= Patience))
        {
            return false;
        }

        inFlight.Enqueue(Task.Run(work));
        return true;
    }

    /// <summary>Emits all that is left.</summary>
    public async Task CompleteAsync()
    {
        while (inFlight.Count > 0)
        {
            await EmitNextAsync().ConfigureAwait(false);
        }
    }

    private async Task EmitNextAsync()
    {
        var emit = await inFlight.Dequeue().ConfigureAwait(false);
        await emit().ConfigureAwait(false);
        clock.Restart();
    }
}
