using System;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Datasets;

/// <summary>Imported datasets from their import to their flow.</summary>
public sealed class DatasetTests
{
    [Theory]
    [InlineData("gs://bucket/folder/sales.csv -DetectStructure", """{"uri":"gs://bucket/folder/sales.csv","detectStructure":true,"name":"sales.csv"}""", "gs://bucket/folder/sales.csv")]
    [InlineData("-ConnectionId 1 -Path d, s -Table orders", """{"connectionId":1,"jdbcPath":["d","s"],"jdbcTable":"orders","jdbcType":"TABLE","name":"orders"}""", "d.s.orders")]
    [InlineData("-ConnectionId 1 -Query 'select 1' -Name q -Description x", """{"connectionId":1,"raw":"select 1","name":"q","description":"x"}""", "select 1")]
    public void Files_tables_and_queries_are_imported(string parameters, string body, string source)
    {
        using var shell = Shell.Lease();
        var dataset = shell.Run($"New-DpImportedDataset {parameters}").One;
        Assert.Equal(source, dataset.Text("Source"));
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(body), Assert.Single(shell.Server.Bodies("createImportedDataset"))), shell.Server.Requests("createImportedDataset")[0].Body);
    }

    [Fact]
    public void The_library_is_listed_by_kind_flow_and_connection()
    {
        using var shell = Shell.Lease();
        Assert.Equal([3001, 3002], shell.Run("Get-DpImportedDataset -FlowId 1 -First 2").Clean().Ids("ImportedDatasetId"));
        Assert.Equal([null, null, null, null, null], shell.Run("Get-DpImportedDataset -Kind recipe -FlowId 1").Clean().Values("ImportedDatasetId"));
        Assert.Equal("orders", shell.Run("$null = New-DpImportedDataset -ConnectionId 1 -Path d -Table orders; Get-DpImportedDataset -ConnectionId 1").One.Text("Name"));
        Assert.Equal(51UL, shell.Run("Get-DpImportedDataset -IncludeTotalCount -First 0").One.BaseObject);
        Assert.Contains("-FlowId", shell.Run("Get-DpImportedDataset -Kind recipe").Fails("DpWrongInput").ToString(), StringComparison.Ordinal);
        // What is none is not removed by a number that is something else's.
        shell.Run("Get-DpImportedDataset -Kind recipe -FlowId 1 -First 1 | Remove-DpImportedDataset -Confirm:$false").Fails("DpWrongInput");
        Assert.Empty(shell.Server.Requests("deleteImportedDataset"));
    }

    [Fact]
    public void A_dataset_goes_into_a_flow_and_takes_anothers_place()
    {
        using var shell = Shell.Lease();
        Assert.Equal(1L, shell.Run("$new = New-DpImportedDataset gs://b/new.csv; $new | Add-DpFlowDataset -FlowId 1 -PassThru").One.Value("FlowId"));
        Assert.Contains("new.csv", shell.Run("Get-DpFlow 1 | Get-DpFlowInput").Clean().Values("Name"));
        shell.Run("Get-DpFlowInput 1 | Where-Object Name -EQ 'Input of orders step 1' | Set-DpFlowDataset -NewImportedDatasetId $new").Nothing();
        Assert.Equal("new.csv", shell.Run("Get-DpRecipeInput 1").One.Text("Name"));
        Assert.Single(shell.Server.Requests("replaceDatasetInFlow"));
    }

    [Fact]
    public void Copies_changes_and_refreshes_say_what_they_are_about()
    {
        using var shell = Shell.Lease();
        Assert.Equal("again", shell.Run("Get-DpImportedDataset 3001 | Copy-DpImportedDataset -Name again").One.Text("Name"));
        Assert.Equal("other", shell.Run("Set-DpImportedDataset 3001 -Name other -PassThru").One.Text("Name"));
        Assert.NotNull(shell.Run("Set-DpImportedDataset 3001 -Body @{ path = '/x.csv' } -PassThru").One);
        Assert.Single(shell.Server.Requests("updateImportedDataset"));
        Assert.Equal(3001L, shell.Run("Update-DpImportedDatasetSchema 3001").One.Value("ImportedDatasetId"));
    }
}
