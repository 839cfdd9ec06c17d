using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Changes roles of AWS.</summary>
[Cmdlet(VerbsCommon.Set, "DpAwsRole", SupportsShouldProcess = true)]
[OutputType(typeof(AwsRole))]
public sealed class SetDpAwsRoleCommand : SetCommand
{
    /// <summary>Ids of roles of AWS.</summary>
    [Parameter(Position = 0)]
    [Alias("AwsRoleId")]
    [ResourceId("AwsRoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Its new ARN.</summary>
    [Parameter]
    [Member]
    public string? Role { get; set; }

    private protected override IResourceClient Resources => Client.AwsRoles;
}
