using System;
using System.Net.Http.Headers;
using System.Threading;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// The right to send one call. Its end must be told: <see cref="Complete(int, HttpResponseHeaders)"/> when any reply came, else
/// <see cref="Dispose"/>, and then the call is taken as counted by the server. Disposing after completing does nothing.
/// </summary>
internal sealed class RatePermit : IDisposable
{
    private readonly RateGate gate;
    private int ended;

    internal RatePermit(RateGate gate, long call, TimeSpan sent)
    {
        this.gate = gate;
        Call = call;
        Sent = sent;
    }

    /// <summary>Numbers the calls of a gate in the order they were let go.</summary>
    internal long Call { get; }

    internal TimeSpan Sent { get; }

    /// <summary>A reply came. Tells how long to stay away: after a 429 for as long as the gate is closed, else if the server asks for it.</summary>
    public TimeSpan? Complete(int status, HttpResponseHeaders headers) => Complete(status, RateHeaders.Read(status, headers));

    internal TimeSpan? Complete(int status, RateHeaders headers) =>
        Interlocked.Exchange(ref ended, 1) == 0 ? gate.End(this, status, headers) : null;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref ended, 1) == 0)
        {
            gate.End(this);
        }
    }
}
