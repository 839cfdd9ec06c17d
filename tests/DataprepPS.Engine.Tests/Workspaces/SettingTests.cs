using System;
using System.Linq;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Workspaces;

/// <summary>Workspaces, their settings, and the access tokens of people.</summary>
public sealed class SettingTests
{
    [Fact]
    public void Settings_are_listed_chosen_set_and_cleared()
    {
        using var shell = Shell.Lease();
        var all = shell.Run("Get-DpWorkspaceSetting").Clean();
        var key = all.Output[0].Text("Key");
        Assert.Equal([key], shell.Run("Get-DpWorkspaceSetting $args[0]", key).Clean().Values("Key"));
        shell.Run("Set-DpWorkspaceSetting $args[0] 61", key).Nothing();
        Assert.Equal("61", shell.Run("Get-DpWorkspaceSetting $args[0] -WorkspaceId 1", key).One.Text("Value"));
        shell.Run("Clear-DpWorkspaceSetting $args[0]", key).Nothing();
        Assert.NotEqual("61", shell.Run("Get-DpWorkspaceSetting $args[0]", key).One.Text("Value"));
        Assert.Contains(key, shell.Run("Get-DpWorkspaceSetting -Schema").Clean().Values("Key"));
        Assert.Equal(["PATCH /v4/workspaces/current/configuration", "POST /v4/workspaces/current/delete-configuration"], shell.Server.Changes().Select(request => $"{request.Method} {request.Path}"));
    }

    [Fact]
    public void Several_are_set_in_one_request()
    {
        using var shell = Shell.Lease();
        shell.Run("$names = (Get-DpWorkspaceSetting).Key; @{ $names[0] = 5; $names[1] = 'x' } | Set-DpWorkspaceSetting -WorkspaceId 1").Nothing();
        Assert.Equal(2, Assert.Single(shell.Server.Bodies("saveWorkspaceConfiguration"))["configuration"]!.AsArray().Count);
    }

    [Fact]
    public void A_setting_that_there_is_not_is_an_error_that_says_so()
    {
        using var shell = Shell.Lease();
        Assert.NotEmpty(shell.Run("Get-DpWorkspaceSetting no.such.setting").Error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_token_opens_the_server_until_it_is_removed()
    {
        using var shell = Shell.Lease();
        var token = shell.Run("New-DpAccessToken 3600 'nightly build'").One;
        Assert.Equal(3600, (int)Assert.Single(shell.Server.Bodies("createAccessToken"))["lifetimeSeconds"]!);
        var mine = shell.Run("Connect-DpSession -Token $args[0] -BaseUri $args[1] -PassThru", token.Value("Value"), shell.Server.BaseUri).One;
        Assert.NotNull(shell.Run("Get-DpUser -Current -Session $args[0]", mine).One);
        shell.Connect();
        Assert.Equal(token.Text("Id"), shell.Run("[pscustomobject]@{ AccessTokenId = $args[0] } | Get-DpAccessToken", token.Text("Id")).One.Text("Id"));
        shell.Run("$args[0] | Remove-DpAccessToken -Confirm:$false", token).Nothing();
        Assert.NotEmpty(shell.Run("Get-DpUser -Current -Session $args[0]", mine).AllErrors);
    }

    [Fact]
    public void A_value_is_text_only_for_who_asks_for_it()
    {
        using var shell = Shell.Lease();
        Assert.IsType<System.Security.SecureString>(shell.Run("New-DpAccessToken -Lifetime 0:0:5").One.Value("Value"));
        Assert.NotEmpty(Assert.IsType<string>(shell.Run("New-DpAccessToken -NeverExpires -AsPlainText").One.Value("Value")));
        Assert.Equal(-1, (int)shell.Server.Bodies("createAccessToken")[1]["lifetimeSeconds"]!);
        Assert.All(shell.Run("Get-DpAccessToken").Clean().Output, token => Assert.Null(token.Value("Value")));
        Assert.Equal("Emulated", shell.Run("Get-DpAccessToken -Sid sid-1").One.Value("Name"));
    }

    [Fact]
    public void An_id_of_a_token_is_text_and_a_missing_one_is_an_error()
    {
        using var shell = Shell.Lease();
        Assert.Contains("no-such-token", shell.Run("Get-DpAccessToken no-such-token").Error.ToString(), StringComparison.Ordinal);
        shell.Run("[pscustomobject]@{ Id = 'x' } | Remove-DpAccessToken -Confirm:$false").Fails("DpWrongInput");
    }
}
