using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Schedules;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads schedules by id or name, those of a plan, of a flow or of a plan's run, or lists those of one's own.</summary>
[Cmdlet(VerbsCommon.Get, "DpSchedule", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Schedule))]
public sealed class GetDpScheduleCommand : GetCommand
{
    /// <summary>Ids of schedules.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("ScheduleId")]
    [ResourceId("ScheduleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Names, with wildcards or without. A name without wildcards that is not found is an error.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Only those that started these runs of plans.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("PlanRun")]
    [ResourceId("PlanRunId")]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? PlanRunId { get; set; }

    /// <summary>Only those of these plans.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Plan")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? PlanId { get; set; }

    /// <summary>Only those of these flows.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? FlowId { get; set; }

    /// <summary>Free text the server looks for, by default in names.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <summary>A field to sort by; with a minus sign in front, descending.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(SortCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Sort { get; set; }

    private protected override IResourceClient Resources => Client.Schedules;

    private protected override string[]? Names => Name;

    private protected override string? FilterText => Filter;

    private protected override string? SortText => Sort;
}
