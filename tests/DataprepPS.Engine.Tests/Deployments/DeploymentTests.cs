using System.Linq;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Deployments;

/// <summary>Deployment runs: one call may start several job groups, and each is an object.</summary>
public sealed class DeploymentTests
{
    [Theory]
    [InlineData("v4")]
    [InlineData("v3")]
    public void It_runs_without_parameters(string version)
    {
        using var shell = Shell.Lease();
        var group = shell.Run("Invoke-DpDeployment 1 -ApiVersion $args[0]", version).One;
        Assert.Equal(group.Id(), group.Value("JobGroupId"));
        Assert.Equal(1L, group.Value("DeploymentId"));
        Assert.Equal($"/{version}/deployments/1/run", Assert.Single(shell.Server.Changes()).Path);
    }

    [Theory]
    [InlineData("v4", "runDeployment")]
    [InlineData("v3", "runDeploymentV3")]
    public void It_runs_with_parameters(string version, string operation)
    {
        using var shell = Shell.Lease();
        Assert.NotNull(shell.Run("Invoke-DpDeployment 1 -Parameter @{ region = 'emea' } -ApiVersion $args[0]", version).One);
        var parameter = Assert.Single(shell.Server.Bodies(operation))["runParameters"]!["overrides"]!["data"]![0]!;
        Assert.Equal(("region", "emea"), ((string)parameter["key"]!, (string)parameter["value"]!));
    }

    [Theory]
    [InlineData("v4")]
    [InlineData("v3")]
    public void Each_group_that_was_started_is_an_object(string version)
    {
        using var shell = Shell.Lease();
        Assert.Equal(2, shell.Run("Invoke-DpDeployment 3 -ApiVersion $args[0]", version).Clean().Output.Count);
        Assert.Equal([1L, 2L], shell.Run("[pscustomobject]@{ DeploymentId = 1 }, [pscustomobject]@{ DeploymentId = 2 } | Invoke-DpDeployment -ApiVersion $args[0]", version).Clean().Values("DeploymentId"));
    }

    [Theory]
    [InlineData("v4")]
    [InlineData("v3")]
    public void It_waits_for_all_of_them(string version)
    {
        using var shell = Shell.Lease();
        var result = shell.Run("Invoke-DpDeployment 3 -ApiVersion $args[0] -Wait -PollInterval 0.05", version).Clean();
        Assert.Equal(["Complete", "Complete"], result.Values("Status"));
        Assert.Equal([3L, 3L], result.Values("DeploymentId"));
    }

    [Fact]
    public void It_says_what_is_missing_when_there_is_no_active_release()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("Invoke-DpDeployment 5, 1");
        Assert.Equal([1L], result.Values("DeploymentId"));
        Assert.Contains("release", string.Join(' ', result.Errors.Select(error => error.ToString()).Concat(result.Warnings)), System.StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_never_sent_twice()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("runDeployment", "resetAfter");
        shell.Run("Invoke-DpDeployment 1");
        Assert.Single(shell.Server.Requests("runDeployment"));
    }

    [Fact]
    public void Where_there_are_no_deployments_the_edition_is_named()
    {
        using var shell = Shell.Lease("--edition cloud");
        var error = shell.Run("Invoke-DpDeployment 1").Error;
        Assert.Equal(ErrorCategory.NotImplemented, error.CategoryInfo.Category);
        Assert.Matches("^(RouteNotFoundException|DpNotAvailable),", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void A_job_group_is_no_deployment()
    {
        using var shell = Shell.Lease();
        shell.Run("Get-DpJobGroup 1 | Invoke-DpDeployment").Fails("DpWrongInput");
        Assert.Empty(shell.Server.Changes());
    }
}
