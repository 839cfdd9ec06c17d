using System;
using System.Threading;

namespace DataprepPS.Client.Http;

/// <summary>
/// The time-out of one attempt, kept apart from the caller's cancellation: the first is an error to report or
/// retry, the second is obeyed in silence.
/// </summary>
internal sealed class AttemptTimeout : IDisposable
{
    private readonly CancellationTokenSource expired = new();
    private readonly CancellationTokenSource linked;
    private readonly ITimer timer;
    private readonly TimeSpan timeout;

    public AttemptTimeout(TimeProvider time, TimeSpan timeout, CancellationToken caller)
    {
        this.timeout = timeout;
        linked = CancellationTokenSource.CreateLinkedTokenSource(expired.Token, caller);
        timer = time.CreateTimer(static state => Expire((CancellationTokenSource)state!), expired, timeout, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => linked.Token;

    public bool Expired => expired.IsCancellationRequested;

    /// <summary>Starts the time-out again: a long download is alive as long as bytes come.</summary>
    public void Restart() => timer.Change(timeout, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        timer.Dispose();
        linked.Dispose();
        expired.Dispose();
    }

    private static void Expire(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended in the same moment.
        }
    }
}
