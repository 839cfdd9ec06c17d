using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Renames groups of users.</summary>
[Cmdlet(VerbsCommon.Set, "DpGroup", SupportsShouldProcess = true)]
[OutputType(typeof(Group))]
public sealed class SetDpGroupCommand : SetCommand
{
    /// <summary>Ids of groups, or the groups themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("GroupId")]
    [ResourceId("GroupId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Name { get; set; }

    /// <summary>The workspace; without it that of the object from the pipeline, else the session's own.</summary>
    [Parameter]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    private protected override IResourceClient Resources => Client.Groups.In(WorkspaceId);

    private protected override IResourceClient ResourcesOf(PSObject? input) => Client.Groups.In(WorkspaceId ?? IdInput.Find(input, "WorkspaceId"));
}
