using System.Management.Automation;

using DataprepPS.Client.Deployments;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Renames deployments.</summary>
[Cmdlet(VerbsCommon.Set, "DpDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(Deployment))]
public sealed class SetDpDeploymentCommand : SetCommand
{
    /// <summary>Ids of deployments.</summary>
    [Parameter(Position = 0)]
    [Alias("DeploymentId")]
    [ResourceId("DeploymentId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    [Member]
    public string? Name { get; set; }

    private protected override IResourceClient Resources => Client.Deployments;
}
