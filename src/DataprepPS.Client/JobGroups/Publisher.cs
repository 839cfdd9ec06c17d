using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Publishes results. A publish has no execution id, so the group's publish jobs are noted before: after a lost
/// reply, one new job among them that nothing tells from ours is taken for it, with a warning.
/// </summary>
internal sealed class Publisher(SessionParts parts, JobGroupClient groups) : ResourceClient(parts)
{
    private static readonly TimeSpan[] LookAgainAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];
    private static readonly TimeSpan AppearTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(10);

    // The publishes of this session that are under way, by job group.
    private readonly Turns<long> turns = new();

    public async Task<PublishResult> PublishAsync(long id, PublishRequest publish, bool useV3, CallContext context)
    {
        using var turn = turns.Begin(id);
        var earlier = await PublishJobsAsync(id, context).ConfigureAwait(false);
        var endpoint = useV3 ? JobGroupEndpoints.PublishV3 : JobGroupEndpoints.Publish;
        var result = await ChangeAsync(
            new ApiRequest(endpoint, endpoint.At(id)) { Content = ApiRequest.Json(publish.ToBody()) },
            response => Read(response, id),
            $"Look for a new publish job: Get-DpJob {id} | Where-Object JobType -eq publish. Publish again only when there is none.",
            () => SettleAsync(id, publish, [.. earlier.Select(job => job.Id)], turn, context),
            context).ConfigureAwait(false);
        result.JobGroupId = id;
        result.Earlier = [.. earlier.Select(job => job.Id)];
        return result;
    }

    /// <summary>Waits until every new publish job has ended.</summary>
    /// <exception cref="RunFailedException">A publish job failed or was canceled.</exception>
    /// <exception cref="WaitTimeoutException">Time ran out.</exception>
    public async Task WaitAsync(PublishResult result, WaitOptions options, CallContext context)
    {
        var started = Time.GetTimestamp();
        var interval = options.PollInterval ?? FirstInterval;
        var tolerance = new PollTolerance(Time, options.BadPollTime);
        while (true)
        {
            try
            {
                var jobs = await NewJobsAsync(result, context.WithRetryTime(TimeSpan.Zero)).ConfigureAwait(false);
                tolerance.Good();
                if (jobs.Count > 0 && jobs.All(job => JobGroupStatus.IsFinished(job.Status)))
                {
                    result.Jobs = jobs;
                    await CheckAsync(result, jobs, context).ConfigureAwait(false);
                    return;
                }

                if (jobs.Count == 0 && Time.GetElapsedTime(started) > AppearTime)
                {
                    throw new OutcomeUnknownException(
                        $"The server accepted to publish job group {result.JobGroupId}, but no publish job has appeared in {AppearTime.TotalMinutes:0} min.",
                        $"Look at Get-DpJob {result.JobGroupId}.",
                        null);
                }
            }
            catch (DataprepException e) when (tolerance.Tolerates(e, context))
            {
                // The next look may fare better.
            }

            var pause = interval;
            if (options.Timeout is { } timeout)
            {
                var left = timeout - Time.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                {
                    throw new WaitTimeoutException(groups.Kind, result.JobGroupId, "publishing", timeout);
                }

                // Timers count whole milliseconds: less than one would be no pause at all.
                pause = left < interval ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : interval;
            }

            await Time.Delay(pause, context.Cancellation).ConfigureAwait(false);
            interval = options.PollInterval ?? TimeSpan.FromSeconds(Math.Min(LongestInterval.TotalSeconds, interval.TotalSeconds * 1.5));
        }
    }

    private async Task CheckAsync(PublishResult result, IReadOnlyList<Job> jobs, CallContext context)
    {
        var bad = jobs.FirstOrDefault(job => !JobGroupStatus.IsSuccess(job.Status));
        if (bad is null)
        {
            return;
        }

        var text = await groups.GetErrorTextAsync(result.JobGroupId, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
        throw new RunFailedException(groups.Kind, result.JobGroupId, $"Publishing job group {result.JobGroupId} ended as {bad.Status} (job {bad.Id}){(text is null ? "." : $": {text}")}");
    }

    private static PublishResult Read(ApiResponse response, long id)
    {
        var result = ReplyReader.Object(response, DataprepJson.Default.PublishResult);
        var isOurs = result.JobGroupId == id || (result.JobGroupId == 0 && (result.Reason ?? result.SessionId) is not null);
        return isOurs
            ? result
            : throw new InvalidResponseException($"{response.Request}: the reply (status {response.Status}) is not about publishing job group {id}.");
    }

    private async Task<Settled<PublishResult>> SettleAsync(long id, PublishRequest publish, IReadOnlyCollection<long> earlier, Turns<long>.Turn turn, CallContext context)
    {
        var looking = context.WithRetryTime(LookRetryTime);
        List<Job> appeared;
        for (var look = 0; ; look++)
        {
            appeared = [.. (await PublishJobsAsync(id, looking).ConfigureAwait(false)).Where(job => !earlier.Contains(job.Id))];
            if (appeared.Count > 0 || look == LookAgainAfter.Length)
            {
                break;
            }

            await Time.Delay(LookAgainAfter[look], context.Cancellation).ConfigureAwait(false);
        }

        if (appeared.Count == 0)
        {
            return new Settled<PublishResult>(null, $"No new publish job of job group {id} has appeared so far.");
        }

        var jobs = string.Join(", ", appeared.Select(job => job.Id));
        if (turn.IsShared)
        {
            return new Settled<PublishResult>(null, $"Publish jobs that appeared meanwhile: {jobs}; this session was publishing the job group more than once at the same time.");
        }

        if (appeared.Count > 1)
        {
            return new Settled<PublishResult>(null, $"These publish jobs appeared meanwhile: {jobs}.");
        }

        if (await WhyNotOursAsync(id, publish, appeared[0], looking).ConfigureAwait(false) is { } why)
        {
            return new Settled<PublishResult>(null, $"Publish job {jobs} appeared meanwhile, but {why}.");
        }

        var found = new PublishResult { JobGroupId = id, JobIds = [appeared[0].Id], Reason = "JobStarted" };
        return new Settled<PublishResult>(found, $"publish job {jobs} is the only new one of job group {id}, so it had worked.");
    }

    /// <summary>What tells a publish job from ours: who started it, or where to; null when nothing does.</summary>
    private async Task<string?> WhyNotOursAsync(long id, PublishRequest publish, Job job, CallContext context)
    {
        if (job.Creator is { Id: > 0 } creator && await Parts.Me.GetIdAsync(context).ConfigureAwait(false) is { } person && person != creator.Id)
        {
            return $"user {creator.Id} started it";
        }

        JobGroupPublication? publication = null;
        try
        {
            await groups.GetPublicationsAsync(
                id,
                row =>
                {
                    // Those made before our publish cannot tell anything of it.
                    publication = row.CreatedAt >= job.CreatedAt && (publication is null || row.CreatedAt > publication.CreatedAt) ? row : publication;
                    return Task.FromResult(true);
                },
                context).ConfigureAwait(false);
        }
        catch (DataprepException)
        {
            // Not every release has this list.
        }

        return publication is null || IsTarget(publication, publish)
            ? null
            : $"it seems to go to {string.Join(".", [.. publication.Path ?? [], publication.TableName ?? "?"])}{(publication.Action is null ? string.Empty : $" ({publication.Action})")}";
    }

    private static bool IsTarget(JobGroupPublication publication, PublishRequest publish) =>
        Agree(publication.TableName, publish.Table)
        && Agree(publication.Action, publish.Action)
        && (publication.Connection is not { Id: > 0 } connection || connection.Id == publish.ConnectionId)
        && (publication.Path is null || publication.Path.SequenceEqual(publish.Path, StringComparer.OrdinalIgnoreCase));

    private static bool Agree(string? shown, string asked) => shown is null || string.Equals(shown, asked, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<Job>> NewJobsAsync(PublishResult result, CallContext context)
    {
        var jobs = await PublishJobsAsync(result.JobGroupId, context).ConfigureAwait(false);
        return result.JobIds is { Count: > 0 } ids
            ? [.. jobs.Where(job => ids.Contains(job.Id))]
            : [.. jobs.Where(job => !result.Earlier.Contains(job.Id))];
    }

    private async Task<IReadOnlyList<Job>> PublishJobsAsync(long id, CallContext context)
    {
        var jobs = await groups.GetJobsAsync(id, null, context).ConfigureAwait(false);
        return [.. jobs.Where(job => string.Equals(job.JobType, "publish", StringComparison.OrdinalIgnoreCase))];
    }
}
