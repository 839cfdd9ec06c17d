using System.Management.Automation;

using DataprepPS.Client.Deployments;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Creates deployments, without releases yet.</summary>
[Cmdlet(VerbsCommon.New, "DpDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(Deployment))]
public sealed class NewDpDeploymentCommand : NewCommand
{
    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    private protected override IResourceClient Resources => Client.Deployments;
}
