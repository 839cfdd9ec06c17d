using System.Management.Automation;

using DataprepPS.Client.Deployments;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads releases by id, those of deployments, or lists them. Only self-managed servers have releases.</summary>
[Cmdlet(VerbsCommon.Get, "DpRelease", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Release))]
[Associations("deployment", "flow", "creator", "updater")]
public sealed class GetDpReleaseCommand : GetListedCommand
{
    /// <summary>Ids of releases.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("ReleaseId")]
    [ResourceId("ReleaseId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those of these deployments.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Deployment")]
    [ResourceId("DeploymentId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? DeploymentId { get; set; }

    private protected override IResourceClient Resources => Client.Releases;
}
