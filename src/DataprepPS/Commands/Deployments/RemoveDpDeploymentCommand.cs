using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes deployments, with their releases.</summary>
[Cmdlet(VerbsCommon.Remove, "DpDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpDeploymentCommand : RemoveCommand
{
    /// <summary>Ids of deployments.</summary>
    [Parameter(Position = 0)]
    [Alias("DeploymentId")]
    [ResourceId("DeploymentId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Deployments;
}
