using System;
using System.IO;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Outputs;

/// <summary>Output objects and what they write: what somebody made and what the server has go the same ways, and can be told apart.</summary>
public sealed class OutputTests
{
    private const string NewRecipe = "$recipe = New-DpRecipe 'By region' -FlowId 1 -ImportedDatasetId 3001; ";

    // Set-Location belongs to a module that the engine lacks.
    private const string GoTo = "$null = $ExecutionContext.SessionState.Path.SetLocation($args[0]);";

    [Fact]
    public void An_output_is_made_with_all_that_it_writes_in_one_request()
    {
        using var shell = Shell.Lease();
        var output = shell.Run(NewRecipe + """
            $recipe | New-DpOutputObject -Execution photon -Profiler $false -WriteSetting (New-DpWriteSetting gs://sales/a.csv csv -Header), (New-DpWriteSetting gs://sales/a.avro avro) -Publication (New-DpPublication -ConnectionId 1 -Path default -Table t -TargetType hive)
            """).One;
        var body = Assert.Single(shell.Server.Bodies("createOutputObject"));
        Assert.Equal(("photon", false, 2, 1), ((string)body["execution"]!, (bool)body["profiler"]!, body["writeSettings"]!.AsArray().Count, body["publications"]!.AsArray().Count));
        Assert.Equal(["csv", "avro"], shell.Run("Get-DpWriteSetting -OutputObjectId $args[0]", output.Id()).Clean().Values("Format"));
        Assert.Equal([output.Id()], shell.Run("Get-DpPublication -OutputObjectId $args[0]", output.Id()).Clean().Ids("OutputObjectId"));
        Assert.Equal(output.Id(), shell.Run("Get-DpRecipe $args[0] | Get-DpOutputObject", output.Value("RecipeId")).One.Id());
    }

    [Fact]
    public void A_second_output_is_an_error_that_names_the_first()
    {
        using var shell = Shell.Lease();
        var first = shell.Run("Get-DpOutputObject -RecipeId 1").One.Id();
        var error = shell.Run("New-DpOutputObject 1 -Execution photon -Profiler $true").Error;
        Assert.Contains($"Recipe 1 has an output object already, {first}", error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Set-DpOutputObject {first}", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_of_one_output_can_be_given_to_another_and_to_a_run()
    {
        using var shell = Shell.Lease();
        var copied = shell.Run("$parts = Get-DpWriteSetting -OutputObjectId 2001; $parts | Add-DpWriteSetting -OutputObjectId 2002; $null = Start-DpJobGroup 7 -WriteSetting $parts").Clean().Output;
        var body = Assert.Single(shell.Server.Bodies("createWriteSetting"));
        Assert.Equal(2002, (long)body["outputObjectId"]!);
        Assert.Equal(2002L, Assert.Single(copied).Value("OutputObjectId"));
        var overridden = Assert.Single(shell.Server.Bodies("runJobGroup"))["overrides"]!["writesettings"]![0]!.AsObject();
        Assert.Equal((string)body["path"]!, (string)overridden["path"]!);
        Assert.All([body.AsObject(), overridden], sent => Assert.DoesNotContain(sent, member => member.Key is "id" or "createdAt" or "creator"));
        Assert.DoesNotContain(overridden, member => member.Key == "outputObjectId");
    }

    [Fact]
    public void One_that_is_on_no_server_has_no_id_and_cannot_be_removed_from_there()
    {
        using var shell = Shell.Lease();
        Assert.Null(shell.Run("New-DpWriteSetting gs://sales/a.csv csv").One.Value("WriteSettingId"));
        Assert.NotNull(shell.Run("Get-DpWriteSetting -First 1").One.Value("WriteSettingId"));
        shell.Run("New-DpWriteSetting gs://sales/a.csv csv | Remove-DpWriteSetting -Confirm:$false").Fails("DpWrongInput");
        Assert.Empty(shell.Server.Changes());
    }

    [Fact]
    public void Only_what_is_given_is_changed()
    {
        using var shell = Shell.Lease();
        Assert.Equal("orders_new", shell.Run("Get-DpPublication -OutputObjectId 2001 | Set-DpPublication -Table orders_new -PassThru").One.Value("Table"));
        Assert.Equal("""{"tableName":"orders_new"}""", Assert.Single(shell.Server.Bodies("patchPublication")).ToJsonString());
        Assert.Equal("spark", shell.Run("Set-DpOutputObject 2001 -Execution spark -PassThru").One.Value("Execution"));
        Assert.Equal("""{"execution":"spark"}""", Assert.Single(shell.Server.Bodies("patchOutputObject")).ToJsonString());
    }

    [Fact]
    public void A_script_goes_down_the_pipeline_or_into_a_file()
    {
        using var shell = Shell.Lease();
        var folder = Directory.CreateTempSubdirectory("dataprep-");
        var script = (string)shell.Run("Get-DpOutputObject 2001 | Export-DpOutputObjectScript -Column id, region").One.BaseObject;
        shell.Run($"{GoTo} Export-DpOutputObjectScript 2001 -Column id, region -OutFile none.py -WhatIf", folder.FullName).Nothing();
        Assert.Empty(folder.EnumerateFiles());
        var file = (FileInfo)shell.Run($"{GoTo} Export-DpOutputObjectScript 2001 -Column id, region -OutFile orders.py", folder.FullName).One.BaseObject;
        Assert.Equal((Path.Combine(folder.FullName, "orders.py"), script.TrimEnd()), (file.FullName, File.ReadAllText(file.FullName).TrimEnd()));
        Assert.Equal("id,region", (string)shell.Server.Bodies("getPythonScriptForOutputObjectInput")[0]["orderedColumns"]!);
        folder.Delete(recursive: true);
    }
}
