using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads workspaces: by id or name, the session's own, or all that one can see.</summary>
[Cmdlet(VerbsCommon.Get, "DpWorkspace", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Workspace))]
public sealed class GetDpWorkspaceCommand : GetCommand
{
    private const string CurrentSet = "Current";

    /// <summary>Ids of workspaces, or the workspaces themselves.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("WorkspaceId")]
    [ResourceId("WorkspaceId")]
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

    /// <summary>Only the session's own.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CurrentSet)]
    public SwitchParameter Current { get; set; }

    /// <summary>Only those of this account.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [Query("accountId")]
    public string? AccountId { get; set; }

    private protected override IResourceClient Resources => Current ? Client.Workspaces.Mine : Client.Workspaces;
}
