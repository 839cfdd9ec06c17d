using System.Collections.Generic;
using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Changes what is said of users in a workspace.</summary>
[Cmdlet(VerbsCommon.Set, "DpUser", SupportsShouldProcess = true)]
[OutputType(typeof(Person))]
public sealed class SetDpUserCommand : SetCommand
{
    /// <summary>Ids of users, or the users themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("UserId", "PersonId")]
    [ResourceId("UserId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Their name.</summary>
    [Parameter]
    [Member]
    public string? Name { get; set; }

    /// <summary>Their e-mail address.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Email { get; set; }

    /// <summary>Whether they are shown: active or hidden.</summary>
    [Parameter]
    [ValidateSet("active", "hidden")]
    [Member]
    public string? State { get; set; }

    /// <summary>They can do nothing any more; -Disabled:$false takes it back.</summary>
    [Parameter]
    [Member("isDisabled")]
    public SwitchParameter Disabled { get; set; }

    /// <summary>Where their results go.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? OutputHomeDir { get; set; }

    /// <summary>Where their uploads go.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? UploadDir { get; set; }

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
