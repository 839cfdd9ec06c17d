using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Takes a role back from users. Not to have had it is an error of its own id, DpAlreadyGone.</summary>
[Cmdlet(VerbsSecurity.Revoke, "DpRole", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RevokeDpRoleCommand : MembershipCommand
{
    /// <summary>The role, by id or the role itself.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Role")]
    [ResourceId("RoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long RoleId { get; set; }

    private protected override string Change => $"Take back role {RoleId}";

    private protected override Task ChangeAsync(long personId, PSObject? input) => Client.Roles.RevokeAsync(RoleId, personId, Calls);
}
