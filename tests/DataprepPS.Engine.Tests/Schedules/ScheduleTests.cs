using System;
using System.Linq;
using System.Text.Json.Nodes;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Schedules;

/// <summary>Schedules as people say them.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData("-Cron '0 30 6 ? * MON-FRI' -TimeZone UTC", """{"timeBased":{"cron":{"expression":"0 30 6 ? * MON-FRI"},"timezone":"UTC"}}""")]
    [InlineData("-Daily -At 6:30 -TimeZone 'W. Europe Standard Time'", """{"timeBased":{"daily":{"hourOfDay":6,"minuteOfHour":30},"timezone":"Europe/Berlin"}}""")]
    [InlineData("-Daily -At ([datetime] '2026-03-01T18:05:00') -TimeZone utc", """{"timeBased":{"daily":{"hourOfDay":18,"minuteOfHour":5},"timezone":"UTC"}}""")]
    [InlineData("-Weekly -DayOfWeek Monday, Friday -At 18:00 -TimeZone Europe/Paris", """{"timeBased":{"weekly":{"hourOfDay":18,"minuteOfHour":0,"daysOfWeek":["MONDAY","FRIDAY"]},"timezone":"Europe/Paris"}}""")]
    [InlineData("-Hourly -At 0:15 -TimeZone UTC", """{"timeBased":{"hourly":{"minuteOfHour":15},"timezone":"UTC"}}""")]
    [InlineData("-Trigger @{ timeBased = @{ monthly = @{ daysOfMonth = 1, 15; hourOfDay = 6; minuteOfHour = 0 }; timezone = 'UTC' } }", """{"timeBased":{"monthly":{"daysOfMonth":[1,15],"hourOfDay":6,"minuteOfHour":0},"timezone":"UTC"}}""")]
    public void Times_are_said_in_words_of_their_own(string times, string trigger)
    {
        using var shell = Shell.Lease();
        var schedule = shell.Run($"Get-DpFlow 2 | New-DpSchedule {times}").One;
        Assert.Equal((2L, "Flow 2 customers", 2L), (schedule.Id(), schedule.Text("Name"), schedule.Value("FlowId")));
        shell.Run($"Set-DpSchedule 2 {times}").Nothing();
        Assert.All(["createSchedule", "updateSchedule"], operation =>
        {
            var sent = Assert.Single(shell.Server.Bodies(operation))["triggers"]!.AsArray();
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(trigger), Assert.Single(sent)), sent.ToJsonString());
        });
        Assert.Null(shell.Server.Bodies("updateSchedule")[0]["tasks"]);
    }

    [Theory]
    [InlineData("-Daily -At 6 -FlowId 1", "6:30")]
    [InlineData("-Daily -At 25:00 -FlowId 1", "6:30")]
    [InlineData("-Daily -At 6:00 -TimeZone Mars -FlowId 1", "Europe/Berlin")]
    [InlineData("-Cron '30 6 * * *' -FlowId 1", "0 30 6 * * ?")]
    [InlineData("-Hourly", "-PlanId")]
    [InlineData("-Hourly -FlowId 1 -PlanId 1", "-PlanId")]
    public void What_cannot_be_meant_is_told_before_anything_is_sent(string given, string advice)
    {
        using var shell = Shell.Lease();
        var error = shell.Run($"New-DpSchedule x {given}").Error;
        Assert.Contains(advice, $"{error} {error.ErrorDetails?.RecommendedAction}", StringComparison.Ordinal);
        Assert.Empty(shell.Server.Changes());
    }

    [Fact]
    public void One_is_stopped_started_given_away_and_removed()
    {
        using var shell = Shell.Lease();
        Assert.False((bool)shell.Run("Get-DpSchedule -FlowId 1 | Disable-DpSchedule -PassThru").One.Value("Enabled")!);
        Assert.True((bool)shell.Run("Enable-DpSchedule 1 -PassThru").One.Value("Enabled")!);
        Assert.Equal(2L, shell.Run("Set-DpScheduleOwner 1 -PersonId 2 -PassThru").One.Value("OwnerId"));
        shell.Run("Get-DpSchedule -Name 'Orders *' | Remove-DpSchedule -Confirm:$false").Nothing();
        shell.Run("Remove-DpSchedule 1 -Confirm:$false").Fails("GoneException,DpAlreadyGone");
    }

    [Fact]
    public void A_run_is_asked_for_its_own_schedule_and_not_for_all_of_its_plan()
    {
        using var shell = Shell.Lease();
        var run = shell.Run("Invoke-DpPlan 1").One;
        shell.Server.Forget();
        shell.Run("$args[0] | Get-DpSchedule", run);
        Assert.Equal([$"/v4/planSnapshotRuns/{run.Id()}/schedule"], shell.Server.Requests().Select(request => request.Path));
    }

    [Fact]
    public void Plans_are_made_of_flows_from_the_pipeline()
    {
        using var shell = Shell.Lease();
        var nodes = shell.Run("$plan = New-DpPlan nightly; Get-DpFlow 1, 2 | Add-DpPlanNode $plan").Clean();
        Assert.Equal(["Flow 1 orders", "Flow 2 customers"], nodes.Values("Name"));
        Assert.Equal([1L, 2L], nodes.Values("FlowId"));
        shell.Run("Add-DpPlanEdge 2 $args[0] $args[1] -StatusRule always; Add-DpPlanNode 2 -Name tell -TaskType http -Task @{ url = 'https://example.com' } -After $args[1]", nodes.Ids()[0], nodes.Ids()[1]).Clean();
        var plan = shell.Run("Get-DpPlan -Name nightly -Full").One;
        Assert.Equal(3, ((System.Collections.ICollection)plan.Value("PlanNodes")!).Count);
        Assert.Equal(2, ((System.Collections.ICollection)plan.Value("PlanEdges")!).Count);
        Assert.Equal("region = apac", shell.Run("Get-DpPlanParameter 1 | Set-DpPlanOverride -Parameter @{ region = 'apac' } -PassThru").Clean().Output[0]!.ToString());
        Assert.Equal(["region = apac", "region = apac"], shell.Run("(Get-DpPlanParameter 1).PlanOverrides").Clean().Output.Select(set => set!.ToString()));
    }
}
