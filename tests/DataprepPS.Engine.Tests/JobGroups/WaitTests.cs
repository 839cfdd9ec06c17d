using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.JobGroups;

/// <summary>Waiting for job groups, and for how long.</summary>
public sealed class WaitTests
{
    private const string LongRun = "Start-DpJobGroup 1 -Parameter @{ seconds = 3000 }";

    [Fact]
    public void It_takes_started_groups_and_ids()
    {
        using var shell = Shell.Lease();
        Assert.Equal("Complete", shell.Run("Start-DpJobGroup 7 | Wait-DpJobGroup -PollInterval 0.05").One.Value("Status"));
        Assert.Equal(12, shell.Run("1..12 | Start-DpJobGroup | Wait-DpJobGroup -PollInterval 0.05").Clean().Output.Count);
        Assert.Equal([1, 2], shell.Run("Wait-DpJobGroup 1, 2 -PollInterval 0.05").Clean().Ids().Order());
    }

    [Fact]
    public void Each_comes_as_it_ends()
    {
        using var shell = Shell.Lease();
        var ids = shell.Run("$slow = Start-DpJobGroup 1 -Parameter @{ seconds = 200 }; $quick = Start-DpJobGroup 2 -Parameter @{ seconds = 1 }; $slow, $quick | Wait-DpJobGroup -PollInterval 0.05").Clean().Ids("RecipeId");
        Assert.Equal([2, 1], ids);
    }

    [Fact]
    public void Any_ends_with_the_first()
    {
        using var shell = Shell.Lease();
        var result = shell.Run($"({LongRun}), (Start-DpJobGroup 2 -Parameter @{{ seconds = 1 }}) | Wait-DpJobGroup -PollInterval 0.05 -Any");
        Assert.Equal(2L, result.One.Value("RecipeId"));
    }

    [Fact]
    public void A_time_out_is_an_error_for_each_and_cancels_nothing()
    {
        using var shell = Shell.Lease();
        var groups = shell.Run("1, 2 | Start-DpJobGroup -Parameter @{ seconds = 3000 }").Clean();
        var result = shell.Run("$args | Wait-DpJobGroup -PollInterval 0.05 -Timeout 0.3", [.. groups.Output]);
        Assert.All(result.Errors, error =>
        {
            Assert.StartsWith("DpWaitTimeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
        });
        Assert.Equal(groups.Ids().Order(), result.Errors.Select(error => PSObject.AsPSObject(error.TargetObject).Id()).Order());
        Assert.Matches("^(InProgress|Created|Pending)$", shell.Run("Get-DpJobGroup $args[0] -StatusOnly", groups.Ids()[0]).One.ToString());
        Assert.Empty(shell.Server.Requests("cancelJobGroup"));
    }

    [Theory]
    [InlineData("0.3", "0.3")]
    [InlineData("1", "1")]
    [InlineData("'0.25'", "0.25")]
    [InlineData("'00:00:00.2'", "0.2")]
    [InlineData("([timespan]::FromSeconds(0.1))", "0.1")]
    [InlineData("0", "0")]
    public void A_time_is_in_seconds_however_it_is_written(string given, string seconds)
    {
        using var shell = Shell.Lease();
        Assert.EndsWith($"after {seconds} s. It runs on.", shell.Run($"{LongRun} | Wait-DpJobGroup -PollInterval 0.05 -Timeout {given}").Fails("DpWaitTimeout").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("soon")]
    public void What_is_no_time_is_refused(string given)
    {
        using var shell = Shell.Lease();
        Assert.StartsWith("CannotConvertArgument", shell.Run($"Wait-DpJobGroup 1 -Timeout {given}").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    public static TheoryData<string> WithTimes { get; } = Cmdlets.Names(cmdlet => cmdlet.Parameters.ContainsKey("PollInterval"));

    [Theory]
    [MemberData(nameof(WithTimes))]
    public void Less_than_no_time_and_a_poll_without_pause_are_refused_and_nothing_is_sent(string name)
    {
        using var shell = Shell.Lease();
        (string Parameter, object Given)[] refused =
        [
            ("PollInterval", 0), ("PollInterval", -1), ("PollInterval", "-0.5"), ("PollInterval", "-00:00:05"), ("PollInterval", TimeSpan.FromSeconds(-3)), ("Timeout", -1), ("Timeout", "-00:00:05"),
        ];
        foreach (var (parameter, given) in refused)
        {
            var error = shell.Call(name, new Dictionary<string, object?>(Arguments.For(Cmdlets.Named(name))) { [parameter] = given }).Fails("ParameterArgumentValidationError");
            Assert.Matches($"'{parameter}'.*s is not a time to wait", error.ToString());
        }

        Assert.Empty(shell.Server.Requests());
    }

    [Fact]
    public void Failed_canceled_and_complete_are_told_apart()
    {
        using var shell = Shell.Lease();
        var groups = shell.Run("1, 2, 3 | Start-DpJobGroup -Parameter @{ seconds = 3000 }").Clean();
        shell.Server.Post("world", new
        {
            jobGroups = new object[]
            {
                new { id = groups.Ids()[0], status = "Failed", errorMessage = "No such column" }, new { id = groups.Ids()[1], status = "Canceled" }, new { id = groups.Ids()[2], status = "Complete" },
            },
        });
        var result = shell.Run("$args | Wait-DpJobGroup -PollInterval 0.05", [.. groups.Output]);
        Assert.Equal(3, result.Output.Count);
        Assert.Equal(["DpJobGroupCanceled", "DpJobGroupFailed"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.Contains(result.Errors, error => error.ToString().Contains("No such column", StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_polls_are_survived()
    {
        using var shell = Shell.Lease();
        var group = shell.Run("Start-DpJobGroup 1 -Parameter @{ seconds = 100 }").One;
        shell.Server.Fail("GET /v4/job*", "status", times: 3, status: 502, body: "<html>bad gateway</html>");
        shell.Server.Fail("GET /v4/job*", "resetBefore");
        Assert.Equal("Complete", shell.Run("$args[0] | Wait-DpJobGroup -PollInterval 0.05", group).One.Value("Status"));
    }

    [Fact]
    public void A_group_that_is_not_there_is_named_and_the_rest_is_waited_for()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("Wait-DpJobGroup 1, 999999 -PollInterval 0.05");
        Assert.Equal([1], result.Ids());
        Assert.Contains("999999", result.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_cancels_each_and_emits_with_PassThru_only()
    {
        using var shell = Shell.Lease();
        var groups = shell.Run("1..3 | Start-DpJobGroup -Parameter @{ seconds = 3000 }").Clean();
        shell.Run("$args[0] | Stop-DpJobGroup", groups.Output[0]).Nothing();
        Assert.Equal(["Canceled", "Canceled"], shell.Run("$args | Stop-DpJobGroup -PassThru", [.. groups.Output.Skip(1)]).Clean().Values("Status"));
        Assert.Equal(3, shell.Server.Requests("cancelJobGroup").Count);
    }
}
