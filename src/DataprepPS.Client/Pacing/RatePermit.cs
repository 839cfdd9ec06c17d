using System;
using System.Threading;

namespace DataprepPS.Client.Pacing;

/// <summary>
/// The right to send one call. Its end must be told: <see cref="Complete"/> when any reply came, else
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

    public void Complete(int status, RateHeaders headers)
    {
        if (Interlocked.Exchange(ref ended, 1) == 0)
        {
            gate.End(this, status, headers);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref ended, 1) == 0)
        {
            gate.End(this);
        }
    }
}
