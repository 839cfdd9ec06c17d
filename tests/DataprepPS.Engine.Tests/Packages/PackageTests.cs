using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Packages;

/// <summary>Packages from one workspace into another, file by file.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("packages-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Flows_go_to_files_of_their_names_and_come_back_from_them()
    {
        using var shell = Shell.Lease();
        var files = shell.Run("Get-DpFlow 1, 2 | Export-DpFlow -Directory $args[0] -Comment nightly", folder).Clean();
        Assert.Equal(["Flow 1 orders.zip", "Flow 2 customers.zip"], files.Values("Name"));
        Assert.Equal([1L, 2L], files.Values("FlowId"));
        Assert.Equal(["/v4/flows/1/package?comment=nightly", "/v4/flows/2/package?comment=nightly"], shell.Server.Requests("getFlowPackage").Select(request => request.Path).Order());
        var flows = shell.Run("[IO.DirectoryInfo]::new($args[0]).GetFiles() | Import-DpFlow -FolderId 1", folder).Clean();
        Assert.Equal([11L, 12L], flows.Ids().Order());
        Assert.All(flows.Values("Name"), name => Assert.Matches("^\\[[0-9a-f]{8}\\] Flow [12] ", (string)name!));
        Assert.All(flows.Values("FolderId"), id => Assert.Equal(1L, id));
    }

    [Fact]
    public void What_was_exported_can_be_piped_on_and_renamed()
    {
        using var shell = Shell.Lease();
        var flow = shell.Run("Export-DpFlow 3 -OutFile $args[0] | Import-DpFlow -NewName 'Returns, again'", Path.Combine(folder, "one.zip")).One;
        Assert.Equal((11L, "Returns, again"), (flow.Id(), flow.Text("Name")));
    }

    [Fact]
    public void Two_flows_of_one_name_are_two_files_the_same_ones_each_time()
    {
        using var shell = Shell.Lease();
        shell.Run("Set-DpFlow 1, 2, 3 -Name 'CON: a/b?'").Nothing();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(["CON_ a_b_.zip", "CON_ a_b_ (2).zip", "CON_ a_b_ (3).zip"], shell.Run("Export-DpFlow 1, 2, 3 -Directory $args[0]", folder).Clean().Values("Name"));
        }

        Assert.Equal(3, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void A_download_that_breaks_off_leaves_the_file_that_was_there()
    {
        using var shell = Shell.Lease();
        var file = Path.Combine(folder, "one.zip");
        File.WriteAllText(file, "before");
        shell.Server.Fail("getFlowPackage", "status", times: 0, status: 500);
        shell.Run("Connect-DpSession -Token secret -BaseUri $args[0] -SkipCheck -MaxRetryTime 0.1; Export-DpFlow 1 -OutFile $args[1]", shell.Server.BaseUri, file).Fails("InternalServerError");
        Assert.Equal("before", File.ReadAllText(file));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void One_file_is_for_one_flow()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("Export-DpFlow 1, 2 -OutFile $args[0]", Path.Combine(folder, "one.zip"));
        Assert.Equal([1L], result.Values("FlowId"));
        Assert.Contains("-Directory", result.Fails("DpWrongInput").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_of_either_way_says_what_would_be()
    {
        using var shell = Shell.Lease();
        Assert.Equal((1L, true), (shell.Run("Export-DpFlow 1 -DryRun").One.Value("FlowId"), (bool)shell.Run("Export-DpFlow 1 -DryRun").One.Value("IsExportable")!));
        var change = shell.Run("Export-DpFlow 1 -OutFile $args[0] | Import-DpFlow -DryRun", Path.Combine(folder, "one.zip")).One;
        Assert.Equal((false, 1), (change.Value("NeedsMapping"), ((System.Collections.ICollection)change.Value("Flows")!).Count));
        Assert.Empty(shell.Server.Actions());
    }

    [Fact]
    public void A_server_that_asks_for_a_mapping_is_told_of_with_the_parameter_that_gives_it()
    {
        using var shell = Shell.Lease();
        shell.Run("Export-DpFlow 1 -OutFile $args[0]", Path.Combine(folder, "one.zip")).Clean();
        shell.Server.Fail("importPackage", "body", status: 201, body: """{"packageContents":{},"referencedEnvironmentParameters":[],"connectionsWithoutMapping":[{"id":1,"uuid":"0f8fad5b-d9cb-469f-a165-70867728950e","name":"Sales"}]}""");
        var error = shell.Run("Import-DpFlow $args[0]", Path.Combine(folder, "one.zip")).Fails("DpMappingNeeded");
        Assert.Contains("-ConnectionMap @{ '0f8fad5b-d9cb-469f-a165-70867728950e' = <id> }", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        shell.Run("Import-DpFlow $args[0] -ConnectionMap @{ '0f8fad5b-d9cb-469f-a165-70867728950e' = (Get-DpConnection 1) }", Path.Combine(folder, "one.zip")).Clean();
        Assert.Contains("getConnection", shell.Server.Requests().Select(request => request.OperationId));
        shell.Run("Import-DpFlow $args[0] -ConnectionMap @{ a = (Get-DpFlow 1) }", Path.Combine(folder, "one.zip")).Fails("DpWrongInput");
    }

    [Theory]
    [InlineData("Plan", "Orders and customers.zip")]
    [InlineData("Macro", "macro-1.json")]
    public void Other_kinds_go_the_same_way(string noun, string file)
    {
        using var shell = Shell.Lease();
        Assert.Equal(file, shell.Run($"Export-Dp{noun} 1 -Directory $args[0]", folder).One.Value("Name"));
        Assert.Equal(2, shell.Run($"[IO.DirectoryInfo]::new($args[0]).GetFiles() | Import-Dp{noun}", folder).One.Id());
    }

    [Fact]
    public void A_release_is_imported_tried_and_made_the_active_one()
    {
        using var shell = Shell.Lease();
        var file = Path.Combine(folder, "one.zip");
        shell.Run("Export-DpFlow 1 -OutFile $args[0]", file).Clean();
        Assert.Single(((System.Collections.IEnumerable)shell.Run("Import-DpRelease -DeploymentId 5 $args[0] -DryRun", file).One.Value("Flows")!).Cast<object>());
        Assert.Empty(shell.Server.Actions());
        var release = shell.Run("Get-DpDeployment 5 | Import-DpRelease -LiteralPath $args[0] -Activate", file).One;
        Assert.Equal((6L, 5L, true), (release.Value("ReleaseId"), release.Value("DeploymentId"), release.Value("Active")));
        Assert.Equal([5L, 6L], shell.Run("Get-DpRelease -DeploymentId 5").Clean().Ids());
    }

    [Fact]
    public void Where_there_are_no_deployments_each_of_their_cmdlets_names_the_edition()
    {
        using var shell = Shell.Lease("--edition cloud");
        var file = Path.Combine(folder, "one.zip");
        shell.Run("Export-DpFlow 1 -OutFile $args[0]", file).Clean();
        string[] scripts =
        [
            "Get-DpDeployment", "Get-DpDeployment 1", "New-DpDeployment x", "Set-DpDeployment 1 -Name x", "Remove-DpDeployment 1 -Confirm:$false", "Get-DpDeploymentRule 1", "Set-DpDeploymentRule 1 -ValueRule @()",
            "Get-DpRelease", "Import-DpRelease -DeploymentId 1 $args[0]", "Enable-DpRelease 1", "Remove-DpRelease 1 -Confirm:$false", "Export-DpRelease 1 -OutFile $args[0]",
        ];
        Assert.All(scripts, script =>
        {
            var error = shell.Run(script, file).Error;
            Assert.Equal((script, ErrorCategory.NotImplemented), (script, error.CategoryInfo.Category));
            Assert.Matches("DpNotAvailable", error.FullyQualifiedErrorId);
            Assert.Contains("self-managed", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Rules_that_there_are_no_more_are_a_warning()
    {
        using var shell = Shell.Lease();
        var rules = shell.Run("Set-DpDeploymentRule 1 -ObjectRule @{ on = 'there'; with = 1 } -ValueRule @{ type = 's3Bucket'; on = 'dev'; with = 'prod' } -PassThru").Clean();
        Assert.Empty(rules.Warnings);
        Assert.Equal(["connections uuid there -> 1", "s3Bucket dev -> prod"], rules.Output.Select(rule => rule!.ToString()));
        Assert.Contains("s3Bucket dev -> prod", Assert.Single(shell.Run("Set-DpDeploymentRule 1 -ValueRule @()").Clean().Warnings), StringComparison.Ordinal);
    }
}
