using System;
using System.Linq;
using System.Text.Json.Nodes;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Plans;

/// <summary>Runs of plans as users write them.</summary>
public sealed class PlanRunTests
{
    [Fact]
    public void A_plan_runs_and_is_waited_for()
    {
        using var shell = Shell.Lease();
        var run = shell.Run("Invoke-DpPlan 1").One;
        var request = Assert.Single(shell.Server.Requests("runPlan"));
        Assert.Equal(("{}", run.Text("ExecutionId")), (request.Body, request.ExecutionId));
        Assert.Equal((run.Id(), 1L, "Valid"), ((long)run.Value("PlanRunId")!, (long)run.Value("PlanId")!, run.Text("ValidationStatus")));
        var ended = shell.Run("$args[0] | Wait-DpPlanRun -PollInterval 0.05", run).One;
        Assert.Equal(("Complete", true), (ended.Text("Status"), ended.Value("Duration") is TimeSpan));
        Assert.Equal("Complete", shell.Run("Get-DpPlan 1 | Invoke-DpPlan -Wait -PollInterval 0.05").One.Text("Status"));
    }

    [Fact]
    public void A_parameter_goes_to_each_task_that_has_it_or_to_the_one_that_is_named()
    {
        using var shell = Shell.Lease();
        var handles = shell.Run("(Get-DpPlanParameter -PlanId 1).Handle").Clean().Output.Select(handle => $"{handle}").ToList();
        Assert.NotNull(shell.Run("[pscustomobject]@{ PlanId = 1; region = 'apac' } | Invoke-DpPlan -ParameterProperty region -Parameter @{ $args[0] = @{ n = 3 } }", handles[1]).One);
        var body = Assert.Single(shell.Server.Bodies("runPlan"));
        var expected = new JsonObject
        {
            ["planNodeOverrides"] = new JsonArray(
                new JsonObject { ["handle"] = handles[1], ["overrideKey"] = "n", ["value"] = "3" },
                new JsonObject { ["handle"] = handles[0], ["overrideKey"] = "region", ["value"] = "apac" }),
        };
        Assert.True(JsonNode.DeepEquals(expected, body), body.ToJsonString());
        Assert.Contains("They have: region.", shell.Run("Invoke-DpPlan 1 -Parameter @{ nation = 'x' }").Fails("DpWrongInput").ToString(), StringComparison.Ordinal);
        Assert.Single(shell.Server.Actions());
    }

    [Fact]
    public void A_plan_without_its_flow_is_an_error_although_the_server_says_created()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("""
            Get-DpRecipe -FlowId 1 | Remove-DpRecipe -Confirm:$false
            Invoke-DpPlan 1
            """);
        Assert.Empty(result.Output);
        Assert.Equal("Plan 1: POST /v4/plans/1/run: the plan was not run, because the server answers MissingFlowReferences.", result.Fails("MissingFlowReferences,DpPlanNotRun").ToString());
        Assert.Contains("Get-DpPlan 1 -Full", result.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_reply_was_lost_runs_once()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("runPlan", "resetAfter");
        var result = shell.Run("Invoke-DpPlan 1").Clean();
        Assert.Contains("is the only one of plan 1 that appeared since", result.Warnings[^1], StringComparison.Ordinal);
        Assert.Equal(result.One.Id(), Assert.Single(shell.Run("Get-DpPlanRun").Clean().Output).Id());
    }

    [Fact]
    public void Runs_are_listed_by_what_they_are()
    {
        using var shell = Shell.Lease();
        Assert.Equal(2, shell.Run("$handle = (Get-DpPlanParameter -PlanId 1)[0].Handle; $null = Invoke-DpPlan 1 -Wait -PollInterval 0.05; Invoke-DpPlan 1 -Parameter @{ $handle = @{ seconds = 3000 } }; New-DpPlan other | Invoke-DpPlan").Clean().Output.Count);
        shell.Server.Forget();
        Assert.Equal([1, 2], shell.Run("Get-DpPlan 1 | Get-DpPlanRun").Clean().Ids().Order());
        Assert.Equal([1, 3], shell.Run("Get-DpPlanRun -Status Complete").Clean().Ids().Order());
        Assert.Equal(3, shell.Run("Get-DpPlanRun -RanFrom api -RunBy currentUser -CreatedAfter '2024-01-01Z' -CreatedBefore '2100-01-01Z' -Sort '-id'").Clean().Output.Count);
        var asked = Uri.UnescapeDataString(shell.Server.Requests("listPlanSnapshotRuns")[^1].Path);
        Assert.All(["ranfrom=api", "runBy=currentUser", "dateFilter[createdAt][gte]=1704067200000", "dateFilter[createdAt][lt]=4102444800000", "sort=-id"], word => Assert.Contains(word, asked, StringComparison.Ordinal));
        Assert.Equal(2, shell.Run("Get-DpPlanRun 2 | Get-DpPlanRun").One.Id());
    }

    [Fact]
    public void A_failed_run_says_which_task_failed_and_why()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("$handle = (Get-DpPlanParameter -PlanId 1)[0].Handle; Invoke-DpPlan 1 -Parameter @{ $handle = @{ fail = 'No such column' } } -Wait -PollInterval 0.05");
        Assert.Equal("Failed", Assert.Single(result.Output).Text("Status"));
        Assert.Matches("Plan run 1 of plan 1 failed: task \"Flow 1\": job group \\d+ of recipe 1 failed: .*No such column", result.Fails("DpPlanRunFailed").ToString());
    }

    [Fact]
    public void Stopping_cancels_it_and_the_wait_says_so()
    {
        using var shell = Shell.Lease();
        var run = shell.Run("$handle = (Get-DpPlanParameter -PlanId 1)[0].Handle; Invoke-DpPlan 1 -Parameter @{ $handle = @{ seconds = 3000 } }").One;
        Assert.Equal("Canceled", shell.Run("$args[0] | Stop-DpPlanRun -PassThru", run).One.Text("Status"));
        Assert.Contains($"Plan run {run.Id()} of plan 1 was canceled", shell.Run("$args[0] | Wait-DpPlanRun -PollInterval 0.05", run).Fails("DpPlanRunCanceled").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Watching_tells_the_story_in_lines()
    {
        using var shell = Shell.Lease();
        var lines = shell.Run("Invoke-DpPlan 1 | Watch-DpPlanRun -PollInterval 0.05").Clean().Information;
        Assert.Contains("Complete", lines[^1], StringComparison.Ordinal);
        Assert.Equal("Complete", shell.Run("Invoke-DpPlan 1 | Watch-DpPlanRun -PollInterval 0.05 -PassThru").One.Text("Status"));
    }

    [Fact]
    public void Ctrl_C_says_which_plan_runs_run_on()
    {
        using var shell = Shell.Lease();
        using var running = shell.Start("$handle = (Get-DpPlanParameter -PlanId 1)[0].Handle; Invoke-DpPlan 1 -Parameter @{ $handle = @{ seconds = 900000 } } -Wait");
        RunningScript.Until(() => shell.Server.Requests("getPlanSnapshotRun").Count > 0, "the first poll");
        running.Stop();
        Assert.Contains("These plan runs run on: 1. Wait-DpPlanRun waits for them, Stop-DpPlanRun cancels them.", string.Join(' ', shell.Host.Seen.Warnings), StringComparison.Ordinal);
        Assert.Empty(shell.Server.Requests("cancelPlanSnapshotRun"));
    }
}
