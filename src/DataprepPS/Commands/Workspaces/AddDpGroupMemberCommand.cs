using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Puts users into groups.</summary>
[Cmdlet(VerbsCommon.Add, "DpGroupMember", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class AddDpGroupMemberCommand : MembershipCommand
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

    private protected override string Change => $"Put into group {GroupId}";

    private protected override Task ChangeAsync(long personId, PSObject? input) => Client.Groups.In(WorkspaceId ?? IdInput.Find(input, "WorkspaceId")).AddMemberAsync(GroupId, personId, Calls);
}
