# What only a whole shell shows of job groups: views, completion, rows of a CSV. What the cmdlets do is tried in the engine
# (tests/DataprepPS.Engine.Tests).
BeforeDiscovery { $IsCore = $PSVersionTable.PSEdition -eq 'Core' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '100', '--seed', '100', '--quota', '100000'
    Connect-Emulator
    $fast = @{ PollInterval = [timespan]::FromMilliseconds(50) }
}

AfterAll { Stop-Emulator }

Describe 'Rows of a CSV' {
    BeforeEach { Reset-Emulator }

    It 'become finished job groups and a table each' {
        $file = Join-Path $TestDrive 'rows.csv'
        Set-Content $file 'RecipeId,region', '1,emea', '2,apac'
        $published = @(Import-Csv $file | Start-DpJobGroup -ParameterProperty region -Wait @fast |
                Publish-DpJobGroup -ConnectionId 1 -Path default -Table t -Action create -InputFormat avro)
        $published.Count | Should -Be 2
        @(Get-SentBody runJobGroup | ForEach-Object { $_.runParameters.overrides.data[0].value } | Sort-Object) | Should -Be @('apac', 'emea')
    }

    It 'become settings' {
        $settings = "Path,Format,Action`n/a.csv,csv,append`n/b.json,json,create" | ConvertFrom-Csv | New-DpWriteSetting
        $settings.Action | Should -Be @('append', 'create')
    }
}

Describe 'Format views' {
    BeforeEach { Reset-Emulator }

    It 'shows <Name> in 80 columns, one line each' -ForEach @(
        @{ Name = 'job groups'; Make = { Get-DpJobGroup 1, 13, 7 }; Rows = 3; Words = 'Complete', 'Failed', 'Canceled' }
        @{ Name = 'started job groups'; Make = { Start-DpJobGroup 7 }; Rows = 1; Words = 'JobStarted' }
        @{ Name = 'stages'; Make = { Get-DpJob 1 | Select-Object -First 2 }; Rows = 2; Words = 'Complete' }
        @{ Name = 'the session'; Make = { Get-DpSession }; Rows = 1; Words = '127.0.0.1' }
        @{ Name = 'outputs'; Make = { Get-DpJobGroupOutput 1 | Select-Object -First 1 }; Rows = 1; Words = @() }
        @{ Name = 'inputs'; Make = { Get-DpJobGroupInput 1 | Select-Object -First 1 }; Rows = 1; Words = @() }
        @{ Name = 'flow runs'; Make = { Invoke-DpFlow 1 -Wait @fast }; Rows = 1; Words = 'Complete', '5 of 5' }
        @{ Name = 'started flow runs'; Make = { Invoke-DpFlow 1 }; Rows = 1; Words = 'JobStarted' }
        @{ Name = 'plan runs'; Make = { Invoke-DpPlan 1 -Wait @fast }; Rows = 1; Words = 'Complete' }
        @{ Name = 'publications'; Make = { Publish-DpJobGroup 1 -ConnectionId 1 -Path d -Table t -Action create -InputFormat avro }; Rows = 1; Words = @() }
    ) {
        if ($IsCore) { $PSStyle.OutputRendering = 'PlainText' }
        $lines = @((& $Make | Out-String -Width 80) -split '\r?\n' | Where-Object { $_.Trim() })
        $lines.Count | Should -Be ($Rows + 2)
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        foreach ($word in $Words) { $lines -join "`n" | Should -Match $word }
    }
}

Describe 'Completion' {
    BeforeEach { Reset-Emulator }

    It 'completes <Line> with <Expected>' -ForEach @(
        @{ Line = 'Start-DpJobGroup 7 -Execution d'; Expected = 'dataflow', 'databricksSpark' }
        @{ Line = 'Get-DpJobGroup -Status c'; Expected = 'Created', 'Complete', 'Canceled' }
        @{ Line = 'Get-DpJobGroup -Embed jobs.e'; Expected = @('jobs.errorMessage') }
        @{ Line = 'New-DpPublication -TargetType big'; Expected = @('bigquery') }
        @{ Line = 'Publish-DpJobGroup -Action trun'; Expected = @('truncateAndLoad') }
        @{ Line = 'Get-DpJobGroup -Sort i'; Expected = @('id') }
        @{ Line = "Get-DpJobGroup -Sort '-i"; Expected = @('-id') }
    ) {
        $words = (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText
        @($words | Sort-Object) | Should -Be @($Expected | Sort-Object)
        Get-Journal | Should -BeNullOrEmpty
    }
}
