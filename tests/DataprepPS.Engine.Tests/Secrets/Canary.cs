using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Secrets;

/// <summary>One token through every door. Where it is found, the test fails and says where.</summary>
internal static class Canary
{
    public const string Token = "eyJhbGciOiJSUzI1NiJ9.CANARY-7f3a9e21.c2lnbmF0dXJl";

    public const string Server = "--speed 100 --seed 50 --quota 100000 --token " + Token + " --basic joe:" + Token;

    private static readonly string[] Marks = ["CANARY-", Convert.ToBase64String(Encoding.UTF8.GetBytes("joe:" + Token)), Convert.ToBase64String(Encoding.UTF8.GetBytes(Token))];

    /// <summary>A shell whose server takes the token, in a session that gives up soon.</summary>
    public static Shell Lease()
    {
        var shell = Shell.Lease(Server, Token);
        shell.Run("Connect-DpSession -Token $args[0] -BaseUri $args[1] -MaxRetryTime 0.05 -SkipCheck", Token, shell.Server.BaseUri).Nothing();
        return shell;
    }

    /// <summary>Looks into everything that was written, as users see or save it, and into what a host showed.</summary>
    public static void IsNotIn(Result result, Shell shell)
    {
        IsNotIn(string.Join('\n', result.Output.Select(Everything)), "the objects");
        IsNotIn(string.Join('\n', result.AllErrors.Select(Everything)), "the errors");
        IsNotIn(string.Join('\n', result.Warnings.Concat(result.Verbose).Concat(result.Debug).Concat(result.Information)), "the streams");
        IsNotIn(string.Join('\n', shell.Host.Seen.Text.Concat(shell.Host.Seen.Warnings).Concat(shell.Host.Seen.Progress.Select(record => $"{record.Activity} {record.StatusDescription} {record.CurrentOperation}"))), "the host");
    }

    public static void IsNotIn(string text, string where) => Assert.All(Marks, mark =>
    {
        var at = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        Assert.True(at < 0, at < 0 ? null : $"The token is in {where}: …{text[Math.Max(0, at - 150)..at]}[here]");
    });

    private static string Everything(PSObject? item) => item is null ? string.Empty : $"{Shown(item)}\n{PSSerializer.Serialize(item, 5)}";

    private static string Shown(PSObject item) => $"{item.BaseObject}\n{string.Join('\n', item.Properties.Select(Shown))}";

    private static string Everything(ErrorRecord error) => string.Join(
        '\n',
        [$"{error}", error.ErrorDetails?.Message, error.ErrorDetails?.RecommendedAction, $"{error.TargetObject}", error.InvocationInfo?.PositionMessage, .. Chain(error.Exception).Select(Everything), PSSerializer.Serialize(error, 2)]);

    private static string Everything(Exception exception) => $"{exception}\n{string.Join('\n', exception.Data.Values.Cast<object?>())}\n{Shown(PSObject.AsPSObject(exception))}";

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static string Shown(PSPropertyInfo property)
    {
        try
        {
            return $"{property.Name}={property.Value}";
        }
        catch (GetValueException)
        {
            return property.Name;
        }
    }
}
