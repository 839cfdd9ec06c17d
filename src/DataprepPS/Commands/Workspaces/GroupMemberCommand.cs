using System.Management.Automation;

using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that put users into groups or take them out.</summary>
public abstract class GroupMemberCommand : MembershipCommand
{
    /// <summary>The group, by id or the group itself.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Group")]
    [ResourceId("GroupId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long GroupId { get; set; }

    /// <summary>The workspace of the group; without it that of the users from the pipeline, else the session's own.</summary>
    [Parameter]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    /// <summary>The groups of the workspace that is meant.</summary>
    private protected GroupClient GroupsOf(PSObject? input) => Client.Groups.In(WorkspaceId ?? IdInput.Find(input, "WorkspaceId"));
}
