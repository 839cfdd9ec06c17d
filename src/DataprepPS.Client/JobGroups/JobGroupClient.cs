using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>Reads job groups and what belongs to them; starting and publishing are in classes of their own.</summary>
public sealed class JobGroupClient : ResourceClient<JobGroup>
{
    private readonly RunStarter starter;
    private readonly Publisher publisher;
    private volatile bool hasNoStatusRoute;

    internal JobGroupClient(SessionParts parts)
        : base(parts, JobGroupEndpoints.JobGroups, static () => DataprepJson.Default.JobGroup)
    {
        starter = new RunStarter(parts, this);
        publisher = new Publisher(parts, this);
    }

    private protected override IReadOnlyList<Association<JobGroup>> Associations { get; } =
    [
        new("FlowRunId", group => group.FlowRunId) { List = FlowEndpoints.RunJobGroups },
    ];

    /// <summary>Starts a job group, and never two for one execution id.</summary>
    /// <exception cref="OutcomeUnknownException">It may have started, but which group it is could not be found.</exception>
    /// <exception cref="DataprepException">It did not start.</exception>
    public Task<JobGroup> StartAsync(RunRequest request, CallContext context) => starter.StartAsync(request, context);

    internal void Claim(JobGroup group) => starter.Claim(group);

    internal bool MayBeStarted(JobGroup group) => starter.MayBeOurs(group);

    /// <summary>Reads the bare status, by its own route where there is one.</summary>
    public async Task<string> GetStatusAsync(long id, CallContext context)
    {
        if (!hasNoStatusRoute)
        {
            try
            {
                return await Transport.SendAsync(ApiRequest.Get(JobGroupEndpoints.Status, id), ReplyReader.Text, context).ConfigureAwait(false);
            }
            catch (ApiException e) when (e.Kind == ErrorKind.NotAvailable)
            {
                // Release 6.0 has no such route in v4.
                hasNoStatusRoute = true;
            }
        }

        var group = await GetAsync(id, null, context).ConfigureAwait(false);
        return group.Status ?? throw new InvalidResponseException($"Job group {id} came without a status.");
    }

    /// <summary>Reads the stages of a job group.</summary>
    /// <param name="id">The job group.</param>
    /// <param name="embed">Associations to include, e.g. <c>errorMessage</c>.</param>
    /// <param name="context">Who asks.</param>
    public async Task<IReadOnlyList<Job>> GetJobsAsync(long id, IReadOnlyList<string>? embed, CallContext context)
    {
        var query = new Query().Add("embed", embed, ',');
        var page = await Transport.SendAsync(ApiRequest.Get(JobGroupEndpoints.Jobs, id, query), response => ReplyReader.List(response, DataprepJson.Default.Job), context).ConfigureAwait(false);
        foreach (var job in page.Items)
        {
            job.JobGroupId ??= id;
        }

        if (embed?.Contains("errorMessage", StringComparer.OrdinalIgnoreCase) == true)
        {
            await AddErrorMessagesAsync(id, page.Items, context).ConfigureAwait(false);
        }

        return page.Items;
    }

    // The specification gives this list no embed: a server that leaves the texts out shows them on the job group.
    private async Task AddErrorMessagesAsync(long id, IReadOnlyList<Job> jobs, CallContext context)
    {
        var untold = jobs.Where(job => job.ErrorMessage is { Message: null }).ToList();
        if (untold.Count == 0)
        {
            return;
        }

        var group = await GetAsync(id, new ReadOptions { Embed = ["jobs.errorMessage"] }, context).ConfigureAwait(false);
        foreach (var job in untold)
        {
            job.ErrorMessage = group.Jobs?.FirstOrDefault(told => told.Id == job.Id)?.ErrorMessage ?? job.ErrorMessage;
        }
    }

    /// <summary>The error texts of a failed job group's stages; null when the server gives none.</summary>
    public async Task<string?> GetErrorTextAsync(long id, CallContext context)
    {
        try
        {
            var group = await GetAsync(id, new ReadOptions { Embed = ["jobs.errorMessage"] }, context).ConfigureAwait(false);
            var texts = new List<string>();
            foreach (var job in group.Jobs ?? [])
            {
                if (job.ErrorMessage?.Message is { } text)
                {
                    texts.Add($"{job.JobType}: {text}");
                }
            }

            if (texts.Count == 0 && group.AdditionalProperties.TryGetValue("workloadError", out var error) && error is string workloadError)
            {
                texts.Add(workloadError);
            }

            return texts.Count == 0 ? null : string.Join("; ", texts);
        }
        catch (DataprepException)
        {
            // It only explains an error that is reported in any case.
            return null;
        }
    }

    /// <summary>Stops a job group; one that has ended stays as it is.</summary>
    public Task<CancelResult> CancelAsync(long id, CallContext context) => ChangeAsync(
        new ApiRequest(JobGroupEndpoints.Cancel, JobGroupEndpoints.Cancel.At(id)) { Content = ApiRequest.Json(new System.Text.Json.Nodes.JsonObject()) },
        response =>
        {
            var result = ReplyReader.Object(response, DataprepJson.Default.CancelResult);
            result.JobGroupId = id;
            return result;
        },
        $"Look at its status: Get-DpJobGroup {id}. Stopping it again does no harm.",
        async () =>
        {
            var status = await GetStatusAsync(id, context).ConfigureAwait(false);
            return JobGroupStatus.IsFinished(status)
                ? new Settled<CancelResult>(new CancelResult { JobGroupId = id }, $"Job group {id} is {status}.")
                : new Settled<CancelResult>(null, $"Job group {id} is {status}.");
        },
        context);

    /// <summary>Publishes the results of a finished job group.</summary>
    /// <exception cref="OutcomeUnknownException">It may have been published.</exception>
    public Task<PublishResult> PublishAsync(long id, PublishRequest request, bool useV3, CallContext context) =>
        publisher.PublishAsync(id, request, useV3, context);

    /// <summary>Waits until the jobs of a publication have ended, and puts them into <see cref="PublishResult.Jobs"/>.</summary>
    public Task WaitForPublishAsync(PublishResult result, WaitOptions options, CallContext context) =>
        publisher.WaitAsync(result, options, context);

    /// <summary>Reads what a run read.</summary>
    public async Task<IReadOnlyList<JobGroupInput>> GetInputsAsync(long id, CallContext context)
    {
        var page = await Transport.SendAsync(ApiRequest.Get(JobGroupEndpoints.Inputs, id), response => ReplyReader.List(response, DataprepJson.Default.JobGroupInput), context).ConfigureAwait(false);
        foreach (var input in page.Items)
        {
            input.JobGroupId = id;
        }

        return page.Items;
    }

    /// <summary>Reads the files and tables a run wrote.</summary>
    public async Task<IReadOnlyList<JobGroupData>> GetOutputsAsync(long id, CallContext context)
    {
        var outputs = await ReadAsync(ApiRequest.Get(JobGroupEndpoints.Outputs, id), DataprepJson.Default.JobGroupOutputs, context).ConfigureAwait(false);
        List<JobGroupData> all = [.. outputs.Files ?? [], .. outputs.Tables ?? []];
        foreach (var output in all)
        {
            output.JobGroupId = id;
        }

        return all;
    }

    /// <summary>Reads the publications of a job group.</summary>
    public Task GetPublicationsAsync(long id, Func<JobGroupPublication, Task<bool>> visit, CallContext context) => ListAsync(
        JobGroupEndpoints.Publications,
        JobGroupEndpoints.Publications.At(id),
        new Query(),
        DataprepJson.Default.JobGroupPublication,
        null,
        publication =>
        {
            publication.JobGroupId = id;
            return visit(publication);
        },
        context);

    /// <summary>Reads the profile of a run's results as plain dictionaries: histograms by column, rules, column types.</summary>
    public Task<object?> GetProfileAsync(long id, CallContext context) =>
        Transport.SendAsync(ApiRequest.Get(JobGroupEndpoints.Profile, id), ReplyReader.Anything, context);

    /// <summary>Writes the PDF profile of a run's results to a stream.</summary>
    /// <returns>The number of bytes.</returns>
    public Task<long> DownloadPdfResultsAsync(long id, Stream target, CallContext context) => Transport.DownloadAsync(
        new ApiRequest(JobGroupEndpoints.PdfResults, JobGroupEndpoints.PdfResults.At(id)) { Accept = "application/pdf, application/json" }, target, context);

    /// <summary>Waits for job groups; one waiter for all of a call.</summary>
    public JobGroupWaiter CreateWaiter(WaitOptions options) => new(this, Time, options);
}
