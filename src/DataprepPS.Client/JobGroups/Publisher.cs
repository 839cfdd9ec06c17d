using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// Publishes results. A publish has no execution id, so the group's publish jobs are noted before: after a lost
/// reply, one new job among them is the proof that it had worked.
/// </summary>
internal sealed class Publisher(Transport transport, TimeProvider time, JobGroupClient groups) : ResourceClient(transport, time)
{
    private static readonly TimeSpan[] LookAgainAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];
    private static readonly TimeSpan LookRetryTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AppearTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(10);

    public async Task<PublishResult> PublishAsync(long id, PublishRequest publish, bool useV3, CallContext context)
    {
        var earlier = await PublishJobsAsync(id, context).ConfigureAwait(false);
        var endpoint = useV3 ? JobGroupEndpoints.PublishV3 : JobGroupEndpoints.Publish;
        var result = await ChangeAsync(
            new ApiRequest(endpoint, endpoint.At(id)) { Content = ApiRequest.Json(publish.ToBody()) },
            response => ReplyReader.Object(response, DataprepJson.Default.PublishResult),
            $"Look for a new publish job: Get-DpJob {id} | Where-Object JobType -eq publish. Publish again only when there is none.",
            () => SettleAsync(id, [.. earlier.Select(job => job.Id)], context),
            context).ConfigureAwait(false);
        result.JobGroupId = result.JobGroupId > 0 ? result.JobGroupId : id;
        result.Earlier = [.. earlier.Select(job => job.Id)];
        return result;
    }

    /// <summary>Waits until every new publish job has ended.</summary>
    /// <exception cref="JobGroupFailedException">A publish job failed or was canceled.</exception>
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
            catch (DataprepException e) when (e is not OutcomeUnknownException and not JobGroupFailedException && tolerance.Tolerates(e, context))
            {
                // The next look may fare better.
            }

            if (options.Timeout is { } timeout && Time.GetElapsedTime(started) >= timeout)
            {
                throw new WaitTimeoutException(result.JobGroupId, "publishing", timeout);
            }

            await Time.Delay(interval, context.Cancellation).ConfigureAwait(false);
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
        throw new JobGroupFailedException(result.JobGroupId, $"Publishing job group {result.JobGroupId} ended as {bad.Status} (job {bad.Id}){(text is null ? "." : $": {text}")}");
    }

    private async Task<Settled<PublishResult>> SettleAsync(long id, IReadOnlyCollection<long> earlier, CallContext context)
    {
        var looking = context.WithRetryTime(LookRetryTime);
        for (var look = 0; ; look++)
        {
            var appeared = (await PublishJobsAsync(id, looking).ConfigureAwait(false)).Where(job => !earlier.Contains(job.Id)).ToList();
            if (appeared.Count == 1)
            {
                var found = new PublishResult { JobGroupId = id, JobIds = [appeared[0].Id], Reason = "JobStarted" };
                return new Settled<PublishResult>(found, $"publish job {appeared[0].Id} is the only new one of job group {id}.");
            }

            if (appeared.Count > 1)
            {
                return new Settled<PublishResult>(null, $"These publish jobs appeared meanwhile: {string.Join(", ", appeared.Select(job => job.Id))}.");
            }

            if (look == LookAgainAfter.Length)
            {
                return new Settled<PublishResult>(null, $"No new publish job of job group {id} has appeared so far.");
            }

            await Time.Delay(LookAgainAfter[look], context.Cancellation).ConfigureAwait(false);
        }
    }

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
