# The README's one-liners, taken from its text and run as they stand there.
BeforeDiscovery {
    $readme = Get-Content (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'README.md') -Raw -Encoding UTF8
    $section = [regex]::Match($readme, '(?ms)^## Ten one-liners\r?$(.*?)^## ').Groups[1].Value
    $lines = @([regex]::Matches($section, '(?ms)^```powershell\r?\n(.*?)\r?\n```') | ForEach-Object { $_.Groups[1].Value })
    # What each must show, in the order of the README.
    $checks = @(
        { (Get-DpSession).User | Should -Be 'ada@example.com' }
        {
            $output.Status | Should -Be 'Complete'
            $sent = (Get-SentBody runJobGroup)[-1]
            $sent.wrangledDataset.id | Should -Be 7
            $sent.runParameters.overrides.data[0].key | Should -Be 'Region'
            $sent.runParameters.overrides.data[0].value | Should -Be 'EMEA'
        }
        {
            $output.Count | Should -Be 2
            $output | ForEach-Object { $_.Jobs[0].Status | Should -Be 'Complete' }
            (Get-SentBody runJobGroup | ForEach-Object { $_.runParameters.overrides.data[0].value } | Sort-Object) -join ' ' | Should -Be 'APAC EMEA'
        }
        {
            $output.Count | Should -BeIn 1, 2, 3
            $output[0].IsFinished | Should -BeTrue
            (Get-Journal runJobGroup).Count | Should -Be 3
        }
        {
            $output.Count | Should -Be 1
            "$($output[0].ErrorMessage)" | Should -Be 'No such column'
        }
        {
            $output.Id | Should -Contain $running.Id
            $output | Where-Object Id -EQ $running.Id | ForEach-Object Status | Should -Be 'Canceled'
        }
        { $output[0].Uri | Should -Match '^gs://' }
        {
            $output.Count | Should -Be 2
            $output | ForEach-Object { $_.DeploymentId | Should -Be 3; $_.IsSuccess | Should -BeTrue }
        }
        {
            $output[0] | Should -BeOfType ([IO.FileInfo])
            [IO.File]::ReadAllText($output[0].FullName).StartsWith('%PDF') | Should -BeTrue
        }
        {
            $output.Count | Should -Be 10
            $output[0].name | Should -Not -BeNullOrEmpty
        }
    )
    $cases = @(for ($i = 0; $i -lt [Math]::Max($lines.Count, $checks.Count); $i++) { @{ Line = $lines[$i]; Check = $checks[$i] } })
}

Describe 'The one-liners of the README' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'common.ps1')
        Import-DataprepModule
        $emulator = Start-Emulator '--speed', '50'
        $env:DATAPREP_TOKEN = $Token
        $env:DATAPREP_BASE_URI = $emulator.Uri
        # Whatever session another file left in this runspace.
        Disconnect-DpSession
        Push-Location $TestDrive
        "RecipeId,Region", '8,EMEA', '9,APAC' | Set-Content regions.csv -Encoding ASCII

        # A day that has a failed job and a running one in it.
        $failed = Start-DpJobGroup 21 -Parameter @{ seconds = 36000 }
        $running = Start-DpJobGroup 22 -Parameter @{ seconds = 36000 }
        $null = Add-World @{ jobGroups = @(@{ id = $failed.Id; status = 'Failed'; errorMessage = 'No such column' }, @{ id = $running.Id; status = 'InProgress' }) }
        $null = Start-DpJobGroup 23 -Wait
        Disconnect-DpSession
    }

    AfterAll {
        Pop-Location
        Disconnect-DpSession
        Remove-Item env:DATAPREP_TOKEN, env:DATAPREP_BASE_URI -ErrorAction Ignore
        Stop-Emulator
    }

    BeforeEach { Clear-Journal }

    It '<line>' -ForEach $cases {
        $Line | Should -Not -BeNullOrEmpty -Because 'each check belongs to a line of the README'
        $Check | Should -Not -BeNullOrEmpty -Because 'each line of the README needs a check here'
        $Error.Clear()
        $output = @(. ([scriptblock]::Create($Line)))
        "$Error" | Should -BeNullOrEmpty
        . $Check
    }
}

Describe 'The README' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'common.ps1')
        $readme = Get-Content (Join-Path $Root 'README.md') -Raw -Encoding UTF8
    }

    It 'links to files that are there' {
        foreach ($match in [regex]::Matches($readme, '\]\((?!https?:)([^)#]+)\)')) {
            Join-Path $Root $match.Groups[1].Value | Should -Exist
        }
    }

    It 'names every task of the build and no other' {
        $tasks = [regex]::Match((Get-Content (Join-Path $Root 'build.ps1') -Raw), "ValidateSet\('Build'[^)]*").Value
        $named = [regex]::Matches($readme, '(?m)^\| `(\w+)`') | ForEach-Object { $_.Groups[1].Value }
        $known = [regex]::Matches($tasks, "'(\w+)'") | ForEach-Object { $_.Groups[1].Value }
        ($named | Sort-Object) -join ' ' | Should -Be (($known | Sort-Object) -join ' ')
    }

    It 'uses only cmdlets and parameters that there are' {
        Import-DataprepModule
        foreach ($block in [regex]::Matches($readme, '(?ms)^```powershell\r?\n(.*?)\r?\n```')) {
            $ast = [Management.Automation.Language.Parser]::ParseInput($block.Groups[1].Value, [ref] $null, [ref] $null)
            foreach ($call in $ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
                $name = $call.GetCommandName()
                if ($name -notlike '*-Dp*') { continue }
                $command = Get-Command $name -Module DataprepPS
                foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] }) {
                    $command.Parameters.Keys | Should -Contain $parameter.ParameterName -Because $name
                }
            }
        }
    }
}
