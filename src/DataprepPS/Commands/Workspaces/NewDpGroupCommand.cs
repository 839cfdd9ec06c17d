using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes groups of users.</summary>
[Cmdlet(VerbsCommon.New, "DpGroup", SupportsShouldProcess = true)]
[OutputType(typeof(Group))]
public sealed class NewDpGroupCommand : NewCommand
{
    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    /// <summary>Ids of the users who are in it from the beginning, or the users themselves.</summary>
    [Parameter]
    [Alias("Member", "UserId")]
    [ResourceId("PersonId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[] PersonId { get; set; } = [];

    /// <summary>Ids of the roles that it gives its members, or the roles themselves.</summary>
    [Parameter]
    [Alias("Role")]
    [ResourceId("RoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member("roles")]
    public long[]? RoleId { get; set; }

    /// <summary>The workspace; without it, the session's own.</summary>
    [Parameter]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    private protected override IResourceClient Resources => Client.Groups.In(WorkspaceId);

    // Wanted by the API even when there are none, and as text.
    private protected override void Complete(IDictionary members) => members["members"] = PersonId.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToArray();
}
