using System.Collections.Generic;
using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads users: by id, name or e-mail address, of a role, a group or a workspace, its administrators, oneself, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DpUser", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Person))]
[Associations("workspaces")]
public sealed class GetDpUserCommand : GetNamedCommand
{
    private const string CurrentSet = "Current";
    private const string AdminSet = "Admin";

    /// <summary>Ids of users, or the users themselves.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("UserId", "PersonId")]
    [ResourceId("UserId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only whom the session's token belongs to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CurrentSet)]
    public SwitchParameter Current { get; set; }

    /// <summary>Only those who may administer the workspace.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AdminSet)]
    public SwitchParameter Admin { get; set; }

    /// <summary>E-mail addresses, with wildcards or without. One without wildcards that nobody has is an error.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Email { get; set; }

    /// <summary>Only those who have these roles in the workspace.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Role")]
    [ResourceId("RoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? RoleId { get; set; }

    /// <summary>Only those who are in these groups of the workspace.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Group")]
    [ResourceId("GroupId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? GroupId { get; set; }

    /// <summary>The workspace in which they are looked for; without it, everybody one can see, or the session's own where a workspace is needed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = AdminSet)]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    [Parent]
    public long? WorkspaceId { get; set; }

    private protected override IResourceClient Resources => (Current ? Client.People.Myself : Admin ? Client.People.Admins : Client.People).In(WorkspaceId);

    private protected override string[]? Names => Email ?? base.Names;

    private protected override string NameField => Email is null ? base.NameField : "email";

    private protected override string? NameOf(Resource row) => Email is null ? base.NameOf(row) : ((Person)row).Email;

    private protected override IReadOnlyList<string> IdAliases => ["PersonId"];
}
