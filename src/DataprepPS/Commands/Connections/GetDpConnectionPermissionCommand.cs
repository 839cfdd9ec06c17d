using System.Management.Automation;

using DataprepPS.Client.Connections;
using DataprepPS.Client.Permissions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lists who may use connections, and as what.</summary>
[Cmdlet(VerbsCommon.Get, "DpConnectionPermission")]
[OutputType(typeof(ConnectionPermission))]
public sealed class GetDpConnectionPermissionCommand : GetPermissionCommand
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
