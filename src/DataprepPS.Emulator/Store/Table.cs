using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Emulator;

/// <summary>The rows of a collection by id, and who refers to what. The store's lock guards it.</summary>
internal sealed class Table(Collection collection, System.Threading.Lock sync)
{
    private readonly List<Row> rows = [];
    private readonly Dictionary<(string Member, long Target), List<long>> index = [];
    private Row[]? live;
    private Row[]? all;

    /// <summary>The rows that are not deleted, as they stand.</summary>
    public IReadOnlyList<Row> Live
    {
        get
        {
            lock (sync)
            {
                return live ??= [.. rows.Where(row => !row.IsDeleted)];
            }
        }
    }

    public IReadOnlyList<Row> All
    {
        get
        {
            lock (sync)
            {
                return all ??= [.. rows];
            }
        }
    }

    public long NextId
    {
        get
        {
            lock (sync)
            {
                return rows.Count == 0 ? 1 : rows[^1].Id + 1;
            }
        }
    }

    public Row? Find(long id)
    {
        lock (sync)
        {
            return Position(id) is >= 0 and var at ? rows[at] : null;
        }
    }

    /// <summary>The live rows whose member refers to an object.</summary>
    public IReadOnlyList<Row> With(string member, long target)
    {
        lock (sync)
        {
            return index.TryGetValue((member, target), out var ids) ? [.. ids.Select(Find).OfType<Row>().Where(row => !row.IsDeleted)] : [];
        }
    }

    /// <summary>The first of these, for what refers to an object only once.</summary>
    public Row? OneWith(string member, long target) => With(member, target) is [var first, ..] ? first : null;

    public void Put(Row row)
    {
        lock (sync)
        {
            (live, all) = (null, null);
            var at = Position(row.Id);
            if (at >= 0)
            {
                Reindex(rows[at], row);
                rows[at] = row;
            }
            else
            {
                Reindex(null, row);
                rows.Insert(~at, row);
            }
        }
    }

    /// <summary>Takes a row away as if it had never been.</summary>
    public void Forget(Row row)
    {
        lock (sync)
        {
            if (Position(row.Id) is >= 0 and var at)
            {
                (live, all) = (null, null);
                rows.RemoveAt(at);
                foreach (var reference in collection.References)
                {
                    if (row.Reference(reference.Member) is { } target)
                    {
                        index[(reference.Member, target)].Remove(row.Id);
                    }
                }
            }
        }
    }

    public void Clear()
    {
        lock (sync)
        {
            (live, all) = (null, null);
            rows.Clear();
            index.Clear();
        }
    }

    private void Reindex(Row? before, Row after)
    {
        foreach (var reference in collection.References)
        {
            var (old, target) = (before?.Reference(reference.Member), after.Reference(reference.Member));
            if (old == target)
            {
                continue;
            }

            if (old is { } left)
            {
                index[(reference.Member, left)].Remove(after.Id);
            }

            if (target is { } joined)
            {
                if (!index.TryGetValue((reference.Member, joined), out var ids))
                {
                    index[(reference.Member, joined)] = ids = [];
                }

                ids.Add(after.Id);
            }
        }
    }

    /// <summary>Where the row of an id is, or the complement of where it would be. Most come in the order of their ids.</summary>
    private int Position(long id)
    {
        if (rows.Count == 0 || id > rows[^1].Id)
        {
            return ~rows.Count;
        }

        var (low, high) = (0, rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].Id == id)
            {
                return middle;
            }

            (low, high) = rows[middle].Id < id ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
