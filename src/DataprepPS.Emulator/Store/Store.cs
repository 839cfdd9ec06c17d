using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;

namespace DataprepPS.Emulator;

/// <summary>
/// All objects of the workspace but the job groups, of which there may be a million. One lock guards it; rows never change,
/// and may be read and written out at any time.
/// </summary>
internal sealed class Store(Lock sync, Func<DateTimeOffset> now)
{
    private readonly Dictionary<Collection, Table> tables = Collections.All.ToDictionary(collection => collection, collection => new Table(collection, sync));

    public Table this[Collection collection] => tables[collection];

    /// <summary>The row of an id, unless it is deleted.</summary>
    public Row? Find(Collection collection, long id) => FindAny(collection, id) is { IsDeleted: false } row ? row : null;

    public Row? FindAny(Collection collection, long id) => this[collection].Find(id);

    /// <summary>Adds a row, or replaces the one of that id. Members that are not given have the collection's defaults.</summary>
    public Row Add(Collection collection, JsonObject members, long? id = null)
    {
        lock (sync)
        {
            var table = this[collection];
            var row = new Row(collection, id ?? table.NextId, Complete(collection, members, id ?? table.NextId));
            table.Put(row);
            return row;
        }
    }

    /// <summary>Changes a row: <paramref name="change"/> gets a copy of its members.</summary>
    public Row Change(Row row, Action<JsonObject> change)
    {
        var json = (JsonObject)row.Json.DeepClone();
        change(json);
        return Replace(row, json);
    }

    /// <summary>Puts other members in the place of a row's.</summary>
    public Row Replace(Row row, JsonObject json)
    {
        lock (sync)
        {
            json["updatedAt"] = Wire.Text(now());
            if (row.Collection.IsOwned)
            {
                json["updater"] = Row.ReferenceTo(PersonRoutes.CurrentId);
            }

            var changed = new Row(row.Collection, row.Id, json, row.IsDeleted);
            this[row.Collection].Put(changed);
            return changed;
        }
    }

    /// <summary>Deletes a row, and with it what cannot be without it.</summary>
    public void Delete(Row row)
    {
        lock (sync)
        {
            this[row.Collection].Put(row.Deleted());
            foreach (var (collection, reference) in Collections.ReferringTo(row.Collection))
            {
                foreach (var other in this[collection].With(reference.Member, row.Id))
                {
                    switch (reference.Fate)
                    {
                        case Fate.Goes:
                            Delete(other);
                            break;
                        case Fate.Stays:
                            Change(other, json => json[reference.Member] = null);
                            break;
                    }
                }
            }
        }
    }

    public void Clear()
    {
        foreach (var table in tables.Values)
        {
            table.Clear();
        }
    }

    private JsonObject Complete(Collection collection, JsonObject given, long id)
    {
        var json = new JsonObject { ["id"] = id };
        foreach (var (name, value) in collection.Shape)
        {
            json[name] = Take(given, name, out var own) ? own : value?.DeepClone();
        }

        var stamp = Wire.Text(now());
        json["createdAt"] = stamp;
        json["updatedAt"] = stamp;
        if (collection.IsOwned)
        {
            json["creator"] = Row.ReferenceTo(PersonRoutes.CurrentId);
            json["updater"] = Row.ReferenceTo(PersonRoutes.CurrentId);
        }

        if (collection.IsOfWorkspace)
        {
            json["workspace"] = Row.ReferenceTo(1);
        }

        foreach (var name in given.Select(member => member.Key).Where(name => name != "id").ToList())
        {
            Take(given, name, out var own);
            json[name] = own;
        }

        collection.Complete?.Invoke(json, id);
        return json;
    }

    /// <summary>A node can be in one object only.</summary>
    private static bool Take(JsonObject from, string name, out JsonNode? value) => from.TryGetPropertyValue(name, out value) && from.Remove(name);
}
