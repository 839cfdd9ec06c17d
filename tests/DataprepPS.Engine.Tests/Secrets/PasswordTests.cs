using System;
using System.Collections.Generic;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Secrets;

/// <summary>The password of a connection through every door. The session's own token is another one here.</summary>
public sealed class PasswordTests
{
    private const string Connection = "New-DpConnection Warehouse -Vendor postgres -Type jdbc -Host db.example.com";

    public static TheoryData<string> Ways { get; } =
    [
        "-Credential $credential",
        "-Credential $credential -CredentialType keySecret",
        "-Token $secret",
        "-Token $plain",
        "-Credential $credential -Token $secret",
        "-Parameter @{ key = $secret }",
        "-Body @{ credentialType = 'apiKey'; credentials = @(@{ apiKey = $secret }) }",
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_is_sent_and_in_no_stream_and_no_object(string way)
    {
        using var shell = Shell.Lease();
        var result = Run(shell, $"{Connection} {way} -Verbose -Debug");
        Assert.NotNull(result.One);
        Assert.Contains(Canary.Token, Assert.Single(shell.Server.Requests("createConnection")).Body, StringComparison.Ordinal);
        Canary.IsNotIn(result, shell);
        Canary.IsNotIn(Run(shell, "Get-DpConnection -Name Warehouse -Verbose -Debug"), shell);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_is_in_no_error_when_the_server_echoes_it(string way)
    {
        foreach (var (fault, status, type) in new[] { ("status", 400, "application/json"), ("status", 500, "text/html"), ("body", 200, "text/html") })
        {
            using var shell = Shell.Lease();
            var said = $$$"""{"exception":{"name":"ValidationFailed","message":"bad {{{Canary.Token}}}","details":"{\"password\":\"{{{Canary.Token}}}\"}"}}""";
            // Looking for what became of it fails too, with the same words: a look that finds nothing is repeated for seconds.
            shell.Server.Fail("listConnections", "status", times: 0, status: 400, body: said);
            shell.Server.Fail("createConnection", fault, times: 0, status: status, body: type == "text/html" ? $"<html>{Canary.Token}</html>" : said, contentType: type, headers: new Dictionary<string, string> { ["x-trifacta-request-id"] = Canary.Token });
            var result = Run(shell, $"{Connection} {way} -Verbose -Debug");
            Assert.Equal(status, result.Error.Exception.GetType().GetProperty("StatusCode")!.GetValue(result.Error.Exception));
            Canary.IsNotIn(result, shell);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_is_in_no_question(string way)
    {
        using var shell = Shell.Lease();
        shell.Host.Seen.Confirms = false;
        Canary.IsNotIn(Run(shell, $"{Connection} {way} -WhatIf -Verbose; {Connection} {way} -Confirm -Verbose"), shell);
        Assert.Empty(shell.Server.Changes());
        Assert.NotEmpty(shell.Host.Seen.Text);
    }

    [Theory]
    [InlineData("resetBefore")]
    [InlineData("resetAfter")]
    [InlineData("truncate")]
    public void It_is_in_no_error_of_a_lost_reply(string fault)
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("createConnection", fault);
        Canary.IsNotIn(Run(shell, $"{Connection} -Credential $credential -Verbose -Debug"), shell);
    }

    [Theory]
    [InlineData("-Token @($secret, $plain)")]
    [InlineData("-Token @{ token = $plain }")]
    [InlineData("-Token $plain -CredentialType basic")]
    [InlineData("-Token $plain -NoSuchParameter")]
    [InlineData("-Credential $credential -Port none")]
    [InlineData("-Credential $credential -CredentialType apiKey")]
    public void It_is_in_no_error_of_binding(string way)
    {
        using var shell = Shell.Lease();
        var result = Run(shell, $"{Connection} {way}");
        Assert.NotEmpty(result.AllErrors);
        Canary.IsNotIn(result, shell);
        Assert.Empty(shell.Server.Changes());
    }

    private static Result Run(Shell shell, string script) => shell.Run(
        "param($plain) $secret = [securestring]::new(); $plain.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }; $credential = [pscredential]::new('joe', $secret); " + script, Canary.Token);
}
