using System.Management.Automation;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Permissions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lists who has plans, and what they may do with them.</summary>
[Cmdlet(VerbsCommon.Get, "DpPlanPermission")]
[OutputType(typeof(PlanPermission))]
public sealed class GetDpPlanPermissionCommand : GetPermissionCommand
{
    /// <summary>Ids of plans, or the plans themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanId")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override PermissionClient Permissions => Client.Plans.Permissions;
}
