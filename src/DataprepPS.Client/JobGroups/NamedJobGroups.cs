using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Reads job groups with the names of their recipes, flows and people, and why they failed. Many that are wanted by id at about
/// the same time are read from the list, where it tells as much.
/// </summary>
internal sealed class NamedJobGroups(JobGroupClient groups, TimeProvider time)
{
    // So many rows that nobody wants cost about as much as one request.
    private const int RowsForARequest = 20;

    // More would cost more than they may save.
    private const int MostMissing = 3;

    // Ids follow the time of creation, but for those of the same moment.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    // Whoever asks with the same options again is given what was learned, and is read together with the others.
    private readonly ConditionalWeakTable<ReadOptions, Shared> shared = new();
    private readonly LookUp alone = new();
    private readonly LookUp list = new();
    private volatile bool listTellsLess;

    /// <summary>The names of one; null where the server does not tell.</summary>
    public async Task<SourceName?> NameAsync(long id, CallContext context) =>
        alone.RefusesNames ? null : (await groups.GetUnnamedAsync(id, Naming(withErrors: false), context).ConfigureAwait(false)).SourceName;

    /// <summary>Reads one, see <see cref="ResourceClient{T}.GetAsync"/>.</summary>
    public async Task<JobGroup> GetAsync(long id, ReadOptions options, CallContext context)
    {
        var (names, reads) = SharedBy(options);
        var group = await reads.ReadAsync(id, () => ReadAloneAsync(id, options, names, context), (wanted, end) => ReadTogetherAsync(wanted, options, context, end)).ConfigureAwait(false);
        await names.CompleteAsync(new[] { group }, (_, withErrors) => reads.RunAsync(() => ReadNamedAsync(id, withErrors, context))).ConfigureAwait(false);
        if (alone.RefusesNames && group.Error is null && JobGroupStatus.Is(group.Status, JobGroupStatus.Failed))
        {
            group.Error = await reads.RunAsync(() => groups.GetErrorTextAsync(id, context)).ConfigureAwait(false);
        }

        return group;
    }

    /// <summary>Lists them, see <see cref="ResourceClient{T}.ListAsync"/>.</summary>
    public async Task ListAsync(ResourceQuery query, ListOptions? options, Func<JobGroup, Task<bool>> visit, CallContext context)
    {
        var names = SharedBy(query.Read!).Names;
        var hasBegun = false;
        var named = new ListOptions
        {
            First = options?.First,
            Skip = options?.Skip ?? 0,
            OnTotal = options?.OnTotal,
            FirstEmbed = list.RefusesNames ? null : JobGroupNames.Embeds,
            OnPage = page =>
            {
                hasBegun = true;
                return names.CompleteAsync((IReadOnlyList<JobGroup>)page, (ids, withErrors) => ListNamedAsync(ids, withErrors, context));
            },
        };
        try
        {
            await groups.ListUnnamedAsync(query, named, visit, context).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Kind == ErrorKind.InvalidInput && !hasBegun && named.FirstEmbed is not null)
        {
            // The specification gives the library no embed. If this was not the reason, the next call is refused too.
            named.FirstEmbed = null;
            await groups.ListUnnamedAsync(query, named, visit, context).ConfigureAwait(false);
            list.RefusesNames = true;
        }
    }

    // Of many that are read one after the other, few have a recipe that none before them had; but the first ones have.
    private Task<JobGroup> ReadAloneAsync(long id, ReadOptions options, JobGroupNames names, CallContext context) =>
        groups.GetUnnamedAsync(id, names.IsLearning && !alone.RefusesNames ? ReadOptions.With(options, JobGroupNames.Embeds) : options, context);

    /// <summary>Takes those that the list shows as fully as a reply of their own would.</summary>
    private async Task ReadTogetherAsync(WantedRows<JobGroup> wanted, ReadOptions options, CallContext caller, CancellationToken end)
    {
        // Lists have no embed in the specification, and choose fields and deleted ones by their own rules.
        if (listTellsLess || options is not { Embed: null, Fields: null, IncludeDeleted: false })
        {
            return;
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(caller.Cancellation, end);
        var context = caller.With(both.Token);
        var (names, reads) = SharedBy(options);
        var newest = await ReadNewestAsync(wanted, () => reads.RunAsync(() => ReadAloneAsync(wanted.Highest, options, names, context))).ConfigureAwait(false);
        var lowest = wanted.Lowest;
        var rows = 0;
        await groups.ListUnnamedAsync(
            new ResourceQuery { Where = { ["dateFilter[createdAt][lt]"] = newest.CreatedAt + Margin }, Sort = "-id" },
            new ListOptions { FewRequests = true, First = newest.Id - lowest + ManyReads<JobGroup>.Worthwhile },
            row =>
            {
                rows++;
                wanted.Take(row);
                // Newest first: below the lowest id wanted there is nothing more to find.
                return Task.FromResult(row.Id > lowest && rows < Math.Max(Pager<JobGroup>.PageSize, wanted.Found.Count * RowsForARequest));
            },
            context.WithRetryTime(TimeSpan.Zero)).ConfigureAwait(false);
        var listed = wanted.Find(newest.Id);
        listTellsLess = listed?.TellsAllOf(newest) == false;
        if (listed is null || listTellsLess)
        {
            wanted.Forget();
            wanted.Take(newest);
            return;
        }

        await names.CompleteAsync(wanted.Found, async (ids, withErrors) =>
        {
            var told = await ListNamedAsync(ids, withErrors, context).ConfigureAwait(false);
            var untold = ids.Except(told.Where(group => group.RecipeName is not null).Select(group => group.Id));
            var others = await Task.WhenAll(untold.Select(id => reads.RunAsync(() => ReadNamedAsync(id, withErrors, context)))).ConfigureAwait(false);
            return [.. told, .. others.SelectMany(some => some)];
        }, explainsAll: true).ConfigureAwait(false);
    }

    // It has to be read anyhow, and says where in the list they begin and how much a row must tell.
    private static async Task<JobGroup> ReadNewestAsync(WantedRows<JobGroup> wanted, Func<Task<JobGroup>> read)
    {
        for (var missing = 0; ; missing++)
        {
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (DataprepException e) when (e.Kind == ErrorKind.NotFound && missing < MostMissing)
            {
                wanted.DropHighest();
            }
        }
    }

    private Task<IReadOnlyList<JobGroup>> ListNamedAsync(IReadOnlyList<long> ids, bool withErrors, CallContext context) => list.TryAsync(async () =>
    {
        List<JobGroup> found = [];
        await groups.ListUnnamedAsync(
            new ResourceQuery { Where = { ["ids"] = ids }, Read = Naming(withErrors) },
            new ListOptions { First = ids.Count, FewRequests = true },
            group =>
            {
                found.Add(group);
                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return found;
    });

    private Task<IReadOnlyList<JobGroup>> ReadNamedAsync(long id, bool withErrors, CallContext context) =>
        alone.TryAsync(async () => [await groups.GetUnnamedAsync(id, Naming(withErrors), context).ConfigureAwait(false)]);

    private static ReadOptions Naming(bool withErrors) => new() { Embed = withErrors ? [.. JobGroupNames.Embeds, JobGroupClient.ErrorEmbed] : JobGroupNames.Embeds };

    private Shared SharedBy(ReadOptions options) => shared.GetValue(options, _ => new Shared(new JobGroupNames(), new ManyReads<JobGroup>(time)));

    /// <summary>One way to look names up, and whether the server lets it.</summary>
    private sealed class LookUp
    {
        private volatile bool refusesNames;

        public bool RefusesNames { get => refusesNames; set => refusesNames = value; }

        // Names are a kindness: that they cannot be had takes nothing from the job groups.
        public async Task<IReadOnlyList<JobGroup>> TryAsync(Func<Task<IReadOnlyList<JobGroup>>> read)
        {
            if (refusesNames)
            {
                return [];
            }

            try
            {
                var found = await read().ConfigureAwait(false);
                refusesNames = found.Count > 0 && found.All(group => group.RecipeName is null && group.Creator?.Email is null);
                return found;
            }
            catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
            {
                refusesNames = e.Kind is ErrorKind.InvalidInput or ErrorKind.NotAvailable;
                return [];
            }
        }
    }

    /// <summary>What reads with the same options share.</summary>
    private sealed record Shared(JobGroupNames Names, ManyReads<JobGroup> Reads);
}
