using System;
using System.Linq;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Connections;

/// <summary>Connections: found, made, tried and shared.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public void They_are_found_by_name_and_by_vendor()
    {
        using var shell = Shell.Lease();
        var all = shell.Run("Get-DpConnection").Clean().Output;
        var one = all[0];
        Assert.Equal([one.Id()], shell.Run("Get-DpConnection -Name $args[0] -Vendor $args[1]", one.Value("Name"), one.Value("Vendor")).Clean().Ids());
        Assert.All(shell.Run("Get-DpConnection -Vendor h*").Clean().Output, found => Assert.StartsWith("h", found.Text("Vendor"), StringComparison.Ordinal));
        Assert.Equal([one.Id()], shell.Run("[pscustomobject]@{ ConnectionId = $args[0] } | Get-DpConnection", one.Id()).Clean().Ids());
    }

    [Theory]
    [InlineData("-Credential $credential", "basic", """[{"username":"joe","password":"pass"}]""")]
    [InlineData("-Credential $credential -CredentialType keySecret", "keySecret", """[{"key":"joe","secret":"pass"}]""")]
    [InlineData("-Token t0ken", "accessToken", """[{"accessToken":"t0ken"}]""")]
    [InlineData("-Body @{ credentialType = 'iamRoleArn'; credentials = @(@{ iamRoleArn = [Net.NetworkCredential]::new('', 'arn').SecurePassword }) }", "iamRoleArn", """[{"iamRoleArn":"arn"}]""")]
    [InlineData("", "noAuth", null)]
    public void Credentials_are_said_as_their_type_wants_them(string given, string type, string? credentials)
    {
        using var shell = Shell.Lease();
        var made = shell.Run($"$credential = [pscredential]::new('joe', [Net.NetworkCredential]::new('', 'pass').SecurePassword); New-DpConnection Warehouse -Vendor postgres -Type jdbc -Host db.example.com -Port 5432 {given}").One;
        var body = Assert.Single(shell.Server.Bodies("createConnection"));
        Assert.Equal(("Warehouse", "postgres", "jdbc", "db.example.com", 5432, type), ((string)body["name"]!, (string)body["vendor"]!, (string)body["type"]!, (string)body["host"]!, (int)body["port"]!, (string)body["credentialType"]!));
        Assert.Equal(credentials, body["credentials"]?.ToJsonString());
        Assert.Equal(("db.example.com", 5432), (made.Value("Host"), made.Value("Port")));
    }

    [Fact]
    public void Credentials_that_do_not_fit_are_refused_before_anything_is_sent()
    {
        using var shell = Shell.Lease();
        var error = shell.Run("New-DpConnection Warehouse -Vendor postgres -Type jdbc -Token t -CredentialType basic").Fails("DpWrongInput");
        Assert.Contains("made of a -Credential (username and password)", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(shell.Server.Requests());
    }

    [Fact]
    public void A_test_is_an_object_whatever_comes_of_it()
    {
        using var shell = Shell.Lease();
        Assert.Equal((1L, true, "SUCCESS"), (shell.Run("Test-DpConnection 1").One is var good ? ((long)good.Value("ConnectionId")!, (bool)good.Value("IsSuccess")!, good.Text("Result")) : default));
        shell.Server.Fail("getConnectionStatus", "status", status: 400, body: """{"exception":{"name":"ConnectionFailed","message":"No","details":"host is down"}}""");
        var bad = shell.Run("Get-DpConnection 1 | Test-DpConnection").One;
        Assert.Equal((false, "host is down"), ((bool)bad.Value("IsSuccess")!, bad.Text("Result")));
    }

    [Fact]
    public void Who_may_use_one_is_given_read_and_taken_back()
    {
        using var shell = Shell.Lease();
        Assert.Equal("readOnly", shell.Run("Grant-DpConnectionPermission 1 -PersonId 2 -Role readOnly").One.Value("Role"));
        var shown = shell.Run("Get-DpConnection 1 | Get-DpConnectionPermission").Clean();
        Assert.Equal([(1L, "owner"), (2L, "readOnly")], shown.Output.Select(one => ((long)one.Value("PersonId")!, one.Text("Role"))));
        shell.Run("Get-DpConnectionPermission 1 | Where-Object Role -NE owner | Revoke-DpConnectionPermission -Confirm:$false").Nothing();
        Assert.Equal([1L], shell.Run("Get-DpConnectionPermission 1").Clean().Ids("PersonId"));
        Assert.NotNull(shell.Run("Revoke-DpConnectionPermission 1 -PersonId 2 -Confirm:$false").Error);
    }
}
