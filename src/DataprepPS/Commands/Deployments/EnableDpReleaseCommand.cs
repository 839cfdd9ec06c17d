using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Deployments;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes releases the ones that their deployments run. The one that was active is so no longer.</summary>
[Cmdlet(VerbsLifecycle.Enable, "DpRelease", SupportsShouldProcess = true)]
[OutputType(typeof(Release))]
public sealed class EnableDpReleaseCommand : ChangeCommand
{
    /// <summary>Ids of releases.</summary>
    [Parameter(Position = 0)]
    [Alias("ReleaseId")]
    [ResourceId("ReleaseId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Releases;

    private protected override string Change => "Activate";

    private protected override Task ChangeAsync(long id, PSObject? input) => Client.Releases.SetActiveAsync(id, true, Calls);
}
