using System;
using System.IO;
using System.Linq;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Isolation;

/// <summary>Imports: again, away, in many runspaces, in a locked-down session, from wherever the folder is.</summary>
public sealed class ImportTests
{
    [Fact]
    public void It_may_be_imported_again_removed_and_imported_again()
    {
        using var shell = Shell.Lease();
        var job = Job(shell);
        Assert.Equal(Enumerable.Repeat("status=Complete", 3), FreshShell.Run($$"""
            Import-Module $module; Import-Module $module -Force
            {{job}}
            Remove-Module DataprepPS
            if (Get-Module DataprepPS) { 'still there' }
            {{job}}
            Remove-Module DataprepPS -Force
            {{job}}
            """));
    }

    [Fact]
    public void A_removed_module_leaves_no_session_open()
    {
        using var shell = Shell.Lease();
        Assert.Equal(["status=Complete", "connected=False", "session="], FreshShell.Run($$"""
            {{Job(shell)}}
            $session = Get-DpSession
            Remove-Module DataprepPS
            "connected=$($session.IsConnected)"
            Import-Module $module
            "session=$(Get-DpSession)"
            """));
    }

    [Fact]
    public void A_removed_module_leaves_no_socket_no_thread_and_no_handler()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var shell = Shell.Lease();
        Assert.Equal(["status=Complete", "used=True,1", "sockets=0 handlers=0 threads=0"], FreshShell.Run($$"""
            $sockets = { @([IO.Directory]::GetFiles('/proc/self/fd') | ForEach-Object { [IO.File]::ResolveLinkTarget($_, $false) } | Where-Object { "$_" -like '*socket:*' }).Count }
            $resolving = [Runtime.Loader.AssemblyLoadContext].GetField('_resolving', 'Instance, NonPublic')
            $handlers = { @($resolving.GetValue([Runtime.Loader.AssemblyLoadContext]::Default) | Where-Object { $_ } | ForEach-Object { $_.GetInvocationList() } | Where-Object { $_.Method.DeclaringType.FullName -like 'DataprepPS*' }).Count }
            # Only threads that are not the runtime's own pool, which comes and goes as it likes.
            $threads = { @([IO.Directory]::GetDirectories('/proc/self/task') | Where-Object { [IO.File]::ReadAllText("$_/comm") -notlike '.NET*' }).Count }
            $before = & $sockets
            $beforeThreads = & $threads
            {{Job(shell)}}
            $null = 1..50 | Get-DpJobGroup
            "used=$((& $sockets) -gt $before),$(& $handlers)"
            Remove-Module DataprepPS
            "sockets=$((& $sockets) - $before) handlers=$(& $handlers) threads=$((& $threads) - $beforeThreads)"
            """));
    }

    [Fact]
    public void Another_runspaces_session_is_left_alone_when_one_removes_it()
    {
        using var shell = Shell.Lease();
        var result = shell.Run(
            "$session = Get-DpSession; $manifest = $args[0]; 1..3 | ForEach-Object -Parallel { Import-Module $using:manifest; $null = Get-DpJobGroup 1 -Session $using:session; Remove-Module DataprepPS }; $session.IsConnected; (Get-DpJobGroup 1).Id",
            Places.Manifest).Clean();
        Assert.Equal(["True", "1"], result.Output.Select(value => value!.ToString()));
    }

    [Fact]
    public void It_works_in_32_runspaces_at_once_each_with_a_session_of_its_own()
    {
        using var shell = Shell.Lease();
        Assert.Equal([string.Join(',', Enumerable.Range(1, 32)), "2"], FreshShell.Run($$"""
            $manifest = $module
            $answers = 1..32 | ForEach-Object -ThrottleLimit 32 -Parallel {
                Import-Module $using:manifest
                Connect-DpSession -Token secret -BaseUri {{shell.Server.BaseUri}}
                (Start-DpJobGroup $_ -Wait -PollInterval 0.05).RecipeId
            }
            [long[]] $answers = $answers
            [array]::Sort($answers)
            $answers -join ','
            @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'DataprepPS', 'DataprepPS.Client' }).Count
            """));
    }

    [Fact]
    public void It_works_from_a_folder_that_cannot_be_written_to_with_spaces_and_signs_in_its_name()
    {
        using var shell = Shell.Lease();
        var parent = Directory.CreateTempSubdirectory("Modules [x] & more ");
        var files = Directory.GetFiles(Places.Module, "*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            var copy = Path.Combine(parent.FullName, "DataprepPS", Path.GetRelativePath(Places.Module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            File.SetAttributes(copy, FileAttributes.ReadOnly);
        }

        // By name, which loads it when a cmdlet of it is named.
        Assert.Equal(["status=Complete"], FreshShell.Run(Job(shell).Replace("Import-Module $module", string.Empty, StringComparison.Ordinal), ("PSModulePath", parent.FullName)));
        var left = parent.GetFiles("*", SearchOption.AllDirectories);
        Assert.Equal(files.Length, left.Length);
        Array.ForEach(left, file => file.Attributes = FileAttributes.Normal);
        parent.Delete(recursive: true);
    }

    [Fact]
    public void A_locked_down_session_runs_the_cmdlets()
    {
        using var shell = Shell.Lease();
        using var locked = shell.Beside(isConnected: false);
        locked.Runspace.SessionStateProxy.LanguageMode = System.Management.Automation.PSLanguageMode.ConstrainedLanguage;
        var result = locked.Run("""
            Connect-DpSession -Token secret -BaseUri $args[0]
            "$($ExecutionContext.SessionState.LanguageMode)"
            $group = Start-DpJobGroup 7 -Parameter @{ region = "x" } -Wait -PollInterval 00:00:00.05
            $group.Status
            (Get-DpJobGroup 1 | Get-DpJob)[0].JobGroupId
            (Get-DpJobGroup -First 2).Id.Count
            (Publish-DpJobGroup 1 -ConnectionId 1 -Path d -Table t -Action create -InputFormat avro).JobGroupId
            """, $"{shell.Server.BaseUri}").Clean();
        Assert.Equal(["ConstrainedLanguage", "Complete", "1", "2", "1"], result.Output.Select(value => value!.ToString()));
    }

    // The main job, short.
    internal static string Job(Shell shell) => $$"""
        Import-Module $module
        Connect-DpSession -Token secret -BaseUri {{shell.Server.BaseUri}}
        $group = Start-DpJobGroup 7 -Parameter @{ a = 1 } -Wait -PollInterval 0.05
        "status=$($group.Status)"
        """;
}
