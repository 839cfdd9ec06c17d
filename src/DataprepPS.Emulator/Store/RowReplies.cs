using System;
using System.Collections.Generic;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>What the API answers about rows.</summary>
internal static class RowReplies
{
    public static Reply One(Call call, Row row) => One(call, row, 200);

    /// <summary>A list of a collection, or of those of its rows that are given.</summary>
    public static Reply List(Call call, Collection collection, IReadOnlyList<Row>? source = null)
    {
        var embed = Embed.Of(call, collection.Associations);
        var (rows, kept) = (new RowWriter(call.World, call.Now), FieldFilter.Names(call, embed));
        return List(call, collection, (w, row) => rows.Write(w, row, embed, kept), source);
    }

    /// <summary>A list whose rows are written in a way of their own.</summary>
    public static Reply List(Call call, Collection collection, Action<Utf8JsonWriter, Row> write, IReadOnlyList<Row>? source = null)
    {
        var query = ListQuery.Of(call);
        var matching = RowQuery.Matching(call, collection, query, source);
        return Reply.List(query.Page(matching), write, query.IncludeCount ? () => matching.Count : null);
    }

    public static Reply Count(Call call, Collection collection, IReadOnlyList<Row>? source = null) =>
        Reply.Count(RowQuery.Matching(call, collection, ListQuery.Of(call), source).Count);

    public static Reply Created(Call call, Row row)
    {
        call.Acted($"{row.Collection.Singular} {row.Id} created");
        return One(call, row, 201);
    }

    public static Reply Updated(Call call, Row row)
    {
        call.Acted($"{row.Collection.Singular} {row.Id} changed");
        return row.Collection.UpdateAnswersRow ? One(call, row) : Minimal(row);
    }

    public static Reply Deleted(Call call, Row row)
    {
        Delete(call, row);
        return Reply.Empty(204);
    }

    public static void Delete(Call call, Row row)
    {
        call.Store.Delete(row);
        call.Acted($"{row.Collection.Singular} {row.Id} deleted");
    }

    /// <summary>What most updates answer.</summary>
    public static Reply Minimal(Row row) => Reply.Ok(w =>
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, row.Id);
        w.WriteReference("updater"u8, PersonRoutes.CurrentId);
        w.WriteString("updatedAt"u8, row.Text("updatedAt"));
        w.WriteEndObject();
    });

    public static Reply One(Call call, Row row, int status)
    {
        var embed = Embed.Of(call, row.Collection.Associations);
        var kept = FieldFilter.Names(call, embed);
        return Reply.Json(status, w => new RowWriter(call.World, call.Now).Write(w, row, embed, kept));
    }
}
