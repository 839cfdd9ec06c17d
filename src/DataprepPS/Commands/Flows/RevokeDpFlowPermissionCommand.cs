using System.Management.Automation;

using DataprepPS.Client.Permissions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Takes flows back from people with whom they were shared.</summary>
[Cmdlet(VerbsSecurity.Revoke, "DpFlowPermission", SupportsShouldProcess = true, DefaultParameterSetName = PersonSet)]
[OutputType(typeof(void))]
public sealed class RevokeDpFlowPermissionCommand : RevokeCommand
{
    /// <summary>Ids of flows, or the flows themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("FlowId")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override PermissionClient Permissions => Client.Flows.Permissions;
}
