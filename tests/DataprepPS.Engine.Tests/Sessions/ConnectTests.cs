using System;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Sessions;

/// <summary>Connecting: by what, to what, and what is refused.</summary>
public sealed class ConnectTests
{
    [Fact]
    public void It_is_silent_and_emits_the_session_with_PassThru()
    {
        using var shell = Shell.Lease();
        shell.Run("Connect-DpSession -Token secret -BaseUri $args[0]", shell.Server.BaseUri).Nothing();
        var session = shell.Run("$secure = [securestring]::new(); 'secret'.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; Connect-DpSession -Token $secure -BaseUri $args[0] -PassThru", shell.Server.BaseUri).One;
        Assert.Equal(shell.Server.BaseUri, session.Value("BaseUri"));
        Assert.NotEmpty(session.Text("User"));
        Assert.IsType<DateTimeOffset>(session.Value("ConnectedAt"));
        Assert.Same(session.BaseObject, shell.Run("Get-DpSession").One.BaseObject);
    }

    [Fact]
    public void User_and_password_are_taken()
    {
        using var shell = Shell.Lease();
        Assert.Equal(1, shell.Run("$secure = [securestring]::new(); 'pass'.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; Connect-DpSession -Credential ([pscredential]::new('joe', $secure)) -BaseUri $args[0]; Get-DpJobGroup 1", shell.Server.BaseUri).One.Id());
        Assert.All(shell.Server.Requests(), request => Assert.Equal("Basic", request.Authorization!.Scheme));
    }

    [Fact]
    public void A_wrong_token_is_refused_at_once_and_the_session_there_was_is_kept()
    {
        using var shell = Shell.Lease();
        var before = shell.Run("Get-DpSession").One.BaseObject;
        var result = shell.Run("Connect-DpSession -Token wrong -BaseUri $args[0]", shell.Server.BaseUri);
        Assert.Contains("AuthenticationFailed", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Same(before, shell.Run("Get-DpSession").One.BaseObject);
    }

    [Fact]
    public void SkipCheck_asks_nothing()
    {
        using var shell = Shell.Lease();
        shell.Run("Connect-DpSession -Token secret -BaseUri $args[0] -SkipCheck", shell.Server.BaseUri).Nothing();
        Assert.Empty(shell.Server.Requests());
    }

    [Fact]
    public void Plain_http_to_another_machine_is_refused_unless_it_is_asked_for()
    {
        using var shell = Shell.Lease();
        shell.Run("Connect-DpSession -Token x -BaseUri 'http://example.invalid'").Fails("DpInsecureBaseUri");
        shell.Run("Connect-DpSession -Token x -BaseUri 'http://example.invalid' -AllowInsecure -SkipCheck").Nothing();
    }

    [Fact]
    public void A_server_that_does_not_answer_is_named()
    {
        using var shell = Shell.Lease();
        Assert.Contains("127.0.0.1", shell.Run("Connect-DpSession -Token x -BaseUri 'http://127.0.0.1:1' -MaxRetryTime 0.1").Fails("DpConnectionFailed").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_may_have_the_version_at_its_end()
    {
        using var shell = Shell.Lease();
        Assert.Equal(1, shell.Run("Connect-DpSession -Token secret -BaseUri \"$($args[0])v4/\"; Get-DpJobGroup 1", shell.Server.BaseUri).One.Id());
    }

    [Fact]
    public void That_certificates_are_not_checked_is_a_warning()
    {
        using var shell = Shell.Lease();
        Assert.Single(shell.Run("Connect-DpSession -Token secret -BaseUri $args[0] -SkipCertificateCheck", shell.Server.BaseUri).Clean().Warnings);
    }

    [Fact]
    public void A_refused_token_ends_a_pipeline_before_it_has_asked_for_each()
    {
        using var shell = Shell.Lease();
        shell.Connect("wrong");
        Assert.Equal(ErrorCategory.AuthenticationError, shell.Run("1..50 | Start-DpJobGroup -ThrottleLimit 1 -ErrorAction SilentlyContinue").Error.CategoryInfo.Category);
        Assert.True(shell.Server.Requests().Count < 5);
    }
}
