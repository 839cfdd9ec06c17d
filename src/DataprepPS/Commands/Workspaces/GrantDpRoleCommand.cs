using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Gives users a role.</summary>
[Cmdlet(VerbsSecurity.Grant, "DpRole", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class GrantDpRoleCommand : MembershipCommand
{
    /// <summary>The role, by id or the role itself.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Role")]
    [ResourceId("RoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long RoleId { get; set; }

    private protected override string Change => $"Give role {RoleId}";

    private protected override Task ChangeAsync(long personId, PSObject? input) => Client.Roles.GrantAsync(RoleId, personId, Calls);
}
