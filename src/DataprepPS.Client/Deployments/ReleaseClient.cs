using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Deployments;

/// <summary>Reads and changes releases; one is made by importing a package into a deployment.</summary>
public sealed class ReleaseClient : PackageClient<Release>
{
    internal ReleaseClient(SessionParts parts)
        : base(
            parts,
            DeploymentEndpoints.Releases,
            new PackageEndpoints(DeploymentEndpoints.ReleasePackage, DeploymentEndpoints.Releases.Create!) { ImportDryRun = DeploymentEndpoints.ReleaseDryRun },
            static () => DataprepJson.Default.Release)
    {
    }

    private protected override IReadOnlyList<Association<Release>> Associations { get; } = [new("DeploymentId", release => release.DeploymentId) { Word = "deploymentId" }];

    /// <summary>Makes a release the one that its deployment runs, or lets the deployment run none. Follows patchRelease.</summary>
    /// <param name="id">The release.</param>
    /// <param name="active">Whether it shall be the active one; the one that was is so no longer.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been changed.</exception>
    public Task SetActiveAsync(long id, bool active, CallContext context) => UpdateAsync(id, new Hashtable { ["active"] = active }, context);

    private protected override string PathOf(Endpoint endpoint, ImportRequest request) => endpoint.At(request.DeploymentId ?? 0);

    private protected override Imported<Release> ReadImported(ApiResponse response, ImportRequest request)
    {
        var reply = ReplyReader.Object(response, DataprepJson.Default.PackageImport);
        return reply.Release is { Id: > 0 } || reply.FlowsInOrder().Count > 0 || reply.NeedsMapping
            ? new Imported<Release>(reply.Release is { Id: > 0 } release ? [release] : [], reply)
            : throw ReplyReader.Invalid(response, "it does not say what was imported");
    }

    // In a package nothing has the release's name: it is the newest of its deployment.
    private protected override IReadOnlyList<Sought> SoughtFor(ImportRequest request) =>
        [new Sought($"deployment {request.DeploymentId}", row => row.FindId("deployment") == request.DeploymentId)];

    private protected override async Task<IReadOnlyList<Release>> MadeAsync(Imported<Release> imported, ImportRequest request, CallContext context)
    {
        if (imported.Objects.Count > 0 || imported.Reply is null)
        {
            return imported.Objects;
        }

        // Replies of some servers name the flows only.
        List<Release> found = [];
        await ListAsync(
            new ResourceQuery { Parent = new ResourceParent("DeploymentId", request.DeploymentId ?? 0) },
            null,
            release =>
            {
                found.Add(release);
                return Task.FromResult(true);
            },
            context).ConfigureAwait(false);
        var flows = imported.Reply.FlowsInOrder().Select(flow => flow.Id).ToList();
        var ofFlow = found.Where(release => release.FlowId is { } flow && flows.Contains(flow)).ToList();
        return [.. (ofFlow.Count > 0 ? ofFlow : found).OrderByDescending(release => release.Id).Take(1)];
    }
}
