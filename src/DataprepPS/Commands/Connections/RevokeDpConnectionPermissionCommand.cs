using System.Management.Automation;

using DataprepPS.Client.Permissions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Takes connections back from people with whom they were shared.</summary>
[Cmdlet(VerbsSecurity.Revoke, "DpConnectionPermission", SupportsShouldProcess = true, DefaultParameterSetName = PersonSet)]
[OutputType(typeof(void))]
public sealed class RevokeDpConnectionPermissionCommand : RevokeCommand
{
    /// <summary>Ids of connections, or the connections themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("ConnectionId")]
    [ResourceId("ConnectionId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override PermissionClient Permissions => Client.Connections.Permissions;
}
