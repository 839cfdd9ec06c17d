using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads plans by id or name, or lists them. One that is read by id has its tasks with it.</summary>
[Cmdlet(VerbsCommon.Get, "DpPlan", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Plan))]
[Associations("creator", "updater", "workspace", "latestPlanSnapshotRun")]
public sealed class GetDpPlanCommand : GetNamedCommand
{
    /// <summary>Ids of plans.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("PlanId")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only one's own, or only those of others.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(OwnershipCompleter))]
    [ValidateNotNullOrEmpty]
    [Query("ownershipFilter")]
    public string? Ownership { get; set; }

    /// <summary>Each with its tasks and what comes after what, which lists do not have: one more request for each.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public SwitchParameter Full { get; set; }

    private protected override IResourceClient Resources => Client.Plans;

    private protected override Task EmitAsync(Resource row) => Full
        ? AddAsync(async () => Write(await Client.Plans.GetAsync(row.Id, Read, Calls).ConfigureAwait(false)), row, $"Plan {row.Id}")
        : base.EmitAsync(row);
}
