using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Permissions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lists who has flows, and what they may do with them.</summary>
[Cmdlet(VerbsCommon.Get, "DpFlowPermission")]
[OutputType(typeof(FlowPermission))]
public sealed class GetDpFlowPermissionCommand : GetPermissionCommand
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
