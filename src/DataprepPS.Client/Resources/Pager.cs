using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Resources;

/// <summary>
/// Walks a list page by page. The end is an empty page, or one shorter than the server has shown a page can
/// be: servers may cap <c>limit</c> below what was asked, so a short page alone proves nothing.
/// </summary>
internal sealed class Pager<T>(Transport transport, Endpoint endpoint, string path, Query query, JsonTypeInfo<T> type)
    where T : Resource
{
    /// <summary>Rows asked for at a time. Larger pages were not seen to be served; servers may send fewer.</summary>
    public const int PageSize = 1000;

    // The first page is small, so that somebody who looks at the first few rows waits for no more than those.
    private const int FirstPageSize = 100;

    /// <summary>
    /// Calls <paramref name="visit"/> for each object in order, awaits it before going on, and ends when it
    /// returns false.
    /// </summary>
    public async Task VisitAsync(ListOptions options, Func<T, Task<bool>> visit, CallContext context)
    {
        var seen = new RecentIds();
        var left = options.First ?? long.MaxValue;
        if (options.OnTotal is not null && left <= 0)
        {
            // Only the number is wanted; the smallest page carries it.
            options.OnTotal((await FetchAsync(options.Skip, 1, true, context).ConfigureAwait(false)).Total);
        }

        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        var fetching = context.With(ahead.Token);
        long offset = options.Skip;
        var longest = 0;
        var nameless = string.Empty;
        var size = (int)Math.Min(FirstPageSize, left);
        Task<ListPage<T>>? next = null;
        try
        {
            while (left > 0)
            {
                var page = await (next ?? FetchAsync(offset, size, options.OnTotal is not null && offset == options.Skip, fetching)).ConfigureAwait(false);
                next = null;
                if (options.OnTotal is not null && offset == options.Skip)
                {
                    options.OnTotal(page.Total);
                }

                var count = page.Items.Count;
                // A page without one new row comes from a server that ignores the offset.
                var sameAgain = Nameless(page.Items) is { } rows && rows == nameless;
                var isLast = count == 0 || count < Math.Min(longest, size) || count >= left || sameAgain || !page.Items.Any(item => item.Id == 0 || seen.IsNew(item.Id));
                if (sameAgain)
                {
                    break;
                }

                nameless = Nameless(page.Items) ?? string.Empty;
                longest = Math.Max(longest, count);
                offset += count;
                size = (int)Math.Min(PageSize, Math.Max(1, left - count));
                if (!isLast)
                {
                    next = FetchAsync(offset, size, false, fetching);
                }

                foreach (var item in page.Items)
                {
                    // Rows inserted meanwhile push others onto the next page, where they come again.
                    if (left <= 0 || (item.Id != 0 && !seen.Add(item.Id)))
                    {
                        continue;
                    }

                    left--;
                    if (!await visit(item).ConfigureAwait(false))
                    {
                        return;
                    }
                }

                if (isLast)
                {
                    break;
                }
            }
        }
        finally
        {
            ahead.Cancel();
            Forget(next);
        }
    }

    private Task<ListPage<T>> FetchAsync(long offset, int limit, bool withCount, CallContext context)
    {
        var paged = query.Copy().Add("limit", limit).Add("offset", offset > 0 ? offset : null).Add("includeCount", withCount);
        return transport.SendAsync(new ApiRequest(endpoint, path, paged), response => ReplyReader.List(response, type), context);
    }

    // Rows without an id cannot be told apart, but a page that comes a second time can. Null when there are none.
    private static string? Nameless(IReadOnlyList<T> rows) => rows.Any(row => row.Id == 0)
        ? string.Join("\n", rows.Where(row => row.Id == 0).SelectMany(row => row.Unknown ?? []).Select(member => $"{member.Key}:{PlainValues.Raw(member.Value)}"))
        : null;

    // A page fetched ahead that nobody wants any more; its cancellation is no error.
    private static void Forget(Task? task) => task?.ContinueWith(
        static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary>The ids of the last few pages: enough to see a row that comes again, flat over a million rows.</summary>
    private sealed class RecentIds
    {
        private const int Capacity = 4 * PageSize;
        private readonly HashSet<long> ids = [];
        private readonly Queue<long> order = new();

        public bool IsNew(long id) => !ids.Contains(id);

        public bool Add(long id)
        {
            if (!ids.Add(id))
            {
                return false;
            }

            order.Enqueue(id);
            if (order.Count > Capacity)
            {
                ids.Remove(order.Dequeue());
            }

            return true;
        }
    }
}
