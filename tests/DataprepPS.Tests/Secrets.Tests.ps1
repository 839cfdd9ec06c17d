# One canary token through every door. Where it is found, the test fails and says where.
BeforeDiscovery { $IsCore = $PSVersionTable.PSEdition -eq 'Core' }

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

    function Get-ErrorText {
        <# An error record with everything that hangs on it. #>
        param($Record)
        $Record | Format-List * -Force | Out-String -Width 4000
        $Record | Out-String -Width 4000
        for ($exception = $Record.Exception; $exception; $exception = $exception.InnerException) {
            "$exception"
            $exception | Format-List * -Force | Out-String -Width 4000
            $exception.Data.Values
        }

        "$($Record.ErrorDetails.Message) $($Record.ErrorDetails.RecommendedAction) $($Record.ScriptStackTrace)"
        if ($IsCore) { $Record | Get-Error | Out-String -Width 4000 }
        [Management.Automation.PSSerializer]::Serialize($Record, 2)
    }
}

AfterAll { Stop-Emulator }

Describe 'The token' {
    BeforeEach {
        Reset-Emulator
        Connect-Emulator
    }

    It 'is in no stream at full verbosity' {
        $target = @{ ConnectionId = 1; Path = 'd'; Table = 't'; Action = 'create'; InputFormat = 'avro' }
        $text = & {
            Connect-DpSession -Token $canary -BaseUri $emulator.Uri -PassThru -Verbose -Debug
            Start-DpJobGroup 7 -Wait @fast -Verbose -Debug -Confirm:$false
            Get-DpJobGroup -First 30 -Verbose -Debug
            Get-DpJob 1 -Verbose -Debug
            Publish-DpJobGroup 1 @target -Verbose -Debug -Confirm:$false
            Invoke-DpDeployment 1 -Verbose -Debug -Confirm:$false
            Invoke-DpApi /v4/people/current -Verbose -Debug
            Get-DpJobGroup 9999 -Verbose -Debug -ErrorAction Continue
            Stop-DpJobGroup 1 -WhatIf -Verbose -Debug
        } *>&1 | Out-String -Width 4000
        $text | Should -Match '/v4/jobGroups'
        Assert-Clean $text 'the streams'
    }

    It 'is in no error, whatever the server does: <Fault>' -ForEach @(
        @{ Fault = 'echoAuthorization'; Rule = @{ fault = 'echoAuthorization' } }
        @{ Fault = 'a 401 that echoes'; Rule = @{ fault = 'status'; status = 401; body = '{"exception":{"name":"InvalidToken","message":"Bad token eyJhbGciOiJSUzI1NiJ9.CANARY-7f3a9e21.c2lnbmF0dXJl","details":"Bearer eyJhbGciOiJSUzI1NiJ9.CANARY-7f3a9e21.c2lnbmF0dXJl"}}' } }
        @{ Fault = 'a page that echoes'; Rule = @{ fault = 'body'; contentType = 'text/html'; body = '<html>Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.CANARY-7f3a9e21.c2lnbmF0dXJl</html>' } }
        @{ Fault = 'a header that echoes'; Rule = @{ fault = 'status'; status = 500; headers = @{ 'x-trifacta-request-id' = 'eyJhbGciOiJSUzI1NiJ9.CANARY-7f3a9e21.c2lnbmF0dXJl' } } }
        @{ Fault = 'a reset'; Rule = @{ fault = 'resetBefore' } }
        @{ Fault = 'a truncated body'; Rule = @{ fault = 'truncate' } }
        @{ Fault = 'a redirect to another host'; Rule = @{ fault = 'redirect'; status = 302; location = 'http://example.invalid/steal?token=eyJhbGciOiJSUzI1NiJ9.CANARY-7f3a9e21.c2lnbmF0dXJl' } }
    ) {
        $session = Connect-DpSession -Token $canary -BaseUri $emulator.Uri -MaxRetryTime 00:00:00.05 -PassThru
        Add-Fault (@{ operation = 'getJobGroup'; times = 0 } + $Rule)
        $Error.Clear()
        $text = try { Get-DpJobGroup 1 -Session $session -ErrorAction SilentlyContinue -Verbose 3>&1 4>&1 } catch { "$_" }
        $records = @($Error | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        $records.Count | Should -BeGreaterThan 0
        Assert-Clean (@($text | Out-String -Width 4000) + @($records | ForEach-Object { Get-ErrorText $_ }) -join "`n") $Fault
    }

    It 'is masked in data too when it comes back as an error text' {
        Add-Fault @{ operation = 'runJobGroup'; fault = 'echoAuthorization' }
        $null = Start-DpJobGroup 7 -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue
        Assert-Clean (@($problem | ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { Get-ErrorText $_ } }) + "$warned" + 'x' -join "`n") 'the error of a run'
    }

    It 'does not follow a redirect to another server' {
        $thief = Start-Emulator '--token', $canary
        try {
            Add-Fault @{ operation = 'getJobGroup'; times = 0; fault = 'redirect'; status = 307; location = "$($thief.Uri)v4/jobGroups/1" }
            Get-DpJobGroup 1 -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem.Count | Should -Be 1
            Get-Journal -Server $thief | Where-Object { $_.authorization.scheme } | Should -BeNullOrEmpty
        } finally { Stop-Emulator $thief }
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

    It 'is in no binding error: <Line>' -ForEach @(
        @{ Line = 'Connect-DpSession -Token $canary -BaseUri 1,2' }
        @{ Line = 'Connect-DpSession -Token $canary -NoSuchParameter' }
        @{ Line = 'Connect-DpSession -Token $canary -Timeout never' }
        @{ Line = 'Connect-DpSession -Token $canary -Credential ([pscredential]::Empty)' }
        @{ Line = 'Connect-DpSession -Token @($canary, $canary)' }
        @{ Line = 'Connect-DpSession -Token @{ token = $canary }' }
        @{ Line = 'Connect-DpSession -RefreshToken @($canary, $canary)' }
        @{ Line = 'Connect-DpSession -RefreshToken $canary -TokenEndpoint 1,2' }
        @{ Line = 'Connect-DpSession -RefreshToken $canary -ClientId c -TokenEndpoint "ftp://example.invalid" -BaseUri $emulator.Uri' }
        @{ Line = 'Connect-DpSession -RefreshToken "$canary`nX: 1" -ClientId c -TokenEndpoint https://example.invalid -BaseUri $emulator.Uri' }
        @{ Line = 'Connect-DpSession -Token ([pscustomobject]@{ token = $canary })' }
        @{ Line = 'Connect-DpSession -Token ([Text.Encoding]::UTF8.GetBytes($canary))' }
        @{ Line = 'Connect-DpSession -Token "$canary`nX-Injected: 1" -BaseUri $emulator.Uri' }
        @{ Line = 'Connect-DpSession -Token " $canary" -BaseUri "ftp://$($emulator.Uri.Host)"' }
        @{ Line = 'Connect-DpSession -Token $canary -BaseUri "http://example.invalid"' }
        @{ Line = 'Connect-DpSession -Token ("$canary" + [char]0x20AC) -BaseUri $emulator.Uri' }
    ) {
        $Error.Clear()
        try { $null = & ([scriptblock]::Create($Line)) *>&1 } catch { $null = $_ }
        $Error.Count | Should -BeGreaterThan 0
        Assert-Clean ($Error | ForEach-Object { Get-ErrorText $_ } | Out-String -Width 4000) $Line
    }

    It 'is taken from a copied line with spaces and a line end' {
        Connect-DpSession -Token "  $canary`r`n" -BaseUri $emulator.Uri
        (Get-DpJobGroup 1).Id | Should -Be 1
    }

    It 'is sent to nobody but the server, and only in the header' {
        $null = Start-DpJobGroup 7
        $sent = Get-Journal
        $sent | ForEach-Object { $_.authorization.accepted | Should -BeTrue }
        Assert-Clean ($sent | ConvertTo-Json -Depth 8) 'the journal'
    }

    It 'is wiped by Disconnect-DpSession' {
        $session = Get-DpSession
        Disconnect-DpSession
        $flags = [Reflection.BindingFlags] 'Instance,NonPublic,Public'
        $seen = New-Object Collections.Generic.HashSet[int]
        $found = New-Object Collections.Generic.List[string]
        # Every string that can be reached from the session by our own fields.
        $walk = {
            param($Value, [string] $Path, [int] $Depth)
            if ($null -eq $Value -or $Depth -gt 7) { return }
            if ($Value -is [string] -or $Value -is [char[]] -or $Value -is [byte[]]) {
                $text = if ($Value -is [byte[]]) { [Text.Encoding]::UTF8.GetString($Value) } else { -join $Value }
                if ($text -match 'CANARY-7f3a9e21') { $found.Add($Path) }
                return
            }

            $type = $Value.GetType()
            if ($type.IsPrimitive -or $type.Namespace -like 'System.Reflection*' -or -not $seen.Add([Runtime.CompilerServices.RuntimeHelpers]::GetHashCode($Value))) { return }
            while ($type -and $type.FullName -like 'DataprepPS*' -or $type -and $type.FullName -like 'System.Net*') {
                foreach ($field in $type.GetFields($flags)) { & $walk $field.GetValue($Value) "$Path.$($field.Name)" ($Depth + 1) }
                $type = $type.BaseType
            }
        }
        & $walk $session 'session' 0
        $found | Should -BeNullOrEmpty
    }
}
