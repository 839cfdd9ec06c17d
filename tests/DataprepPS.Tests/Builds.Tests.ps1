# What cmdlets that wait tell the service that runs the build: its commands, in a process of their own, as the service reads them.
BeforeDiscovery {
    $services = @(
        @{ Service = 'GitHub Actions'; Variable = @{ GITHUB_ACTIONS = 'true' } }
        @{ Service = 'Azure DevOps'; Variable = @{ TF_BUILD = 'True' } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '200', '--quota', '0'
    $attack = "No such column%0A::error::stolen`n::set-output name=evil::1`n  ::add-mask::x`n##vso[task.setvariable variable=evil]1 ##[error]y`r`n::stop-commands::z"

    function Invoke-Build([string] $Script, [hashtable] $Variable) {
        <# A script as a step of a build: what it wrote, its files, and its exit code. #>
        $folder = New-Item (Join-Path $TestDrive ([guid]::NewGuid().ToString('N'))) -ItemType Directory
        $environment = @{
            GITHUB_STEP_SUMMARY = Join-Path $folder 'summary.md'; GITHUB_OUTPUT = Join-Path $folder 'output.txt'; AGENT_TEMPDIRECTORY = "$folder"
            DATAPREP_TOKEN = $Token; DATAPREP_BASE_URI = "$($emulator.Uri)"; NO_COLOR = '1'
        }
        foreach ($name in $Variable.Keys) { $environment[$name] = $Variable[$name] }
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'`n`$wait = @{ PollInterval = [timespan]::FromMilliseconds(50) }`n`$ErrorActionPreference = 'Continue'`n$Script" $environment
        $summary = Join-Path $folder 'summary.md'
        if ($result.Text -match '(?m)^##vso\[task\.uploadsummary\](.+?)\r?$') { $summary = $Matches[1] }
        [pscustomobject]@{
            Lines = $result.Output | ForEach-Object { $_ -split '\r?\n' }
            Text = $result.Text
            ExitCode = $result.ExitCode
            Summary = if (Test-Path $summary) { [IO.File]::ReadAllText($summary) }
            Outputs = if (Test-Path (Join-Path $folder 'output.txt')) { Get-Content (Join-Path $folder 'output.txt') }
        }
    }
}

AfterAll { Stop-Emulator }

Describe 'A wait under GitHub Actions' {
    BeforeEach { Reset-Emulator }

    It 'folds the log, makes an error of each failed run, sums up and sets outputs' {
        $null = Add-World @{ recipes = @(@{ id = 700; name = 'Sum, of: sales'; flowId = 1; fail = '100% of it' }) }
        $build = Invoke-Build '[pscustomobject]@{ RecipeId = 7; Region = "EMEA" }, [pscustomobject]@{ RecipeId = 700; Region = "APAC" } | Start-DpJobGroup -Wait @wait -ErrorAction Continue | Out-Null' @{ GITHUB_ACTIONS = 'true' }
        $commands = @($build.Lines | Where-Object { $_ -match '^::' })
        $commands[0] | Should -Be '::group::Waiting for job groups'
        $commands | Should -Contain '::endgroup::'
        @($commands | Where-Object { $_ -match '^::error ' }).Count | Should -Be 1
        $commands -join "`n" | Should -Match '::error title=Dataprep DpJobGroupFailed::Job group \d+ of recipe 700 failed: wrangle: 100%25 of it'
        $build.Text | Should -Match 'Job group \d+ \(customers step 2, Flow 2 customers\): Complete after 00:00:\d\d'
        $build.Summary | Should -Match '(?m)^## . 1 of 2 job groups failed$'
        $build.Summary | Should -Match 'Region = APAC'
        $build.Summary | Should -Match '(?m)^flowchart LR$'
        $build.Outputs[0] | Should -Match '^job-group-ids=\d+,\d+$'
        $build.Outputs[1] | Should -Match '^failed-job-group-ids=\d+$'
        $build.Outputs.Count | Should -Be 2
    }

    It 'has told everything before an error ends the script' {
        $null = Add-World @{ recipes = @(@{ id = 700; name = 'broken'; fail = 'No such column' }) }
        $build = Invoke-Build '$ErrorActionPreference = "Stop"; Start-DpJobGroup 700 -Wait @wait; "not reached"' @{ GITHUB_ACTIONS = 'true' }
        $build.ExitCode | Should -Be 1
        $build.Text | Should -Not -Match 'not reached'
        $told = @($build.Lines | Where-Object { $_ -match '^::(group|endgroup|error)' } | ForEach-Object { ($_ -split '[: ]')[2] })
        $told | Should -Be @('group', 'endgroup', 'error')
        $build.Summary | Should -Match 'No such column'
        $build.Outputs | Should -Contain "failed-$($build.Outputs[0])"
    }

    It 'makes an error of a start that failed, and of a refused token' {
        $build = Invoke-Build 'Start-DpJobGroup 99999 -Wait @wait' @{ GITHUB_ACTIONS = 'true' }
        @($build.Lines | Where-Object { $_ -match '^::error title=Dataprep ValidationFailed::Recipe 99999: ' }).Count | Should -Be 1
        $build = Invoke-Build 'Wait-DpJobGroup 1 @wait' @{ GITHUB_ACTIONS = 'true'; DATAPREP_TOKEN = 'wrong' }
        @($build.Lines | Where-Object { $_ -match '^::error title=Dataprep UnauthorizedException::' }).Count | Should -Be 1
        $build.Lines | Should -Contain '::endgroup::'
    }

    It 'says nothing of errors that nobody wants to hear' {
        $build = Invoke-Build 'Start-DpJobGroup 99999 -Wait @wait -ErrorAction SilentlyContinue' @{ GITHUB_ACTIONS = 'true' }
        $build.Text | Should -Not -Match '::error'
    }

    It 'makes a warning of what Watch- shows, and none of success' {
        $null = Add-World @{ recipes = @(@{ id = 700; name = 'broken'; fail = 'No such column' }) }
        $build = Invoke-Build '7, 700 | Start-DpJobGroup | Watch-DpJobGroup @wait' @{ GITHUB_ACTIONS = 'true' }
        @($build.Lines | Where-Object { $_ -match '^::error' }).Count | Should -Be 0
        @($build.Lines | Where-Object { $_ -match '^::warning title=Dataprep DpJobGroupFailed::' }).Count | Should -Be 1
        $build.Lines | Should -Contain '::group::Waiting for job groups'
        $build.Summary | Should -Match '1 of 2 job groups failed'
    }

    It 'sums up the job groups of a flow run' {
        $build = Invoke-Build 'Invoke-DpFlow 1 -Wait @wait | Out-Null' @{ GITHUB_ACTIONS = 'true' }
        $build.Summary | Should -Match 'All \d+ job groups are complete'
        $build.Outputs[0] | Should -Match '^flow-run-ids=\d+$'
    }

    It 'goes on where the files cannot be written' {
        $build = Invoke-Build 'Start-DpJobGroup 7 -Wait @wait | ForEach-Object Status' @{ GITHUB_ACTIONS = 'true'; GITHUB_STEP_SUMMARY = (Join-Path $TestDrive 'no/such/folder.md') }
        $build.ExitCode | Should -Be 0
        $build.Text | Should -Match 'The summary of the step could not be written'
        $build.Lines | Should -Contain 'Complete'
    }
}

Describe 'A wait under Azure DevOps' {
    BeforeEach { Reset-Emulator }

    It 'folds the log, makes an issue of each failed run, sums up and sets variables' {
        $null = Add-World @{ recipes = @(@{ id = 700; name = 'broken'; fail = 'half]; 100%' }) }
        $build = Invoke-Build '7, 700 | Start-DpJobGroup -Wait @wait | Out-Null' @{ TF_BUILD = 'True' }
        $commands = @($build.Lines | Where-Object { $_ -match '^##' })
        $commands[0] | Should -Be '##[group]Waiting for job groups'
        $commands | Should -Contain '##[endgroup]'
        $commands -join "`n" | Should -Match '##vso\[task\.logissue type=error;code=DpJobGroupFailed\]Job group \d+ of recipe 700 failed: wrangle: half\]; 100%AZP25'
        $commands -join "`n" | Should -Match '(?m)^##vso\[task\.setvariable variable=DataprepJobGroupIds;isOutput=true\]\d+,\d+$'
        $commands -join "`n" | Should -Match '(?m)^##vso\[task\.setvariable variable=DataprepFailedJobGroupIds;isOutput=true\]\d+$'
        $build.Summary | Should -Match '(?m)^## . 1 of 2 job groups failed$'
    }
}

Describe 'Texts of a server under <Service>' -ForEach $services {
    BeforeEach {
        Reset-Emulator
        $null = Add-World @{ recipes = @(@{ id = 700; name = $attack; flowId = 1; fail = $attack }) }
    }

    It 'become no command: <Name>' -ForEach @(
        @{ Name = 'the wait'; Script = '700 | Start-DpJobGroup -Wait @wait | Out-Null' }
        @{ Name = 'the screen'; Script = '700 | Start-DpJobGroup | Watch-DpJobGroup @wait' }
        @{ Name = 'an error by itself'; Script = '$DpCiOutput = $false; 700 | Start-DpJobGroup -Wait @wait | Out-Null' }
        @{ Name = 'a warning'; Script = '$DpCiOutput = $false; Add-Type -AssemblyName System.Net.Http; Get-DpJobGroup 1' ; Fault = @(@{ operation = 'getJobGroup'; times = 1; fault = 'status'; status = 503; body = '{"exception":{"name":"X ::error::y","message":"##vso[task.setvariable variable=evil]1 \n::error::x"}}' }) }
    ) {
        if ($Fault) { Add-Fault $Fault }
        $build = Invoke-Build $Script $Variable
        $commands = @($build.Lines | Where-Object { $_.TrimStart().StartsWith('::') -or $_ -match '##\w*\[' })
        $ours = '^(::group::Waiting for job groups|::endgroup::|::(error|warning) title=Dataprep DpJobGroupFailed::[^\r\n]*|##\[(group\]Waiting for job groups|endgroup\])|##vso\[task\.(uploadsummary\][^\[]*|setvariable variable=Dataprep(Failed)?JobGroupIds;isOutput=true\][\d,]*|logissue type=(error|warning);code=DpJobGroupFailed\].*))$'
        $commands | Where-Object { $_ -notmatch $ours } | Should -BeNullOrEmpty
        # A line of a command may hold what is escaped, but no second command.
        $commands | Where-Object { $_ -match '%(?!25|0A|0D|AZP25)' } | Should -BeNullOrEmpty
        $build.Text | Should -Not -Match '(?m)^\s*::(set-output|add-mask|stop-commands|error::)'
        $build.Lines | Where-Object { $_ -match '##vso\[task\.setvariable variable=evil' } | Should -BeNullOrEmpty
    }
}

Describe 'What is not wanted' {
    BeforeEach { Reset-Emulator }

    It 'is not written: <Name>' -ForEach @(
        @{ Name = '-NoCiOutput'; Script = 'Start-DpJobGroup 7 -Wait @wait -NoCiOutput | Out-Null'; Variable = @{ GITHUB_ACTIONS = 'true' } }
        @{ Name = '$DpCiOutput'; Script = '$DpCiOutput = $false; Start-DpJobGroup 7 -Wait @wait | Out-Null'; Variable = @{ TF_BUILD = 'True' } }
        @{ Name = '$DpCiOutput as text'; Script = '$DpCiOutput = "off"; 7 | Start-DpJobGroup | Watch-DpJobGroup @wait'; Variable = @{ GITHUB_ACTIONS = 'true' } }
        @{ Name = 'no build'; Script = 'Start-DpJobGroup 7 -Wait @wait | Out-Null'; Variable = @{} }
        @{ Name = 'another build'; Script = 'Start-DpJobGroup 7 -Wait @wait | Out-Null'; Variable = @{ CI = 'true' } }
    ) {
        $build = Invoke-Build $Script $Variable
        $build.Text | Should -Not -Match '(?m)^\s*::|##\w*\['
        $build.Summary | Should -BeNullOrEmpty
        $build.Outputs | Should -BeNullOrEmpty
        @(Get-Journal getJobGroup | Where-Object { $_.Query -match 'scriptResults' }) | Should -BeNullOrEmpty
    }

    It 'is not in what a script takes as output' {
        $build = Invoke-Build '$taken = 7 | Start-DpJobGroup -Wait @wait; @($taken).Count; $taken.GetType().Name' @{ GITHUB_ACTIONS = 'true' }
        $build.Lines | Should -Contain '1'
        $build.Lines | Should -Contain 'JobGroup'
    }
}
