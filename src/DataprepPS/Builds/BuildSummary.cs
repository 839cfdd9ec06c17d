using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Reports;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Builds;

/// <summary>The report that goes into the summary of a build's step: of each job group no more than one request shows.</summary>
internal sealed class BuildSummary(DataprepClient client, CallContext calls)
{
    private const int AtATime = 16;

    private readonly List<ReportGroup> read = [];
    private readonly List<string> unread = [];

    /// <summary>Never an error: what cannot be read is said in it.</summary>
    /// <param name="idName">The own name of the ids, e.g. <c>JobGroupId</c>.</param>
    /// <param name="runs">The runs and the input each came from.</param>
    public async Task<string> WriteAsync(string idName, IReadOnlyDictionary<long, PSObject?> runs)
    {
        var ahead = new ReadAhead(() => AtATime);
        foreach (var run in runs.OrderBy(run => run.Key))
        {
            foreach (var id in await JobGroupsAsync(idName, run.Key).ConfigureAwait(false))
            {
                await ahead.AddAsync(async () =>
                {
                    var (group, error) = await TryReadAsync(id, run.Value).ConfigureAwait(false);
                    return () => TakeAsync(group, error);
                }).ConfigureAwait(false);
            }
        }

        await ahead.CompleteAsync().ConfigureAwait(false);
        return client.Reports.ToMarkdown(client.Reports.Create("Dataprep", read, unread));
    }

    private async Task<IReadOnlyList<long>> JobGroupsAsync(string idName, long id)
    {
        if (client.Reports.Sources.FirstOrDefault(source => source.IdName == idName) is not { } source)
        {
            return [id];
        }

        try
        {
            return await source.FindAsync(id, calls).ConfigureAwait(false);
        }
        catch (DataprepException e)
        {
            unread.Add($"The job groups of {idName} {id} could not be found: {e.Message}");
            return [];
        }
    }

    private async Task<(ReportGroup? Group, string? Error)> TryReadAsync(long id, PSObject? input)
    {
        try
        {
            var group = await client.Reports.ReadAsync(id, input?.BaseObject as JobGroup, withResults: false, calls).ConfigureAwait(false);
            group.Input = InputRow.Behind(input);
            return (group, null);
        }
        catch (DataprepException e)
        {
            return (null, $"Job group {id} could not be read: {e.Message}");
        }
    }

    private Task TakeAsync(ReportGroup? group, string? error)
    {
        if (group is not null)
        {
            read.Add(group);
        }

        if (error is not null)
        {
            unread.Add(error);
        }

        return Task.CompletedTask;
    }
}
