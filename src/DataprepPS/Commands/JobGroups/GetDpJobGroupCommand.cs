using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads job groups by id, or lists them.</summary>
[Cmdlet(VerbsCommon.Get, "DpJobGroup", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(JobGroup))]
[OutputType(typeof(string))]
public sealed class GetDpJobGroupCommand : IdCommand
{
    private const string IdSet = "Id";
    private const string ListSet = "List";

    /// <summary>Ids of job groups.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("JobGroupId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>Emits the bare status.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public SwitchParameter StatusOnly { get; set; }

    /// <summary>Only with this status.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(StatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Status { get; set; }

    /// <summary>Only started so.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateSet("ui", "schedule", "api")]
    public string? RanFrom { get; set; }

    /// <summary>Only of this kind.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(RanForCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RanFor { get; set; }

    /// <summary>Only my own, or everybody's.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateSet("all", "currentUser")]
    public string? RunBy { get; set; }

    /// <summary>Free text the server looks for.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <summary>Created at or after this instant.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [IsoDate]
    public DateTimeOffset? CreatedAfter { get; set; }

    /// <summary>Created before this instant.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [IsoDate]
    public DateTimeOffset? CreatedBefore { get; set; }

    /// <summary>A field to sort by.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(JobGroupSortCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Sort { get; set; }

    /// <summary>Associations to include.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobGroupEmbedCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Embed { get; set; }

    /// <summary>Only these fields, and the id.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Field { get; set; }

    /// <summary>Also deleted ones.</summary>
    [Parameter]
    public SwitchParameter IncludeDeleted { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "JobGroupId";

    private protected override bool NeedsId => false;

    private ReadOptions Options => new() { Embed = Embed, Fields = Field, IncludeDeleted = IncludeDeleted };

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        if (StatusOnly)
        {
            var status = await Client.JobGroups.GetStatusAsync(id, Calls).ConfigureAwait(false);
            return () => WriteAsync(status);
        }

        return Write(await Client.JobGroups.GetAsync(id, Options, Calls).ConfigureAwait(false));
    }

    private protected override async Task EndAsync()
    {
        await base.EndAsync().ConfigureAwait(false);
        // An empty pipeline asks for nothing; it does not ask for everything.
        if (Id is not null || MyInvocation.ExpectingInput)
        {
            return;
        }

        var query = new JobGroupQuery
        {
            Status = Status,
            RanFrom = RanFrom,
            RanFor = RanFor,
            RunBy = RunBy,
            Filter = Filter,
            CreatedAfter = CreatedAfter,
            CreatedBefore = CreatedBefore,
            Sort = Sort,
            Read = Options,
        };
        await Client.JobGroups.ListAsync(query, Paging(), group => WriteRowAsync(PlainObjects.ForOutput(group)), Calls).ConfigureAwait(false);
    }
}
