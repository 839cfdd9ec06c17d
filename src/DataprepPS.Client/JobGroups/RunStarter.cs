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
/// Starts job groups, each at most once. One execution id stands for all attempts of a start; a 304 means that
/// an earlier attempt had worked, and then the group it started is looked for.
/// </summary>
internal sealed class RunStarter(Transport transport, TimeProvider time, JobGroupClient groups) : ResourceClient(transport, time)
{
    // The list may lag a moment behind the run, and other starts of the same recipe may still wait for their replies.
    private static readonly TimeSpan[] LookAgainAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    // The server's clock shows whole seconds, and its database may have one of its own.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookRetryTime = TimeSpan.FromSeconds(20);

    // Groups that belong to other starts of this session.
    private readonly ConcurrentDictionary<long, Guid> claimed = new();

    public async Task<JobGroup> StartAsync(RunRequest run, CallContext context)
    {
        var execution = run.ExecutionId ?? Guid.NewGuid();
        var started = Time.GetTimestamp();
        var attempts = new CountingContext(context);
        var request = new ApiRequest(JobGroupEndpoints.Run, JobGroupEndpoints.Run.Path)
        {
            Content = ApiRequest.Json(run.ToBody()),
            ExecutionId = execution,
        };
        var reply = await ChangeAsync(
            request,
            response => Read(response, run),
            $"Run it again with -ExecutionId {execution}: the server starts no second job group under the same id. Or look at Get-DpJobGroup -RunBy currentUser.",
            async () =>
            {
                var found = await FindAsync(run, execution, Since(started, null), context).ConfigureAwait(false);
                return new Settled<RunReply>(found.Result is null ? null : new RunReply(found.Result, null), found.Seen);
            },
            attempts.Context).ConfigureAwait(false);
        var group = reply.Group ?? await FindStartedAsync(run, execution, attempts.Retried ? Since(started, reply.Date) : null, context).ConfigureAwait(false);
        if (group.Id > 0)
        {
            claimed[group.Id] = execution;
        }

        group.ExecutionId = execution;
        group.RecipeId ??= run.RecipeId;
        return group;
    }

    private static RunReply Read(ApiResponse response, RunRequest run)
    {
        if (response.Status == 304)
        {
            // Whether a 304 has a body is nowhere documented; what is not a job group is as good as none.
            return new RunReply(response.Body.IsEmpty ? null : TryRead(response), response.Date);
        }

        var group = ReplyReader.Object(response, DataprepJson.Default.JobGroup);
        return group.Id > 0 || run.TestMode
            ? new RunReply(group, response.Date)
            : throw new InvalidResponseException($"{response.Request}: the reply (status {response.Status}) has no job group id.");
    }

    private static JobGroup? TryRead(ApiResponse response)
    {
        try
        {
            return ReplyReader.Object(response, DataprepJson.Default.JobGroup) is { Id: > 0 } group ? group : null;
        }
        catch (InvalidResponseException)
        {
            return null;
        }
    }

    private DateTimeOffset Since(long started, DateTimeOffset? serverNow) =>
        (serverNow ?? Time.GetUtcNow()) - Time.GetElapsedTime(started) - ClockMargin;

    private async Task<JobGroup> FindStartedAsync(RunRequest run, Guid execution, DateTimeOffset? since, CallContext context)
    {
        var found = await FindAsync(run, execution, since, context).ConfigureAwait(false);
        return found.Result ?? throw new OutcomeUnknownException(
            $"A job group of recipe {run.RecipeId} had been started under execution id {execution}, but which one is not clear. {found.Seen}",
            "Look at Get-DpJobGroup -RunBy currentUser. Nothing was started twice.",
            null);
    }

    private async Task<Settled<JobGroup>> FindAsync(RunRequest run, Guid execution, DateTimeOffset? since, CallContext context)
    {
        // Started by this session before: it knows which one it was.
        var known = claimed.FirstOrDefault(claim => claim.Value == execution).Key;
        if (known > 0)
        {
            return new Settled<JobGroup>(await groups.GetAsync(known, null, context).ConfigureAwait(false), $"job group {known} was started under it by this session.");
        }

        List<JobGroup> candidates = [];
        for (var look = 0; ; look++)
        {
            candidates = await CandidatesAsync(run.RecipeId, since, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
            if (candidates.Count == 1 && claimed.TryAdd(candidates[0].Id, execution))
            {
                return new Settled<JobGroup>(candidates[0], $"job group {candidates[0].Id} is the only one of recipe {run.RecipeId} that appeared.");
            }

            if (look == LookAgainAfter.Length)
            {
                break;
            }

            await Time.Delay(LookAgainAfter[look], context.Cancellation).ConfigureAwait(false);
        }

        var seen = candidates.Count == 0
            ? $"No job group of recipe {run.RecipeId} appeared."
            : $"These job groups of recipe {run.RecipeId} came into question: {string.Join(", ", candidates.Select(group => group.Id))}.";
        return new Settled<JobGroup>(null, seen);
    }

    private async Task<List<JobGroup>> CandidatesAsync(long recipe, DateTimeOffset? since, CallContext context)
    {
        List<JobGroup> candidates = [];
        var query = new JobGroupQuery { RunBy = "currentUser", CreatedAfter = since, Sort = "-id" };
        await groups.ListAsync(
            query,
            new ListOptions { First = since is null ? 100 : 2000 },
            group =>
            {
                // Servers ignore filters they do not know, so what was asked for is checked here too.
                if (group.RecipeId == recipe && !claimed.ContainsKey(group.Id) && !(group.CreatedAt < since))
                {
                    candidates.Add(group);
                }

                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return candidates;
    }

    // A reply that had no group in it is a 304 without a body.
    private sealed record RunReply(JobGroup? Group, DateTimeOffset? Date);

    /// <summary>Knows whether there was more than one attempt: a 304 to the first is about an earlier run of the user's.</summary>
    private sealed class CountingContext : ICallObserver
    {
        private readonly ICallObserver? inner;

        public CountingContext(CallContext context)
        {
            inner = context.Observer;
            Context = new CallContext(context.Cancellation, this);
        }

        public CallContext Context { get; }

        public bool Retried { get; private set; }

        public void Waiting(CallWait wait)
        {
            Retried |= wait.IsRetry;
            inner?.Waiting(wait);
        }

        public void Warn(string message) => inner?.Warn(message);

        public void Trace(string line) => inner?.Trace(line);
    }
}
