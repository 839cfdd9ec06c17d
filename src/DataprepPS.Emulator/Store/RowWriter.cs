using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>Writes rows with what is embedded in them, straight to the wire.</summary>
internal sealed class RowWriter(World world, DateTimeOffset now)
{
    public World World => world;

    public Store Store => world.Store;

    public DateTimeOffset Now => now;

    /// <summary>Writes a row; with <paramref name="kept"/> only those members, its id and what is embedded.</summary>
    public void Write(Utf8JsonWriter writer, Row row, Embed embed, IReadOnlySet<string>? kept = null)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in row.Json)
        {
            if (name[0] == '_' || kept?.Contains(name) == false)
            {
                continue;
            }

            writer.WritePropertyName(name);
            if (embed.Find(name) is { } embedded)
            {
                embedded.Association.Write!(writer, row, embedded.Tree, this);
            }
            else if (value is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                value.WriteTo(writer);
            }
        }

        foreach (var (association, tree) in embed.Members.Where(member => !row.Json.ContainsKey(member.Association.Name) && kept?.Contains(member.Association.Name) != false))
        {
            writer.WritePropertyName(association.Name);
            association.Write!(writer, row, tree, this);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a member that refers to a row, with the row in it if it is embedded.</summary>
    public void WriteReference(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Collection collection, long id, Embed? embed)
    {
        if (embed is null || Store.FindAny(collection, id) is not { } row)
        {
            writer.WriteReference(name, id);
            return;
        }

        writer.WritePropertyName(name);
        Write(writer, row, embed);
    }

    /// <summary>Writes rows as an embedded collection.</summary>
    public void WriteList(Utf8JsonWriter writer, IEnumerable<Row> rows, Embed embed)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("data"u8);
        foreach (var row in rows)
        {
            Write(writer, row, embed);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
