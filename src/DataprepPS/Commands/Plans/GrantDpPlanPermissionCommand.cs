using System.Management.Automation;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Permissions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Shares plans with people, or changes what those who have them may do.</summary>
[Cmdlet(VerbsSecurity.Grant, "DpPlanPermission", SupportsShouldProcess = true, DefaultParameterSetName = PersonSet)]
[OutputType(typeof(PlanPermission))]
public sealed class GrantDpPlanPermissionCommand : GrantCommand
{
    /// <summary>Ids of plans, or the plans themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("PlanId")]
    [ResourceId("PlanId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>What they may do: collaborator may change the plan, readOnly may look at it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ShareRoleCompleter))]
    [ValidateNotNullOrEmpty]
    public override string Role { get; set; } = string.Empty;

    private protected override PermissionClient Permissions => Client.Plans.Permissions;
}
