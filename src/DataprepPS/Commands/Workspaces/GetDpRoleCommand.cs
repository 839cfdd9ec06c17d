using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads roles: by id or name, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DpRole", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Role))]
public sealed class GetDpRoleCommand : GetCommand
{
    /// <summary>Ids of roles, or the roles themselves.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("RoleId")]
    [ResourceId("RoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Names, with wildcards or without. A name without wildcards that is not found is an error.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    private protected override string[]? Names => Name;

    /// <summary>Only the roles of these workspaces.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? WorkspaceId { get; set; }

    /// <summary>Only the roles of this account, of which workspaces may be part.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [Query("accountId")]
    public string? AccountId { get; set; }

    private protected override IResourceClient Resources => Client.Roles;

    private protected override string? NameOf(Resource row) => row.ToString();
}
