using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.JobGroups;

/// <summary>The parts of a job group, and its files.</summary>
public sealed class ResultTests
{
    [Theory]
    [InlineData("Get-DpJob")]
    [InlineData("Get-DpJobGroupInput")]
    [InlineData("Get-DpJobGroupOutput")]
    [InlineData("Get-DpJobGroupProfile")]
    public void They_come_one_by_one_and_are_what_the_cmdlet_declares(string name)
    {
        using var shell = Shell.Lease();
        var one = shell.Run("Get-DpJobGroup 2 | & $args[0]", name).Clean();
        var two = shell.Run("2, 4 | & $args[0]", name).Clean();
        Assert.NotEmpty(one.Output);
        Assert.True(two.Output.Count > one.Output.Count);
        Assert.Contains(one.Output[0]!.BaseObject.GetType().FullName, Cmdlets.Named(name).OutputType.Select(type => type.Name).Append(typeof(PSCustomObject).FullName));
    }

    [Fact]
    public void A_stage_has_its_kind_and_its_progress()
    {
        using var shell = Shell.Lease();
        var stage = shell.Run("Get-DpJob 1").Clean().Output[0]!;
        Assert.Equal(1L, stage.Value("JobGroupId"));
        Assert.Empty(new[] { "Id", "JobType", "Status", "PercentComplete", "ErrorMessage" }.Except(stage.Properties.Select(property => property.Name)));
    }

    [Fact]
    public void That_there_is_no_profile_is_said_in_words()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("GET /v4/jobGroups/*/profile*", "status", status: 400, body: """{"exception":{"name":"ProfilingDataNotFoundException","message":"Profiling data not found","details":"none"}}""");
        shell.Run("Get-DpJobGroupProfile 1").Fails("ProfilingDataNotFoundException");
    }

    [Fact]
    public void Files_go_to_the_directory_PowerShell_is_in_wherever_the_process_is()
    {
        var folder = Directory.CreateTempSubdirectory("dataprep-");
        using var shell = Shell.Lease();
        // Set-Location belongs to a module that the engine lacks.
        var result = shell.Run("""
            $null = $ExecutionContext.SessionState.Path.SetLocation($args[0])
            Save-DpJobGroupResult 2 -OutFile one.pdf
            2, 4 | Save-DpJobGroupResult -Directory .
            Invoke-DpApi /v4/jobGroups/1 -OutFile one.json
            """, folder.FullName).Clean();
        Assert.Equal(["one.pdf", "jobGroup-2.pdf", "jobGroup-4.pdf", "one.json"], result.Values("Name"));
        Assert.All(result.Values("FullName"), file => Assert.True(File.Exists((string)file!)));
        Assert.StartsWith("%PDF", File.ReadAllText(Path.Combine(folder.FullName, "one.pdf")), StringComparison.Ordinal);
        Assert.Contains("\"id\":1", File.ReadAllText(Path.Combine(folder.FullName, "one.json")), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void No_half_file_is_left_behind()
    {
        var folder = Directory.CreateTempSubdirectory("dataprep-");
        using var shell = Shell.Lease();
        shell.Server.Fail("GET /v4/jobGroups/*/pdfResults*", "truncate", times: 0);
        Assert.NotNull(shell.Run(
            "Connect-DpSession -Token secret -BaseUri $args[0] -MaxRetryTime 0.1 -SkipCheck; Save-DpJobGroupResult 2 -OutFile $args[1]", shell.Server.BaseUri, Path.Combine(folder.FullName, "half.pdf")).Error);
        Assert.Empty(folder.GetFiles());
        folder.Delete();
    }
}
