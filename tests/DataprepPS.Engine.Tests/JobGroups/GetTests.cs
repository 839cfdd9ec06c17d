using System;
using System.Linq;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.JobGroups;

/// <summary>Reading job groups: by id, in pages, filtered, lossless.</summary>
public sealed class GetTests
{
    private const string Many = "--seed 400 --quota 100000";
    private const string Paged = "--seed 100 --page-cap 25 --quota 100000";

    [Fact]
    public void It_reads_by_id_in_the_order_asked_for()
    {
        using var shell = Shell.Lease();
        Assert.Equal([3, 1, 2], shell.Run("Get-DpJobGroup 3, 1, 2").Clean().Ids());
        Assert.Equal(Enumerable.Range(5, 36).Select(id => (long)id), shell.Run("5..40 | Get-DpJobGroup").Clean().Ids());
    }

    [Theory]
    [InlineData("401..1 | Get-DpJobGroup")]
    [InlineData("Get-DpJobGroup (401..1)")]
    [InlineData("401..1 | % { [pscustomobject]@{ JobGroupId = $_ } } | Get-DpJobGroup")]
    public void It_reads_many_ids_in_the_order_asked_for_also_where_the_list_never_answers(string script)
    {
        using var shell = Shell.Lease(Many);
        var ids = Enumerable.Range(1, 400).Reverse().Select(id => (long)id).ToList();
        var listed = shell.Run(script);
        // The one that there is not is an error in its place and takes nothing from the others.
        Assert.Equal(ids, listed.Ids());
        listed.Fails("DataNotFoundException");
        Assert.NotEmpty(shell.Server.Requests("listJobLibrary"));

        shell.Server.Fail("listJobLibrary", "hangBefore", times: 0);
        var alone = shell.Run(script);
        Assert.Equal(ids, alone.Ids());
        Assert.Equal(listed.Output.Select(group => group.Text("RecipeName") + group.Text("Error")), alone.Output.Select(group => group.Text("RecipeName") + group.Text("Error")));
    }

    [Fact]
    public void It_has_the_properties_users_filter_by()
    {
        using var shell = Shell.Lease();
        var group = shell.Run("Get-DpJobGroup 1 -Embed wrangledDataset, creator").One;
        Assert.IsType<DateTimeOffset>(group.Value("CreatedAt"));
        Assert.IsType<DateTimeOffset>(group.Value("UpdatedAt"));
        Assert.IsType<TimeSpan>(group.Value("Duration"));
        Assert.True((long)group.Value("RecipeId")! > 0);
        string[] promised = ["Name", "RanFrom", "RanFor", "ProfilingEnabled", "IsFinished", "IsSuccess", "WrangledDataset", "FlowRun", "Snapshot", "Creator", "Updater"];
        Assert.Empty(promised.Except(group.Properties.Select(property => property.Name)));
    }

    [Fact]
    public void It_reads_all_of_100_rows_in_pages_of_25()
    {
        using var shell = Shell.Lease(Paged);
        var all = shell.Run("Get-DpJobGroup").Clean().Ids();
        Assert.Equal(100, all.Distinct().Count());
        Assert.Equal(all.Skip(30).Take(10), shell.Run("Get-DpJobGroup -First 10 -Skip 30").Clean().Ids());
        Assert.Equal(60, shell.Run("Get-DpJobGroup -First 60").Clean().Output.Count);
        var counted = shell.Run("Get-DpJobGroup -IncludeTotalCount -First 5").Clean().Output;
        Assert.Equal(6, counted.Count);
        Assert.Equal(100UL, counted[0]!.BaseObject);
    }

    [Fact]
    public void It_filters_on_the_server()
    {
        using var shell = Shell.Lease();
        Assert.Equal(5, shell.Run("Get-DpJobGroup -Status Failed").Clean().Output.Count);
        shell.Server.Forget();
        shell.Run("Get-DpJobGroup -RanFrom api -RunBy currentUser -Filter x -CreatedAfter '2024-01-01Z' -CreatedBefore '2030-01-01Z' -Sort '-id'").Clean();
        var path = shell.Server.Requests()[0].Path;
        Assert.All(["api", "currentUser", "filter=x", "sort=", "1704067200000"], word => Assert.Contains(word, path, StringComparison.Ordinal));
    }

    [Fact]
    public void It_gives_the_bare_status()
    {
        using var shell = Shell.Lease();
        Assert.Equal("Complete", shell.Run("Get-DpJobGroup 1 -StatusOnly").One.BaseObject);
        Assert.Equal("Failed", shell.Run("Get-DpJobGroup 13 -StatusOnly").One.BaseObject);
    }

    [Fact]
    public void A_missing_id_is_one_error_and_the_rest_is_read()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("Get-DpJobGroup 1, 999999, 2");
        Assert.Equal([1, 2], result.Ids());
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal(999999L, result.Error.TargetObject);
    }

    [Fact]
    public void What_the_server_sends_and_the_type_does_not_know_stays_reachable()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("getJobGroup", "body", body: """{"id":5,"status":"Shelved","wrangledDataset":{"id":7},"novelty":{"deep":[1,2]},"flowrun":{"id":9}}""");
        var result = shell.Run("$group = Get-DpJobGroup 5; $group.Status; $group.IsFinished; $group.novelty.deep; $null -ne $group.FlowRun").Clean();
        Assert.Equal(["Shelved", "False", "1", "2", "True"], result.Output.Select(value => value!.ToString()));
    }

    [Fact]
    public void What_the_server_says_of_an_association_it_does_not_have_is_shown()
    {
        using var shell = Shell.Lease();
        var exception = PSObject.AsPSObject(shell.Run("Get-DpJobGroup 1 -Embed '*'").Fails("ValidationFailed").Exception);
        Assert.Equal(400, exception.Value("StatusCode"));
        Assert.Matches(@"^No association \* in.*Valid associations are", exception.Text("Details"));
    }

    [Fact]
    public void Fields_and_embeds_are_asked_for_as_named()
    {
        using var shell = Shell.Lease();
        shell.Run("Get-DpJobGroup 1 -Field id, status -Embed jobs -IncludeDeleted").Clean();
        var path = Uri.UnescapeDataString(shell.Server.Requests()[0].Path);
        Assert.Matches("fields=.*status", path);
        Assert.Contains("embed=jobs", path, StringComparison.Ordinal);
        Assert.Contains("includeDeleted=true", path, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_carries_status_path_request_id_and_advice()
    {
        using var shell = Shell.Lease();
        var error = shell.Run("Get-DpJobGroup 999999").Error;
        var exception = PSObject.AsPSObject(error.Exception);
        Assert.Matches(@"^\w+NotFoundException,DataprepPS\.Commands\.GetDpJobGroupCommand$", error.FullyQualifiedErrorId);
        Assert.Equal((404, "GET", "/v4/jobGroups/999999"), ((int)exception.Value("StatusCode")!, exception.Text("Method"), exception.Text("Path")));
        Assert.Equal(shell.Server.Requests()[^1].RequestId, exception.Text("RequestId"));
        Assert.Contains(exception.Text("RequestId"), error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("GET /v4/jobGroups/999999", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData(400, "ApiValidationFailed", ErrorCategory.InvalidArgument)]
    [InlineData(403, "AccessControlException", ErrorCategory.PermissionDenied)]
    [InlineData(404, "DataNotFoundException", ErrorCategory.ObjectNotFound)]
    [InlineData(404, "RouteNotFoundException", ErrorCategory.NotImplemented)]
    [InlineData(410, "GoneException", ErrorCategory.ObjectNotFound)]
    [InlineData(500, "InternalServerError", ErrorCategory.ResourceUnavailable)]
    public void A_status_and_a_name_become_a_category(int status, string name, ErrorCategory category)
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("getJobsForJobGroup", "status", times: 0, status: status, body: $$$"""{"exception":{"name":"{{{name}}}","message":"It went wrong","details":"Here is why"}}""");
        var error = shell.Run("Connect-DpSession -Token secret -BaseUri $args[0] -MaxRetryTime 0.05 -SkipCheck; Get-DpJob 1", shell.Server.BaseUri).Fails(name);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Matches("Here is why|It went wrong", error.ToString());
    }

    [Fact]
    public void What_is_no_JSON_is_a_reply_that_cannot_be_read()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("getJobGroup", "body", times: 0, body: """{"id":""");
        Assert.NotEmpty(PSObject.AsPSObject(shell.Run("Get-DpJobGroup 1").Fails("DpInvalidResponse").Exception).Text("RequestId"));
    }
}
