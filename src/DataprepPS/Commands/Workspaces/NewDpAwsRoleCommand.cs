using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Creates roles of AWS, for a person or a workspace.</summary>
[Cmdlet(VerbsCommon.New, "DpAwsRole", SupportsShouldProcess = true)]
[OutputType(typeof(AwsRole))]
public sealed class NewDpAwsRoleCommand : NewCommand
{
    /// <summary>The role's ARN.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Role { get; set; } = string.Empty;

    /// <summary>The person it is for; without one and without -WorkspaceId, the server decides.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Person", "UserId")]
    [ResourceId("PersonId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    [Member]
    public long? PersonId { get; set; }

    private protected override IResourceClient Resources => Client.AwsRoles;
}
