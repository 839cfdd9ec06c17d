using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Runs;

/// <summary>
/// What can be done with runs of every kind: start each once, wait for many as for one. A kind says how it is called, how it is
/// looked at and why one of it failed.
/// </summary>
public abstract class RunClient<T> : ResourceClient<T>, IRunClient
    where T : Run
{
    private const int UnlessTold = 30;
    private static readonly TimeSpan ListMargin = TimeSpan.FromMinutes(1);

    private readonly Endpoint run;
    private readonly RunStarter<T> starter;

    private protected RunClient(SessionParts parts, ResourceEndpoints endpoints, Endpoint run, RunKind kind, Func<JsonTypeInfo<T>> type)
        : base(parts, endpoints, type)
    {
        this.run = run;
        Kind = kind;
        starter = new RunStarter<T>(parts, this);
    }

    /// <summary>What people call them.</summary>
    public RunKind Kind { get; }

    /// <summary>How many may be started at the same time: as many as the server may let through in a minute before it says otherwise.</summary>
    public int StartsAtATime => Transport.Governor.Status().FirstOrDefault(limit => limit.EndpointClass == run.Operation)?.UserLimit ?? run.Quota?.User ?? UnlessTold;

    /// <inheritdoc/>
    public sealed override string Noun => Kind.Noun;

    /// <summary>Waits for them; one waiter for all of a call.</summary>
    public Waiter<T> CreateWaiter(WaitOptions options) => new(this, Time, options);

    IWaiter IRunClient.CreateWaiter(WaitOptions options) => CreateWaiter(options);

    private protected Task<T> StartAsync(RunOrder<T> order, CallContext context) => starter.StartAsync(order, context);

    /// <summary>Takes note of a run that something else of this session started, so that no start takes it for its own.</summary>
    internal void Claim(long id) => starter.Claim(id);

    /// <summary>Whether a run is one of those that this session's own starts made.</summary>
    private protected bool IsClaimed(long id) => starter.IsClaimed(id);

    /// <summary>Takes note of what belongs to a run that was started, before other starts may look for theirs.</summary>
    internal virtual void OnStarted(T run)
    {
    }

    /// <summary>Whether another start that is not over may have made what a start of a source finds.</summary>
    internal virtual bool MayCross(StartUnderWay other, long source) => other.Noun == Kind.Noun && other.Source == source;

    /// <summary>The runs that may be what a start made whose reply was lost, newest first, and whether those are all there are.</summary>
    /// <param name="order">The start.</param>
    /// <param name="since">Since when they may have been made; null for any time.</param>
    /// <param name="most">How many rows to read.</param>
    /// <param name="context">Who asks.</param>
    internal virtual async Task<(List<T> Found, bool IsWhole)> CandidatesAsync(RunOrder<T> order, DateTimeOffset? since, int most, CallContext context)
    {
        List<T> candidates = [];
        var rows = 0;
        await ListAsync(
            new ResourceQuery { Where = { ["runBy"] = "currentUser", ["dateFilter[createdAt][gte]"] = since }, Sort = "-id", Read = CandidateRead },
            new ListOptions { First = most },
            row =>
            {
                rows++;
                // Servers ignore filters they do not know, so what was asked for is checked here too.
                if (row.SourceId == order.Source && (since is null || row.CreatedAt >= since))
                {
                    candidates.Add(row);
                }

                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return (candidates, rows < most);
    }

    /// <summary>What must be embedded so that a row tells what it is a run of.</summary>
    private protected virtual ReadOptions? CandidateRead => null;

    /// <summary>Looks at one run alone, with what is at work in it.</summary>
    internal virtual Task<T> LookAsync(long id, T? known, CallContext context) => GetAsync(id, null, context);

    /// <summary>Asks what people call what is run; null where the server does not tell.</summary>
    internal virtual Task<SourceName?> NameAsync(T run, CallContext context) => Task.FromResult<SourceName?>(null);

    /// <summary>Looks at many runs by as few pages of a list as there are, and marks those that it does not show.</summary>
    /// <returns>How many rows were read.</returns>
    internal virtual async Task<int> LookTogetherAsync(IReadOnlyList<WaitedRun<T>> wanted, CallContext context)
    {
        var open = wanted.ToDictionary(run => run.Id);
        var lowest = wanted.Min(run => run.Id);
        var rows = 0;
        await ListAsync(
            new ResourceQuery { Where = { ["dateFilter[createdAt][gte]"] = OldestOf(wanted, run => run.CreatedAt) }, Sort = "-id" },
            new ListOptions { FewRequests = true },
            row =>
            {
                rows++;
                if (open.TryGetValue(row.Id, out var run))
                {
                    run.See(row);
                    open.Remove(row.Id);
                }

                // Newest first: below the lowest id wanted there is nothing more to find.
                return Task.FromResult(row.Id > lowest);
            },
            context).ConfigureAwait(false);
        foreach (var run in open.Values)
        {
            run.MissingFromLists = true;
        }

        return rows;
    }

    /// <summary>Since when rows of a list can matter; null where the age of a run is not known.</summary>
    private protected static DateTimeOffset? OldestOf(IReadOnlyList<WaitedRun<T>> wanted, Func<T, DateTimeOffset?> ageOf) =>
        wanted.All(run => run.Known is { } known && ageOf(known) is not null) ? wanted.Min(run => ageOf(run.Known!)) - ListMargin : null;

    /// <summary>Why a run that did not end well failed, or what of it was canceled; null when the server does not say. Never an error.</summary>
    internal abstract Task<string?> WhyAsync(T run, CallContext context);
}
