using System.Management.Automation;
using System.Threading.Tasks;

namespace DataprepPS.Commands;

/// <summary>Takes users out of groups. Not to have been in one is an error of its own id, DpAlreadyGone.</summary>
[Cmdlet(VerbsCommon.Remove, "DpGroupMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpGroupMemberCommand : GroupMemberCommand
{
    private protected override string Change => $"Take out of group {GroupId}";

    private protected override Task ChangeAsync(long personId, PSObject? input) => GroupsOf(input).RemoveMemberAsync(GroupId, personId, Calls);
}
