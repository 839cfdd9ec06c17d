# One canary token through the doors of a whole shell: views, JSON, CSV, files, jobs, transcripts. Streams, errors and objects of every
# cmdlet are looked into in the engine (tests/DataprepPS.Engine.Tests).
BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $canary = 'eyJhbGciOiJSUzI1NiJ9.CANARY-7f3a9e21.c2lnbmF0dXJl'
    $marks = @($canary, 'CANARY-7f3a9e21', [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("joe:$canary")), [uri]::EscapeDataString($canary))
    $emulator = Start-Emulator '--token', $canary, '--basic', "joe:$canary", '--speed', '100', '--seed', '50', '--quota', '100000'
    $Token = $canary
    $fast = @{ PollInterval = [timespan]::FromMilliseconds(50) }

    function Assert-Clean {
        param([string] $Text, [string] $Where)
        foreach ($mark in $marks) {
            $at = $Text.IndexOf($mark, [StringComparison]::OrdinalIgnoreCase)
            if ($at -ge 0) { throw "The token is in ${Where}: $($Text.Substring([math]::Max(0, $at - 150), [math]::Min(200, $Text.Length - [math]::Max(0, $at - 150))))" }
        }

        if (-not $Text) { throw "There is nothing in $Where to look at." }
    }

    function Get-Everything {
        <# Text of an object in all the ways users see or save one. #>
        param($InputObject)
        $InputObject | Format-List * -Force | Out-String -Width 4000
        $InputObject | Format-Table -AutoSize | Out-String -Width 4000
        $InputObject | ConvertTo-Json -Depth 6 -Compress -WarningAction SilentlyContinue
        [Management.Automation.PSSerializer]::Serialize($InputObject, 5)
        $InputObject | ConvertTo-Csv -NoTypeInformation
        $InputObject | ForEach-Object { "$_" }
    }
}

AfterAll { Stop-Emulator }

Describe 'The token' {
    BeforeEach {
        Reset-Emulator
        Connect-Emulator
    }

    It 'is in no object: <Name>' -ForEach @(
        @{ Name = 'the session'; Make = { Get-DpSession } }
        @{ Name = 'a session by user and password'; Make = { Connect-DpSession -Credential (New-Object pscredential 'joe', (ConvertTo-SecureString $canary -AsPlainText -Force)) -BaseUri $emulator.Uri -PassThru } }
        @{ Name = 'a started job group'; Make = { Start-DpJobGroup 7 } }
        @{ Name = 'a finished job group'; Make = { Get-DpJobGroup 1 -Embed jobs, wrangledDataset, creator } }
        @{ Name = 'a stage'; Make = { Get-DpJob 1 } }
        @{ Name = 'a publication'; Make = { Publish-DpJobGroup 1 -ConnectionId 1 -Path d -Table t -Action create -InputFormat avro } }
        @{ Name = 'a deployment run'; Make = { Invoke-DpDeployment 1 } }
        @{ Name = 'inputs'; Make = { Get-DpJobGroupInput 1 } }
        @{ Name = 'outputs'; Make = { Get-DpJobGroupOutput 1 } }
        @{ Name = 'a profile'; Make = { Get-DpJobGroupProfile 2 } }
        @{ Name = 'an access token, whose value is asked for elsewhere'; Make = {
                Add-Fault @{ operation = 'createAccessToken'; fault = 'body'; status = 201; body = "{`"tokenValue`":`"$canary`",`"tokenInfo`":{`"tokenId`":`"t1`"}}" }
                New-DpAccessToken 60 | Where-Object Id -EQ t1
            }
        }
        @{ Name = 'a reply'; Make = { Invoke-DpApi /v4/people/current } }
    ) {
        Assert-Clean (Get-Everything (& $Make) | Out-String -Width 4000) $Name
    }

    It 'is nowhere in the fields of a session that a serializer or a debugger lists by name' {
        $session = Get-DpSession
        $session.PSObject.Properties.Name | Sort-Object | Should -Be @('BaseUri', 'ConnectedAt', 'IsConnected', 'RateLimit', 'User')
        $file = Join-Path $TestDrive 'session.xml'
        $session | Export-Clixml $file -Depth 8
        Assert-Clean (Get-Content $file -Raw) 'Export-Clixml'
        (Import-Clixml $file).BaseUri | Should -Be $session.BaseUri
    }

    It 'does not come back from Start-Job, and the error of using a dead session is clear' {
        $session = Get-DpSession
        $job = Start-Job {
            Import-Module $using:ManifestPath
            $using:session | Format-List * -Force | Out-String
            try { Get-DpJobGroup 1 -Session $using:session } catch { "$_" }
        }
        $text = $job | Receive-Job -Wait -AutoRemoveJob | Out-String
        $text | Should -Match 'Deserialized|Cannot convert'
        Assert-Clean $text 'Start-Job'
    }

    It 'is in no transcript' {
        $file = Join-Path $TestDrive 'transcript.txt'
        $result = Invoke-FreshShell @"
`$null = Start-Transcript '$file'
Import-Module '$ManifestPath'
Connect-DpSession -BaseUri $($emulator.Uri) -Verbose -Debug
Get-DpSession | Format-List * -Force
Start-DpJobGroup 7 -Verbose | Format-List * -Force
Get-DpJobGroup 9999 -ErrorAction Continue -Verbose
`$Error | Format-List * -Force
Get-DpSession | Get-Member | Out-String
`$null = Stop-Transcript
"@ @{ DATAPREP_TOKEN = $canary }
        $text = Get-Content $file -Raw
        $text | Should -Match 'DpSession|BaseUri'
        # The environment of the process is the user's own and is not printed here.
        Assert-Clean ($text + $result.Text) 'the transcript'
    }
}
