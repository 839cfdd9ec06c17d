using System;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Streams;

/// <summary>The environment belongs to the whole process: these run while nothing else does.</summary>
[CollectionDefinition(nameof(OwnEnvironment), DisableParallelization = true)]
public sealed class OwnEnvironment;

/// <summary>Progress in a build log is noise, and costs more than the work.</summary>
[Collection(nameof(OwnEnvironment))]
public sealed class BuildAgentTests
{
    [Theory]
    [InlineData("CI")]
    [InlineData("TF_BUILD")]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("JENKINS_URL")]
    [InlineData("TEAMCITY_VERSION")]
    public void There_is_no_bar_in_a_build(string variable)
    {
        using var shell = Shell.Lease();
        Environment.SetEnvironmentVariable(variable, "true");
        try
        {
            Assert.NotNull(shell.Run("Start-DpJobGroup 1 -Parameter @{ seconds = 30 } -Wait -PollInterval 0.05").One);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        Assert.Empty(shell.Host.Seen.Progress);
    }
}
