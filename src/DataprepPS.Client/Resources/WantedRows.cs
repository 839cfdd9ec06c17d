using System;
using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Client.Resources;

/// <summary>Objects that are wanted by id, and the rows of a list that show them.</summary>
internal sealed class WantedRows<T>
    where T : Resource
{
    private readonly Dictionary<long, T?> rows = [];
    private readonly List<T> found = [];

    public int Count => rows.Count;

    public long Lowest { get; private set; } = long.MaxValue;

    public long Highest { get; private set; } = long.MinValue;

    /// <summary>The rows that were taken.</summary>
    public IReadOnlyList<T> Found => found;

    public void Add(long id)
    {
        rows[id] = null;
        Lowest = Math.Min(Lowest, id);
        Highest = Math.Max(Highest, id);
    }

    /// <summary>Does without the highest one.</summary>
    public void DropHighest()
    {
        rows.Remove(Highest);
        Highest = rows.Keys.DefaultIfEmpty(long.MinValue).Max();
    }

    /// <summary>Takes a row if it is one that is wanted.</summary>
    public void Take(T row)
    {
        if (rows.TryGetValue(row.Id, out var before) && before is null)
        {
            rows[row.Id] = row;
            found.Add(row);
        }
    }

    /// <summary>The row of an id; null while there is none.</summary>
    public T? Find(long id) => rows.TryGetValue(id, out var row) ? row : null;

    /// <summary>Gives a row away.</summary>
    public void Remove(T row) => rows.Remove(row.Id);

    /// <summary>As if none had been taken.</summary>
    public void Forget()
    {
        found.ForEach(row => rows[row.Id] = null);
        found.Clear();
    }
}
