# Stopping, streams and hosts: a stop comes back at once from wherever a cmdlet waits, and nothing breaks the next command.
BeforeDiscovery {
    $IsCore = $PSVersionTable.PSEdition -eq 'Core'
    $hang = @(@{ operation = '*'; times = 0; fault = 'hangBefore' })
    $refuse = @(@{ operation = '*'; times = 0; fault = 'status'; status = 429; headers = @{ 'x-retry-after' = '3' } })
    $broken = @(@{ operation = '*'; times = 0; fault = 'status'; status = 503 })
    # Seen: how one knows that it has come to wait there. Dropped: whether a request is under way that must end.
    $places = @(
        @{ Where = 'a request'; Script = 'Get-DpJobGroup 1'; Faults = $hang; Dropped = $true }
        @{ Where = 'a changing request'; Script = 'Start-DpJobGroup 7'; Faults = @(@{ operation = 'runJobGroup'; times = 0; fault = 'hangAfter' }); Dropped = $true }
        @{ Where = 'a list'; Script = 'Get-DpJobGroup'; Faults = $hang; Dropped = $true }
        @{ Where = 'many requests'; Script = '1..40 | Get-DpJobGroup'; Faults = $hang; Dropped = $true }
        @{ Where = 'a 429 wait'; Script = 'Get-DpJobGroup 1'; Faults = $refuse; Dropped = $false }
        @{ Where = 'a retry wait'; Script = 'Get-DpJobGroup 1; 1..9 | % { Get-DpJobGroup 1 }'; Faults = $broken; Dropped = $false }
        @{ Where = 'Wait-DpJobGroup'; Script = 'Start-DpJobGroup 1 -Parameter @{ seconds = 900000 } | Wait-DpJobGroup'; Faults = @(); Dropped = $false }
        @{ Where = 'Start-DpJobGroup -Wait'; Script = '1..5 | Start-DpJobGroup -Parameter @{ seconds = 900000 } -Wait'; Faults = @(); Dropped = $false }
        @{ Where = 'Invoke-DpDeployment -Wait'; Script = 'Invoke-DpDeployment 1 -Parameter @{ seconds = 900000 } -Wait'; Faults = @(); Dropped = $false }
        @{ Where = 'Watch-DpJobGroup'; Script = 'Start-DpJobGroup 1 -Parameter @{ seconds = 900000 } | Watch-DpJobGroup'; Faults = @(); Dropped = $false }
        @{ Where = 'a hanging poll of a wait'; Script = 'Wait-DpJobGroup 1'; Faults = $hang; Dropped = $true }
        @{ Where = 'Publish-DpJobGroup'; Script = 'Publish-DpJobGroup 1 -ConnectionId 1 -Path d -Table t -Action create -InputFormat avro'; Faults = $hang; Dropped = $true }
        @{ Where = 'a list with a slow consumer'; Script = 'Get-DpJobGroup | % { Start-Sleep -Milliseconds 100 }'; Faults = @(); Dropped = $false }
        @{ Where = 'a download'; Script = 'Save-DpJobGroupResult 2 -OutFile $args[0]'; Faults = @(@{ operation = 'getJobGroupPdfResults'; times = 0; fault = 'slow'; delayMs = 200; chunkBytes = 8 }); Dropped = $true }
        @{ Where = 'Invoke-DpApi'; Script = 'Invoke-DpApi /v4/flows/1'; Faults = $hang; Dropped = $true }
        @{ Where = 'Connect-DpSession'; Script = 'Connect-DpSession -Token secret -BaseUri $args[1]'; Faults = $hang; Dropped = $true }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    Add-RecordingHost
    $emulator = Start-Emulator '--speed', '100', '--seed', '500', '--quota', '100000'
    Connect-Emulator

    function Measure-Stop {
        <# Milliseconds from the stop to the end, best of a few: a busy machine is not the module's fault. #>
        param([string] $Script, [hashtable[]] $Faults, [double] $Enough = 250, [int] $Tries = 5, [bool] $Dropped)

        $best = [double]::MaxValue
        $recorder = New-Object DataprepTests.RecordingHost 'Recording', $true
        $runspace = New-Runspace $recorder
        try {
            for ($try = 0; $try -lt $Tries -and $best -gt $Enough; $try++) {
                Reset-Emulator
                if ($Faults) { Add-Fault $Faults }
                $running = Start-Script $runspace $Script (Join-Path $TestDrive 'stopped.pdf'), $emulator.Uri
                Wait-Until { @(Get-Journal).Count -gt 0 } -What 'the first request'
                Start-Sleep -Milliseconds 250
                $running.Async.IsCompleted | Should -BeFalse -Because 'it must be waiting to be stopped'
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $stop = $running.Shell.BeginStop($null, $null)
                $null = $stop.AsyncWaitHandle.WaitOne(10000)
                $took = $watch.Elapsed.TotalMilliseconds
                $running.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
                $best = [math]::Min($best, $took)
                if ($Dropped) { Wait-Until { @(Get-Journal | Where-Object clientDropped).Count -gt 0 } -Seconds 3 -What 'the dropped connection' }
                $running.Shell.Dispose()
            }

            # The runspace serves the next command as if nothing had been.
            Clear-Fault
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $null = $shell.AddScript('(Get-DpJobGroup 3).Id')
            $shell.Invoke() | Should -Be 3
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Dispose()
            $best
        } finally { $runspace.Dispose() }
    }

    function Invoke-Recorded {
        <# Runs a script with a recording host to its end. #>
        param([string] $Script, $Recorder = (New-Object DataprepTests.RecordingHost 'Recording', $true))
        $runspace = New-Runspace $Recorder
        try {
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $null = $shell.AddScript($Script)
            $output = $shell.Invoke()
            [pscustomobject]@{ Output = $output; Shell = $shell; Streams = $shell.Streams; Host = $Recorder.Recorded; Progress = @(if ($Recorder.Recorded) { $Recorder.Recorded.Progress.ToArray() }) }
        } finally { $runspace.Dispose() }
    }
}

AfterAll { Stop-Emulator }

Describe 'Ctrl+C' {
    It 'comes back from <Where>' -ForEach $places {
        $took = Measure-Stop $Script $Faults -Dropped $Dropped
        $took | Should -BeLessOrEqual 300
        if ($Where -eq 'a download') { Get-ChildItem $TestDrive -Filter 'stopped*' | Should -BeNullOrEmpty }
    }

    It 'says which job groups run on, and leaves them running' {
        Reset-Emulator
        $recorder = New-Object DataprepTests.RecordingHost 'Recording', $true
        $runspace = New-Runspace $recorder
        try {
            $running = Start-Script $runspace 'Start-DpJobGroup 7 -Parameter @{ seconds = 900000 } -Wait'
            Wait-Until { @(Get-Journal).Count -gt 1 } -What 'the first poll'
            $running.Shell.Stop()
            $group = @(Invoke-Control GET jobGroups)[-1]
            $recorder.Recorded.Warnings -join "`n" | Should -Match "run on: $($group.id)"
            Get-Journal cancelJobGroup | Should -BeNullOrEmpty
        } finally { $runspace.Dispose() }
    }

    It 'comes back from a script that goes on to other commands' {
        Measure-Stop 'while ($true) { 1..5 | Get-DpJobGroup | Out-Null }' @() | Should -BeLessOrEqual 300
    }

    It 'leaves no request behind when the runspace is closed under a running command' {
        Reset-Emulator
        Add-Fault @{ operation = 'getJobGroup'; times = 0; fault = 'hangBefore' }
        $runspace = New-Runspace
        $null = Start-Script $runspace 'Get-DpJobGroup 1'
        Wait-Until { @(Get-Journal getJobGroup).Count -gt 0 }
        $runspace.Dispose()
        Wait-Until { @(Get-Journal getJobGroup | Where-Object clientDropped).Count -eq 1 } -What 'the dropped connection'
    }
}

Describe 'The mistakes others made' {
    BeforeEach { Reset-Emulator }

    It 'does not swallow a time-out as if it were a stop' {
        Add-Fault @{ operation = 'getJobGroup'; times = 0; fault = 'hangBefore' }
        $result = Invoke-Recorded "`$s = Connect-DpSession -Token secret -BaseUri $($emulator.Uri) -Timeout 00:00:00.3 -MaxRetryTime 00:00:00.1 -PassThru; Get-DpJobGroup 1 -Session `$s 3>`$null; 'after'"
        $result.Output | Should -Be @('after')
        $result.Streams.Error.Count | Should -Be 1
        $result.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'DpRequestTimeout*'
    }

    It 'does not dead-lock when the consumer blocks, or calls the module itself' {
        @(1..20 | Get-DpJobGroup | ForEach-Object { Start-Sleep -Milliseconds 5; (Get-DpJobGroup $_.Id -StatusOnly) }).Count | Should -Be 20
        @(Get-DpJobGroup -First 30 | ForEach-Object { Get-DpJob $_.Id | Select-Object -First 1 }).Count | Should -Be 30
    }

    It 'stops while objects wait to be taken' {
        Measure-Stop '1..200 | Get-DpJobGroup | % { Start-Sleep -Milliseconds 200 }' @() | Should -BeLessOrEqual 350
    }

    It 'makes no error of a stop: clean-up that writes is not told to go away loudly' {
        $recorder = New-Object DataprepTests.RecordingHost 'Recording', $true
        $runspace = New-Runspace $recorder
        try {
            $running = Start-Script $runspace '$VerbosePreference = "Continue"; 1..30 | Start-DpJobGroup -Parameter @{ seconds = 900000 } -Wait -Verbose'
            Wait-Until { @(Get-Journal).Count -gt 5 }
            $running.Shell.Stop()
            $running.Shell.Streams.Error | Where-Object { $_.Exception -isnot [Management.Automation.PipelineStoppedException] } | Should -BeNullOrEmpty
        } finally { $runspace.Dispose() }
    }

    It 'ends its work when downstream has enough' {
        Clear-Journal
        @(1..400 | Get-DpJobGroup | Select-Object -First 2).Id | Should -Be @(1, 2)
        $after = @(Get-Journal).Count
        $after | Should -BeLessThan 150
        Start-Sleep -Milliseconds 300
        @(Get-Journal).Count | Should -Be $after
        @(Get-DpJobGroup | Select-Object -First 1).Count | Should -Be 1
    }

    It 'ends its work when downstream throws' {
        Add-Fault @{ operation = 'GET /v4/jobGroups/9'; times = 0; fault = 'hangBefore' }
        { 1, 9 | Get-DpJobGroup | ForEach-Object { throw 'downstream' } } | Should -Throw 'downstream'
        Wait-Until { @(Get-Journal | Where-Object { -not $_.finished }).Count -eq 0 } -Seconds 3 -What 'the hanging request to be dropped'
    }
}

Describe 'Streams' {
    BeforeEach { Reset-Emulator }

    It 'keeps the order of results and errors' {
        $mixed = @(Get-DpJobGroup 1, 90001, 2, 90002, 3 -ErrorAction Continue 2>&1)
        @($mixed | ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { $_.TargetObject } else { $_.Id } }) | Should -Be @(1, 90001, 2, 90002, 3)
    }

    It 'drains what was ready before a failure ends the command' {
        $seen = New-Object Collections.ArrayList
        { Get-DpJobGroup 1, 2, 90001, 3 -ErrorAction Stop | ForEach-Object { $null = $seen.Add($_.Id) } } | Should -Throw -ErrorId '*NotFoundException*'
        $seen | Should -Be @(1, 2)
    }

    It 'obeys -WarningAction Stop before it goes on' {
        Add-Fault @{ operation = 'getJobGroup'; times = 0; fault = 'status'; status = 429; headers = @{ 'x-retry-after' = '30' } }
        $watch = [Diagnostics.Stopwatch]::StartNew()
        # In a session of its own: its gate stays closed for these 30 s.
        $session = Connect-DpSession -Token $Token -BaseUri $emulator.Uri -PassThru
        Connect-Emulator
        { Get-DpJobGroup 1 -Session $session -WarningAction Stop } | Should -Throw
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
    }

    It 'writes a verbose line for each request and none without -Verbose' {
        $lines = @(Get-DpJobGroup 1 -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] })
        "$lines" | Should -Match '/v4/jobGroups/1'
        @(Get-DpJobGroup 1 4>&1 3>&1 5>&1 6>&1).Count | Should -Be 1
    }

    It 'asks for -Confirm on the pipeline thread, and does nothing on no' {
        $recorder = New-Object DataprepTests.RecordingHost 'Recording', $true
        $recorder.Recorded.Confirms = $false
        $null = Invoke-Recorded '1..3 | Start-DpJobGroup -Confirm' $recorder
        $recorder.Recorded.Text.Count | Should -BeGreaterThan 0
        Get-SentChange | Should -BeNullOrEmpty
        $yes = New-Object DataprepTests.RecordingHost 'Recording', $true
        (Invoke-Recorded '1..2 | Start-DpJobGroup -Confirm' $yes).Output.Count | Should -Be 2
    }

    It 'captures no synchronisation context' {
        $before = [Threading.SynchronizationContext]::Current
        try {
            [Threading.SynchronizationContext]::SetSynchronizationContext((New-Object Threading.SynchronizationContext))
            (Get-DpJobGroup 1).Id | Should -Be 1
        } finally { [Threading.SynchronizationContext]::SetSynchronizationContext($before) }
    }
}

Describe 'Progress' {
    BeforeEach { Reset-Emulator }

    It 'shows one bar for each group under one for all, at most two looks a second, and takes all away' {
        $result = Invoke-Recorded '1..3 | Start-DpJobGroup -Parameter @{ seconds = 150 } -Wait -PollInterval 00:00:00.05'
        $result.Output.Count | Should -Be 3
        $shown = @($result.Progress | Where-Object RecordType -EQ 'Processing')
        @($shown | Where-Object ParentActivityId -EQ -1 | ForEach-Object ActivityId | Select-Object -Unique).Count | Should -Be 1
        @($shown | Where-Object Activity -Like 'Job group *' | ForEach-Object Activity | Select-Object -Unique).Count | Should -Be 3
        @($shown | Where-Object { $_.Activity -like 'Job group *' -and $_.StatusDescription -match '\w' }).Count | Should -BeGreaterThan 0
        $root = $shown | Where-Object ParentActivityId -EQ -1
        @($root).Count | Should -BeLessOrEqual 8 -Because '1.5 s at two a second, and some more on a busy machine'
        Get-Open $result.Progress | Should -BeNullOrEmpty
    }

    It 'is gone after <Way>' -ForEach @(
        @{ Way = 'a failure'; Script = 'Start-DpJobGroup 1 -Parameter @{ seconds = 80; fail = 1 } -Wait -PollInterval 00:00:00.05 -ErrorAction SilentlyContinue' }
        @{ Way = 'a time-out'; Script = 'Start-DpJobGroup 1 -Parameter @{ seconds = 90000 } -Wait -PollInterval 00:00:00.05 -Timeout 00:00:00.8 -ErrorAction SilentlyContinue' }
        @{ Way = '-ErrorAction Stop'; Script = 'try { Start-DpJobGroup 1 -Parameter @{ seconds = 80; fail = 1 } -Wait -PollInterval 00:00:00.05 -ErrorAction Stop } catch { 1 }' }
        @{ Way = 'a consumer that has enough'; Script = '@(1; 2) | % { Start-DpJobGroup $_ -Parameter @{ seconds = 80 * $_ } } | Wait-DpJobGroup -PollInterval 00:00:00.05 | Select-Object -First 1' }
    ) {
        $result = Invoke-Recorded $Script
        $result.Progress.Count | Should -BeGreaterThan 0
        Get-Open $result.Progress | Should -BeNullOrEmpty
    }

    It 'is gone after a stop' {
        $recorder = New-Object DataprepTests.RecordingHost 'Recording', $true
        $runspace = New-Runspace $recorder
        try {
            $running = Start-Script $runspace 'Start-DpJobGroup 1 -Parameter @{ seconds = 90000 } -Wait -PollInterval 00:00:00.05'
            Wait-Until { $recorder.Recorded.Progress.Count -gt 1 } -What 'a bar'
            $running.Shell.Stop()
        } finally { $runspace.Dispose() }
        # After a stop PowerShell drops what a cmdlet writes and the host itself clears its bars.
        $running.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
    }

    It 'is not shown in <Name>' -ForEach @(
        @{ Name = 'a host without a screen'; HostName = 'Default Host'; Agent = $false }
        @{ Name = 'a remote host'; HostName = 'ServerRemoteHost'; Agent = $false }
        @{ Name = 'a build'; HostName = 'Recording'; Agent = $true }
    ) {
        if ($Agent) { $env:CI = 'true' }
        try {
            $result = Invoke-Recorded 'Start-DpJobGroup 1 -Parameter @{ seconds = 80 } -Wait -PollInterval 00:00:00.05' (New-Object DataprepTests.RecordingHost $HostName, $true)
        } finally { Remove-Item env:CI -ErrorAction Ignore }
        $result.Output.Count | Should -Be 1
        $result.Progress.Count | Should -Be 0
    }

    It 'obeys $ProgressPreference' {
        (Invoke-Recorded '$ProgressPreference = "SilentlyContinue"; Start-DpJobGroup 1 -Parameter @{ seconds = 80 } -Wait -PollInterval 00:00:00.05').Progress.Count | Should -Be 0
    }

    BeforeAll {
        function Get-Open($Progress) {
            <# Bars that were shown and never taken away. #>
            $open = @{}
            foreach ($record in $Progress) {
                if ($record.RecordType -eq 'Completed') { $open.Remove($record.ActivityId) } else { $open[$record.ActivityId] = $record.Activity }
            }
            $open.Values
        }
    }
}

Describe 'A broken host' {
    BeforeEach { Reset-Emulator }

    It 'does not break the work when <What>' -ForEach @(
        @{ What = 'progress throws'; HasUI = $true; Breaks = $true }
        @{ What = 'there is no screen at all'; HasUI = $false; Breaks = $false }
    ) {
        $recorder = New-Object DataprepTests.RecordingHost 'Recording', $HasUI
        if ($Breaks) { $recorder.Recorded.Breaks = $true }
        $result = Invoke-Recorded '1..3 | Start-DpJobGroup -Parameter @{ seconds = 80 } -Wait -PollInterval 00:00:00.05' $recorder
        $result.Output.Count | Should -Be 3
        $result.Streams.Error | Should -BeNullOrEmpty
        (Invoke-Recorded 'Get-DpJobGroup 1' $recorder).Output.Count | Should -Be 1
    }

    It 'watches on a screen that redraws, and on none' {
        $screen = New-Object DataprepTests.RecordingHost 'Recording', $true
        $screen.Recorded.VirtualTerminal = $true
        $null = Invoke-Recorded 'Start-DpJobGroup 1 -Parameter @{ seconds = 80 } | Watch-DpJobGroup -PollInterval 00:00:00.05' $screen
        $screen.Recorded.Text -join '' | Should -Match "$([char]27)\[1A"
        $screen.Recorded.Text -join '' | Should -Match 'Complete'
        $none = New-Object DataprepTests.RecordingHost 'Recording', $false
        (Invoke-Recorded 'Start-DpJobGroup 1 -Parameter @{ seconds = 80 } | Watch-DpJobGroup -PollInterval 00:00:00.05 -PassThru' $none).Output.Count | Should -Be 1
    }
}
