using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace DataprepPS.Client.Resources;

/// <summary>
/// Does several things at a time whose results are wanted in the order in which they were asked for. The first
/// result leaves before the second thing begins; then more and more run at once, up to a limit.
/// </summary>
public sealed class ReadAhead
{
    private readonly Queue<Task<Func<Task>>> inFlight = new();
    private readonly Func<int> limit;
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
    }
}
