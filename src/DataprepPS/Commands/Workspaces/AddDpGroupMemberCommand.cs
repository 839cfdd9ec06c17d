using System.Management.Automation;
using System.Threading.Tasks;

namespace DataprepPS.Commands;

/// <summary>Puts users into groups.</summary>
[Cmdlet(VerbsCommon.Add, "DpGroupMember", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class AddDpGroupMemberCommand : GroupMemberCommand
{
    private protected override string Change => $"Put into group {GroupId}";

    private protected override Task ChangeAsync(long personId, PSObject? input) => GroupsOf(input).AddMemberAsync(GroupId, personId, Calls);
}
