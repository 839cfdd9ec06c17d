using System;
using System.Linq;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.JobGroups;

/// <summary>Many starts at once: in order, so many at a time, below the quota, and in plain sight of what holds them.</summary>
public sealed class FleetTests
{
    // Windows of 0.6 seconds in which three runs are allowed.
    private const string Narrow = "--speed 100 --quota 3";

    [Fact]
    public void Under_Verbose_it_says_why_a_call_waits_and_it_is_never_refused()
    {
        using var shell = Shell.Lease(Narrow);
        var result = shell.Run("1..8 | Start-DpJobGroup -Verbose").Clean();
        Assert.Contains(result.Verbose, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^runJobGroup: the quota is used up; the call waits about [\d.]+ s\.$"));
        Assert.Empty(result.Warnings);
        Assert.Equal(0, (int)shell.Server.Get("stats")["quotaViolations"]!);
    }

    [Fact]
    public void The_order_of_the_input_is_kept()
    {
        using var shell = Shell.Lease(Narrow);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], shell.Run("1..7 | Start-DpJobGroup").Clean().Ids("RecipeId"));
    }

    [Fact]
    public void With_Wait_each_group_comes_as_it_ends_with_the_row_it_came_from()
    {
        using var shell = Shell.Lease();
        var groups = shell.Run("[pscustomobject]@{ RecipeId = 1; seconds = 200 }, [pscustomobject]@{ RecipeId = 2; seconds = 10 } | Start-DpJobGroup -ParameterProperty seconds -Wait -PollInterval 0.05").Clean();
        Assert.Equal([2, 1], groups.Ids("RecipeId"));
        Assert.Equal([10, 200], groups.Output.Select(group => PSObject.AsPSObject(group.Value("InputObject")!).Value("seconds")));
    }

    [Fact]
    public void No_more_are_under_way_than_ThrottleLimit()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("runJobGroup", "slow", times: 0, delayMs: 20, chunkBytes: 100);
        Assert.Equal(6, shell.Run("1..6 | Start-DpJobGroup -ThrottleLimit 1").Clean().Output.Count);
        Assert.All(shell.Server.Requests("runJobGroup"), request => Assert.Equal(1, request.InFlight));
    }

    [Fact]
    public void A_column_that_the_input_does_not_have_is_named_with_those_it_has()
    {
        using var shell = Shell.Lease();
        Assert.Matches("Regoin.*Region", shell.Run("[pscustomobject]@{ RecipeId = 1; Region = 'eu' } | Start-DpJobGroup -ParameterProperty Regoin").Fails("DpWrongInput").ToString());
        Assert.Empty(shell.Server.Requests());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public void Rows_become_as_many_finished_groups(int count)
    {
        using var shell = Shell.Lease();
        // As Import-Csv makes them: all text.
        var rows = Enumerable.Range(1, count).Select(row => $"{row}").ToArray();
        var groups = shell.Run("$args[0] | ForEach-Object { [pscustomobject]@{ RecipeId = $_; region = \"r$_\" } } | Start-DpJobGroup -ParameterProperty region -Wait -PollInterval 0.05", [rows]).Clean();
        Assert.Equal(Enumerable.Range(1, count).Select(row => (long)row), groups.Ids("RecipeId").Order());
        Assert.All(groups.Output, group =>
        {
            Assert.Equal("Complete", group.Value("Status"));
            Assert.Equal($"r{group.Value("RecipeId")}", PSObject.AsPSObject(group.Value("InputObject")!).Value("region"));
        });
        Assert.Equal(
            rows.Select(row => $"r{row}").Order(StringComparer.Ordinal),
            shell.Server.Bodies("runJobGroup").Select(body => (string)body["runParameters"]!["overrides"]!["data"]![0]!["value"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_bad_row_is_one_error_that_names_its_recipe_and_the_rest_goes_through_to_the_table()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("1, 2, 9999, 4 | ForEach-Object { [pscustomobject]@{ RecipeId = \"$_\" } } | Start-DpJobGroup -Wait -PollInterval 0.05 | Publish-DpJobGroup -ConnectionId 1 -Path default -Table t -Action create -InputFormat avro");
        Assert.Equal(3, result.Output.Count);
        var error = result.Fails("ValidationFailed");
        Assert.Contains("9999", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("9999", PSObject.AsPSObject(error.TargetObject).Value("RecipeId"));
        Assert.Equal(3, shell.Server.Requests("publishJobGroup").Count);
    }
}
