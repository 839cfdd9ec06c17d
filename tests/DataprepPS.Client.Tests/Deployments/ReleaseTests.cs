using System;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Deployments;

/// <summary>Releases: which is active, and what makes one.</summary>
public sealed class ReleaseTests
{
    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public async Task A_release_is_made_the_active_one_or_not(bool active, string sent)
    {
        await using var session = FixtureSession.Start(FixtureReply.File("doc-r060-patchRelease-v4-response.200.json"));
        await session.Client.Releases.SetActiveAsync(2, active, session.Context);
        session.Sent("PATCH", "/v4/releases/2", $$"""{"active":{{sent}}}""");
    }

    [Fact]
    public async Task A_package_is_tried_on_its_deployment()
    {
        using var package = PackageOnDisk.Zip();
        await using var session = FixtureSession.Start(FixtureReply.File("doc-r068-importFlowPackage-response.201.TRUNCATED.json"));
        await session.Client.Releases.TryImportAsync(new ImportRequest(package.File) { DeploymentId = 3 }, session.Context);
        Assert.Equal("POST /v4/deployments/3/releases/dryRun", Assert.Single(session.Calls(), call => call.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_release_whose_reply_is_lost_is_the_new_one_of_its_deployment()
    {
        await using var session = await EmulatedSession.StartAsync();
        using var package = await PackageOnDisk.ExportedAsync(session.Client.Flows, 1, session.Context);
        session.Server.Faults.On("createRelease").ResetAfter();
        var release = Assert.Single(await session.Client.Releases.ImportAsync(new ImportRequest(package.File) { DeploymentId = 2 }, session.Context));
        Assert.Equal((2, session.Server.World.Releases.Max(made => made.Id)), (release.DeploymentId, release.Id));
    }
}
