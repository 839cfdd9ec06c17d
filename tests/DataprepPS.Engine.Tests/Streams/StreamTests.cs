using System;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Streams;

/// <summary>Objects, errors, warnings and verbose lines: in order, on the pipeline's thread, and as the preferences say.</summary>
public sealed class StreamTests
{
    [Fact]
    public void Results_and_errors_keep_the_order_of_the_input()
    {
        using var shell = Shell.Lease();
        var mixed = shell.Run("Get-DpJobGroup 1, 90001, 2, 90002, 3 2>&1").Output.Select(item => item!.BaseObject is ErrorRecord error ? error.TargetObject : item.Id());
        Assert.Equal([1L, 90001L, 2L, 90002L, 3L], mixed);
    }

    [Fact]
    public void What_was_ready_before_a_failure_comes_out()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("Get-DpJobGroup 1, 2, 90001, 3 -ErrorAction Stop");
        Assert.Equal([1, 2], result.Ids());
        Assert.Matches("NotFoundException,", result.Thrown!.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("SilentlyContinue", 1)]
    [InlineData("Continue", 1)]
    [InlineData("Ignore", 0)]
    public void An_error_of_one_input_lets_the_others_go_on(string action, int remembered)
    {
        using var shell = Shell.Lease();
        var result = shell.Run("$Error.Clear(); Get-DpJobGroup 999, 1 -ErrorAction $args[0]; $Error.Count", action);
        Assert.Equal(["1", $"{remembered}"], result.Output.Select(item => item!.Properties["Id"]?.Value.ToString() ?? item.ToString()));
    }

    [Fact]
    public void WarningAction_Stop_ends_the_wait_it_warned_of()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("getJobGroup", "status", times: 0, status: 429, headers: Emulator.RetryAfter(30));
        var watch = Stopwatch.StartNew();
        Assert.NotNull(shell.Run("Get-DpJobGroup 1 -WarningAction Stop").Thrown);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Each_request_is_a_verbose_line_under_Verbose_only()
    {
        using var shell = Shell.Lease();
        Assert.Contains(shell.Run("Get-DpJobGroup 1 -Verbose").Verbose, line => line.Contains("/v4/jobGroups/1", StringComparison.Ordinal));
        var quiet = shell.Run("Get-DpJobGroup 1").Clean();
        Assert.Empty(quiet.Verbose.Concat(quiet.Debug).Concat(quiet.Warnings).Concat(quiet.Information));
    }

    [Fact]
    public void A_yes_is_asked_for_on_the_pipelines_thread()
    {
        using var shell = Shell.Lease();
        Assert.Equal([1, 2], shell.Run("1..2 | Start-DpJobGroup -Confirm").Clean().Ids("RecipeId"));
        Assert.Equal(2, shell.Host.Seen.Text.Count(text => text.Contains("Start job group", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_synchronisation_context_is_captured()
    {
        using var shell = Shell.Lease();
        Assert.Equal(1, shell.Run("[Threading.SynchronizationContext]::SetSynchronizationContext([Threading.SynchronizationContext]::new()); Get-DpJobGroup 1").One.Id());
    }

    [Fact]
    public void A_time_out_is_an_error_and_no_stop()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("getJobGroup", "hangBefore", times: 0);
        var result = shell.Run("Connect-DpSession -Token secret -BaseUri $args[0] -Timeout 0.3 -MaxRetryTime 0.1 -SkipCheck; Get-DpJobGroup 1; 'after'", shell.Server.BaseUri);
        Assert.Equal(ErrorCategory.OperationTimeout, result.Fails("DpRequestTimeout").CategoryInfo.Category);
        Assert.Equal("after", Assert.Single(result.Output)!.ToString());
    }

    [Fact]
    public void A_consumer_may_block_and_call_the_module_itself()
    {
        using var shell = Shell.Lease();
        Assert.Equal(20, shell.Run("1..20 | Get-DpJobGroup | ForEach-Object { [Threading.Thread]::Sleep(5); Get-DpJobGroup $_.Id -StatusOnly }").Clean().Output.Count);
        Assert.Equal(30, shell.Run("Get-DpJobGroup -First 30 | ForEach-Object { @(Get-DpJob $_.Id)[0] }").Clean().Output.Count);
    }

    [Fact]
    public void A_consumer_that_throws_ends_the_work()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("GET /v4/jobGroups/9", "hangBefore", times: 0);
        Assert.Equal("downstream", shell.Run("1, 9 | Get-DpJobGroup | ForEach-Object { throw 'downstream' }").Thrown!.ToString());
        RunningScript.Until(() => shell.Server.Requests().All(request => request.Finished), "the hanging request to be dropped");
    }

    [Fact]
    public void A_retry_is_one_warning_with_its_seconds_and_its_attempt()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("getJobGroup", "status", status: 429, headers: Emulator.RetryAfter(1));
        var result = shell.Run("Get-DpJobGroup 1");
        Assert.Equal(1, result.One.Id());
        Assert.Matches(new Regex(@"\d+(\.\d+)? s\b.*attempt 2"), Assert.Single(result.Warnings));
    }
}
