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

    // Whoever goes on taking and had to wait gets more and more pages at once, so that latency is paid for once and not per page.
    private const int MostAhead = 5;

    /// <summary>
    /// Calls <paramref name="visit"/> for each object in order, awaits it before going on, and ends when it
    /// returns false.
    /// </summary>
    public async Task VisitAsync(ListOptions options, Func<T, Task<bool>> visit, CallContext context)
    {
        var seen = new RecentRows();
        var left = options.First ?? long.MaxValue;
        if (options.OnTotal is not null && left <= 0)
        {
            // Only the number is wanted; the smallest page carries it.
            options.OnTotal((await FetchAsync(options.Skip, 1, true, null, context).ConfigureAwait(false)).Total);
        }

        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        var fetching = context.With(ahead.Token);
        var fetches = new Queue<Fetch>();
        var next = new Position(options.Skip, int.MaxValue);
        var longest = 0;
        var depth = 1;
        var stale = 0;
        var repeats = false;
        var isFirst = true;
        var size = options.FewRequests ? PageSize : FirstPageSize;
        try
        {
            while (left > 0)
            {
                Plan(1);
                var fetch = fetches.Dequeue();
                size = PageSize;
                var isLate = !fetch.Page.IsCompleted;
                var page = await fetch.Page.ConfigureAwait(false);
                if (isFirst)
                {
                    options.OnTotal?.Invoke(page.Total);
                    isFirst = false;
                }

                if (options.OnPage is { } onPage)
                {
                    await onPage(page.Items).ConfigureAwait(false);
                }

                var count = page.Items.Count;
                var fresh = page.Items.Count(seen.IsNew);
                // A page without one new row can be what rows inserted meanwhile pushed down; two in a row come
                // from a server that ignores the offset.
                stale = fresh == 0 ? stale + 1 : 0;
                repeats |= fresh < count;
                var isLast = count == 0 || count < Math.Min(longest, fetch.Size) || fresh >= left || stale > 1;
                longest = Math.Max(longest, count);
                if (count != fetch.Expected)
                {
                    // What was fetched beyond it does not join on: the server's pages are of another size.
                    Forget(fetches);
                    next = new Position(fetch.Offset + count, count < fetch.Size ? count : int.MaxValue);
                }

                if (!isLast && !options.FewRequests)
                {
                    Plan(depth, fresh);
                }

                foreach (var item in page.Items)
                {
                    // Rows inserted meanwhile push others onto the next page, where they come again.
                    if (left <= 0 || stale > 0 || !seen.Add(item))
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

                depth = isLate ? Math.Min(MostAhead, depth * 4) : depth;
            }
        }
        finally
        {
            ahead.Cancel();
            Forget(fetches);
        }

        // Fetches until so many pages are under way, but none for rows that nobody wants.
        void Plan(int pages, int inHand = 0)
        {
            while (fetches.Count < pages && left - inHand - fetches.Sum(fetch => (long)fetch.Expected) is > 0 and var wanted)
            {
                // Where rows come twice, as many as are wanted would not be enough.
                var limit = repeats ? size : (int)Math.Min(size, wanted);
                var expected = Math.Min(limit, next.PageSize);
                fetches.Enqueue(new Fetch(next.Offset, limit, expected, FetchAsync(next.Offset, limit, options.OnTotal is not null && isFirst, isFirst ? options.FirstEmbed : null, fetching)));
                next = new Position(next.Offset + expected, next.PageSize);
            }
        }
    }

    private Task<ListPage<T>> FetchAsync(long offset, int limit, bool withCount, IReadOnlyList<string>? embed, CallContext context)
    {
        var paged = query.Copy().Add("limit", limit).Add("offset", offset > 0 ? offset : null).Add("includeCount", withCount).Add("embed", embed, ',');
        return transport.SendAsync(new ApiRequest(endpoint, path, paged), response => ReplyReader.List(response, type, query.Kinds), context);
    }

    // Pages fetched ahead that nobody wants any more; their cancellation is no error.
    private static void Forget(Queue<Fetch> fetches)
    {
        while (fetches.Count > 0)
        {
            fetches.Dequeue().Page.ContinueWith(
                static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    /// <summary>A page under way, and how many rows it will have if the list goes on as the server has shown.</summary>
    private sealed record Fetch(long Offset, int Size, int Expected, Task<ListPage<T>> Page);

    /// <summary>Where the next page begins, and the most rows the server has shown to send when asked for more.</summary>
    private readonly record struct Position(long Offset, int PageSize);

    /// <summary>The rows of the last few pages: enough to see one that comes again, flat over a million rows.</summary>
    private sealed class RecentRows
    {
        private const int Capacity = 4 * PageSize;
        private readonly HashSet<long> keys = [];
        private readonly Queue<long> order = new();

        public bool IsNew(T row) => !keys.Contains(row.Key);

        /// <summary>False for a row that came before. Rows without an id may be alike and yet be several.</summary>
        public bool Add(T row)
        {
            if (!keys.Add(row.Key))
            {
                return row.Id == 0;
            }

            order.Enqueue(row.Key);
            if (order.Count > Capacity)
            {
                keys.Remove(order.Dequeue());
            }

            return true;
        }
    }
}
