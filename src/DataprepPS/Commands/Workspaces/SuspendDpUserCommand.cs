using System.Management.Automation;

using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Suspends users: they keep what they own and can do nothing in the workspace until Resume-DpUser.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "DpUser", SupportsShouldProcess = true)]
[OutputType(typeof(Person))]
public sealed class SuspendDpUserCommand : SuspensionCommand
{
    /// <summary>Ids of users, or the users themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("UserId", "PersonId")]
    [ResourceId("UserId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override bool IsSuspended => true;
}
