using System.Management.Automation;

using DataprepPS.Client.Connections;
using DataprepPS.Client.Permissions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Shares connections with people, or changes as what they have them.</summary>
[Cmdlet(VerbsSecurity.Grant, "DpConnectionPermission", SupportsShouldProcess = true, DefaultParameterSetName = PersonSet)]
[OutputType(typeof(ConnectionPermission))]
public sealed class GrantDpConnectionPermissionCommand : GrantCommand
{
    /// <summary>Ids of connections, or the connections themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("ConnectionId")]
    [ResourceId("ConnectionId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>As what: readOnly may use the connection, owner may change it too.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConnectionRoleCompleter))]
    [ValidateNotNullOrEmpty]
    public override string Role { get; set; } = string.Empty;

    private protected override PermissionClient Permissions => Client.Connections.Permissions;
}
