# The live screen as people see it: in a real terminal of several widths, which tmux is.
BeforeDiscovery {
    $noTerminal = -not (Get-Command tmux -ErrorAction Ignore)
    if ($noTerminal) { Write-Host '*** THE SCREEN WAS NOT TESTED IN A TERMINAL: there is no tmux on PATH. On Debian: apt-get install -y tmux ***' -ForegroundColor Yellow }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--quota', '0', '--speed', '10'
    $socket = "dataprep-$PID"
    # Where captures are kept for somebody to look at.
    $keep = $env:DATAPREP_SCREENS

    function Start-Terminal([int] $Width, [string] $Script, [hashtable] $Variable = @{}) {
        <# A shell in a terminal that runs a script and stays; its name. #>
        $name = "t$([guid]::NewGuid().ToString('N').Substring(0, 8))"
        $file = Join-Path $TestDrive "$name.ps1"
        Set-Content $file "`$ProgressPreference = 'SilentlyContinue'; Import-Module '$ManifestPath'; $Script; 'the end'; Start-Sleep 60" -Encoding UTF8
        $settings = @{ DATAPREP_TOKEN = $Token; DATAPREP_BASE_URI = "$($emulator.Uri)"; LC_ALL = 'C.UTF-8'; POWERSHELL_TELEMETRY_OPTOUT = '1' } + $Variable
        $arguments = @('-u', '-L', $socket, '-f', '/dev/null', 'new-session', '-d', '-s', $name, '-x', $Width, '-y', 20)
        foreach ($key in $settings.Keys) { $arguments += '-e', "$key=$($settings[$key])" }
        # The terminal has the variables of whoever ran the first test, where a build may not want colours.
        & tmux @arguments env @(if (-not $Variable.ContainsKey('NO_COLOR')) { '-u', 'NO_COLOR' }) $ShellPath -NoProfile -File $file
        if ($LASTEXITCODE) { throw 'tmux did not start.' }
        $name
    }

    function Get-Screen([string] $Name, [switch] $WithColors) {
        $arguments = @('-L', $socket, 'capture-pane', '-p', '-t', $Name) + @(if ($WithColors) { '-e' })
        @(& tmux @arguments)
    }

    function Wait-Screen([string] $Name, [string] $Pattern, [double] $Seconds = 60) {
        <# The screen once it shows something. #>
        $box = @{}
        try { Wait-Until { $box.Lines = Get-Screen $Name; ($box.Lines -join "`n") -match $Pattern } $Seconds "a screen with $Pattern" }
        catch { throw "$_ It shows:`n$($box.Lines -join "`n")" }
        $box.Lines
    }

    function Save-Screen([string] $Title, [string[]] $Lines) {
        if ($keep) { Set-Content (Join-Path $keep "$Title.txt") $Lines -Encoding UTF8 }
    }
}

AfterAll {
    if (Get-Command tmux -ErrorAction Ignore) { & tmux -L $socket kill-server 2>$null }
    Stop-Emulator
}

Describe 'Watch-DpJobGroup in a terminal' -Skip:$noTerminal {
    BeforeAll {
        Reset-Emulator
        $null = Add-World @{ recipes = @(
                @{ id = 700; name = 'Stock levels 在庫レベルの日次集計', 'and more' -join ' '; flowId = 4; seconds = 60 }
                @{ id = 701; name = 'Daily revenue by region'; flowId = 1; seconds = 100 }
                @{ id = 702; name = 'Returns and refunds'; flowId = 3; seconds = 15; fail = 'No such column' }
                @{ id = 703; name = "steers `e[31mthe terminal"; flowId = 5; seconds = 60 })
        }

        # All at once: they take as long as one.
        $seen = @{}
        $terminals = @(60, 80, 200 | ForEach-Object { @{ Width = $_; Name = Start-Terminal $_ '$runs = 700, 701, 702, 703 | Start-DpJobGroup; $runs | Watch-DpJobGroup -PollInterval 00:00:00.3' } })
        $moments = @{ running = '(?s)1 of 4 ended, 1 failed.*until'; ended = 'the end' }
        Wait-Until {
            foreach ($terminal in $terminals) {
                $lines = Get-Screen $terminal.Name
                foreach ($moment in $moments.Keys) {
                    $name = "$($terminal.Width)-$moment"
                    if (-not $seen[$name] -and $lines -join "`n" -match $moments.$moment) { $seen[$name] = $lines }
                }
            }

            $seen.Count -eq 6
        } 90 'three screens, each running and ended'
        foreach ($screen in $seen.Keys) { Save-Screen "watch-$screen" $seen[$screen] }
    }

    It 'fits <Width> columns: names, a line for the whole, each letter in its cells' -ForEach @{ Width = 60 }, @{ Width = 80 }, @{ Width = 200 } {
        $running = $seen["$Width-running"]
        $rows = @($running | Where-Object { $_ -match '^(InProgress|Created|Failed|Complete)' })
        $rows.Count | Should -Be 4
        $running -join "`n" | Should -Match 'Returns and refunds|Returns and ref'
        $running -join "`n" | Should -Match '在庫'
        $running -join "`n" | Should -Not -Match '-0:00|~0:00'
        # tmux cuts what is too long into another line: then there would be more of them.
        @($running | Where-Object { $_ }).Count | Should -Be 6
        if ($Width -eq 200) {
            $running -join "`n" | Should -Match 'Daily revenue by region · Flow 1 orders +wrangle \d+ %'
            $running -join "`n" | Should -Match 'Returns and refunds · Flow 3 returns +wrangle: No such column'
        }
        $ended = $seen["$Width-ended"]
        @($ended | Where-Object { $_ -match '^Complete' }).Count | Should -Be 3
        @($ended | Where-Object { $_ -match '^Failed' }).Count | Should -Be 1
        # Drawn in place: nothing of an earlier picture is left.
        @($ended | Where-Object { $_ }).Count | Should -Be 7
        $ended -join "`n" | Should -Match '4 of 4 ended, 1 failed'
        $ended -join "`n" | Should -Match "steers \uFFFD\[31mthe ter"
    }

    It 'colours the states where colours are wanted, and only there: <Name>' -ForEach @(
        @{ Name = 'by default'; Before = ''; Variable = @{}; Colored = $true }
        @{ Name = 'NO_COLOR'; Before = ''; Variable = @{ NO_COLOR = '1' }; Colored = $false }
        @{ Name = '$PSStyle'; Before = '$PSStyle.OutputRendering = "PlainText"; '; Variable = @{}; Colored = $false }
    ) {
        $name = Start-Terminal 80 "$Before`$runs = 7, 702 | Start-DpJobGroup; `$runs | Watch-DpJobGroup -PollInterval 00:00:00.3" $Variable
        $null = Wait-Screen $name 'the end'
        $screen = (Get-Screen $name -WithColors) -join "`n"
        [regex]::IsMatch($screen, "`e\[31mFailed") | Should -Be $Colored
        [regex]::IsMatch($screen, "`e\[32mComplete") | Should -Be $Colored
        [regex]::IsMatch($screen, "`e\[3\dm") | Should -Be $Colored
    }

    It 'shows those at work when there are more than the window has lines' {
        $name = Start-Terminal 80 '$runs = 1..30 | Start-DpJobGroup; $runs | Watch-DpJobGroup -PollInterval 00:00:00.3'
        $screen = Wait-Screen $name '30 ended.*13 not shown'
        @($screen | Where-Object { $_ }).Count | Should -BeLessOrEqual 20
        Save-Screen 'watch-80-thirty' $screen
    }
}

Describe 'Watch-DpJobGroup in a log' {
    It 'tells each change in a line with the names, and the sum at the end' {
        Reset-Emulator
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; `$null = Connect-DpSession -Token '$Token' -BaseUri '$($emulator.Uri)'; 7, 8 | Start-DpJobGroup -Parameter @{ seconds = 15 } | Watch-DpJobGroup -PollInterval 00:00:00.05" @{ CI = 'true' }
        $lines = @($result.Output)
        @($lines | Where-Object { $_ -match '^Job group \d+ \(customers step [23], Flow 2 customers\): Complete after 0:0\d$' }).Count | Should -Be 2
        $lines[-1] | Should -Match '^2 of 2 ended · 0:0\d$'
    }
}
