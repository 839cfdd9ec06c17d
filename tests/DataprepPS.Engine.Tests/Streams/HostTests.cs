using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Streams;

/// <summary>What a person sees while a cmdlet waits, and that no host breaks the work.</summary>
public sealed class HostTests
{
    private const string Waiting = "Start-DpJobGroup 1 -Parameter @{ seconds = 80 } -Wait -PollInterval 0.05";

    [Fact]
    public void There_is_one_bar_for_each_group_under_one_for_all_and_all_are_taken_away()
    {
        using var shell = Shell.Lease();
        Assert.Equal(3, shell.Run("1..3 | Start-DpJobGroup -Parameter @{ seconds = 150 } -Wait -PollInterval 0.05").Clean().Output.Count);
        var shown = shell.Host.Seen.Progress.Where(record => record.RecordType == ProgressRecordType.Processing).ToList();
        var roots = shown.Where(record => record.ParentActivityId == -1).ToList();
        Assert.Single(roots.Select(record => record.ActivityId).Distinct());
        Assert.Equal(3, shown.Select(record => record.Activity).Where(text => text.StartsWith("Job group ", StringComparison.Ordinal)).Distinct().Count());
        // 1.5 s at two a second, and some more on a busy machine.
        Assert.InRange(roots.Count, 1, 8);
        Assert.Empty(Open(shell));
    }

    [Theory]
    [InlineData("Start-DpJobGroup 1 -Parameter @{ seconds = 80; fail = 1 } -Wait -PollInterval 0.05 -ErrorAction SilentlyContinue")]
    [InlineData("Start-DpJobGroup 1 -Parameter @{ seconds = 90000 } -Wait -PollInterval 0.05 -Timeout 0.8 -ErrorAction SilentlyContinue")]
    [InlineData("Start-DpJobGroup 1 -Parameter @{ seconds = 80; fail = 1 } -Wait -PollInterval 0.05 -ErrorAction Stop")]
    [InlineData("1, 2 | ForEach-Object { Start-DpJobGroup $_ -Parameter @{ seconds = 80 * $_ } } | Wait-DpJobGroup -PollInterval 0.05 | ForEach-Object { throw 'enough' }")]
    public void The_bars_are_taken_away_however_it_ends(string script)
    {
        using var shell = Shell.Lease();
        shell.Run(script);
        Assert.NotEmpty(shell.Host.Seen.Progress);
        Assert.Empty(Open(shell));
    }

    [Fact]
    public void A_stop_under_a_bar_is_a_stop()
    {
        using var shell = Shell.Lease();
        using var running = shell.Start("Start-DpJobGroup 1 -Parameter @{ seconds = 90000 } -Wait -PollInterval 0.05");
        RunningScript.Until(() => shell.Host.Seen.Progress.Count > 1, "a bar");
        // After a stop PowerShell drops what a cmdlet writes, and the host itself clears its bars.
        Assert.Empty(running.Stop().Result.Errors);
    }

    [Theory]
    [InlineData("Default Host")]
    [InlineData("ServerRemoteHost")]
    public void There_is_no_bar_where_nobody_sees_it(string name)
    {
        using var shell = Shell.Lease();
        var host = new RecordingHost(name);
        using var beside = shell.Beside(host);
        Assert.NotNull(beside.Run(Waiting).One);
        Assert.Empty(host.Seen.Progress);
    }

    [Fact]
    public void There_is_no_bar_where_the_preference_says_so()
    {
        using var shell = Shell.Lease();
        Assert.NotNull(shell.Run("$ProgressPreference = 'SilentlyContinue'; " + Waiting).One);
        Assert.Empty(shell.Host.Seen.Progress);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_broken_screen_or_none_does_not_break_the_work(bool hasScreen)
    {
        using var shell = Shell.Lease();
        using var beside = shell.Beside(new RecordingHost(hasScreen: hasScreen));
        beside.Host.Seen.IsBroken = true;
        Assert.Equal(3, beside.Run("1..3 | Start-DpJobGroup -Parameter @{ seconds = 80 } -Wait -PollInterval 0.05").Clean().Output.Count);
        Assert.Equal(1, beside.Run("Get-DpJobGroup 1").One.Id());
    }

    [Fact]
    public void Watch_redraws_where_a_screen_can()
    {
        using var shell = Shell.Lease();
        shell.Host.Seen.Redraws = true;
        shell.Run("Start-DpJobGroup 1 -Parameter @{ seconds = 80 } | Watch-DpJobGroup -PollInterval 0.05").Nothing();
        var text = string.Concat(shell.Host.Seen.Text);
        // The head, the row and the line for the whole, drawn again in place.
        Assert.Contains("\u001b[3A", text, StringComparison.Ordinal);
        Assert.Contains("Complete", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Watch_tells_the_story_in_lines_where_nothing_can_be_redrawn()
    {
        using var shell = Shell.Lease();
        var group = shell.Run("Start-DpJobGroup 1 -Parameter @{ seconds = 30 }").One;
        var lines = shell.Run("$args[0] | Watch-DpJobGroup -PollInterval 0.05", group).Clean().Information;
        Assert.All(lines, line => Assert.Contains($"{group.Id()}", line, StringComparison.Ordinal));
        Assert.Contains("Complete", lines[^1], StringComparison.Ordinal);
        Assert.Equal(group.Id(), shell.Run("$args[0] | Watch-DpJobGroup -PollInterval 0.05 -PassThru", group).One.Id());
    }

    [Fact]
    public void Watch_needs_no_screen()
    {
        using var shell = Shell.Lease();
        using var blind = shell.Beside(new RecordingHost(hasScreen: false));
        Assert.NotNull(blind.Run("Start-DpJobGroup 1 -Parameter @{ seconds = 80 } | Watch-DpJobGroup -PollInterval 0.05 -PassThru").One);
    }

    // Bars that were shown and never taken away.
    private static string[] Open(Shell shell)
    {
        var open = new Dictionary<int, string>();
        foreach (var record in shell.Host.Seen.Progress)
        {
            if (record.RecordType == ProgressRecordType.Completed)
            {
                open.Remove(record.ActivityId);
            }
            else
            {
                open[record.ActivityId] = record.Activity;
            }
        }

        return [.. open.Values];
    }
}
