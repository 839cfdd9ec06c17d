using System;
using System.IO;
using System.Linq;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Streams;

/// <summary>Ctrl+C from wherever a cmdlet waits. That each of them comes back from a hanging server is a rule of its own.</summary>
public sealed class StopTests
{
    private const string Seeded = "--speed 100 --seed 500 --quota 100000";

    [Theory]
    [InlineData("Get-DpJobGroup", "*", "hangBefore")]
    [InlineData("1..40 | Get-DpJobGroup", "*", "hangBefore")]
    [InlineData("Start-DpJobGroup 7", "runJobGroup", "hangAfter")]
    [InlineData("Connect-DpSession -Token secret -BaseUri $args[0]", "*", "hangBefore")]
    public void It_comes_back_from_a_request(string script, string operation, string fault)
    {
        using var shell = Shell.Lease();
        Stopping.ComesBackAtOnce(shell, script, [shell.Server.BaseUri], server => server.Fail(operation, fault, times: 0), drops: true);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void It_comes_back_from_the_wait_before_another_attempt(int status)
    {
        using var shell = Shell.Lease();
        Stopping.ComesBackAtOnce(
            shell,
            "Get-DpJobGroup 1; 1..9 | ForEach-Object { Get-DpJobGroup 1 }",
            [],
            server => server.Fail("*", "status", times: 0, status: status, headers: Emulator.RetryAfter(3)),
            server => server.Requests().Any(request => request.Finished));
    }

    [Theory]
    [InlineData("Start-DpJobGroup 1 -Parameter @{ seconds = 900000 } | Wait-DpJobGroup")]
    [InlineData("1..5 | Start-DpJobGroup -Parameter @{ seconds = 900000 } -Wait")]
    [InlineData("Invoke-DpDeployment 1 -Parameter @{ seconds = 900000 } -Wait")]
    [InlineData("Start-DpJobGroup 1 -Parameter @{ seconds = 900000 } | Watch-DpJobGroup")]
    public void It_comes_back_from_the_wait_for_job_groups(string script)
    {
        using var shell = Shell.Lease();
        Stopping.ComesBackAtOnce(shell, script, [], isThere: server => server.Requests().Any(request => request is { Method: "GET", Finished: true }));
    }

    [Theory]
    [InlineData("Get-DpJobGroup | ForEach-Object { [Threading.Thread]::Sleep(100) }")]
    [InlineData("1..200 | Get-DpJobGroup | ForEach-Object { [Threading.Thread]::Sleep(100) }")]
    [InlineData("while ($true) { $null = 1..5 | Get-DpJobGroup }")]
    public void It_comes_back_from_a_script_that_takes_its_time(string script)
    {
        using var shell = Shell.Lease(Seeded);
        Stopping.ComesBackAtOnce(shell, script, []);
    }

    [Fact]
    public void It_comes_back_from_a_download_and_leaves_no_half_file()
    {
        var folder = Directory.CreateTempSubdirectory("dataprep-");
        using var shell = Shell.Lease();
        Stopping.ComesBackAtOnce(
            shell,
            "Save-DpJobGroupResult 2 -OutFile $args[0]",
            [Path.Combine(folder.FullName, "stopped.pdf")],
            server => server.Fail("getJobGroupPdfResults", "slow", times: 0, delayMs: 200, chunkBytes: 8),
            drops: true);
        RunningScript.Until(() => folder.GetFiles().Length == 0, "the half file to go");
        folder.Delete();
    }

    [Fact]
    public void It_says_which_job_groups_run_on_and_leaves_them_running()
    {
        using var shell = Shell.Lease();
        using var running = shell.Start("Start-DpJobGroup 7 -Parameter @{ seconds = 900000 } -Wait");
        RunningScript.Until(() => shell.Server.Requests().Count > 1, "the first poll");
        running.Stop();
        var started = shell.Server.Get("jobGroups").AsArray()[^1]!["id"];
        Assert.Contains(shell.Host.Seen.Warnings, warning => warning.Contains($"run on: {started}.", StringComparison.Ordinal));
        Assert.Empty(shell.Server.Requests("cancelJobGroup"));
    }

    [Fact]
    public void A_runspace_that_is_closed_under_a_command_leaves_no_request_behind()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("getJobGroup", "hangBefore", times: 0);
        using (var closed = shell.Beside())
        {
            closed.Start("Get-DpJobGroup 1");
            RunningScript.Until(() => shell.Server.Requests("getJobGroup").Count > 0, "the request");
        }

        RunningScript.Until(() => shell.Server.Requests("getJobGroup")[0].ClientDropped, "the dropped connection");
    }

    [Fact]
    public void Nobody_writes_to_streams_that_are_closed()
    {
        using var shell = Shell.Lease();
        using var running = shell.Start("1..30 | Start-DpJobGroup -Parameter @{ seconds = 900000 } -Wait -Verbose");
        RunningScript.Until(() => shell.Server.Requests().Count > 5, "some requests");
        Assert.Empty(running.Stop().Result.Errors);
    }
}
