using System;
using System.Linq;
using System.Text.Json.Nodes;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.JobGroups;

/// <summary>Starts as users write them: what the server received, and what came back.</summary>
public sealed class StartTests
{
    [Fact]
    public void The_smallest_start_sends_the_smallest_body()
    {
        using var shell = Shell.Lease();
        var group = shell.Run("Start-DpJobGroup 7").One;
        var request = Assert.Single(shell.Server.Requests("runJobGroup"));
        Assert.Equal("""{"wrangledDataset":{"id":7}}""", request.Body);
        Assert.True(group.Id() > 0);
        Assert.Equal(7L, group.Value("RecipeId"));
        Assert.Equal(group.Id(), group.Value("JobGroupId"));
        Assert.Equal("JobStarted", group.Value("Reason"));
        Assert.NotEmpty(group.Text("SessionId"));
        Assert.Equal(request.ExecutionId, group.Text("ExecutionId"));
    }

    [Fact]
    public void It_shows_the_graph_and_the_jobs()
    {
        using var shell = Shell.Lease();
        Assert.Equal([true, true, true], shell.Run("""
            $group = Start-DpJobGroup 7
            $group.JobGraph.Vertices.Count -gt 1
            $group.JobGraph.Edges[0].Source -eq $group.JobGraph.Vertices[0]
            $group.Jobs.Count -gt 1
            """).Clean().Output.Select(answer => answer!.BaseObject));
    }

    [Fact]
    public void Overrides_parameters_reference_date_and_flags_are_sent()
    {
        using var shell = Shell.Lease();
        Assert.NotNull(shell.Run("""
            Start-DpJobGroup -RecipeId 7 -Execution photon -Profiler $true -Parameter ([ordered]@{ region = 'emea'; n = 3 }) -ReferenceDate '2024-02-29T12:00:00+02:00' `
                -RanFrom schedule -ForceCacheUpdate -IgnoreRecipeErrors -Override @{ isAdhoc = $true }
            """).One);
        var body = Assert.Single(shell.Server.Bodies("runJobGroup"));
        Same("""{"execution":"photon","profiler":true,"isAdhoc":true}""", body["overrides"]);
        Assert.Equal(["region", "n"], body["runParameters"]!["overrides"]!["data"]!.AsArray().Select(data => (string)data!["key"]!));
        Assert.Equal("emea", (string)body["runParameters"]!["overrides"]!["data"]![0]!["value"]!);
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 10, 0, 0, TimeSpan.Zero), DateTimeOffset.Parse((string)body["runParameters"]!["referenceDate"]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(("schedule", true, true), ((string)body["ranfrom"]!, (bool)body["forceCacheUpdate"]!, (bool)body["ignoreRecipeErrors"]!));
    }

    [Fact]
    public void Write_settings_and_publications_are_sent()
    {
        using var shell = Shell.Lease();
        Assert.NotNull(shell.Run("""
            $write = New-DpWriteSetting -Path 's3://b/out.csv.gz' -Action overwrite -Format csv -Compression gzip -Header -AsSingleFile -Delimiter ';'
            $publish = New-DpPublication -ConnectionId 3 -Path sales -Table q3 -TargetType bigquery -Action truncateAndLoad
            Start-DpJobGroup 7 -WriteSetting $write -Publication $publish -Profiler $false
            """).One);
        Same(
            """
            {
              "profiler": false,
              "writesettings": [{ "path": "s3://b/out.csv.gz", "action": "overwrite", "format": "csv", "compression": "gzip", "header": true, "asSingleFile": true, "delim": ";" }],
              "publications": [{ "connectionId": 3, "path": ["sales"], "tableName": "q3", "targetType": "bigquery", "action": "truncateAndLoad" }]
            }
            """,
            Assert.Single(shell.Server.Bodies("runJobGroup"))["overrides"]);
    }

    [Fact]
    public void Each_run_has_an_execution_id_of_its_own_and_a_named_one_runs_once()
    {
        using var shell = Shell.Lease();
        Assert.Equal(2, shell.Run("7, 8 | Start-DpJobGroup").Clean().Output.Count);
        Assert.Equal(2, shell.Server.Requests("runJobGroup").Select(request => request.ExecutionId).Distinct().Count());
        var id = Guid.NewGuid();
        var twice = shell.Run("Start-DpJobGroup 7 -ExecutionId $args[0]; Start-DpJobGroup 7 -ExecutionId $args[0]", id).Clean();
        Assert.Single(twice.Ids().Distinct());
        Assert.Single(shell.Server.Actions(), action => action.ExecutionId == $"{id}");
    }

    [Fact]
    public void One_execution_id_does_not_run_two_recipes()
    {
        using var shell = Shell.Lease();
        Assert.Contains("Recipe 8", shell.Run("Start-DpJobGroup 7, 8 -ExecutionId ([guid]::NewGuid())").Fails("DpWrongInput").ToString(), StringComparison.Ordinal);
        Assert.Single(shell.Server.Actions());
    }

    [Fact]
    public void It_takes_numbers_digits_hashtables_and_objects_that_know_their_recipe()
    {
        using var shell = Shell.Lease();
        var groups = shell.Run("@(7; '8'; @{ RecipeId = 9 }; [pscustomobject]@{ WrangledDatasetId = 10 }; Get-DpJobGroup 1) | Start-DpJobGroup").Clean();
        Assert.Equal(5, groups.Output.Count);
        Assert.Equal([7, 8, 9, 10], groups.Ids("RecipeId").Take(4));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Wait")]
    public void Test_mode_checks_and_starts_nothing_and_its_result_is_no_job_group(string wait)
    {
        using var shell = Shell.Lease();
        var check = shell.Run($"Start-DpJobGroup 7 -TestMode {wait}").One;
        Assert.Equal("DataprepPS.Client.JobGroups.RunCheck", check.BaseObject.GetType().FullName);
        Assert.Equal((7L, true), ((long)check.Value("RecipeId")!, (bool)check.Value("IsValid")!));
        Assert.NotEmpty(check.Text("RecipeName"));
        Assert.NotEmpty(check.Text("SessionId"));
        Assert.True((bool)Assert.Single(shell.Server.Bodies("runJobGroup"))["testMode"]!);
        Assert.Empty(shell.Server.Actions());
        Assert.Contains("JobGroupId", shell.Run("$args[0] | Wait-DpJobGroup", check).Fails("DpWrongInput").ToString(), StringComparison.Ordinal);
        // It knows its recipe, so what was checked can be started.
        Assert.Equal(7L, shell.Run("$args[0] | Start-DpJobGroup", check).One.Value("RecipeId"));
    }

    [Fact]
    public void A_job_that_fails_is_an_error_and_its_object_still_flows()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("Start-DpJobGroup 7 -Parameter @{ fail = 'yes' } -Wait -PollInterval 0.05");
        var group = Assert.Single(result.Output);
        Assert.Equal(("Failed", true, false), (group.Text("Status"), (bool)group.Value("IsFinished")!, (bool)group.Value("IsSuccess")!));
        Assert.Contains($"{group.Id()}", result.Fails("DpJobGroupFailed").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_whose_reply_was_lost_starts_once()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("runJobGroup", "resetAfter");
        var group = shell.Run("Start-DpJobGroup 33").One;
        Assert.Equal(33L, group.Value("RecipeId"));
        Assert.Single(shell.Server.Actions());
        Assert.Single(shell.Server.Requests("runJobGroup").Select(request => request.ExecutionId).Distinct());
        Assert.Equal((long)shell.Server.Get("jobGroups").AsArray()[^1]!["id"]!, group.Id());
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("en-US")]
    public void ISO_dates_are_read_alike_in(string culture)
    {
        using var shell = Shell.Lease();
        shell.Run("""
            [cultureinfo]::CurrentCulture = $args[0]
            $null = Get-DpJobGroup -CreatedAfter '2024-01-01Z' -CreatedBefore '2030-01-01T00:00:00+00:00'
            $null = Start-DpJobGroup 7 -ReferenceDate '2024-02-29T12:00:00Z'
            """, culture).Nothing();
        Assert.Matches("1704067200000.*1893456000000", shell.Server.Requests()[0].Path);
        Assert.StartsWith("2024-02-29T12:00:00", (string)shell.Server.Bodies("runJobGroup")[0]["runParameters"]!["referenceDate"]!, StringComparison.Ordinal);
    }

    private static void Same(string expected, JsonNode? actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());
}
