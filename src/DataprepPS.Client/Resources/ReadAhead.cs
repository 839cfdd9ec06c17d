using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Resources;

/// <summary>
/// Does several things at a time whose results are wanted in the order in which they were asked for. The first
/// result leaves before the second thing begins; then as many run at once as the server does without making each slower,
/// up to a limit. One that takes long holds back the results behind it, but not their work.
/// </summary>
public sealed class ReadAhead
{
    /// <summary>The limit for what sees itself to how much of it is done at once.</summary>
    public const int Unlimited = int.MaxValue;

    // Results that wait for an earlier one are kept; so many at the most.
    private const int MostKept = 1000;

    // Short enough not to be noticed, long enough for many results to leave together.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    // Input that comes more slowly than this is done one by one: its results are not kept for the next.
    private static readonly TimeSpan SlowInput = TimeSpan.FromMilliseconds(100);

    private readonly Queue<Task<Func<Task>>> inFlight = new();
    private readonly AdaptiveLimit adaptive = new();
    private readonly Func<int> limit;
    private readonly TimeProvider time;
    private long lastEmitted;
    private long? lastAdded;
    private volatile TaskCompletionSource<bool> ended = NewSignal();
    private int running;
    private bool hasEmitted;

    /// <summary>Makes one.</summary>
    /// <param name="limit">The most at a time, asked anew each time, or <see cref="Unlimited"/>.</param>
    public ReadAhead(Func<int> limit)
        : this(limit, TimeProvider.System)
    {
    }

    internal ReadAhead(Func<int> limit, TimeProvider time)
    {
        this.limit = limit;
        this.time = time;
        lastEmitted = time.GetTimestamp();
    }

    internal bool IsEmpty => inFlight.Count == 0;

    internal bool IsNextReady => !IsEmpty && inFlight.Peek().IsCompleted;

    private bool IsSlow => lastAdded is { } last && time.GetElapsedTime(last) > SlowInput;

    private int Allowed => limit() is var most && most == Unlimited ? MostKept : Math.Min(adaptive.Size, Math.Max(1, most));

    private bool IsFull => Volatile.Read(ref running) >= Allowed || inFlight.Count >= MostKept;

    /// <summary>
    /// Begins something. Returns when there is room for more; results that were ready by then have been emitted.
    /// </summary>
    /// <param name="work">Does it and returns what emits its result.</param>
    public async Task AddAsync(Func<Task<Func<Task>>> work)
    {
        var isSlow = IsSlow;
        Begin(work);
        while (inFlight.Count > 0)
        {
            var signal = ended.Task;
            if (isSlow || !hasEmitted || IsNextReady)
            {
                await EmitNextAsync().ConfigureAwait(false);
            }
            else if (IsFull)
            {
                await signal.ConfigureAwait(false);
            }
            else
            {
                break;
            }
        }

        lastAdded = time.GetTimestamp();
    }

    /// <summary>
    /// Begins something if there is room for it and nothing needs emitting now; returns false, and does nothing, otherwise. Results
    /// that are ready wait for others only while these keep coming within milliseconds.
    /// </summary>
    /// <param name="work">Does it and returns what emits its result.</param>
    public bool TryAdd(Func<Task<Func<Task>>> work)
    {
        if (Volatile.Read(ref running) + 1 >= Allowed
            || inFlight.Count >= MostKept
            || IsSlow
            || (IsNextReady && time.GetElapsedTime(lastEmitted) >= Patience))
        {
            return false;
        }

        Begin(work);
        lastAdded = time.GetTimestamp();
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

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Begin(Func<Task<Func<Task>>> work)
    {
        var flight = adaptive.Begin(Interlocked.Increment(ref running), Allowed);
        inFlight.Enqueue(Task.Run(async () =>
        {
            var begun = time.GetTimestamp();
            try
            {
                return await work().ConfigureAwait(false);
            }
            finally
            {
                adaptive.End(flight, time.GetElapsedTime(begun));
                Interlocked.Decrement(ref running);
                Interlocked.Exchange(ref ended, NewSignal()).TrySetResult(true);
            }
        }));
    }

    private async Task EmitNextAsync()
    {
        var emit = await inFlight.Dequeue().ConfigureAwait(false);
        await emit().ConfigureAwait(false);
        hasEmitted = true;
        lastEmitted = time.GetTimestamp();
    }
}
