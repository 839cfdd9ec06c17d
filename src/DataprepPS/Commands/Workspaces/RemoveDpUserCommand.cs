using System.Collections.Generic;
using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes users from a workspace. What they own stays: hand it over first with Move-DpUserAsset.</summary>
[Cmdlet(VerbsCommon.Remove, "DpUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpUserCommand : RemoveCommand
{
    /// <summary>Ids of users, or the users themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("UserId", "PersonId")]
    [ResourceId("UserId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>The workspace; without it that of the object from the pipeline, else the session's own.</summary>
    [Parameter]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    private protected override IResourceClient Resources => Client.People.In(WorkspaceId);

    private protected override IResourceClient ResourcesOf(PSObject? input) => Client.People.In(WorkspaceId ?? IdInput.Find(input, "WorkspaceId"));

    private protected override IReadOnlyList<string> IdAliases => ["PersonId"];
}
