using System.Collections.Generic;
using DataprepPS.Engine.Tests.Secrets;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Rules;

/// <summary>No cmdlet shows the token, at full verbosity, whatever the server does with it.</summary>
public sealed class SecretRules
{
    public static TheoryData<string> Talking { get; } = Cmdlets.Names(Cmdlets.Talks);

    [Theory]
    [MemberData(nameof(Talking))]
    public void It_is_in_no_stream_and_in_no_object(string name)
    {
        using var shell = Canary.Lease();
        var result = shell.Call(name, Verbosely(name));
        Assert.NotEmpty(result.Verbose);
        Canary.IsNotIn(result, shell);
    }

    [Theory]
    [MemberData(nameof(Talking))]
    public void It_is_in_no_error_when_the_server_echoes_it(string name)
    {
        using var shell = Canary.Lease();
        shell.Server.Fail("*", "echoAuthorization", times: 0, status: 403);
        var result = shell.Call(name, Verbosely(name));
        Assert.NotEmpty(result.AllErrors);
        Canary.IsNotIn(result, shell);
    }

    private static Dictionary<string, object?> Verbosely(string name) => new(Arguments.For(Cmdlets.Named(name))) { ["Verbose"] = true, ["Debug"] = true };
}
