using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes roles of AWS.</summary>
[Cmdlet(VerbsCommon.Remove, "DpAwsRole", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpAwsRoleCommand : RemoveCommand
{
    /// <summary>Ids of roles of AWS.</summary>
    [Parameter(Position = 0)]
    [Alias("AwsRoleId")]
    [ResourceId("AwsRoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.AwsRoles;
}
