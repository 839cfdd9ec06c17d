using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Runs;

/// <summary>What to start.</summary>
/// <param name="Source">What is run: the id of the recipe, flow or plan.</param>
/// <param name="ExecutionId">The user's <c>x-execution-id</c>; null for one of our own.</param>
/// <param name="Request">Makes the request that starts it under an execution id.</param>
/// <param name="Read">Reads the reply. An id of 0 is of something that was not to be started.</param>
internal sealed record RunOrder<T>(long Source, Guid? ExecutionId, Func<Guid, ApiRequest> Request, Func<ApiResponse, T> Read)
    where T : Run
{
    /// <summary>Whether a run of the same source can be what this order makes.</summary>
    public Func<T, bool> Fits { get; init; } = static _ => true;

    /// <summary>The moment of the session's clock since which its run can have come up; null when that may be long ago.</summary>
    public long? Since { get; init; }
}

/// <summary>
/// Starts runs, each at most once. One execution id stands for all attempts of a start; a 304 is the proof that an earlier
/// attempt had worked, and then the run it started is looked for. Without that proof no run is taken for ours: another process
/// may run the same, and asking again under the same id settles it.
/// </summary>
internal sealed class RunStarter<T>(SessionParts parts, RunClient<T> runs) : ResourceClient(parts)
    where T : Run
{
    // The list may lag a moment behind the run, and other starts of the same may still wait for their replies.
    private static readonly TimeSpan[] LookAgainAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    // The server's clock shows whole seconds, and its database may have one of its own.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(5);
    private const int MaxRows = 2000;

    private readonly ClaimedRuns claimed = new(2 * MaxRows);

    private RunKind Kind => runs.Kind;

    public bool IsClaimed(long id) => claimed.Contains(id);

    public void Claim(long id) => claimed.TryAdd(id, Guid.Empty);

    public async Task<T> StartAsync(RunOrder<T> order, CallContext context)
    {
        var execution = order.ExecutionId ?? Guid.NewGuid();
        var started = Time.GetTimestamp();
        var request = order.Request(execution);
        var lost = Parts.Starts.FindLost(execution);
        var start = lost ?? new StartUnderWay(execution, Kind.Noun, order.Source, order.ExecutionId is null ? started : null);
        var howToFindOut = $"Run it again with -ExecutionId {execution}: the server starts no second {Kind.Thing} under the same id. Or look at {Kind.HowToList}.";
        Parts.Starts.Begin(start);
        RunReply? reply = null;
        try
        {
            reply = await ChangeAsync(
                request,
                // HTTP gives a 304 no body: .NET reads none, whatever the server sends.
                response => new RunReply(response.Status == 304 ? null : order.Read(response), response.Date),
                howToFindOut,
                async () => new Settled<RunReply>(null, Seen(order, (await CandidatesAsync(order with { Since = started }, Since(started, Time.GetUtcNow()), context.WithRetryTime(LookRetryTime)).ConfigureAwait(false)).Found)),
                context).ConfigureAwait(false);
            var run = reply.Run ?? await FindStartedAsync(order, start, reply.Date, request, context).ConfigureAwait(false);
            if (run.Id > 0)
            {
                claimed.TryAdd(run.Id, execution);
                runs.OnStarted(run);
            }

            run.ExecutionId = execution;
            run.SourceId ??= order.Source;
            Parts.Starts.End(start);
            return run;
        }
        catch (Exception) when (!request.MayHaveActed && (lost is null || reply is null))
        {
            Parts.Starts.Undo(start, lost);
            throw;
        }
        catch (Exception)
        {
            // It had a reply only if that was a 304.
            Parts.Starts.LoseSightOf(start, isMade: reply is not null);
            throw;
        }
    }

    private DateTimeOffset Since(long started, DateTimeOffset now) => now - Time.GetElapsedTime(started) - ClockMargin;

    private async Task<T> FindStartedAsync(RunOrder<T> order, StartUnderWay start, DateTimeOffset? serverNow, ApiRequest request, CallContext context)
    {
        var what = $"A {Kind.Thing} of {Kind.Source} {order.Source} had been started under execution id {start.Execution}";
        var howToFindOut = $"Look at {Kind.HowToList}. Nothing was started twice.";
        try
        {
            if (order.ExecutionId is null && !request.MayHaveActed)
            {
                throw Unknown(
                    $"{request}: the server answered 304 to the first use of execution id {start.Execution}. Nothing can have been started under it before; something between may have made up the answer.",
                    $"Run it again with -ExecutionId {start.Execution}, or look at {Kind.HowToList}.",
                    request);
            }

            // An id the user gave may be older than this call, and without the server's clock there is no telling what
            // is: then every run of the same comes into question.
            var since = start.Begun is { } begun && serverNow is { } now ? Since(begun, now) : (DateTimeOffset?)null;
            var (run, seen) = await FindAsync(order with { Since = since is null ? null : start.Begun }, start.Execution, since, context).ConfigureAwait(false);
            if (run is null)
            {
                throw Unknown($"{what}, but which one is not clear. {seen}", howToFindOut, request);
            }

            context.Observer?.Warn($"{request}: the server answered that a {Kind.Thing} had been started under execution id {start.Execution}. {seen}");
            return run;
        }
        catch (OperationCanceledException)
        {
            context.Observer?.Warn($"{what}. Stopped while looking for it. {howToFindOut}");
            throw;
        }
        catch (DataprepException e) when (e is not OutcomeUnknownException)
        {
            throw new OutcomeUnknownException($"{what}, but looking for it failed: {e.Message}", howToFindOut, e);
        }
    }

    private static OutcomeUnknownException Unknown(string message, string howToFindOut, ApiRequest request) => new(message, howToFindOut, null)
    {
        StatusCode = 304,
        Method = request.Endpoint.Method.Method,
        Path = request.Path,
    };

    private async Task<(T? Run, string Seen)> FindAsync(RunOrder<T> order, Guid execution, DateTimeOffset? since, CallContext context)
    {
        var looking = context.WithRetryTime(LookRetryTime);
        if (claimed.Find(execution) is { } own)
        {
            return (await runs.GetAsync(own, null, looking).ConfigureAwait(false), $"This session had started {Kind.Thing} {own} under it.");
        }

        for (var look = 0; ; look++)
        {
            var (candidates, isWhole) = await CandidatesAsync(order, since, looking).ConfigureAwait(false);
            if (candidates.Count == 1 && isWhole && !IsCrossed(order, execution) && claimed.TryAdd(candidates[0].Id, execution))
            {
                return (candidates[0], $"{Kind.Name(candidates[0].Id)} is the only one of {Kind.Source} {order.Source} that {(since is null ? "there is" : "appeared since")}.");
            }

            if (look == LookAgainAfter.Length)
            {
                return (null, Seen(order, candidates));
            }

            await Time.Delay(LookAgainAfter[look], context.Cancellation).ConfigureAwait(false);
        }
    }

    // Another start whose run is not known yet may have made the one that shows.
    private bool IsCrossed(RunOrder<T> order, Guid execution) => Parts.Starts.Since(order.Since).Any(other => other.Execution != execution && runs.MayCross(other, order.Source));

    private string Seen(RunOrder<T> order, List<T> candidates) => candidates.Count == 0
        ? $"No {Kind.Thing} of {Kind.Source} {order.Source} has appeared so far."
        : $"These {Kind.Thing}s of {Kind.Source} {order.Source} come into question: {ShortList.Of([.. candidates.Select(run => run.Id)])}.";

    private async Task<(List<T> Found, bool IsWhole)> CandidatesAsync(RunOrder<T> order, DateTimeOffset? since, CallContext context)
    {
        var (found, isWhole) = await runs.CandidatesAsync(order, since, MaxRows, context).ConfigureAwait(false);
        return ([.. found.Where(run => !claimed.Contains(run.Id) && order.Fits(run))], isWhole);
    }

    // A reply without a run is a 304.
    private sealed record RunReply(T? Run, DateTimeOffset? Date);
}
