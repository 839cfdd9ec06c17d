using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Runs;

namespace DataprepPS.Client.JobGroups;

/// <summary>Reads job groups and what belongs to them; starting and publishing are in classes of their own.</summary>
public sealed class JobGroupClient : RunClient<JobGroup>
{
    internal const string ErrorEmbed = "jobs.errorMessage";

    private static readonly RunKind JobGroups = new("JobGroup", "job group", "recipe")
    {
        HowToList = "Get-DpJobGroup -RunBy currentUser",
        WhatToLookAt = id => $"Look at its stages: Get-DpJob {id} -Embed errorMessage.",
    };

    private readonly Publisher publisher;
    private readonly NamedJobGroups named;
    private volatile bool hasNoStatusRoute;

    internal JobGroupClient(SessionParts parts)
        : base(parts, JobGroupEndpoints.JobGroups, JobGroupEndpoints.Run, JobGroups, static () => DataprepJson.Default.JobGroup)
    {
        publisher = new Publisher(parts, this);
        named = new NamedJobGroups(this, parts.Time);
    }

    private protected override IReadOnlyList<Association<JobGroup>> Associations { get; } =
    [
        new("FlowRunId", group => group.FlowRunId) { List = FlowEndpoints.RunJobGroups },
    ];

    /// <summary>Starts a job group, and never two for one execution id.</summary>
    /// <exception cref="OutcomeUnknownException">It may have started, but which group it is could not be found.</exception>
    /// <exception cref="DataprepException">It did not start.</exception>
    public Task<JobGroup> StartAsync(RunRequest request, CallContext context) => StartAsync(
        new RunOrder<JobGroup>(
            request.RecipeId,
            request.ExecutionId,
            execution => Request(request, execution),
            response =>
            {
                var group = ReplyReader.Object(response, DataprepJson.Default.JobGroup);
                return group.Id > 0
                    ? group
                    : throw new InvalidResponseException($"{response.Request}: the reply (status {response.Status}) has no job group id.");
            })
        {
            // No start of a recipe makes such a one.
            Fits = group => !group.IsOfPlan,
        },
        context);

    /// <summary>Asks whether a job group could be started, and starts none.</summary>
    /// <exception cref="InvalidResponseException">The server started one all the same, or had started one under this execution id.</exception>
    /// <exception cref="DataprepException">It could not.</exception>
    public Task<RunCheck> CheckAsync(RunRequest request, CallContext context) => Transport.SendAsync(
        Request(request, request.ExecutionId ?? Guid.NewGuid(), isTest: true),
        response =>
        {
            if (response.Status == 304)
            {
                throw new InvalidResponseException($"{response.Request}: nothing was checked: a job group had been started under this execution id.");
            }

            var check = ReplyReader.Object(response, DataprepJson.Default.RunCheck);
            (check.RecipeId, check.IsValid) = (request.RecipeId, true);
            return check.StartedId is > 0 and var started
                ? throw new InvalidResponseException($"{response.Request}: the server knows no test mode and started job group {started}.")
                : check;
        },
        context);

    private static ApiRequest Request(RunRequest request, Guid execution, bool isTest = false) =>
        new(JobGroupEndpoints.Run, JobGroupEndpoints.Run.Path) { Content = ApiRequest.Json(request.ToBody(isTest)), ExecutionId = execution };

    /// <summary>Whether a job group is, or may be, one that this session started by itself, not through something else that it ran.</summary>
    /// <param name="group">The job group.</param>
    /// <param name="since">The moment of the session's clock since which it came up; null when that may be long ago.</param>
    internal bool MayBeStarted(JobGroup group, long? since) => IsClaimed(group.Id) || Parts.Starts.Since(since).Any(start => start.Noun == Kind.Noun && start.Source == group.RecipeId);

    internal override Task<JobGroup> LookAsync(long id, JobGroup? known, CallContext context) => GetAsync(id, new ReadOptions { Embed = ["jobs"] }, context);

    /// <summary>How a job group that did not end well ended, e.g. "job group 3 of recipe 7 failed: wrangle: Out of memory". Never an error.</summary>
    internal async Task<string> TellEndAsync(JobGroup group, CallContext context)
    {
        var text = await WhyAsync(group, context).ConfigureAwait(false);
        var name = $"job group {group.Id}{(group.RecipeId is { } recipe ? $" of recipe {recipe}" : string.Empty)}";
        return $"{name} {(JobGroupStatus.Is(group.Status, JobGroupStatus.Canceled) ? "was canceled" : "failed")}{(text is null ? string.Empty : $": {text}")}";
    }

    internal override Task<SourceName?> NameAsync(JobGroup run, CallContext context) => named.NameAsync(run.Id, context);

    // What is run besides may run the recipe too.
    internal override bool MayCross(StartUnderWay other, long source) => other.Noun != Kind.Noun || other.Source == source;

    internal override async Task<string?> WhyAsync(JobGroup run, CallContext context) =>
        JobGroupStatus.Is(run.Status, JobGroupStatus.Failed) ? run.Error ??= await GetErrorTextAsync(run.Id, context).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    public override Task<JobGroup> GetAsync(long id, ReadOptions? options, CallContext context) =>
        options?.WithNames == true ? named.GetAsync(id, options, context) : GetUnnamedAsync(id, options, context);

    /// <inheritdoc/>
    public override Task ListAsync(ResourceQuery query, ListOptions? options, Func<JobGroup, Task<bool>> visit, CallContext context) =>
        query.Read?.WithNames == true ? named.ListAsync(query, options, visit, context) : ListUnnamedAsync(query, options, visit, context);

    /// <summary>Reads one as the server sends it.</summary>
    internal Task<JobGroup> GetUnnamedAsync(long id, ReadOptions? options, CallContext context) => base.GetAsync(id, options, context);

    /// <summary>Lists them as the server sends them.</summary>
    internal Task ListUnnamedAsync(ResourceQuery query, ListOptions? options, Func<JobGroup, Task<bool>> visit, CallContext context) => base.ListAsync(query, options, visit, context);

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

        var group = await GetAsync(id, new ReadOptions { Embed = [ErrorEmbed] }, context).ConfigureAwait(false);
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
            return (await GetAsync(id, new ReadOptions { Embed = [ErrorEmbed] }, context).ConfigureAwait(false)).Error;
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

    /// <summary>Reads the profile of a run's results, column by column.</summary>
    public Task<IReadOnlyList<ColumnProfile>> GetProfileAsync(long id, CallContext context) => Transport.SendAsync(
        ApiRequest.Get(JobGroupEndpoints.Profile, id),
        response => ReplyReader.Understood(response, profile => ProfileReader.Read(profile, id)),
        context);

    /// <summary>Writes the PDF profile of a run's results to a stream.</summary>
    /// <returns>The number of bytes.</returns>
    public Task<long> DownloadPdfResultsAsync(long id, Stream target, CallContext context) => Transport.DownloadAsync(
        new ApiRequest(JobGroupEndpoints.PdfResults, JobGroupEndpoints.PdfResults.At(id)) { Accept = "application/pdf, application/json" }, target, context);
}
