using System.Management.Automation;

using DataprepPS.Client.Deployments;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads deployments by id or name, or lists them. Only self-managed servers have deployments.</summary>
[Cmdlet(VerbsCommon.Get, "DpDeployment", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Deployment))]
[Associations("releases", "creator", "updater")]
public sealed class GetDpDeploymentCommand : GetNamedCommand
{
    /// <summary>Ids of deployments.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("DeploymentId")]
    [ResourceId("DeploymentId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Deployments;
}
