using System.IO;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Rules;

/// <summary>Whoever only looks, or says no, changes nothing.</summary>
public sealed class ChangeRules
{
    public static TheoryData<string, string> Changing { get; } = Cmdlets.Sets(Cmdlets.Changes);

    [Theory]
    [MemberData(nameof(Changing))]
    public void WhatIf_says_what_it_would_do_and_sends_nothing_but_GET(string name, string set)
    {
        using var shell = Shell.Lease();
        var given = Arguments.For(Cmdlets.Named(name), set);
        given["WhatIf"] = true;
        shell.Call(name, given).Nothing();
        ChangedNothing(shell);
        Assert.Contains(shell.Host.Seen.Text, text => text.Contains("What if: ", System.StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Changing))]
    public void A_no_is_a_no(string name, string set)
    {
        using var shell = Shell.Lease();
        shell.Host.Seen.Confirms = false;
        var given = Arguments.For(Cmdlets.Named(name), set);
        given["Confirm"] = true;
        shell.Call(name, given).Nothing();
        ChangedNothing(shell);
        Assert.NotEmpty(shell.Host.Seen.Text);
    }

    private static void ChangedNothing(Shell shell)
    {
        Assert.Empty(shell.Server.Changes());
        Assert.False(File.Exists(Arguments.Written));
    }
}
