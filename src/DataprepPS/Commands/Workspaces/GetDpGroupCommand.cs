using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads groups of users with their members and roles: by id or name, or all of a workspace.</summary>
[Cmdlet(VerbsCommon.Get, "DpGroup", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Group))]
public sealed class GetDpGroupCommand : GetCommand
{
    /// <summary>Ids of groups, or the groups themselves.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("GroupId")]
    [ResourceId("GroupId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Names, with wildcards or without. A name without wildcards that is not found is an error.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    private protected override string[]? Names => Name;

    /// <summary>The workspace; without it that of the object from the pipeline, else the session's own.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    [Parent]
    public long? WorkspaceId { get; set; }

    private protected override IResourceClient Resources => Client.Groups.In(WorkspaceId);

    private protected override IResourceClient ResourcesOf(PSObject? input) => Client.Groups.In(WorkspaceId ?? IdInput.Find(input, "WorkspaceId"));
}
