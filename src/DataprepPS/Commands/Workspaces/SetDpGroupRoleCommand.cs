using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Gives groups of users roles instead of those they have.</summary>
[Cmdlet(VerbsCommon.Set, "DpGroupRole", SupportsShouldProcess = true)]
[OutputType(typeof(Group))]
public sealed class SetDpGroupRoleCommand : ChangeCommand
{
    /// <summary>Ids of groups, or the groups themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("GroupId")]
    [ResourceId("GroupId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Ids of the roles, all of them, or the roles themselves; @() takes all away.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Role")]
    [ResourceId("RoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [AllowEmptyCollection]
    [ValidateRange(1, long.MaxValue)]
    public long[] RoleId { get; set; } = [];

    /// <summary>The workspace; without it that of the object from the pipeline, else the session's own.</summary>
    [Parameter]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    private protected override IResourceClient Resources => Client.Groups.In(WorkspaceId);

    private protected override IResourceClient ResourcesOf(PSObject? input) => Client.Groups.In(WorkspaceId ?? IdInput.Find(input, "WorkspaceId"));

    private protected override string IdName => "GroupId";

    private protected override string Change => RoleId.Length == 0 ? "Take all roles away" : $"Give the roles {string.Join(", ", RoleId)} instead of those it has";

    private protected override Task ChangeAsync(long id, PSObject? input) => Client.Groups.In(WorkspaceId ?? IdInput.Find(input, "WorkspaceId")).SetRolesAsync(id, RoleId, Calls);
}
