using System;
using System.Linq;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.JobGroups;

/// <summary>What people see of job groups beside ids, and what it costs.</summary>
public sealed class NameTests
{
    [Fact]
    public void A_list_has_names_people_and_reasons_for_one_more_request_a_page()
    {
        using var shell = Shell.Lease();
        var groups = shell.Run("Get-DpJobGroup").Clean();
        Assert.Equal(100, groups.Output.Count);
        Assert.All(groups.Output, group => Assert.All(["RecipeName", "FlowName", "Creator"], name => Assert.NotEmpty(group.Text(name))));
        Assert.All(groups.Output.Where(group => group.Text("Status") == "Failed"), group => Assert.NotEmpty(group.Text("Error")));
        var pages = shell.Server.Requests("listJobLibrary");
        Assert.Equal((1, shell.Server.Requests().Count), (pages.Count(page => page.Path.Contains("ids=", StringComparison.Ordinal)), pages.Count));
    }

    [Fact]
    public void Ids_ask_for_names_as_long_as_their_recipes_are_new_and_cost_no_second_request()
    {
        using var shell = Shell.Lease();
        var groups = shell.Run("1..40 | Get-DpJobGroup").Clean();
        Assert.All(groups.Output, group => Assert.NotEmpty(group.Text("RecipeName")));
        shell.Server.Forget();
        // The same recipe again and again.
        Assert.Equal(200, shell.Run("@(1) * 200 | Get-DpJobGroup").Clean().Output.Count);
        var asking = shell.Server.Requests().Select(request => request.Path.Contains("embed", StringComparison.Ordinal)).ToList();
        Assert.Equal((200, true, false), (asking.Count, asking[0], asking[^1]));
    }

    [Fact]
    public void Somebody_who_says_what_to_embed_gets_that_and_no_more()
    {
        using var shell = Shell.Lease();
        shell.Run("Get-DpJobGroup -First 5 -Embed creator; Get-DpJobGroup -First 5 -Field status").Clean();
        Assert.Equal(2, shell.Server.Requests().Count);
    }

    [Fact]
    public void Those_that_somebody_watched_end_under_the_names_that_the_progress_had()
    {
        using var shell = Shell.Lease();
        var groups = shell.Run("1, 2, 2 | Start-DpJobGroup -Wait -PollInterval 0.05").Clean();
        Assert.Equal(3, groups.Output.Count);
        Assert.All(groups.Output, group => Assert.All(["RecipeName", "FlowName"], name => Assert.NotEmpty(group.Text(name))));
        // One for each recipe.
        Assert.Equal(2, shell.Server.Requests("getJobGroup").Count(request => request.Path.Contains("wrangledDataset", StringComparison.Ordinal)));
    }
}
