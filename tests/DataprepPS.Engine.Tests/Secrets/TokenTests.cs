using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Secrets;

/// <summary>The token through the doors that are not every cmdlet's. What a console shows and a file keeps is tried in a whole shell.</summary>
public sealed class TokenTests
{
    public static TheoryData<string, string, int?, string?> Faults { get; } = new()
    {
        { "status", "401", 401, $$$"""{"exception":{"name":"InvalidToken","message":"Bad token {{{Canary.Token}}}","details":"Bearer {{{Canary.Token}}}"}}""" },
        { "body", "a page", null, $"<html>Authorization: Bearer {Canary.Token}</html>" },
        { "resetBefore", "a reset", null, null },
        { "truncate", "half a body", null, null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void It_is_in_no_error_whatever_the_server_does(string fault, string what, int? status, string? body)
    {
        using var shell = Canary.Lease();
        shell.Server.Fail("getJobGroup", fault, times: 0, status: status, body: body, contentType: fault == "body" ? "text/html" : null);
        var result = shell.Run("Get-DpJobGroup 1 -Verbose -Debug");
        Assert.True(result.AllErrors.Count > 0, what);
        Canary.IsNotIn(result, shell);
    }

    [Fact]
    public void It_is_in_no_error_when_a_header_has_it()
    {
        using var shell = Canary.Lease();
        shell.Server.Fail("getJobGroup", "status", times: 0, status: 500, headers: new Dictionary<string, string> { ["x-trifacta-request-id"] = Canary.Token });
        var result = shell.Run("Get-DpJobGroup 1 -Verbose");
        Assert.NotEmpty(result.Errors);
        Canary.IsNotIn(result, shell);
    }

    [Fact]
    public void It_follows_no_redirect_to_another_server()
    {
        using var shell = Canary.Lease();
        using var thief = Canary.Lease();
        shell.Server.Fail("getJobGroup", "redirect", times: 0, status: 307, location: $"{thief.Server.BaseUri}v4/jobGroups/1?token={Canary.Token}");
        var result = shell.Run("Get-DpJobGroup 1 -Verbose");
        Assert.Single(result.Errors);
        Canary.IsNotIn(result, shell);
        Assert.DoesNotContain(thief.Server.Requests(), request => request.Authorization?.Scheme is not null);
    }

    [Theory]
    [InlineData("-Token $given -BaseUri 1,2")]
    [InlineData("-Token $given -NoSuchParameter")]
    [InlineData("-Token $given -Timeout never")]
    [InlineData("-Token $given -Credential ([pscredential]::Empty)")]
    [InlineData("-Token @($given, $given)")]
    [InlineData("-Token @{ token = $given }")]
    [InlineData("-RefreshToken @($given, $given)")]
    [InlineData("-RefreshToken $given -TokenEndpoint 1,2")]
    [InlineData("-RefreshToken $given -ClientId c -TokenEndpoint 'ftp://example.invalid' -BaseUri $server")]
    [InlineData("-RefreshToken \"$given`nX: 1\" -ClientId c -TokenEndpoint https://example.invalid -BaseUri $server")]
    [InlineData("-Token ([pscustomobject]@{ token = $given })")]
    [InlineData("-Token ([Text.Encoding]::UTF8.GetBytes($given))")]
    [InlineData("-Token \"$given`nX-Injected: 1\" -BaseUri $server")]
    [InlineData("-Token \" $given\" -BaseUri 'ftp://127.0.0.1'")]
    [InlineData("-Token $given -BaseUri 'http://example.invalid'")]
    [InlineData("-Token (\"$given\" + [char]0x20AC) -BaseUri $server")]
    public void It_is_in_no_error_of_binding(string arguments)
    {
        using var shell = Canary.Lease();
        var result = shell.Run($"param($given, $server) Connect-DpSession {arguments}", Canary.Token, shell.Server.BaseUri);
        Assert.NotEmpty(result.AllErrors);
        Canary.IsNotIn(result, shell);
    }

    [Fact]
    public void It_may_be_copied_with_spaces_and_a_line_end()
    {
        using var shell = Canary.Lease();
        Assert.Equal(1, shell.Run("Connect-DpSession -Token \"  $($args[0])`r`n\" -BaseUri $args[1]; Get-DpJobGroup 1", Canary.Token, shell.Server.BaseUri).One.Id());
    }

    [Fact]
    public void A_password_is_in_no_object()
    {
        using var shell = Canary.Lease();
        var result = shell.Run("$secure = [securestring]::new(); $args[0].ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; Connect-DpSession -Credential ([pscredential]::new('joe', $secure)) -BaseUri $args[1] -PassThru", Canary.Token, shell.Server.BaseUri);
        Assert.NotNull(result.One);
        Canary.IsNotIn(result, shell);
    }

    [Fact]
    public void A_session_shows_five_things_and_the_token_is_none_of_them() =>
        Assert.Equal(["BaseUri", "ConnectedAt", "IsConnected", "RateLimit", "User"], ModuleTypes.Assembly.GetType("DataprepPS.Sessions.DpSession")!.GetProperties().Select(property => property.Name).Order());

    [Fact]
    public void It_is_sent_to_nobody_but_the_server_and_in_the_header_only()
    {
        using var shell = Canary.Lease();
        Assert.NotNull(shell.Run("Start-DpJobGroup 7").One);
        Assert.All(shell.Server.Requests(), request => Assert.True(request.Authorization!.Accepted));
        Canary.IsNotIn(shell.Server.Get("journal").ToJsonString(), "the journal");
    }

    [Fact]
    public void It_is_wiped_by_a_disconnect()
    {
        using var shell = Canary.Lease();
        var session = shell.Run("Get-DpSession").One.BaseObject;
        Assert.NotEmpty(Reachable(session).Where(value => value is System.Security.SecureString).Take(1));
        shell.Run("Disconnect-DpSession").Nothing();
        foreach (var value in Reachable(session))
        {
            Canary.IsNotIn(value switch { char[] text => new string(text), byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => string.Empty }, "a closed session");
        }
    }

    // Everything that our own fields and those of the HTTP stack lead to.
    private static List<object> Reachable(object root)
    {
        var seen = new HashSet<int>();
        var found = new List<object>();
        var left = new Queue<(object Value, int Depth)>([(root, 0)]);
        while (left.TryDequeue(out var next))
        {
            if (next.Depth > 8 || !seen.Add(RuntimeHelpers.GetHashCode(next.Value)))
            {
                continue;
            }

            found.Add(next.Value);
            for (var type = next.Value.GetType(); type?.FullName is { } name && (name.StartsWith("DataprepPS", StringComparison.Ordinal) || name.StartsWith("System.Net", StringComparison.Ordinal)); type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (field.GetValue(next.Value) is { } value && !value.GetType().IsPrimitive)
                    {
                        left.Enqueue((value, next.Depth + 1));
                    }
                }
            }
        }

        return found;
    }
}
