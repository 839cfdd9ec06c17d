using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace DataprepPS.Client.Runs;

/// <summary>
/// The starts of this session that are under way or were lost sight of, the latter until they are run again under their execution
/// id. As long as one is, no run that it may have made can be told to be another start's.
/// </summary>
internal sealed class StartsUnderWay
{
    private readonly ConcurrentDictionary<Guid, StartUnderWay> open = new();

    public IEnumerable<StartUnderWay> All => open.Values;

    public void Begin(StartUnderWay start) => open[start.Execution] = start;

    public void End(Guid execution) => open.TryRemove(execution, out _);
}

/// <summary>One start.</summary>
/// <param name="Execution">Its execution id.</param>
/// <param name="Noun">The kind of run, e.g. <c>JobGroup</c>.</param>
/// <param name="Source">What is run: the id of a recipe, flow or plan.</param>
internal sealed record StartUnderWay(Guid Execution, string Noun, long Source);
