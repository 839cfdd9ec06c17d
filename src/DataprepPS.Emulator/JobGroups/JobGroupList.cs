using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>
/// The list of job groups. Rows are made one by one while the page is written; only a sort that does not follow the ids
/// gathers them first.
/// </summary>
internal static class JobGroupList
{
    public static Reply Answer(Call call) => Answer(call, Writer(call, Embed.Of(call, JobGroupJson.Associations)));

    /// <summary>A list whose rows are written in a way of their own.</summary>
    public static Reply Answer(Call call, Action<Utf8JsonWriter, JobGroup> write)
    {
        var query = ListQuery.Of(call);
        var conditions = Conditions(call, query);
        var rows = Sorted(call, query, conditions);
        return Reply.List(Take(rows, query.Limit), write, query.IncludeCount ? () => Count(call.World, conditions) : null);
    }

    /// <summary>A list of given groups.</summary>
    public static Reply Answer(Call call, IReadOnlyList<JobGroup> groups)
    {
        var (embed, query) = (Embed.Of(call, JobGroupJson.Associations), ListQuery.Of(call));
        return Reply.List(query.Page(groups), Writer(call, embed), query.IncludeCount ? () => groups.Count : null);
    }

    public static Action<Utf8JsonWriter, JobGroup> Writer(Call call, Embed embed)
    {
        var rows = new RowWriter(call.World, call.Now);
        return FieldFilter.Apply<JobGroup>(call, embed, (w, group) => JobGroupJson.Write(w, group, rows, embed));
    }

    public static Reply AnswerCount(Call call) => Reply.Count(Count(call.World, Conditions(call, ListQuery.Of(call))));

    private static IEnumerable<JobGroup> Sorted(Call call, ListQuery query, List<Func<JobGroup, bool>> conditions)
    {
        var now = call.Now;
        Func<JobGroup, IComparable?>? key = query.Sort?.ToLowerInvariant() switch
        {
            null or "" or "id" or "createdat" => null,
            "updatedat" => g => g.UpdatedAt(now),
            "status" => g => g.StatusAt(now),
            "ranfrom" => g => g.RanFrom,
            _ => throw ApiProblem.Invalid("sort", "must name a field"),
        };
        var newestFirst = string.IsNullOrEmpty(query.Sort) || query.Descending;
        if (conditions.Count == 0 && key is null)
        {
            return call.World.EachJobGroup(newestFirst, query.Offset);
        }

        var matching = call.World.EachJobGroup(newestFirst).Where(g => conditions.TrueForAll(c => c(g)));
        if (key is not null)
        {
            matching = query.Descending ? matching.OrderByDescending(key) : matching.OrderBy(key);
        }

        return Skip(matching, query.Offset);
    }

    private static long Count(World world, List<Func<JobGroup, bool>> conditions) => conditions.Count == 0
        ? world.LastJobGroupId
        : world.EachJobGroup(newestFirst: false).LongCount(g => conditions.TrueForAll(c => c(g)));

    // Enumerable's own Skip and Take count in int.
    private static IEnumerable<JobGroup> Skip(IEnumerable<JobGroup> rows, long count) => rows.Where(_ => count-- <= 0);

    private static IEnumerable<JobGroup> Take(IEnumerable<JobGroup> rows, long count)
    {
        if (count == 0)
        {
            yield break;
        }

        foreach (var row in rows)
        {
            yield return row;
            if (--count == 0)
            {
                yield break;
            }
        }
    }

    private static List<Func<JobGroup, bool>> Conditions(Call call, ListQuery query)
    {
        var (now, world) = (call.Now, call.World);
        var conditions = new List<Func<JobGroup, bool>>();
        if (world.AnyJobGroupDeleted && !query.IncludeDeleted)
        {
            conditions.Add(g => !g.IsDeleted);
        }

        AddOneOf(call, "status", conditions, g => g.StatusAt(now));
        AddOneOf(call, "ranfrom", conditions, g => g.RanFrom);
        AddOneOf(call, "ranfor", conditions, g => g.RanFor);
        AddOneOf(call, "flowNodeId", conditions, g => g.Recipe.Id.ToString(CultureInfo.InvariantCulture));
        AddOneOf(call, "ids", conditions, g => g.Id.ToString(CultureInfo.InvariantCulture));
        if (call.Query("runBy") is { Length: > 0 } runBy && runBy != "all")
        {
            _ = runBy == "currentUser" ? runBy : throw ApiProblem.Invalid("runBy", "must be one of [all, currentUser]");
            conditions.Add(g => g.CreatorId == PersonRoutes.CurrentId);
        }

        if (query.Filter is not null)
        {
            // A job group has no name of its own; people look for the recipe or the flow.
            conditions.Add(g => query.Matches(g.Recipe.Name) || query.Matches(world.Store.FindAny(FlowRoutes.Flows, g.Recipe.FlowId)?.Name));
        }

        conditions.AddRange(DateFilter.Of(call, "createdAt", "updatedAt").Select<DateFilter, Func<JobGroup, bool>>(filter =>
            filter.Field == "createdAt" ? g => filter.Admits(g.StartedAt.ToSecond()) : g => filter.Admits(g.UpdatedAt(now).ToSecond())));
        return conditions;
    }

    private static void AddOneOf(Call call, string name, List<Func<JobGroup, bool>> conditions, Func<JobGroup, string?> value)
    {
        if (call.Query(name) is { Length: > 0 } text)
        {
            var wanted = text.Split(',').ToHashSet(StringComparer.Ordinal);
            conditions.Add(g => value(g) is { } v && wanted.Contains(v));
        }
    }
}
