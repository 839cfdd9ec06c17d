using System.Linq;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Workspaces;

/// <summary>Users, their groups and their roles.</summary>
public sealed class UserTests
{
    [Fact]
    public void They_are_found_in_each_way()
    {
        using var shell = Shell.Lease();
        Assert.Equal("ada@example.com", shell.Run("Get-DpUser -Current").One.Value("Email"));
        Assert.Equal([1L], shell.Run("Get-DpUser -Admin").Clean().Ids());
        Assert.Equal([2L], shell.Run("Get-DpUser -Email ben*").Clean().Ids());
        Assert.Equal([2L], shell.Run("Get-DpUser -Name 'Ben Example'").Clean().Ids());
        Assert.Equal([2L], shell.Run("Get-DpGroup -Name Analysts | Get-DpUser").Clean().Ids());
        Assert.Equal([1L], shell.Run("Get-DpRole -Name 'Workspace admin' | Get-DpUser").Clean().Ids());
        Assert.Equal([2L, 2L], shell.Run("[pscustomobject]@{ PersonId = 2 }, [pscustomobject]@{ UserId = 2 } | Get-DpUser").Clean().Ids());
    }

    [Fact]
    public void Many_are_invited_in_one_request_and_nobody_twice()
    {
        using var shell = Shell.Lease();
        var result = shell.Run("'cy@example.com', 'CY@example.com', 'di@example.com' | Add-DpUser; Add-DpUser ed@example.com").Clean();
        Assert.Equal(["cy@example.com", "di@example.com", "ed@example.com"], result.Values("Email"));
        Assert.Equal(["/v4/workspaces/1/people/batch", "/v4/workspaces/1/people"], shell.Server.Changes().Select(request => request.Path));
    }

    [Fact]
    public void They_are_suspended_let_in_again_and_removed()
    {
        using var shell = Shell.Lease();
        Assert.True((bool)shell.Run("Get-DpUser 2 | Suspend-DpUser -Confirm:$false -PassThru").One.Value("IsSuspended")!);
        Assert.False((bool)shell.Run("Resume-DpUser 2 -PassThru").One.Value("IsSuspended")!);
        Assert.Equal("Ben", shell.Run("Set-DpUser 2 -Name Ben -PassThru").One.Value("Name"));
        shell.Run("Get-DpUser 2 | Remove-DpUser -Confirm:$false").Nothing();
        shell.Run("Remove-DpUser 2 -Confirm:$false").Fails("GoneException,DpAlreadyGone");
    }

    [Theory]
    [InlineData("-From ben@example.com -To ada@example.com", """{"fromPersonEmail":"ben@example.com","toPersonEmail":"ada@example.com"}""")]
    [InlineData("-From 2 -To 1", """{"fromPersonId":2,"toPersonId":1}""")]
    [InlineData("-From (Get-DpUser 2) -To (Get-DpUser 1)", """{"fromPersonId":2,"toPersonId":1}""")]
    public void What_one_has_is_given_to_another(string given, string body)
    {
        using var shell = Shell.Lease();
        shell.Run($"Move-DpUserAsset {given} -Confirm:$false; Move-DpUserAsset {given} -WorkspaceId 1 -Confirm:$false").Nothing();
        Assert.Equal(["/v4/workspaces/current/transfer", "/v4/workspaces/1/transfer"], shell.Server.Changes().Select(request => request.Path));
        Assert.All(shell.Server.Changes(), request => Assert.Equal(body, request.Body));
    }

    [Fact]
    public void Two_ways_to_name_two_people_are_not_mixed()
    {
        using var shell = Shell.Lease();
        shell.Run("Move-DpUserAsset -From ben@example.com -To 1 -Confirm:$false").Fails("DpWrongInput");
        Assert.Empty(shell.Server.Requests());
    }

    [Fact]
    public void A_group_is_made_filled_renamed_and_removed()
    {
        using var shell = Shell.Lease();
        var group = shell.Run("New-DpGroup Loaders -PersonId 1").One.Id();
        shell.Run("'ben@example.com' | ForEach-Object { Get-DpUser -Email $_ } | Add-DpGroupMember -GroupId $args[0]", group).Nothing();
        Assert.Equal([1L, 2L], shell.Run("Get-DpUser -GroupId $args[0]", group).Clean().Ids().Order());
        shell.Run("Remove-DpGroupMember $args[0] 1 -Confirm:$false", group).Nothing();
        Assert.Equal([2L], shell.Run("Get-DpUser -GroupId $args[0]", group).Clean().Ids());
        Assert.Equal("Movers", shell.Run("Set-DpGroup $args[0] -Name Movers -PassThru", group).One.Value("Name"));
        var analyst = shell.Run("Get-DpRole -Name Analyst").One;
        Assert.Equal(analyst.Id(), shell.Run("(Set-DpGroupRole $args[0] -RoleId $args[1] -PassThru).Roles", group, analyst).One.Value("RoleId"));
        shell.Run("Get-DpGroup -Name Movers | Remove-DpGroup -Confirm:$false").Nothing();
        shell.Run("Get-DpGroup $args[0]", group).Fails("DpNotFound");
    }

    [Fact]
    public void A_role_is_given_and_taken_back()
    {
        using var shell = Shell.Lease();
        shell.Run("Get-DpUser 2 | Grant-DpRole -RoleId 3").Nothing();
        Assert.Equal([2L], shell.Run("Get-DpUser -RoleId 3").Clean().Ids());
        shell.Run("Revoke-DpRole 3 2 -Confirm:$false").Nothing();
        shell.Run("Get-DpUser -RoleId 3").Nothing();
    }
}
