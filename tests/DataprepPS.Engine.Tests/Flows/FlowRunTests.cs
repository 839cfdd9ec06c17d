using System;
using System.Linq;
using System.Text.Json.Nodes;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Flows;

/// <summary>Runs of flows as users write them.</summary>
public sealed class FlowRunTests
{
    [Fact]
    public void A_flow_runs_and_is_one_flow_run_with_its_job_groups()
    {
        using var shell = Shell.Lease();
        var run = shell.Run("Invoke-DpFlow 1").One;
        var request = Assert.Single(shell.Server.Requests("runFlow"));
        Assert.Equal("{}", request.Body);
        Assert.Equal((run.Id(), 1L, request.ExecutionId), ((long)run.Value("FlowRunId")!, (long)run.Value("FlowId")!, run.Text("ExecutionId")));
        Assert.Equal(5, shell.Run("$args[0].JobGroups", run).Clean().Ids("JobGroupId").Count);
        Assert.Equal([run.Id()], shell.Run("Get-DpJobGroup -FlowRunId $args[0].Id", run).Clean().Ids("FlowRunId").Distinct());
        Assert.Equal(5, shell.Run("$args[0] | Get-DpJobGroup", run).Clean().Output.Count);
    }

    [Fact]
    public void What_is_said_of_the_run_is_sent()
    {
        using var shell = Shell.Lease();
        Assert.NotNull(shell.Run("""
            $recipe = [pscustomobject]@{ RecipeId = 3 }
            Invoke-DpFlow 1 -RecipeId 2, $recipe -Parameter @{ region = 'emea' } -Execution photon -IgnoreRecipeErrors -Override @{ 'orders step 2' = @{ profiler = $false } }
            """).One);
        var expected = JsonNode.Parse("""
            {"runParameters":{"overrides":{"data":[{"key":"region","value":"emea"}]}},"wrangledDatasetIds":[2,3],"execution":"photon",
             "overrides":{"orders step 2":{"profiler":false}},"ignoreRecipeErrors":true}
            """);
        var body = Assert.Single(shell.Server.Bodies("runFlow"));
        Assert.True(JsonNode.DeepEquals(expected, body), body.ToJsonString());
        Assert.Equal([2, 3], shell.Run("Get-DpJobGroup -FlowRunId 1").Clean().Ids("RecipeId").Order());
    }

    [Fact]
    public void Rows_become_runs_with_their_parameters_and_their_rows()
    {
        using var shell = Shell.Lease();
        var runs = shell.Run("[pscustomobject]@{ FlowId = 1; region = 'emea' }, [pscustomobject]@{ FlowId = 2; region = 'apac' } | Invoke-DpFlow -ParameterProperty region -Wait -PollInterval 0.05").Clean();
        Assert.Equal(["Complete", "Complete"], runs.Values("Status"));
        Assert.Equal(["apac", "emea"], shell.Server.Bodies("runFlow").Select(body => (string)body["runParameters"]!["overrides"]!["data"]![0]!["value"]!).Order());
        Assert.Equal(["1", "2"], shell.Run("$args.InputObject.FlowId", [.. runs.Output]).Clean().Output.Select(id => $"{id}").Order());
    }

    [Fact]
    public void A_run_whose_reply_was_lost_runs_once()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("runFlow", "resetAfter");
        var result = shell.Run("Get-DpFlow 3 | Invoke-DpFlow").Clean();
        Assert.Equal(3L, result.One.Value("FlowId"));
        Assert.Contains("is the only one of flow 3 that appeared since", result.Warnings[^1], StringComparison.Ordinal);
        Assert.Single(shell.Server.Actions());
        Assert.Contains("Flow 4", shell.Run("Invoke-DpFlow 3, 4 -ExecutionId ([guid]::NewGuid())").Fails("DpWrongInput").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_read_with_its_status()
    {
        using var shell = Shell.Lease();
        var run = shell.Run("Invoke-DpFlow 1 -RecipeId 1 -Parameter @{ seconds = 3000 }").One;
        Assert.Matches("^(Created|InProgress)$", shell.Run("$args[0] | Get-DpFlowRun -StatusOnly", run).One.ToString());
        Assert.Matches("^(Created|InProgress)$", shell.Run("Get-DpJobGroup -FlowRunId $args[0].Id | Get-DpFlowRun", run).One.Text("Status"));
        Assert.Contains("FlowRunId", shell.Run("Get-DpFlowRun").Fails("DpWrongInput").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_is_an_error_that_says_why_and_its_object_still_flows()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("Invoke-DpFlow 1 -RecipeId 1, 2 -Override @{ 'orders step 2' = @{ fail = 'No such column' } } | Wait-DpFlowRun -PollInterval 0.05");
        var run = Assert.Single(result.Output);
        Assert.Equal(("Failed", true, false), (run.Text("Status"), (bool)run.Value("IsFinished")!, (bool)run.Value("IsSuccess")!));
        Assert.Matches($"Flow run {run.Id()} of flow 1 failed: job group \\d+ of recipe 2 failed: .*No such column", result.Fails("DpFlowRunFailed").ToString());
    }

    [Fact]
    public void Stopping_cancels_its_job_groups_and_the_wait_says_so()
    {
        using var shell = Shell.Lease();
        var run = shell.Run("Invoke-DpFlow 1 -Parameter @{ seconds = 3000 }").One;
        shell.Run("$args[0] | Stop-DpFlowRun -WhatIf", run).Nothing();
        Assert.Empty(shell.Server.Requests("cancelJobGroup"));
        Assert.Equal("Canceled", shell.Run("$args[0] | Stop-DpFlowRun -PassThru", run).One.Text("Status"));
        Assert.Equal(5, shell.Server.Requests("cancelJobGroup").Count);
        Assert.Contains("was canceled", shell.Run("Wait-DpFlowRun $args[0].Id -PollInterval 0.05", run).Fails("DpFlowRunCanceled").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_out_names_the_run_and_so_does_Ctrl_C()
    {
        using var shell = Shell.Lease();
        var run = shell.Run("Invoke-DpFlow 1 -Parameter @{ seconds = 900000 }").One;
        var error = shell.Run("$args[0] | Wait-DpFlowRun -PollInterval 0.05 -Timeout 0.2", run).Fails("DpWaitTimeout");
        Assert.Contains($"Wait-DpFlowRun {run.Id()}", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        shell.Server.Forget();
        using var running = shell.Start("$args[0] | Wait-DpFlowRun", run);
        RunningScript.Until(() => shell.Server.Requests().Count > 0, "the first poll");
        running.Stop();
        Assert.Contains($"These flow runs run on: {run.Id()}. Wait-DpFlowRun waits for them, Stop-DpFlowRun cancels them.", string.Join(' ', shell.Host.Seen.Warnings), StringComparison.Ordinal);
        Assert.Empty(shell.Server.Requests("cancelJobGroup"));
    }

    [Fact]
    public void The_bars_have_the_names_of_the_runs()
    {
        using var shell = Shell.Lease();
        Assert.Equal(2, shell.Run("1, 2 | Invoke-DpFlow -Parameter @{ seconds = 100 } -Wait -PollInterval 0.05").Clean().Output.Count);
        Assert.Equal(["Flow run 1 (Flow 1 orders)", "Flow run 2 (Flow 2 customers)", "Waiting for flow runs"], shell.Host.Seen.Progress.Select(record => record.Activity).Where(text => text.Contains("low run", StringComparison.Ordinal)).Distinct().Order());
    }
}
