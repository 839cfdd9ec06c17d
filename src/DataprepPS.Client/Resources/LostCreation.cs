using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Resources;

/// <summary>
/// Looks for what a creation made whose reply was lost: exactly one object that appeared since, of this user's, with what the
/// request said and not known to be another creation's. The API gives creations no key that would settle it by itself.
/// </summary>
/// <param name="parts">The session's.</param>
/// <param name="list">Where the new object can be seen; null for nowhere.</param>
/// <param name="path">The list's path.</param>
/// <param name="words">What the list needs so that its rows show what a request said.</param>
/// <param name="unwrap">The object in a row, where rows are more than that.</param>
/// <param name="noun">What its cmdlets call it.</param>
internal sealed class LostCreation(SessionParts parts, Endpoint? list, Func<CallContext, Task<string>> path, Query words, Func<JsonElement, JsonElement> unwrap, string noun)
{
    private const int MostRows = 200;
    private const int MostShown = 20;

    // The list may lag a moment behind.
    private static readonly TimeSpan[] LookAgainAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    // The server's clock shows whole seconds, and its database may have one of its own.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(5);

    // Those of this session, the newest of them: more than a look can show.
    private readonly HashSet<long> claimed = [];
    private readonly Queue<long> order = new();

    /// <summary>The name that a request gives what it makes; null for none.</summary>
    public static string? NameOf(JsonObject body) => body["name"] is JsonValue value && value.TryGetValue<string>(out var name) && name.Length > 0 ? name : null;

    /// <summary>Takes note of an object that a creation is known to have made, so that no other takes it for its own.</summary>
    public void Claim(long id)
    {
        lock (claimed)
        {
            if (claimed.Add(id))
            {
                order.Enqueue(id);
            }

            if (order.Count > 2 * MostRows)
            {
                claimed.Remove(order.Dequeue());
            }
        }
    }

    /// <summary>The ids of what one request made, in their order, if it is clear which they are, and what was seen, as full sentences.</summary>
    /// <param name="sought">What it made: one new object each.</param>
    /// <param name="started">The timestamp at which it was sent.</param>
    /// <param name="isShared">Whether a like creation of this session was under way meanwhile.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="look">Where new objects can be seen, if not in the list.</param>
    public async Task<(IReadOnlyList<long>? Ids, string? Seen)> FindAsync(
        IReadOnlyList<Sought> sought, long started, Func<bool> isShared, CallContext context, Func<CallContext, Task<SeenRows>>? look = null)
    {
        if (sought.Count == 0 || (list is null && look is null))
        {
            return (null, null);
        }

        look ??= looking => ListedAsync(sought, looking);

        var me = await parts.Me.GetIdAsync(context).ConfigureAwait(false);
        List<List<long>> found = [];
        foreach (var pause in LookAgainAfter.Prepend(TimeSpan.Zero))
        {
            await parts.Time.Delay(pause, context.Cancellation).ConfigureAwait(false);
            var rows = NewOnes(await look(context).ConfigureAwait(false), started, me);
            found = [.. sought.Select(one => rows.Where(one.IsIt).Select(row => row.FindId("id")!.Value).ToList())];
            if (found.TrueForAll(ids => ids.Count > 0))
            {
                break;
            }
        }

        var all = found.SelectMany(ids => ids).Distinct().ToList();
        var isClear = found.TrueForAll(ids => ids.Count == 1) && all.Count == sought.Count && !isShared();
        return isClear
            ? (all, all.Count == 1
                ? $"{noun} {all[0]} is the only new one that is as it was asked for, so it had worked."
                : $"{noun} {string.Join(", ", all)} are the only new ones that are as they were asked for, so it had worked.")
            : (null, all.Count == 0
                ? "No new one has appeared so far."
                : $"These new ones come into question: {string.Join(", ", all.Take(MostShown))}{(all.Count > MostShown ? $" and {all.Count - MostShown} more" : string.Empty)}.");
    }

    private async Task<SeenRows> ListedAsync(IReadOnlyList<Sought> sought, CallContext context)
    {
        var query = words.Copy().Add("limit", MostRows).Add("sort", "-id");
        if (sought.Count == 1 && sought[0].Name is { } name)
        {
            query.Add("filter", name).Add("filterFields", "name").Add("filterType", "exact");
        }

        return await parts.Transport.SendAsync(
            new ApiRequest(list!, await path(context).ConfigureAwait(false), query),
            response => new SeenRows([.. ReplyReader.List(response, DataprepJson.Default.AnyResource).Items.Select(row => unwrap(row.Element))], response.Date),
            context).ConfigureAwait(false);
    }

    private List<JsonElement> NewOnes(SeenRows seen, long started, long? me)
    {
        var since = (seen.At ?? parts.Time.GetUtcNow()) - parts.Time.GetElapsedTime(started) - ClockMargin;
        lock (claimed)
        {
            return [.. seen.Rows.Where(row => row.FindId("id") is { } id && !claimed.Contains(id) && IsNew(row, since) && IsMine(row, me))];
        }
    }

    private static bool IsNew(JsonElement row, DateTimeOffset since) => Timestamps.TryParse(row.FindText("createdAt"), out var created) && created >= since;

    private static bool IsMine(JsonElement row, long? me) => me is null || row.FindId("creator") is not { } person || person == me;
}

/// <summary>How something that a request may have made is known.</summary>
/// <param name="Name">Its name, by which a server can narrow its list; null where it is not known to the letter.</param>
/// <param name="IsIt">Whether a row, as the server shows it, is as the request said.</param>
internal sealed record Sought(string? Name, Func<JsonElement, bool> IsIt);

/// <summary>The objects that a server shows, and its clock when it did.</summary>
internal sealed record SeenRows(IReadOnlyList<JsonElement> Rows, DateTimeOffset? At);
