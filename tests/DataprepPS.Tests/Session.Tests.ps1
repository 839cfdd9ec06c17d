# Sessions, errors, retries, Invoke-DpApi and cultures.
BeforeDiscovery { $IsCore = $PSVersionTable.PSEdition -eq 'Core' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '100', '--seed', '50', '--quota', '100000', '--basic', 'joe:pass'
    Connect-Emulator
    $fast = @{ PollInterval = [timespan]::FromMilliseconds(50) }
}

AfterAll { Stop-Emulator }

Describe 'Connect-DpSession' {
    BeforeEach { Reset-Emulator }

    It 'is silent, and emits the session with -PassThru' {
        Connect-DpSession -Token $Token -BaseUri $emulator.Uri | Should -BeNullOrEmpty
        $session = Connect-DpSession -Token (ConvertTo-SecureString $Token -AsPlainText -Force) -BaseUri $emulator.Uri -PassThru
        $session.BaseUri | Should -Be $emulator.Uri
        $session.User | Should -Not -BeNullOrEmpty
        $session.ConnectedAt | Should -BeOfType ([datetimeoffset])
        (Get-DpSession).ConnectedAt | Should -Be $session.ConnectedAt
    }

    It 'takes user and password' {
        $credential = New-Object pscredential 'joe', (ConvertTo-SecureString 'pass' -AsPlainText -Force)
        $session = Connect-DpSession -Credential $credential -BaseUri $emulator.Uri -PassThru
        (Get-DpJobGroup 1 -Session $session).Id | Should -Be 1
        @(Get-Journal)[-1].authorization.scheme | Should -Be 'Basic'
    }

    It 'refuses a wrong token at once, and asks nothing with -SkipCheck' {
        { Connect-DpSession -Token wrong -BaseUri $emulator.Uri } | Should -Throw -ErrorId '*AuthenticationFailed*'
        Clear-Journal
        Connect-DpSession -Token $Token -BaseUri $emulator.Uri -SkipCheck
        Get-Journal | Should -BeNullOrEmpty
    }

    It 'keeps the session there was when it fails' {
        Connect-Emulator
        $before = Get-DpSession
        { Connect-DpSession -Token wrong -BaseUri $emulator.Uri } | Should -Throw
        (Get-DpSession).ConnectedAt | Should -Be $before.ConnectedAt
    }

    It 'refuses plain http to another machine unless told' {
        { Connect-DpSession -Token x -BaseUri 'http://example.invalid' } | Should -Throw -ErrorId 'DpInsecureBaseUri*'
        Connect-DpSession -Token x -BaseUri 'http://example.invalid' -AllowInsecure -SkipCheck
        (Get-DpSession).BaseUri.Host | Should -Be 'example.invalid'
        Connect-Emulator
    }

    It 'names the server that does not answer' {
        { Connect-DpSession -Token x -BaseUri 'http://127.0.0.1:1' -MaxRetryTime 00:00:00.1 -WarningAction SilentlyContinue } | Should -Throw -ErrorId 'DpConnectionFailed*' -ExpectedMessage '*127.0.0.1*'
    }

    It 'takes the address with /v4 and with a slash' {
        $session = Connect-DpSession -Token $Token -BaseUri "$($emulator.Uri)v4/" -PassThru
        (Get-DpJobGroup 1 -Session $session).Id | Should -Be 1
    }

    It 'warns when certificates are not checked' {
        Connect-DpSession -Token $Token -BaseUri $emulator.Uri -SkipCertificateCheck -WarningVariable warned -WarningAction SilentlyContinue
        @($warned).Count | Should -Be 1
    }
}

Describe 'Sessions' {
    BeforeEach { Reset-Emulator }

    It 'ends everything with one clear error when there is none' {
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; try { 1..3 | Get-DpJobGroup -ErrorAction Continue } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction }; if (Get-DpSession) { 'a session' }"
        $result.Output[0] | Should -BeLike 'DpNotConnected*'
        $result.Output[1] | Should -Match 'Connect-DpSession'
        $result.Output.Count | Should -Be 2
    }

    It 'connects by itself where DATAPREP_TOKEN is set' {
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; (Get-DpJobGroup 1).Id; (Get-DpSession).BaseUri.Port; Disconnect-DpSession; Connect-DpSession; (Get-DpSession).User" @{ DATAPREP_TOKEN = $Token; DATAPREP_BASE_URI = "$($emulator.Uri)" }
        $result.Output[0] | Should -Be '1'
        $result.Output[1] | Should -Be "$($emulator.Uri.Port)"
        $result.Output.Count | Should -Be 3
    }

    It 'is told when DATAPREP_BASE_URI is no address' {
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; try { Get-DpJobGroup 1 } catch { `$_.FullyQualifiedErrorId; `"`$_`" }" @{ DATAPREP_TOKEN = $Token; DATAPREP_BASE_URI = 'not an address' }
        $result.Text | Should -Match 'DpNotConnected'
        $result.Text | Should -Match 'DATAPREP_BASE_URI'
    }

    It 'disconnects: later calls say so' {
        $session = Connect-DpSession -Token $Token -BaseUri $emulator.Uri -PassThru
        Disconnect-DpSession
        Get-DpSession | Should -BeNullOrEmpty
        $session.IsConnected | Should -BeFalse
        { Get-DpJobGroup 1 -Session $session } | Should -Throw -ErrorId 'DpNotConnected*'
        { Get-DpJobGroup 1 } | Should -Throw -ErrorId 'DpNotConnected*'
        Disconnect-DpSession
        Connect-Emulator
    }

    It 'serves two servers at once' {
        $second = Start-Emulator '--token', 'other'
        try {
            $there = Connect-DpSession -Token other -BaseUri $second.Uri -PassThru
            Connect-Emulator
            $started = Start-DpJobGroup 7 -Session $there
            @(Get-Journal runJobGroup -Server $second).Count | Should -Be 1
            Get-Journal runJobGroup | Should -BeNullOrEmpty
            (Get-DpJobGroup $started.Id -Session $there).Id | Should -Be $started.Id
        } finally { Stop-Emulator $second }
    }

    It 'is the runspace''s own' {
        $runspace = New-Runspace -NotConnected
        try {
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $null = $shell.AddScript('Get-DpSession').Invoke() | Should -BeNullOrEmpty
            $shell.Dispose()
        } finally { $runspace.Dispose() }
    }

    It 'goes into ForEach-Object -Parallel by $using:' -Skip:(-not $IsCore) {
        $session = Get-DpSession
        $manifest = $ManifestPath
        $ids = 1..12 | ForEach-Object -Parallel { Import-Module $using:manifest; (Get-DpJobGroup $_ -Session $using:session).Id } -ThrottleLimit 6
        $ids | Sort-Object | Should -Be @(1..12)
    }

    It 'goes into Start-ThreadJob by $using:' -Skip:(-not $IsCore) {
        $session = Get-DpSession
        $manifest = $ManifestPath
        $jobs = 1..4 | ForEach-Object { $id = $_; Start-ThreadJob { Import-Module $using:manifest; Start-DpJobGroup $using:id -Session $using:session -Wait -PollInterval 00:00:00.05 } }
        @($jobs | Receive-Job -Wait -AutoRemoveJob).Status | Should -Be @('Complete', 'Complete', 'Complete', 'Complete')
        (Get-DpSession).IsConnected | Should -BeTrue
    }

    It 'shows what is known of the quotas' {
        $null = Start-DpJobGroup 7
        $limit = (Get-DpSession).RateLimit | Where-Object EndpointClass -EQ 'runJobGroup'
        $limit.UserLimit | Should -BeGreaterThan 0
    }
}

Describe 'Errors' {
    BeforeEach { Reset-Emulator }

    It 'carries id, category, request id, status, path and advice' {
        Get-DpJobGroup 999999 -ErrorVariable problem -ErrorAction SilentlyContinue
        $record = $problem[0]
        $record.FullyQualifiedErrorId | Should -Match '^\w+NotFoundException,DataprepPS\.Commands\.GetDpJobGroupCommand$'
        $record.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $record.TargetObject | Should -Be 999999
        $record.Exception.StatusCode | Should -Be 404
        $record.Exception.RequestId | Should -Be @(Get-Journal)[-1].requestId
        $record.ErrorDetails.Message | Should -Match ([regex]::Escape($record.Exception.RequestId))
        $record.ErrorDetails.Message | Should -Match 'GET /v4/jobGroups/999999'
        $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $record.Exception.Method | Should -Be 'GET'
        $record.Exception.Path | Should -Be '/v4/jobGroups/999999'
    }

    It 'maps <Status> <Server> to <Category>' -ForEach @(
        @{ Status = 400; Server = 'ApiValidationFailed'; Category = 'InvalidArgument' }
        @{ Status = 403; Server = 'AccessControlException'; Category = 'PermissionDenied' }
        @{ Status = 404; Server = 'DataNotFoundException'; Category = 'ObjectNotFound' }
        @{ Status = 404; Server = 'RouteNotFoundException'; Category = 'NotImplemented' }
        @{ Status = 410; Server = 'GoneException'; Category = 'ObjectNotFound' }
        @{ Status = 500; Server = 'InternalServerError'; Category = 'ResourceUnavailable' }
    ) {
        $once = Connect-DpSession -Token $Token -BaseUri $emulator.Uri -MaxRetryTime 00:00:00.05 -PassThru
        Add-Fault @{ operation = 'getJobsForJobGroup'; times = 0; fault = 'status'; status = $Status; body = "{`"exception`":{`"name`":`"$Server`",`"message`":`"It went wrong`",`"details`":`"Here is why`"}}" }
        $null = Get-DpJob 1 -Session $once -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$Server,*"
        $problem[0].CategoryInfo.Category | Should -Be $Category
        "$($problem[0])" | Should -Match 'Here is why|It went wrong'
    }

    It 'goes on under Continue and SilentlyContinue, ends under Stop, leaves none under Ignore' {
        @(Get-DpJobGroup 999, 1 -ErrorAction SilentlyContinue).Id | Should -Be @(1)
        @(Get-DpJobGroup 999, 1 -ErrorAction Continue 2>$null).Id | Should -Be @(1)
        $Error.Clear()
        @(Get-DpJobGroup 999, 1 -ErrorAction Ignore).Id | Should -Be @(1)
        $Error.Count | Should -Be 0
        { Get-DpJobGroup 999, 1 -ErrorAction Stop } | Should -Throw -ErrorId '*NotFoundException*'
        $?  | Should -BeTrue
    }

    It 'ends everything on a refused token' {
        $bad = Connect-DpSession -Token wrong -BaseUri $emulator.Uri -SkipCheck -PassThru
        Clear-Journal
        { 1..50 | Start-DpJobGroup -Session $bad -ThrottleLimit 1 -ErrorAction SilentlyContinue } | Should -Throw -ErrorId '*AuthenticationFailed*'
        @(Get-Journal).Count | Should -BeLessThan 5
        Connect-Emulator
    }

    It 'reports what is no JSON as a reply that cannot be read' {
        Add-Fault @{ operation = 'getJobGroup'; times = 0; fault = 'body'; body = '{"id":' }
        $null = Get-DpJobGroup 1 -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DpInvalidResponse*'
        $problem[0].Exception.RequestId | Should -Not -BeNullOrEmpty
    }

    It 'tells a time-out from a stop' {
        $hasty = Connect-DpSession -Token $Token -BaseUri $emulator.Uri -Timeout 00:00:00.3 -MaxRetryTime 00:00:00.1 -PassThru
        Add-Fault @{ operation = 'getJobGroup'; times = 0; fault = 'hangBefore' }
        $null = Get-DpJobGroup 1 -Session $hasty -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DpRequestTimeout*'
        $problem[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        Connect-Emulator
    }
}

Describe 'Retries' {
    BeforeEach { Reset-Emulator }

    It 'shows one warning with seconds and attempt for a 429, and the call succeeds' {
        Add-Fault @{ operation = 'getJobGroup'; fault = 'status'; status = 429; headers = @{ 'x-retry-after' = '1' }; body = '{"exception":{"name":"TooManyRequestsException","message":"Too Many Requests","details":"Wait 1 seconds"}}' }
        $group = Get-DpJobGroup 1 -WarningVariable warned -WarningAction SilentlyContinue
        $group.Id | Should -Be 1
        @($warned).Count | Should -Be 1
        "$warned" | Should -Match '\d+(\.\d+)? s\b'
        "$warned" | Should -Match 'attempt 2'
    }

    It 'starts once although the reply was lost' {
        Add-Fault @{ operation = 'runJobGroup'; fault = 'resetAfter' }
        $group = Start-DpJobGroup 33 -WarningAction SilentlyContinue
        @(Invoke-Control GET actions).Count | Should -Be 1
        @((Get-Journal runJobGroup).executionId | Select-Object -Unique).Count | Should -Be 1
        $group.RecipeId | Should -Be 33
        "$(@(Invoke-Control GET jobGroups)[-1].id)" | Should -Be "$($group.Id)"
    }

    It 'does not repeat a publish whose outcome is not known' {
        Add-Fault @{ operation = 'publishJobGroup'; fault = 'resetAfter' }
        $null = Publish-DpJobGroup 1 -ConnectionId 1 -Path d -Table t -Action create -InputFormat avro -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        @(Get-Journal publish).Count | Should -Be 1
        @(Invoke-Control GET actions).Count | Should -Be 1
    }
}

Describe 'Invoke-DpApi' {
    BeforeEach { Reset-Emulator }

    It 'reads and pages' {
        (Invoke-DpApi /v4/flows/5).id | Should -Be 5
        @(Invoke-DpApi /v4/wrangledDatasets -Paginate).Count | Should -Be 50
        (Invoke-DpApi /v4/wrangledDatasets -Query @{ limit = 2 }).data.Count | Should -Be 2
        Invoke-DpApi /v4/jobGroups/1/status | Should -Be 'Complete'
        Invoke-DpApi /v4/jobGroups/1/status -Raw | Should -Be '"Complete"'
        @(Invoke-DpApi /v4/jobGroups -Paginate | Select-Object -First 1).Count | Should -Be 1
    }

    It 'sends objects, hashtables and text alike' {
        $null = Invoke-DpApi /v4/jobGroups -Method POST -Body @{ wrangledDataset = @{ id = 7 } }
        $null = Invoke-DpApi /v4/jobGroups -Method POST -Body ([pscustomobject]@{ wrangledDataset = [pscustomobject]@{ id = 7 } })
        $null = '{"wrangledDataset":{"id":7}}' | Invoke-DpApi /v4/jobGroups -Method POST
        @((Get-Journal runJobGroup).Body | Select-Object -Unique) | Should -Be '{"wrangledDataset":{"id":7}}'
        @(Get-Journal runJobGroup).Count | Should -Be 3
    }

    It 'refuses another host, and a body that is no JSON' {
        foreach ($bad in 'https://example.invalid/v4/flows', '//example.invalid/v4/flows') {
            $null = Invoke-DpApi $bad -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem.Count | Should -BeGreaterThan 0 -Because $bad
        }
        $null = Invoke-DpApi /v4/jobGroups -Method POST -Body '{"a":' -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DpWrongInput*'
        Get-SentChange | Should -BeNullOrEmpty
    }

    It 'is gone without a word after a 204' {
        Invoke-DpApi /v4/jobGroups/1 -Method DELETE | Should -BeNullOrEmpty
        $null = Invoke-DpApi /v4/jobGroups/1 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}

Describe 'In culture <Culture>' -ForEach @{ Culture = 'tr-TR' }, @{ Culture = 'de-DE' }, @{ Culture = 'th-TH' }, @{ Culture = 'ar-SA' } {
    It 'does the main job as everywhere' {
        Reset-Emulator
        $result = Invoke-FreshShell @"
[cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo('$Culture')
[cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo('$Culture')
[cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::CurrentCulture
Import-Module '$ManifestPath'
Connect-DpSession -Token $Token -BaseUri $($emulator.Uri)
`$g = Start-DpJobGroup 7 -Parameter @{ size = 1.5; when = 'x' } -ReferenceDate '2024-02-29T12:00:00Z' -Wait -PollInterval 00:00:00.05
`$g.Status
`$g.IsSuccess
(Get-DpJobGroup 1).CreatedAt.ToUniversalTime().Year -ge 2024 -and (Get-DpJobGroup 1).CreatedAt.UtcDateTime.Year -lt 2200
@(Get-DpJobGroup -Status FAILED -CreatedAfter '2024-01-01T00:00:00Z').Count
(Publish-DpJobGroup `$g.Id -ConnectionId 1 -Path INDIGO -Table TITLE -Action TRUNCATEANDLOAD -InputFormat AVRO).JobGroupId -eq `$g.Id
@(Get-DpJob `$g.Id)[0].PercentComplete
(New-DpWriteSetting -Path /A.CSV.GZ -Format CSV -Compression GZIP).Format -ceq 'csv'
"@
        $result.Output[0..2] | Should -Be @('Complete', 'True', 'True')
        $result.Output[4] | Should -Be 'True'
        $result.Output[6] | Should -Be 'True'
        (Get-SentBody runJobGroup).runParameters.overrides.data | Where-Object key -EQ size | ForEach-Object { "$($_.value)" -replace ',', '.' } | Should -Be '1.5'
        (Get-Journal runJobGroup).Body | Should -Match '1\.5'
        (Get-Journal runJobGroup).Body | Should -Match '2024-02-29T12:00:00'
        (Get-SentBody publishJobGroup).action | Should -BeExactly 'truncateAndLoad'
        (Get-SentBody publishJobGroup).inputFormat | Should -BeExactly 'avro'
    }
}
