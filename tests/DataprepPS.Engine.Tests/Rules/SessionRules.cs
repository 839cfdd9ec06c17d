using System;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Rules;

/// <summary>What every cmdlet that talks to a server does without a session, and with one that does not answer.</summary>
public sealed class SessionRules
{
    public static TheoryData<string> Talking { get; } = Cmdlets.Names(Cmdlets.Talks);

    [Theory]
    [MemberData(nameof(Talking))]
    public void Without_a_session_it_says_so_and_ends(string name)
    {
        using var shell = Shell.Lease();
        shell.Run("Disconnect-DpSession");
        var result = shell.Call(name, Arguments.For(Cmdlets.Named(name)));
        Assert.NotNull(result.Thrown);
        Assert.Contains("Connect-DpSession", result.Fails("DpNotConnected").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(shell.Server.Requests());
    }

    [Theory]
    [MemberData(nameof(Talking))]
    public void With_a_session_that_was_disconnected_it_says_so_and_ends(string name)
    {
        using var shell = Shell.Lease();
        var given = Arguments.For(Cmdlets.Named(name));
        given["Session"] = shell.Run("Get-DpSession; Disconnect-DpSession").One;
        shell.Connect();
        var result = shell.Call(name, given);
        Assert.NotNull(result.Thrown);
        Assert.Contains("127.0.0.1", result.Fails("DpNotConnected").ToString(), StringComparison.Ordinal);
        Assert.Empty(shell.Server.Requests());
    }

    [Theory]
    [MemberData(nameof(Talking))]
    public void A_refused_token_ends_everything(string name)
    {
        using var shell = Shell.Lease();
        shell.Connect("wrong");
        var result = shell.Call(name, Arguments.For(Cmdlets.Named(name)));
        Assert.NotNull(result.Thrown);
        Assert.Equal(ErrorCategory.AuthenticationError, result.Error.CategoryInfo.Category);
    }

    [Theory]
    [MemberData(nameof(Talking))]
    public void What_the_server_says_is_the_error(string name)
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("*", "status", times: 0, status: 403, body: """{"exception":{"name":"AccessControlException","message":"Not yours","details":"Ask the owner"}}""");
        var error = shell.Call(name, Arguments.For(Cmdlets.Named(name))).Fails("AccessControlException");
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Contains("Ask the owner", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        var id = PSObject.AsPSObject(error.Exception).Text("RequestId");
        Assert.Contains(shell.Server.Requests(), request => request.RequestId == id);
        Assert.Contains(id, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Talking))]
    public void A_stop_comes_back_at_once_from_a_server_that_does_not_answer(string name)
    {
        using var shell = Shell.Lease();
        Stopping.ComesBackAtOnce(
            shell, "$given = $args[1]; & $args[0] @given", [name, Arguments.For(Cmdlets.Named(name))], server => server.Fail("*", "hangBefore", times: 0), drops: true);
    }
}
