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
internal sealed class LostCreation(SessionParts parts, Endpoint? list, string noun)
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

    /// <summary>Its id if it is clear which one it is, and what was seen, as full sentences.</summary>
    /// <param name="path">The list's path; null where there is no list.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="started">The timestamp at which it was sent.</param>
    /// <param name="isShared">Whether a like creation of this session was under way meanwhile.</param>
    /// <param name="context">Who asks.</param>
    public async Task<(long? Id, string? Seen)> FindAsync(string? path, JsonObject body, long started, Func<bool> isShared, CallContext context)
    {
        if (path is null)
        {
            return (null, null);
        }

        var me = await parts.Me.GetIdAsync(context).ConfigureAwait(false);
        List<long> found = [];
        foreach (var pause in LookAgainAfter.Prepend(TimeSpan.Zero))
        {
            await parts.Time.Delay(pause, context.Cancellation).ConfigureAwait(false);
            found = await LookAsync(path, body, started, me, context).ConfigureAwait(false);
            if (found.Count > 0)
            {
                break;
            }
        }

        return found.Count == 1 && !isShared()
            ? (found[0], $"{noun} {found[0]} is the only new one that is as it was asked for, so it had worked.")
            : (null, found.Count == 0
                ? "No new one has appeared so far."
                : $"These new ones come into question: {string.Join(", ", found.Take(MostShown))}{(found.Count > MostShown ? $" and {found.Count - MostShown} more" : string.Empty)}.");
    }

    private async Task<List<long>> LookAsync(string path, JsonObject body, long started, long? me, CallContext context)
    {
        var query = new Query().Add("limit", MostRows).Add("sort", "-id");
        if (NameOf(body) is { } name)
        {
            query.Add("filter", name).Add("filterFields", "name").Add("filterType", "exact");
        }

        var (rows, now) = await parts.Transport.SendAsync(
            new ApiRequest(list!, path, query),
            response => (ReplyReader.List(response, DataprepJson.Default.AnyResource).Items, response.Date ?? parts.Time.GetUtcNow()),
            context).ConfigureAwait(false);
        var since = now - parts.Time.GetElapsedTime(started) - ClockMargin;
        lock (claimed)
        {
            return
            [
                .. rows.Where(row => row.Id > 0 && !claimed.Contains(row.Id) && IsNew(row.Element, since) && IsMine(row.Element, me)
                        && SentMembers.Compare(body, row.Element) is { Differing: 0, Equal: > 0 })
                    .Select(row => row.Id),
            ];
        }
    }

    private static bool IsNew(JsonElement row, DateTimeOffset since) =>
        row.TryGetProperty("createdAt", out var value) && value.ValueKind == JsonValueKind.String && Timestamps.TryParse(value.GetString(), out var created) && created >= since;

    private static bool IsMine(JsonElement row, long? me) => me is null
        || !row.TryGetProperty("creator", out var creator) || creator.ValueKind != JsonValueKind.Object
        || !creator.TryGetProperty("id", out var id) || (id.TryGetInt64(out var person) && person == me);
}
