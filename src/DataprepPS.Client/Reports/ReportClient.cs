using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Json;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Reports;

/// <summary>
/// Gathers what a report shows of job groups, with one request for each and up to three more where there are results, and
/// writes it. What a server does not show is left out and said; only a job group that cannot be read at all is an error.
/// </summary>
public sealed class ReportClient : ResourceClient
{
    private static readonly IReadOnlyList<string> Few = ["jobs.errorMessage"];
    private static readonly IReadOnlyList<string> Many = [.. Few, "jobs.scriptResults", .. JobGroupNames.Embeds];

    private readonly JobGroupClient groups;
    private readonly Uri server;
    private readonly ReportText text;
    private volatile bool embedsFew;

    internal ReportClient(SessionParts parts, JobGroupClient groups, PlanRunClient planRuns, Uri server)
        : base(parts)
    {
        this.groups = groups;
        this.server = server;
        text = new ReportText(parts.Transport.Mask);
        Sources = [new FlowRunSource(groups), planRuns];
    }

    /// <summary>What else than job groups a report can be made of.</summary>
    public IReadOnlyList<IJobGroupSource> Sources { get; }

    /// <summary>Reads what a report shows of one job group.</summary>
    /// <param name="id">The job group.</param>
    /// <param name="known">What is known of it, e.g. the reply of its start, which alone tells its graph.</param>
    /// <param name="withResults">Whether to read its outputs, publications and profile too: up to three more requests.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="ApiException">There is no such job group, or it may not be read.</exception>
    public async Task<ReportGroup> ReadAsync(long id, JobGroup? known, bool withResults, CallContext context)
    {
        List<string> missing = [];
        var group = await GetAsync(id, missing, context).ConfigureAwait(false);
        group.JobGraph ??= known?.JobGraph;
        group.ExecutionId ??= known?.ExecutionId;
        group.DeploymentId ??= known?.DeploymentId;
        group.RecipeId ??= known?.RecipeId;
        group.Jobs ??= known?.Jobs;

        var stages = (group.Jobs ?? []).OrderBy(job => job.Id).Select(Stage).ToList();
        var hasResults = withResults && group.IsSuccess;
        var outputs = hasResults ? TryAsync("outputs", () => OutputsAsync(id, context)) : None<ReportOutput>();
        // Each publication has a stage of its own: without one there is nothing to ask for.
        var publications = withResults && stages.Any(stage => stage.Type == "publish") ? TryAsync("publications", () => PublicationsAsync(id, context)) : None<ReportOutput>();
        var columns = hasResults && group.ProfilingEnabled != false ? TryAsync("profile", () => groups.GetProfileAsync(id, context)) : None<ColumnProfile>();
        var (files, tables, profile) = (await outputs.ConfigureAwait(false), await publications.ConfigureAwait(false), await columns.ConfigureAwait(false));
        missing.AddRange(((string?[])[files.Missing, tables.Missing, profile.Missing]).OfType<string>());
        return new ReportGroup(group, stages)
        {
            Outputs = files.Found,
            Publications = tables.Found,
            Columns = profile.Found,
            Missing = missing,
        };
    }

    /// <summary>A report over what was read.</summary>
    public Report Create(string? title, IReadOnlyList<ReportGroup> read, IReadOnlyList<string>? unread = null) =>
        new(title ?? "Job report", server, Time.GetUtcNow(), read) { Unread = unread ?? [] };

    /// <summary>Writes a report as one HTML page that needs nothing else and asks nobody.</summary>
    public void WriteHtml(Report report, Stream target) => new HtmlReport(text, report).Write(target);

    /// <summary>A report as Markdown, for pull requests and step summaries.</summary>
    public string ToMarkdown(Report report) => new MarkdownReport(text, report).ToString();

    private async Task<JobGroup> GetAsync(long id, List<string> missing, CallContext context)
    {
        if (!embedsFew)
        {
            try
            {
                return await groups.GetAsync(id, new ReadOptions { Embed = Many }, context).ConfigureAwait(false);
            }
            catch (ApiException e) when (e.Kind == ErrorKind.InvalidInput)
            {
                // A release that does not know one of them; it says so for every job group alike.
                embedsFew = true;
            }
        }

        missing.Add("This server shows no names of recipe and flow, and no row counts, with a job group.");
        return await groups.GetAsync(id, new ReadOptions { Embed = Few }, context).ConfigureAwait(false);
    }

    private static ReportStage Stage(Job job)
    {
        var results = (job.Embedded("scriptResults") is { } embedded ? embedded.Rows() : []).ToList();
        var main = results.Where(result => result.Find("isPrimaryOutput") is { ValueKind: JsonValueKind.True }).Concat(results).Select(result => result.FindId("rowCount")).FirstOrDefault();
        return new ReportStage(job.Id, job.JobType ?? "job", job.Status)
        {
            Percent = job.PercentComplete,
            Start = job.CreatedAt,
            End = job.UpdatedAt,
            Rows = main >= 0 ? main : null,
            Error = job.ErrorMessage?.Message,
            Engine = job.ExecutionLanguage,
            EngineId = job.CpJobId,
        };
    }

    private async Task<IReadOnlyList<ReportOutput>> OutputsAsync(long id, CallContext context) =>
        [.. (await groups.GetOutputsAsync(id, context).ConfigureAwait(false)).Select(output => new ReportOutput(output.ToString(), output.FileType ?? output.Vendor, output.Action, output.IsPrimaryOutput == true, null))];

    private async Task<IReadOnlyList<ReportOutput>> PublicationsAsync(long id, CallContext context)
    {
        List<ReportOutput> found = [];
        await groups.GetPublicationsAsync(
            id,
            publication =>
            {
                found.Add(new ReportOutput(string.Join(".", [.. publication.Path ?? [], publication.TableName ?? string.Empty]), publication.TargetType, publication.Action, false, null));
                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        return found;
    }

    private static Task<Part<T>> None<T>() => Task.FromResult(new Part<T>([], null));

    private static async Task<Part<T>> TryAsync<T>(string what, Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return new Part<T>(await read().ConfigureAwait(false), null);
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            return new Part<T>([], e.Kind switch
            {
                ErrorKind.NotFound => $"The server has no {what} of this run.",
                ErrorKind.Permission => $"You may not read the {what} of this run.",
                ErrorKind.NotAvailable => $"This server has no route for the {what} of a run.",
                _ => $"The {what} could not be read: {e.Message}",
            });
        }
    }

    /// <summary>A part of a group's report, or why there is none.</summary>
    private sealed record Part<T>(IReadOnlyList<T> Found, string? Missing);
}
