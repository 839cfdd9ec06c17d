using System.Linq;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Api;

/// <summary>Invoke-DpApi: any call, as an object, as text or as a file.</summary>
public sealed class InvokeApiTests
{
    [Fact]
    public void It_reads_and_pages()
    {
        using var shell = Shell.Lease();
        Assert.Equal(5L, shell.Run("Invoke-DpApi /v4/flows/5").One.Value("id"));
        Assert.Equal(50, shell.Run("Invoke-DpApi /v4/wrangledDatasets -Paginate").Clean().Output.Count);
        Assert.Equal(2, shell.Run("(Invoke-DpApi /v4/wrangledDatasets -Query @{ limit = 2 }).data.Count").One.BaseObject);
        Assert.Equal("Complete", shell.Run("Invoke-DpApi /v4/jobGroups/1/status").One.BaseObject);
        Assert.Equal("\"Complete\"", shell.Run("Invoke-DpApi /v4/jobGroups/1/status -Raw").One.BaseObject);
    }

    [Fact]
    public void Objects_hashtables_and_text_are_sent_alike()
    {
        using var shell = Shell.Lease();
        shell.Run("""
            $null = Invoke-DpApi /v4/jobGroups -Method POST -Body @{ wrangledDataset = @{ id = 7 } }
            $null = Invoke-DpApi /v4/jobGroups -Method POST -Body ([pscustomobject]@{ wrangledDataset = [pscustomobject]@{ id = 7 } })
            $null = '{"wrangledDataset":{"id":7}}' | Invoke-DpApi /v4/jobGroups -Method POST
            """).Nothing();
        Assert.Equal(Enumerable.Repeat("""{"wrangledDataset":{"id":7}}""", 3), shell.Server.Requests("runJobGroup").Select(request => request.Body));
    }

    [Theory]
    [InlineData("Invoke-DpApi https://example.invalid/v4/flows")]
    [InlineData("Invoke-DpApi //example.invalid/v4/flows")]
    [InlineData("""Invoke-DpApi /v4/jobGroups -Method POST -Body '{"a":'""")]
    public void Another_host_and_a_body_that_is_no_JSON_are_refused(string script)
    {
        using var shell = Shell.Lease();
        shell.Run(script).Fails("DpWrongInput");
        Assert.Empty(shell.Server.Requests());
    }

    [Fact]
    public void After_a_204_there_is_nothing_to_say()
    {
        using var shell = Shell.Lease();
        shell.Run("Invoke-DpApi /v4/jobGroups/1 -Method DELETE").Nothing();
        Assert.Equal(ErrorCategory.ObjectNotFound, shell.Run("Invoke-DpApi /v4/jobGroups/1").Error.CategoryInfo.Category);
    }

    [Theory]
    [InlineData("Invoke-DpApi")]
    [InlineData("Invoke-DpApi /v4/flows -Operation listFlows")]
    [InlineData("Invoke-DpApi -Operation noSuchOperation")]
    public void A_path_or_a_known_operation_is_needed(string script)
    {
        using var shell = Shell.Lease();
        Assert.NotEmpty(shell.Run(script).Fails("DpWrongInput").ErrorDetails.RecommendedAction);
        Assert.Empty(shell.Server.Requests());
    }
}
