using System;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Client.Resources;

/// <summary>
/// The changes of this session that are under way. What a lost reply had done can be told from what is seen on the server
/// only if no other change of the same kind was under way at any moment of it.
/// </summary>
internal sealed class Turns<TKey>
    where TKey : notnull
{
    private readonly List<Turn> open = [];

    /// <summary>Begins a change; dispose of the turn when it is over.</summary>
    public Turn Begin(TKey key)
    {
        var turn = new Turn(this, key);
        lock (open)
        {
            foreach (var other in open.Where(other => other.Key.Equals(key)))
            {
                other.IsShared = turn.IsShared = true;
            }

            open.Add(turn);
        }

        return turn;
    }

    /// <summary>One change under way.</summary>
    public sealed class Turn(Turns<TKey> turns, TKey key) : IDisposable
    {
        public TKey Key { get; } = key;

        /// <summary>Whether another change of the same key was under way at any moment of it.</summary>
        public bool IsShared { get; set; }

        public void Dispose()
        {
            lock (turns.open)
            {
                turns.open.Remove(this);
            }
        }
    }
}
