using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Deployments;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Imports packages that Export-DpFlow made as releases of a deployment, under its import rules, and emits the releases.</summary>
[Cmdlet(VerbsData.Import, "DpRelease", SupportsShouldProcess = true)]
[OutputType(typeof(Release), typeof(PackageImport))]
public sealed class ImportDpReleaseCommand : ImportCommand
{
    /// <summary>The deployment.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Deployment")]
    [ResourceId("DeploymentId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long DeploymentId { get; set; }

    /// <summary>Makes the release the one that the deployment runs, also where the server does not by itself.</summary>
    [Parameter]
    public SwitchParameter Activate { get; set; }

    /// <summary>Only says what would change.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    private protected override IPackageClient Packages => Client.Releases;

    private protected override bool IsDryRun => DryRun;

    // One after the other: the newest release is the active one.
    private protected override int AtATime => 1;

    private protected override Func<PackageFile, Action<long>, ImportRequest> Prepare()
    {
        var deployment = DeploymentId;
        return (file, onBytes) => new ImportRequest(file) { DeploymentId = deployment, OnBytes = onBytes };
    }

    private protected override string Target(string path) => $"Deployment {DeploymentId}: package \"{path}\"";

    private protected override async Task<IReadOnlyList<Resource>> FollowAsync(IReadOnlyList<Resource> imported)
    {
        if (!Activate || imported.OfType<Release>().FirstOrDefault() is not { Active: not true } release)
        {
            return imported;
        }

        await Client.Releases.SetActiveAsync(release.Id, true, Calls).ConfigureAwait(false);
        return [await Client.Releases.GetAsync(release.Id, null, Calls).ConfigureAwait(false)];
    }
}
