using System;
using System.Collections.Generic;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Runs;

/// <summary>What can be done with runs of every kind, for callers that need not know the kind. See <see cref="RunClient{T}"/>.</summary>
public interface IRunClient : IResourceClient
{
    /// <summary>What people call them.</summary>
    RunKind Kind { get; }

    /// <summary>How many may be started at the same time: as many as the server may let through in a minute.</summary>
    int StartsAtATime { get; }

    /// <summary>Waits for them; one waiter for all of a call.</summary>
    IWaiter CreateWaiter(WaitOptions options);
}

/// <summary>A wait for many runs as for one, for callers that need not know the kind. See <see cref="Waiter{T}"/>.</summary>
public interface IWaiter
{
    /// <summary>The runs that have not ended yet.</summary>
    IReadOnlyList<long> Pending { get; }

    /// <summary>Adds a run; may be called while the wait is on.</summary>
    /// <param name="id">The run.</param>
    /// <param name="known">What is known of it, e.g. the reply of its start; a run of another kind tells nothing.</param>
    void Add(long id, Run? known);

    /// <summary>No more will be added, so the wait may end when those it has have ended.</summary>
    void Seal();

    /// <summary>Waits. See <see cref="Waiter{T}.RunAsync"/>.</summary>
    Task RunAsync(Func<RunOutcome, Task> onEnd, Action<WaitProgress>? onProgress, CallContext context);
}
