# A consumer that has enough, as only Select-Object says it. All other ways to end are tried in the engine (tests/DataprepPS.Engine.Tests).
BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    Add-RecordingHost
    $emulator = Start-Emulator '--speed', '100', '--seed', '500', '--quota', '100000', '--page-cap', '25'
    Connect-Emulator
}

AfterAll { Stop-Emulator }

Describe 'A consumer that has enough' {
    BeforeEach { Reset-Emulator }

    It 'ends the work of many ids' {
        @(1..400 | Get-DpJobGroup | Select-Object -First 2).Id | Should -Be @(1, 2)
        $after = @(Get-Journal).Count
        $after | Should -BeLessThan 150
        Start-Sleep -Milliseconds 300
        @(Get-Journal).Count | Should -Be $after
    }

    It 'has cost at most one page more than it took' {
        (Get-DpJobGroup | Select-Object -First 1).Id | Should -Be 500
        # Of a page that was read, the failed ones are asked for why they did: once, for all of them.
        @(Get-Journal | Where-Object Path -NotMatch 'ids=').Count | Should -BeLessOrEqual 2
        @(Get-Journal | Where-Object Path -Match 'ids=').Count | Should -BeLessOrEqual 1
        Clear-Journal
        @(Invoke-DpApi /v4/jobGroups -Paginate | Select-Object -First 1).Count | Should -Be 1
        @(Get-Journal).Count | Should -BeLessOrEqual 2
    }

    It 'leaves no bar' {
        $recorder = New-Object DataprepTests.RecordingHost 'Recording', $true
        $runspace = New-Runspace $recorder
        try {
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $null = $shell.AddScript('@(1; 2) | % { Start-DpJobGroup $_ -Parameter @{ seconds = 80 * $_ } } | Wait-DpJobGroup -PollInterval 00:00:00.05 | Select-Object -First 1').Invoke()
            $shell.Dispose()
        } finally { $runspace.Dispose() }
        $open = @{}
        foreach ($record in $recorder.Recorded.Progress) {
            if ($record.RecordType -eq 'Completed') { $open.Remove($record.ActivityId) } else { $open[$record.ActivityId] = $record.Activity }
        }
        $recorder.Recorded.Progress.Count | Should -BeGreaterThan 0
        $open.Values | Should -BeNullOrEmpty
    }
}
