using System;
using System.Net;
using System.Security;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Secrets;

/// <summary>The value of a token that was just made through every door but the one it is asked for at.</summary>
public sealed class NewTokenTests
{
    private const string Made = $$$"""{"tokenValue":"{{{Canary.Token}}}","tokenInfo":{"tokenId":"t1","description":null,"expiredAt":null,"lastUsed":null,"createdAt":null}}""";

    [Fact]
    public void It_is_in_no_stream_and_in_the_object_only_as_a_secret()
    {
        using var shell = Shell.Lease();
        Answers(shell, Made);
        var result = shell.Run("New-DpAccessToken 60 -Verbose -Debug");
        Assert.Equal(Canary.Token, new NetworkCredential(string.Empty, Assert.IsType<SecureString>(result.One.Value("Value"))).Password);
        Assert.NotEmpty(result.Verbose);
        Canary.IsNotIn(result, shell);
    }

    [Fact]
    public void As_text_it_is_in_the_object_and_nowhere_else()
    {
        using var shell = Shell.Lease();
        Answers(shell, Made);
        var result = shell.Run("New-DpAccessToken 60 -AsPlainText -Verbose -Debug");
        Assert.Equal(Canary.Token, result.One.Value("Value"));
        Canary.IsNotIn(result with { Output = [] }, shell);
    }

    [Fact]
    public void It_is_masked_in_what_the_server_says_afterwards()
    {
        using var shell = Shell.Lease();
        Answers(shell, Made);
        shell.Server.Fail("getApiAccessToken", "status", times: 0, status: 400, body: $$$"""{"exception":{"name":"Bad","message":"{{{Canary.Token}}} is bad"}}""");
        var result = shell.Run("$null = New-DpAccessToken 60; Get-DpAccessToken t1 -Verbose -Debug");
        Assert.NotNull(result.Error);
        Canary.IsNotIn(result, shell);
    }

    [Theory]
    [InlineData("\"tokenInfo\"", "\"other\"")]
    [InlineData("\"t1\"", "null")]
    [InlineData("}}", "}")]
    [InlineData("{\"tokenValue\"", "<html>{\"tokenValue\"")]
    [InlineData("\"expiredAt\":null", "\"expiredAt\":{}")]
    [InlineData("}}", "}}{}")]
    public void It_is_in_no_error_about_a_reply_that_cannot_be_read(string part, string instead)
    {
        using var shell = Shell.Lease();
        Answers(shell, Made.Replace(part, instead, StringComparison.Ordinal));
        var result = shell.Run("New-DpAccessToken 60 -Verbose -Debug");
        Assert.Empty(result.Output);
        Assert.NotNull(result.Error);
        Canary.IsNotIn(result, shell);
    }

    private static void Answers(Shell shell, string body) => shell.Server.Fail("createAccessToken", "body", times: 0, status: 201, body: body);
}
