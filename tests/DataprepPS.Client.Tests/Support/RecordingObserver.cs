using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;

namespace DataprepPS.Client.Tests.Support;

/// <summary>Keeps what a call told while it ran.</summary>
internal sealed class RecordingObserver : ICallObserver
{
    private readonly ConcurrentQueue<CallWait> waits = new();
    private readonly ConcurrentQueue<string> warnings = new();
    private readonly ConcurrentQueue<string> traces = new();
    private readonly TaskCompletionSource<CallWait> firstWait = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<CallWait> Waits => [.. waits];

    public IReadOnlyList<string> Warnings => [.. warnings];

    public IReadOnlyList<string> Traces => [.. traces];

    /// <summary>Ends when the first wait begins.</summary>
    public Task<CallWait> FirstWait => firstWait.Task;

    /// <summary>All that a user could have read.</summary>
    public string Text => string.Join('\n', waits.Select(wait => $"{wait.Operation} {wait.Reason}").Concat(warnings).Concat(traces));

    public void Waiting(CallWait wait)
    {
        waits.Enqueue(wait);
        firstWait.TrySetResult(wait);
    }

    public void Warn(string message) => warnings.Enqueue(message);

    public bool WantsTrace => true;

    public void Trace(string line) => traces.Enqueue(line);
}
