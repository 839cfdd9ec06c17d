using System;
using System.Linq;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Recipes;

/// <summary>Recipes between their flows, their inputs and their runs.</summary>
public sealed class RecipeTests
{
    [Fact]
    public void A_recipe_is_made_read_renamed_and_removed_under_the_id_that_runs_take()
    {
        using var shell = Shell.Lease();
        var made = shell.Run("$next = Get-DpRecipe 7 | New-DpRecipe -Name next; $next").One;
        Assert.Equal(("next", 2L), (made.Text("Name"), (long)made.Value("FlowId")!));
        Assert.Equal(7L, shell.Run("$next | Get-DpRecipeInput").One.Value("InputRecipeId"));
        Assert.NotEqual(made.Id(), shell.Run("$next.Script").One.Id());
        Assert.Equal("last", shell.Run("$next | Set-DpRecipe -Name last -PassThru").One.Text("Name"));
        Assert.Equal(made.Id(), shell.Run("Get-DpRecipe -Name last").One.Id());
        shell.Run("$next | Remove-DpRecipe -Confirm:$false").Nothing();
        shell.Run("$next | Remove-DpRecipe -Confirm:$false").Fails("GoneException,DpAlreadyGone");
    }

    [Fact]
    public void Those_of_a_flow_cost_one_request_and_have_names()
    {
        using var shell = Shell.Lease();
        Assert.Equal(Enumerable.Range(1, 5).Select(step => $"orders step {step}"), shell.Run("Get-DpFlow 1 | Get-DpRecipe").Clean().Values("Name"));
        Assert.Equal(2, shell.Server.Requests().Count);
        Assert.Equal(["Flow 2 customers"], shell.Run("Get-DpRecipe -FlowId 2 -First 1").Clean().Values("Flow").Select(flow => flow!.ToString()));
    }

    [Fact]
    public void What_a_recipe_reads_is_changed_to_a_dataset_or_a_recipe()
    {
        using var shell = Shell.Lease();
        Assert.Equal(3001L, shell.Run("Get-DpRecipeInput 1").One.Value("ImportedDatasetId"));
        shell.Run("Set-DpRecipeInput 2 -InputRecipeId 1; Get-DpImportedDataset 3003 | ForEach-Object { Set-DpRecipeInput 4 -ImportedDatasetId $_ }").Nothing();
        var inputs = shell.Run("2, 4 | Get-DpRecipeInput").Clean();
        Assert.Equal([1L, null], inputs.Values("InputRecipeId"));
        Assert.Equal([null, 3003L], inputs.Values("ImportedDatasetId"));
        Assert.Equal("Input of orders step 3", shell.Run("Get-DpRecipeInput 4 | Get-DpImportedDataset").One.Text("Name"));
        Assert.Equal("""{"wrangledDataset":{"id":1}}""", shell.Server.Requests("updateInputDataset")[0].Body);
    }

    [Fact]
    public void A_recipe_of_another_flow_can_be_read_in_a_flow()
    {
        using var shell = Shell.Lease();
        Assert.Equal(7, shell.Run("Get-DpRecipe 7 | Add-DpFlowRecipe -FlowId 1 -PassThru").One.Id());
        var reference = shell.Run("Get-DpImportedDataset -Kind reference -FlowId 1").One;
        Assert.Equal((7L, null), ((long)reference.Value("RecipeId")!, reference.Value("ImportedDatasetId")));
        Assert.Equal(5, shell.Run("Get-DpRecipe -FlowId 1").Clean().Output.Count);
    }

    [Fact]
    public void A_creation_whose_reply_was_lost_is_the_one_of_that_name()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("createWrangledDataset", "resetAfter");
        var result = shell.Run("'a', 'b', 'c' | ForEach-Object { [pscustomobject]@{ Name = $_; FlowId = 1; ImportedDatasetId = 3001 } } | New-DpRecipe").Clean();
        Assert.Equal(["a", "b", "c"], result.Values("Name"));
        Assert.Equal(3, result.Ids().Distinct().Count());
        Assert.Single(result.Warnings);
    }
}
