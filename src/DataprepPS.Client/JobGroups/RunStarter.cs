using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Starts job groups, each at most once. One execution id stands for all attempts of a start; a 304 is the proof
/// that an earlier attempt had worked, and then the group it started is looked for. Without that proof no group is
/// taken for ours: another process may start the same recipe, and asking again under the same id settles it.
/// </summary>
internal sealed class RunStarter(SessionParts parts, JobGroupClient groups) : ResourceClient(parts)
{
    // The list may lag a moment behind the run, and other starts of the same recipe may still wait for their replies.
    private static readonly TimeSpan[] LookAgainAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    // The server's clock shows whole seconds, and its database may have one of its own.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(5);
    private const int MaxRows = 2000;
    private const int ShownCandidates = 20;

    // The groups of this session's starts, and since when to look for those it lost sight of.
    private readonly ClaimedGroups claimed = new(2 * MaxRows);
    private readonly ConcurrentDictionary<Guid, long> lost = new();

    // The recipes of starts that are under way or were lost sight of; the latter until they are run again under their
    // execution id. As long as one is, no group of its recipe can be told to be another start's.
    private readonly ConcurrentDictionary<Guid, long> open = new();

    /// <summary>Whether a job group is, or may be, one that this session started by itself, not through a deployment.</summary>
    public bool MayBeOurs(JobGroup group) => claimed.Contains(group.Id) || open.Values.Any(recipe => recipe == group.RecipeId);

    /// <summary>Takes note of a job group that a deployment's run started, so that no start takes it for its own.</summary>
    public void Claim(JobGroup group) => claimed.TryAdd(group.Id, Guid.Empty);

    public async Task<JobGroup> StartAsync(RunRequest run, CallContext context)
    {
        var execution = run.ExecutionId ?? Guid.NewGuid();
        var started = Time.GetTimestamp();
        var request = new ApiRequest(JobGroupEndpoints.Run, JobGroupEndpoints.Run.Path)
        {
            Content = ApiRequest.Json(run.ToBody()),
            ExecutionId = execution,
        };
        var howToFindOut = $"Run it again with -ExecutionId {execution}: the server starts no second job group under the same id. Or look at Get-DpJobGroup -RunBy currentUser.";
        open[execution] = run.RecipeId;
        try
        {
            var reply = await ChangeAsync(
                request,
                response => Read(response, run),
                howToFindOut,
                async () => new Settled<RunReply>(null, Seen(run, (await CandidatesAsync(run.RecipeId, Since(started, Time.GetUtcNow()), context.WithRetryTime(LookRetryTime)).ConfigureAwait(false)).Found)),
                context).ConfigureAwait(false);
            var group = reply.Group ?? await FindStartedAsync(run, execution, started, reply.Date, request, context).ConfigureAwait(false);
            if (group.Id > 0)
            {
                claimed.TryAdd(group.Id, execution);
            }

            group.ExecutionId = execution;
            group.RecipeId ??= run.RecipeId;
            open.TryRemove(execution, out _);
            lost.TryRemove(execution, out _);
            return group;
        }
        catch (Exception) when (!request.MayHaveActed)
        {
            open.TryRemove(execution, out _);
            throw;
        }
        catch (Exception e) when (e is OutcomeUnknownException or OperationCanceledException)
        {
            if (run.ExecutionId is null)
            {
                // Nobody used the id before, so a later start under it finds its group among those since now.
                lost.TryAdd(execution, started);
            }

            throw;
        }
    }

    private static RunReply Read(ApiResponse response, RunRequest run)
    {
        if (response.Status == 304)
        {
            // HTTP gives a 304 no body: .NET reads none, whatever the server sends.
            return new RunReply(null, response.Date);
        }

        var group = ReplyReader.Object(response, DataprepJson.Default.JobGroup);
        return group.Id > 0 || run.TestMode
            ? new RunReply(group, response.Date)
            : throw new InvalidResponseException($"{response.Request}: the reply (status {response.Status}) has no job group id.");
    }

    private DateTimeOffset Since(long started, DateTimeOffset now) => now - Time.GetElapsedTime(started) - ClockMargin;

    private async Task<JobGroup> FindStartedAsync(RunRequest run, Guid execution, long started, DateTimeOffset? serverNow, ApiRequest request, CallContext context)
    {
        var what = $"A job group of recipe {run.RecipeId} had been started under execution id {execution}";
        const string HowToFindOut = "Look at Get-DpJobGroup -RunBy currentUser. Nothing was started twice.";
        try
        {
            if (run.ExecutionId is null && !request.MayHaveActed)
            {
                throw new OutcomeUnknownException(
                    $"{request}: the server answered 304 to the first use of execution id {execution}. Nothing can have been started under it before; something between may have made up the answer.",
                    $"Run it again with -ExecutionId {execution}, or look at Get-DpJobGroup -RunBy currentUser.",
                    null)
                {
                    StatusCode = 304,
                    Method = request.Endpoint.Method.Method,
                    Path = request.Path,
                };
            }

            // An id the user gave may be older than this call, and without the server's clock there is no telling what
            // is: then every group of the recipe comes into question.
            long? from = run.ExecutionId is null ? started : lost.TryGetValue(execution, out var lostStarted) ? lostStarted : null;
            var since = from is { } timestamp && serverNow is { } now ? Since(timestamp, now) : (DateTimeOffset?)null;
            var (group, seen) = await FindAsync(run, execution, since, context).ConfigureAwait(false);
            if (group is null)
            {
                throw new OutcomeUnknownException($"{what}, but which one is not clear. {seen}", HowToFindOut, null)
                {
                    StatusCode = 304,
                    Method = request.Endpoint.Method.Method,
                    Path = request.Path,
                };
            }

            context.Observer?.Warn($"{request}: the server answered that a job group had been started under execution id {execution}. {seen}");
            return group;
        }
        catch (OperationCanceledException)
        {
            context.Observer?.Warn($"{what}. Stopped while looking for it. {HowToFindOut}");
            throw;
        }
        catch (DataprepException e) when (e is not OutcomeUnknownException)
        {
            throw new OutcomeUnknownException($"{what}, but looking for it failed: {e.Message}", HowToFindOut, e);
        }
    }

    private async Task<(JobGroup? Group, string Seen)> FindAsync(RunRequest run, Guid execution, DateTimeOffset? since, CallContext context)
    {
        var looking = context.WithRetryTime(LookRetryTime);
        if (claimed.Find(execution) is { } own)
        {
            return (await groups.GetAsync(own, null, looking).ConfigureAwait(false), $"This session had started job group {own} under it.");
        }

        List<JobGroup> candidates;
        for (var look = 0; ; look++)
        {
            (candidates, var isWhole) = await CandidatesAsync(run.RecipeId, since, looking).ConfigureAwait(false);
            if (candidates.Count == 1 && isWhole && !IsAnotherOpen(run.RecipeId, execution) && claimed.TryAdd(candidates[0].Id, execution))
            {
                return (candidates[0], $"Job group {candidates[0].Id} is the only one of recipe {run.RecipeId} that {(since is null ? "there is" : "appeared since")}.");
            }

            if (look == LookAgainAfter.Length)
            {
                return (null, Seen(run, candidates));
            }

            await Time.Delay(LookAgainAfter[look], context.Cancellation).ConfigureAwait(false);
        }
    }

    // A start of the same recipe whose group is not known yet may be the one that shows.
    private bool IsAnotherOpen(long recipe, Guid execution) => open.Any(other => other.Value == recipe && other.Key != execution);

    private static string Seen(RunRequest run, List<JobGroup> candidates) => candidates.Count == 0
        ? $"No job group of recipe {run.RecipeId} has appeared so far."
        : $"These job groups of recipe {run.RecipeId} come into question: {string.Join(", ", candidates.Take(ShownCandidates).Select(group => group.Id))}{(candidates.Count > ShownCandidates ? $" and {candidates.Count - ShownCandidates} more" : "")}.";

    private async Task<(List<JobGroup> Found, bool IsWhole)> CandidatesAsync(long recipe, DateTimeOffset? since, CallContext context)
    {
        List<JobGroup> candidates = [];
        var rows = 0;
        var query = new ResourceQuery { Where = { ["runBy"] = "currentUser", ["dateFilter[createdAt][gte]"] = since }, Sort = "-id" };
        await groups.ListAsync(
            query,
            new ListOptions { First = MaxRows },
            group =>
            {
                rows++;
                // Servers ignore filters they do not know, so what was asked for is checked here too.
                if (group.RecipeId == recipe && !claimed.Contains(group.Id) && (since is null || group.CreatedAt >= since))
                {
                    candidates.Add(group);
                }

                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return (candidates, rows < MaxRows);
    }

    // A reply without a group is a 304.
    private sealed record RunReply(JobGroup? Group, DateTimeOffset? Date);
}
