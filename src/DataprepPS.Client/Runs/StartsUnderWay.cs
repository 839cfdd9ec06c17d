using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Client.Runs;

/// <summary>
/// The starts of this session that are under way or were lost sight of, the latter until they are run again under their execution
/// id. No run that one of them may have made can be told to be another start's.
/// </summary>
internal sealed class StartsUnderWay(TimeProvider time)
{
    // Gateways and servers hold a request for some minutes at the most: what a lost one makes it has made by then.
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(10);

    // A run that had been made may still seem to be younger than a start after it: the margin of each of the two moments.
    private static readonly TimeSpan ClockMargins = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, StartUnderWay> open = new();

    /// <summary>The start under an execution id that was lost sight of; null when none was.</summary>
    public StartUnderWay? FindLost(Guid execution) => open.TryGetValue(execution, out var start) && start.LostAt is not null ? start : null;

    /// <summary>Those whose runs may come up at some time since a moment of the session's clock; all of them when it is null.</summary>
    public IEnumerable<StartUnderWay> Since(long? moment) => open.Values.Where(start =>
        start.LostAt is not { } lost || moment is not { } then || time.GetElapsedTime(lost, then) < (start.IsMade ? ClockMargins : LongestHold));

    public void Begin(StartUnderWay start) => open[start.Execution] = start with { LostAt = null };

    /// <param name="start">The start.</param>
    /// <param name="isMade">Whether the server has said that it had made its run.</param>
    public void LoseSightOf(StartUnderWay start, bool isMade) => open[start.Execution] = start with { LostAt = time.GetTimestamp(), IsMade = isMade };

    public void End(StartUnderWay start) => open.TryRemove(start.Execution, out _);

    /// <summary>Ends an attempt that cannot have started anything: what was lost sight of under its id still is.</summary>
    public void Undo(StartUnderWay start, StartUnderWay? lost)
    {
        if (lost is null)
        {
            End(start);
        }
        else
        {
            open[lost.Execution] = lost;
        }
    }
}

/// <summary>One start.</summary>
/// <param name="Execution">Its execution id.</param>
/// <param name="Noun">The kind of run, e.g. <c>JobGroup</c>.</param>
/// <param name="Source">What is run: the id of a recipe, flow or plan.</param>
/// <param name="Begun">When the id was first used, by the session's clock; null when the user gave it, because it may be older.</param>
internal sealed record StartUnderWay(Guid Execution, string Noun, long Source, long? Begun)
{
    /// <summary>When it was lost sight of, by the session's clock; null while it is under way.</summary>
    public long? LostAt { get; init; }

    /// <summary>Whether its run was there when it was lost sight of, though nobody knows which it is.</summary>
    public bool IsMade { get; init; }
}
