using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>How the small collections are read and listed; job groups, of which there may be a million, have their own.</summary>
internal sealed class Resource<T>(string name, Association association, Action<Utf8JsonWriter, T, Embed> write)
    where T : class, IResource
{
    public Reply Get(Call call, T? item)
    {
        var embed = Embed.Parse(call.Query("embed"), association);
        var found = item ?? throw ApiProblem.NotFound(name, call.Id);
        var writeRow = FieldFilter.Apply<T>(call, embed, (w, x) => write(w, x, embed));
        return Reply.Ok(w => writeRow(w, found));
    }

    public Reply List(Call call, IEnumerable<T> items)
    {
        var embed = Embed.Parse(call.Query("embed"), association);
        var query = ListQuery.Of(call);
        var matching = Sort(items.Where(x => query.Matches(x.Name)), query).ToList();
        var page = matching.Skip((int)Math.Min(query.Offset, int.MaxValue)).Take((int)Math.Min(query.Limit, int.MaxValue));
        return Reply.List(
            page.ToList(),
            FieldFilter.Apply<T>(call, embed, (w, x) => write(w, x, embed)),
            query.IncludeCount ? () => matching.Count : null);
    }

    private static IEnumerable<T> Sort(IEnumerable<T> items, ListQuery query)
    {
        Func<T, IComparable>? key = query.Sort?.ToLowerInvariant() switch
        {
            null or "" => null,
            "id" => x => x.Id,
            "name" => x => x.Name,
            "createdat" => x => x.CreatedAt,
            "updatedat" => x => x.UpdatedAt,
            _ => throw ApiProblem.Invalid("sort", "must name a field"),
        };
        return key is null ? items : query.Descending ? items.OrderByDescending(key) : items.OrderBy(key);
    }
}
