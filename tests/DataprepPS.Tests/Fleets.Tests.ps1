# Many starts at once: in order, so many at a time, below the quota, and in plain sight of what holds them.
BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    # Windows of 0.6 seconds in which three runs are allowed.
    $emulator = Start-Emulator '--speed', '100', '--quota', '3'
    Connect-Emulator
    $fast = @{ PollInterval = [timespan]::FromMilliseconds(50) }
}

AfterAll { Stop-Emulator }

Describe 'A fleet of starts' {
    BeforeEach { Reset-Emulator }

    It 'says why a call waits, under -Verbose, and is never refused' {
        $lines = @(1..8 | Start-DpJobGroup -Verbose 4>&1 3>&1)
        @($lines | Where-Object { $_ -is [Management.Automation.VerboseRecord] -and "$_" -match '^runJobGroup: the quota is used up; the call waits about [\d.]+ s\.$' }) | Should -Not -BeNullOrEmpty
        @($lines | Where-Object { $_ -is [Management.Automation.WarningRecord] }) | Should -BeNullOrEmpty
        @(Get-Journal runJobGroup | Where-Object status -EQ 429) | Should -BeNullOrEmpty
        (Invoke-Control GET stats).quotaViolations | Should -Be 0
    }

    It 'keeps the order of the input' {
        @(1..7 | Start-DpJobGroup).RecipeId | Should -Be @(1..7)
    }

    It 'emits each group as it ends with -Wait, not in the order of the input' {
        $rows = [pscustomobject]@{ RecipeId = 1; seconds = 200 }, [pscustomobject]@{ RecipeId = 2; seconds = 10 }
        $groups = @($rows | Start-DpJobGroup -ParameterProperty seconds -Wait @fast)
        $groups.RecipeId | Should -Be @(2, 1)
        $groups.InputObject.seconds | Should -Be @(10, 200)
    }

    It 'sends no more at a time than -ThrottleLimit' {
        Add-Fault @{ operation = 'runJobGroup'; times = 0; fault = 'slow'; delayMs = 20; chunkBytes = 100 }
        $null = 1..6 | Start-DpJobGroup -ThrottleLimit 1
        @(Get-Journal runJobGroup | Where-Object { $_.inFlight -gt 1 }) | Should -BeNullOrEmpty
    }

    It 'goes on past a line that cannot be started' {
        $rows = @(1, 'nonsense', 3) | ForEach-Object { [pscustomobject]@{ RecipeId = $_ } }
        $groups = @($rows | Start-DpJobGroup -ErrorVariable problem -ErrorAction SilentlyContinue)
        $groups.RecipeId | Should -Be @(1, 3)
        "$($problem[0])" | Should -Match 'nonsense'
    }

    It 'names a column that the input does not have' {
        $null = [pscustomobject]@{ RecipeId = 1; Region = 'eu' } | Start-DpJobGroup -ParameterProperty Regoin -ErrorVariable problem -ErrorAction SilentlyContinue
        "$($problem[0])" | Should -Match 'Regoin.*Region'
        @(Get-Journal runJobGroup) | Should -BeNullOrEmpty
    }
}
