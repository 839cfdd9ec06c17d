using System.Management.Automation;

using DataprepPS.Client.Permissions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Takes plans back from people with whom they were shared.</summary>
[Cmdlet(VerbsSecurity.Revoke, "DpPlanPermission", SupportsShouldProcess = true, DefaultParameterSetName = PersonSet)]
[OutputType(typeof(void))]
public sealed class RevokeDpPlanPermissionCommand : RevokeCommand
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
