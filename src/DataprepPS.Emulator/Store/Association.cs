using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>Writes what is embedded under a name in a row.</summary>
internal delegate void WriteAssociation(Utf8JsonWriter writer, Row row, Embed embed, RowWriter rows);

/// <summary>Something that can be embedded in an object: the name that replies have it under, and what can be embedded in it in turn.</summary>
internal sealed class Association(string name, Func<Associations>? target = null, WriteAssociation? write = null)
{
    public string Name => name;

    public Associations Target => target?.Invoke() ?? Associations.None;

    public WriteAssociation? Write => write;

    /// <summary>The object that a member refers to.</summary>
    public static Association To(string member, Func<Collection> collection) => new(
        member,
        () => collection().Associations,
        (w, row, embed, rows) =>
        {
            if (row.Reference(member) is { } id && rows.Store.FindAny(collection(), id) is { } found)
            {
                rows.Write(w, found, embed);
            }
            else if (row.Json[member] is { } bare)
            {
                bare.WriteTo(w);
            }
            else
            {
                w.WriteNullValue();
            }
        });

    /// <summary>The objects of a collection that refer to the row, in an envelope.</summary>
    public static Association From(string name, Func<Collection> collection, string member) => new(
        name,
        () => collection().Associations,
        (w, row, embed, rows) => rows.WriteList(w, rows.Store[collection()].With(member, row.Id), embed));
}

/// <summary>What can be embedded in objects of one kind.</summary>
internal sealed class Associations(string collection, params IReadOnlyList<Association> members)
{
    public static readonly Associations None = new("objects");

    /// <summary>The kind's name as errors have it.</summary>
    public string Collection => collection;

    public IEnumerable<string> Names => members.Select(member => member.Name);

    public Association? this[string name] => members.FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
