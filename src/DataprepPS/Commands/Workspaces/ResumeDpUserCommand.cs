using System.Management.Automation;

using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lets users who were suspended work in the workspace again.</summary>
[Cmdlet(VerbsLifecycle.Resume, "DpUser", SupportsShouldProcess = true)]
[OutputType(typeof(Person))]
public sealed class ResumeDpUserCommand : SuspensionCommand
{
    /// <summary>Ids of users, or the users themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("UserId", "PersonId")]
    [ResourceId("UserId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override bool IsSuspended => false;
}
