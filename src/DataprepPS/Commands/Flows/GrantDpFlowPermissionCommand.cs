using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Permissions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Shares flows with people, or changes what those who have them may do.</summary>
[Cmdlet(VerbsSecurity.Grant, "DpFlowPermission", SupportsShouldProcess = true, DefaultParameterSetName = PersonSet)]
[OutputType(typeof(FlowPermission))]
public sealed class GrantDpFlowPermissionCommand : GrantCommand
{
    /// <summary>Ids of flows, or the flows themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>What they may do: collaborator may change the flow, readOnly may look at it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ShareRoleCompleter))]
    [ValidateNotNullOrEmpty]
    public override string Role { get; set; } = string.Empty;

    private protected override PermissionClient Permissions => Client.Flows.Permissions;
}
