# Job groups as users run them: what the server received, what came back, and what 0, 1 and n inputs do.
BeforeDiscovery { $IsCore = $PSVersionTable.PSEdition -eq 'Core' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '100', '--seed', '100', '--quota', '100000'
    Connect-Emulator
    $fast = @{ PollInterval = [timespan]::FromMilliseconds(50) }
}

AfterAll { Stop-Emulator }

Describe 'Start-DpJobGroup' {
    BeforeEach { Reset-Emulator }

    It 'sends the smallest body there is' {
        $group = Start-DpJobGroup 7
        @(Get-Journal runJobGroup).Count | Should -Be 1
        (Get-Journal runJobGroup).Body | Should -Be '{"wrangledDataset":{"id":7}}'
        $group.Id | Should -BeGreaterThan 0
        $group.RecipeId | Should -Be 7
        $group.JobGroupId | Should -Be $group.Id
        $group.Reason | Should -Be 'JobStarted'
        $group.SessionId | Should -Not -BeNullOrEmpty
        "$($group.ExecutionId)" | Should -Be (Get-Journal runJobGroup).ExecutionId
        @($group.JobGraph.Vertices).Count | Should -BeGreaterThan 1
        $group.JobGraph.Edges[0].Source | Should -Be $group.JobGraph.Vertices[0]
        @($group.Jobs).Count | Should -BeGreaterThan 1
    }

    It 'sends overrides, parameters, reference date and flags' {
        $null = Start-DpJobGroup -RecipeId 7 -Execution photon -Profiler $true -Parameter ([ordered]@{ region = 'emea'; n = 3 }) -ReferenceDate '2024-02-29T12:00:00+02:00' `
            -RanFrom schedule -ForceCacheUpdate -IgnoreRecipeErrors -Override @{ isAdhoc = $true }
        $body = Get-SentBody runJobGroup
        $body.wrangledDataset.id | Should -Be 7
        $body.overrides.execution | Should -Be 'photon'
        $body.overrides.profiler | Should -BeTrue
        $body.overrides.isAdhoc | Should -BeTrue
        @($body.runParameters.overrides.data).key | Should -Be @('region', 'n')
        @($body.runParameters.overrides.data)[0].value | Should -Be 'emea'
        (Get-Journal runJobGroup).Body | Should -Match '2024-02-29T1[02]:00:00'
        $body.ranfrom | Should -Be 'schedule'
        $body.forceCacheUpdate | Should -BeTrue
        $body.ignoreRecipeErrors | Should -BeTrue
    }

    It 'sends write settings and publications' {
        $write = New-DpWriteSetting -Path 's3://b/out.csv.gz' -Action overwrite -Format csv -Compression gzip -Header -AsSingleFile -Delimiter ';'
        $publish = New-DpPublication -ConnectionId 3 -Path sales -Table q3 -TargetType bigquery -Action truncateAndLoad
        $null = Start-DpJobGroup 7 -WriteSetting $write -Publication $publish -Profiler $false
        $overrides = (Get-SentBody runJobGroup).overrides
        $overrides.profiler | Should -BeFalse
        $setting = @($overrides.writesettings)[0]
        $setting.path | Should -Be 's3://b/out.csv.gz'
        $setting.action | Should -Be 'overwrite'
        $setting.format | Should -Be 'csv'
        $setting.compression | Should -Be 'gzip'
        $setting.header | Should -BeTrue
        $setting.asSingleFile | Should -BeTrue
        $setting.delim | Should -Be ';'
        $publication = @($overrides.publications)[0]
        $publication.connectionId | Should -Be 3
        @($publication.path) | Should -Be @('sales')
        $publication.tableName | Should -Be 'q3'
        $publication.targetType | Should -Be 'bigquery'
        $publication.action | Should -Be 'truncateAndLoad'
    }

    It 'checks without running in test mode' {
        $result = Start-DpJobGroup 7 -TestMode
        (Get-SentBody runJobGroup).testMode | Should -BeTrue
        @(Invoke-Control GET actions) | Should -BeNullOrEmpty
        $result | Should -Not -BeNullOrEmpty
    }

    It 'gives each run its own execution id, and a named one runs once' {
        $two = 7, 8 | Start-DpJobGroup
        @((Get-Journal runJobGroup).ExecutionId | Select-Object -Unique).Count | Should -Be 2
        $id = [guid]::NewGuid()
        $first = Start-DpJobGroup 7 -ExecutionId $id
        $again = Start-DpJobGroup 7 -ExecutionId $id -WarningAction SilentlyContinue
        $again.Id | Should -Be $first.Id
        @(Invoke-Control GET actions | Where-Object executionId -EQ $id).Count | Should -Be 1
        $two.Count | Should -Be 2
    }

    It 'refuses one -ExecutionId for two recipes' {
        $null = Start-DpJobGroup 7, 8 -ExecutionId ([guid]::NewGuid()) -ErrorVariable problem -ErrorAction SilentlyContinue
        @(Invoke-Control GET actions).Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DpWrongInput*'
        "$($problem[0])" | Should -Match 'Recipe 8'
    }

    It 'answers <Count> rows of a CSV with <Count> job groups in their order' -ForEach @{ Count = 0 }, @{ Count = 1 }, @{ Count = 30 } {
        $file = Join-Path $TestDrive 'rows.csv'
        @('RecipeId,region') + @(1..30 | Select-Object -First $Count | ForEach-Object { "$_,r$_" }) | Set-Content $file
        $groups = @(Import-Csv $file | Start-DpJobGroup -ParameterProperty region -Wait @fast)
        $groups.Count | Should -Be $Count
        @(Get-Journal runJobGroup).Count | Should -Be $Count
        if ($Count) {
            @($groups.RecipeId | Sort-Object) | Should -Be @(1..$Count)
            $groups | ForEach-Object { $_.Status | Should -Be 'Complete'; $_.InputObject.region | Should -Be "r$($_.RecipeId)" }
            @(Get-SentBody runJobGroup | ForEach-Object { $_.runParameters.overrides.data[0].value } | Sort-Object) | Should -Be @(1..$Count | ForEach-Object { "r$_" } | Sort-Object)
        }
    }

    It 'makes one error of one bad row, naming its recipe, and runs the rest through to the table' {
        $file = Join-Path $TestDrive 'bad.csv'
        @('RecipeId') + 1, 2, 9999, 4 | Set-Content $file
        $published = @(Import-Csv $file | Start-DpJobGroup -Wait @fast -ErrorVariable problem -ErrorAction SilentlyContinue |
                Publish-DpJobGroup -ConnectionId 1 -Path default -Table t -Action create -InputFormat avro)
        $published.Count | Should -Be 3
        @($problem | Where-Object { $_ -is [Management.Automation.ErrorRecord] }).Count | Should -Be 1
        "$($problem[0])" | Should -Match '9999'
        $problem[0].TargetObject.RecipeId | Should -Be '9999'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ValidationFailed*'
        @(Get-Journal publish).Count | Should -Be 3
    }

    It 'does not take the Id of another kind of object' {
        $null = [pscustomobject]@{ Id = 7 } | Start-DpJobGroup -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DpWrongInput*'
        "$($problem[0])" | Should -Match 'RecipeId'
        $problem[0].TargetObject.Id | Should -Be 7
        Get-SentChange | Should -BeNullOrEmpty
    }

    It 'takes numbers, digits, hashtables and objects that know their recipe' {
        $groups = @(7; '8'; @{ RecipeId = 9 }; [pscustomobject]@{ WrangledDatasetId = 10 }; Get-DpJobGroup 1) | Start-DpJobGroup
        @($groups.RecipeId)[0..3] | Should -Be @(7, 8, 9, 10)
        @($groups).Count | Should -Be 5
    }

    It 'refuses 0, negative numbers and text' {
        foreach ($bad in 0, -3, 'seven', '') {
            $null = $bad | Start-DpJobGroup -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem.Count | Should -BeGreaterThan 0 -Because "'$bad'"
        }
        { Start-DpJobGroup 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        Get-SentChange | Should -BeNullOrEmpty
    }

    It 'fails with the job: an error, and the object still flows' {
        $group = Start-DpJobGroup 7 -Parameter @{ fail = 'yes' } -Wait @fast -ErrorVariable problem -ErrorAction SilentlyContinue
        $group.Status | Should -Be 'Failed'
        $group.IsFinished | Should -BeTrue
        $group.IsSuccess | Should -BeFalse
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DpJobGroupFailed*'
        "$($problem[0])" | Should -Match "$($group.Id)"
        "$($problem[0])" | Should -Match 'Out of memory'
    }
}

Describe 'Get-DpJobGroup' {
    BeforeEach { Reset-Emulator }

    It 'reads by id: 0, 1, n' {
        @(@() | Get-DpJobGroup).Count | Should -Be 0
        Get-Journal | Should -BeNullOrEmpty
        (Get-DpJobGroup 3).Id | Should -Be 3
        @(Get-DpJobGroup 3, 1, 2).Id | Should -Be @(3, 1, 2)
        @(5..40 | Get-DpJobGroup).Id | Should -Be @(5..40)
    }

    It 'has the properties users filter by' {
        $group = Get-DpJobGroup 1 -Embed wrangledDataset, creator
        $group.CreatedAt | Should -BeOfType ([datetimeoffset])
        $group.UpdatedAt | Should -BeOfType ([datetimeoffset])
        $group.Duration | Should -BeOfType ([timespan])
        $group.Id | Should -BeOfType ([long])
        $group.RecipeId | Should -BeGreaterThan 0
        foreach ($name in 'Name', 'RanFrom', 'RanFor', 'ProfilingEnabled', 'IsFinished', 'IsSuccess', 'WrangledDataset', 'FlowRun', 'Snapshot', 'Creator', 'Updater') {
            $group.PSObject.Properties.Name | Should -Contain $name
        }
    }

    It 'reads all of 100 rows in pages of 25' {
        $capped = Start-Emulator '--seed', '100', '--page-cap', '25'
        try {
            $session = Connect-DpSession -Token $Token -BaseUri $capped.Uri -PassThru
            $all = @(Get-DpJobGroup -Session $session)
            $all.Count | Should -Be 100
            @($all.Id | Select-Object -Unique).Count | Should -Be 100
            Clear-Journal $capped
            $one = Get-DpJobGroup -Session $session | Select-Object -First 1
            $one.Id | Should -Be $all[0].Id
            @(Get-Journal -Server $capped).Count | Should -BeLessOrEqual 2
            Clear-Journal $capped
            @(Get-DpJobGroup -Session $session -First 10 -Skip 30).Id | Should -Be $all[30..39].Id
            @(Get-DpJobGroup -Session $session -First 60).Count | Should -Be 60
            $counted = @(Get-DpJobGroup -Session $session -IncludeTotalCount -First 5)
            "$($counted[0])" | Should -Match '100'
            $counted.Count | Should -Be 6
        } finally {
            Stop-Emulator $capped
            Connect-Emulator
        }
    }

    It 'filters on the server' {
        @(Get-DpJobGroup -Status Failed).Count | Should -Be 5
        $null = Get-DpJobGroup -RanFrom api -RunBy currentUser -Filter x -CreatedAfter '2024-01-01Z' -CreatedBefore '2030-01-01Z' -Sort '-id'
        $path = @(Get-Journal)[-1].path
        foreach ($word in 'api', 'currentUser', 'filter=x', 'sort=') { $path | Should -Match $word }
        $path | Should -Match '1704067200000'
    }

    It 'reads ISO dates alike in <Culture>' -ForEach @{ Culture = 'th-TH' }, @{ Culture = 'ar-SA' }, @{ Culture = 'en-US' } {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $Culture
            $null = Get-DpJobGroup -CreatedAfter '2024-01-01Z' -CreatedBefore '2030-01-01T00:00:00+00:00'
            $null = Start-DpJobGroup 7 -ReferenceDate '2024-02-29T12:00:00Z'
        } finally { [cultureinfo]::CurrentCulture = $before }
        @(Get-Journal)[0].path | Should -Match '1704067200000.*1893456000000'
        ([datetimeoffset] (Get-SentBody runJobGroup).runParameters.referenceDate).UtcDateTime.ToString('s', [cultureinfo]::InvariantCulture) | Should -Be '2024-02-29T12:00:00'
    }

    It 'gives the bare status' {
        Get-DpJobGroup 1 -StatusOnly | Should -BeExactly 'Complete'
        Get-DpJobGroup 13 -StatusOnly | Should -BeExactly 'Failed'
    }

    It 'makes one error of one missing id, and reads the rest' {
        $groups = Get-DpJobGroup 1, 999999, 2 -ErrorVariable problem -ErrorAction SilentlyContinue
        @($groups).Id | Should -Be @(1, 2)
        $problem.Count | Should -Be 1
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problem[0].TargetObject | Should -Be 999999
    }

    It 'is lossless: what the server sends and the type does not know stays reachable' {
        Add-Fault @{ operation = 'getJobGroup'; fault = 'body'; body = '{"id":5,"status":"Shelved","wrangledDataset":{"id":7},"novelty":{"deep":[1,2]},"flowrun":{"id":9}}' }
        $group = Get-DpJobGroup 5
        $group.Status | Should -Be 'Shelved'
        $group.IsFinished | Should -BeFalse
        $group.novelty.deep | Should -Be @(1, 2)
        $group.FlowRun | Should -Not -BeNullOrEmpty
    }

    It 'shows what the server says of an association it does not have' {
        Get-DpJobGroup 1 -Embed '*' -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ValidationFailed*'
        $problem[0].Exception.StatusCode | Should -Be 400
        $problem[0].Exception.Details | Should -BeLike 'No association `* in*Valid associations are*'
    }

    It 'asks for fields and embeds as named' {
        $null = Get-DpJobGroup 1 -Field id, status -Embed jobs -IncludeDeleted
        $path = [uri]::UnescapeDataString(@(Get-Journal)[-1].path)
        $path | Should -Match 'fields=.*status'
        $path | Should -Match 'embed=jobs'
        $path | Should -Match 'includeDeleted=true'
        $null = Get-DpJobGroup 1 -Embed nonsense -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.Count | Should -Be 1
    }
}

Describe 'Wait-DpJobGroup' {
    BeforeEach { Reset-Emulator }

    It 'takes started groups and ids: 0, 1, n' {
        @(@() | Wait-DpJobGroup).Count | Should -Be 0
        (Start-DpJobGroup 7 | Wait-DpJobGroup @fast).Status | Should -Be 'Complete'
        @(1..12 | Start-DpJobGroup | Wait-DpJobGroup @fast).Count | Should -Be 12
        @(Wait-DpJobGroup 1, 2 @fast).Id | Sort-Object | Should -Be @(1, 2)
    }

    It 'emits each as it ends' {
        $slow = Start-DpJobGroup 1 -Parameter @{ seconds = 200 }
        $quick = Start-DpJobGroup 2 -Parameter @{ seconds = 1 }
        @($slow, $quick | Wait-DpJobGroup @fast).Id | Should -Be @($quick.Id, $slow.Id)
    }

    It 'ends with the first under -Any' {
        $slow = Start-DpJobGroup 1 -Parameter @{ seconds = 3000 }
        $quick = Start-DpJobGroup 2 -Parameter @{ seconds = 1 }
        $ended = @($slow, $quick | Wait-DpJobGroup @fast -Any)
        $ended.Id | Should -Be @($quick.Id)
    }

    It 'ends after -Timeout with an error for each, and cancels nothing' {
        $slow = 1, 2 | Start-DpJobGroup -Parameter @{ seconds = 3000 }
        $null = $slow | Wait-DpJobGroup @fast -Timeout 00:00:00.3 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.Count | Should -Be 2
        $problem | ForEach-Object { $_.FullyQualifiedErrorId | Should -BeLike 'DpWaitTimeout*'; $_.CategoryInfo.Category | Should -Be 'OperationTimeout' }
        @($problem.TargetObject.Id) | Sort-Object | Should -Be @($slow.Id | Sort-Object)
        Get-DpJobGroup $slow[0].Id -StatusOnly | Should -BeIn 'InProgress', 'Created', 'Pending'
        Get-Journal cancelJobGroup | Should -BeNullOrEmpty
    }

    It 'takes <Given> for <Seconds> s' -ForEach @(
        @{ Given = 0.3; Seconds = '0.3' }
        @{ Given = 1; Seconds = '1' }
        @{ Given = '0.25'; Seconds = '0.25' }
        @{ Given = '00:00:00.2'; Seconds = '0.2' }
        @{ Given = [timespan]::FromSeconds(0.1); Seconds = '0.1' }
    ) {
        $null = Start-DpJobGroup 1 -Parameter @{ seconds = 3000 } | Wait-DpJobGroup @fast -Timeout $Given -ErrorVariable problem -ErrorAction SilentlyContinue
        "$($problem[0])" | Should -BeLike "*after $Seconds s. It runs on."
    }

    It 'refuses a time that is none' {
        { Wait-DpJobGroup 1 -Timeout 1e300 } | Should -Throw -ErrorId 'CannotConvertArgument*'
        { Wait-DpJobGroup 1 -Timeout soon } | Should -Throw -ErrorId 'CannotConvertArgument*'
    }

    It 'refuses <Cmdlet> -<Parameter> <Given>, and sends nothing' -ForEach @(
        foreach ($cmdlet in 'Wait-DpJobGroup', 'Start-DpJobGroup', 'Invoke-DpDeployment', 'Watch-DpJobGroup') {
            foreach ($given in 0, -1, '-0.5', '-00:00:05', [timespan]::FromSeconds(-3)) { @{ Cmdlet = $cmdlet; Parameter = 'PollInterval'; Given = $given } }
            foreach ($given in -1, '-00:00:05') { @{ Cmdlet = $cmdlet; Parameter = 'Timeout'; Given = $given } }
        }
    ) {
        $also = @{ $Parameter = $Given }
        { & $Cmdlet 1 @also } | Should -Throw -ErrorId 'ParameterArgumentValidationError*' -ExpectedMessage "*'$Parameter'*s is not a time to wait*"
        Get-Journal | Should -BeNullOrEmpty
    }

    It 'takes a time-out of 0 for one look' {
        $null = Start-DpJobGroup 1 -Parameter @{ seconds = 3000 } | Wait-DpJobGroup @fast -Timeout 0 -ErrorVariable problem -ErrorAction SilentlyContinue
        "$($problem[0])" | Should -BeLike '*after 0 s. It runs on.'
    }

    It 'tells failed from canceled from complete' {
        $groups = 1, 2, 3 | Start-DpJobGroup -Parameter @{ seconds = 3000 }
        $null = Add-World @{ jobGroups = @(@{ id = $groups[0].Id; status = 'Failed'; errorMessage = 'No such column' }, @{ id = $groups[1].Id; status = 'Canceled' }, @{ id = $groups[2].Id; status = 'Complete' }) }
        $ended = $groups | Wait-DpJobGroup @fast -ErrorVariable problem -ErrorAction SilentlyContinue
        @($ended).Count | Should -Be 3
        @($problem.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Sort-Object) | Should -Be @('DpJobGroupCanceled', 'DpJobGroupFailed')
        @($problem | Where-Object FullyQualifiedErrorId -Like 'DpJobGroupFailed*' | ForEach-Object { "$_" }) | Should -Match 'No such column'
    }

    It 'survives bad polls' {
        $group = Start-DpJobGroup 1 -Parameter @{ seconds = 100 }
        Add-Fault @{ operation = 'GET /v4/job*'; times = 3; fault = 'status'; status = 502; body = '<html>bad gateway</html>' }, @{ operation = 'GET /v4/job*'; times = 1; fault = 'resetBefore' }
        ($group | Wait-DpJobGroup @fast -WarningAction SilentlyContinue).Status | Should -Be 'Complete'
    }

    It 'names a group that is not there, and waits for the rest' {
        $ended = Wait-DpJobGroup 1, 999999 @fast -ErrorVariable problem -ErrorAction SilentlyContinue
        @($ended).Id | Should -Be @(1)
        $problem.Count | Should -Be 1
        "$($problem[0])" | Should -Match '999999'
    }
}

Describe 'Watch-DpJobGroup' {
    BeforeEach { Reset-Emulator }

    It 'tells the story in plain lines where nothing can be redrawn, and emits with -PassThru only' {
        $group = Start-DpJobGroup 1 -Parameter @{ seconds = 30 }
        $lines = @($group | Watch-DpJobGroup @fast 6>&1)
        $lines.Count | Should -BeGreaterThan 0
        "$($lines[-1])" | Should -Match 'Complete'
        $lines | ForEach-Object { "$_" | Should -Match "$($group.Id)" }
        @($group | Watch-DpJobGroup @fast -PassThru 6>$null).Id | Should -Be @($group.Id)
    }
}

Describe 'Stop-DpJobGroup' {
    BeforeEach { Reset-Emulator }

    It 'cancels 0, 1, n' {
        @() | Stop-DpJobGroup
        $groups = 1..3 | Start-DpJobGroup -Parameter @{ seconds = 3000 }
        $groups[0] | Stop-DpJobGroup | Should -BeNullOrEmpty
        ($groups[1..2] | Stop-DpJobGroup -PassThru).Status | Should -Be @('Canceled', 'Canceled')
        @(Get-Journal cancelJobGroup).Count | Should -Be 3
    }
}

Describe 'Publish-DpJobGroup' {
    BeforeEach { Reset-Emulator }

    It 'sends Hive and Redshift publications by <Version>' -ForEach @{ Version = 'v4' }, @{ Version = 'v3' } {
        $hive = Publish-DpJobGroup 1 -ConnectionId 1 -Path default -Table test_table -Action create -InputFormat avro -FlowNodeId 27 -ApiVersion $Version
        $redshift = Publish-DpJobGroup 1 -ConnectionId 2 -Database public -Table test_table -Action truncateAndLoad -InputFormat csv -ApiVersion $Version
        $sent = @(Get-SentChange)
        $sent.Count | Should -Be 2
        $sent[0].method | Should -Be 'PUT'
        $sent[0].path | Should -Be "/$Version/jobGroups/1/publish"
        $body = $sent[0].Body | ConvertFrom-Json
        $body.connection.id | Should -Be 1
        @($body.path) | Should -Be @('default')
        $body.table | Should -Be 'test_table'
        $body.action | Should -Be 'create'
        $body.inputFormat | Should -Be 'avro'
        $body.flowNodeId | Should -Be 27
        ($sent[1].Body | ConvertFrom-Json).action | Should -Be 'truncateAndLoad'
        $hive.JobGroupId | Should -Be 1
        $hive.Reason | Should -Not -BeNullOrEmpty
        $hive.SessionId | Should -Not -BeNullOrEmpty
        if ($Version -eq 'v3') { @($redshift.JobIds).Count | Should -BeGreaterThan 0 }
    }

    It 'sends its words as the server spells them, and takes the route that was named' {
        $null = Publish-DpJobGroup 1 -ConnectionId 1 -Path d -Table t -Action TRUNCATEANDLOAD -InputFormat AVRO -ApiVersion V3
        $body = Get-SentBody publishJobGroupV3
        $body.action | Should -BeExactly 'truncateAndLoad'
        $body.inputFormat | Should -BeExactly 'avro'
        (New-DpWriteSetting -Path /a.csv -Format CSV -Action APPEND).Action | Should -BeExactly 'append'
        (New-DpPublication -ConnectionId 1 -Path d -Table t -TargetType hive -Action LOAD).Action | Should -BeExactly 'load'
    }

    It 'publishes what a wait brings, not what failed' {
        $target = @{ ConnectionId = 1; Path = 'default'; Table = 't'; Action = 'create'; InputFormat = 'avro' }
        @(@() | Publish-DpJobGroup @target).Count | Should -Be 0
        @(1 | Start-DpJobGroup | Wait-DpJobGroup @fast | Publish-DpJobGroup @target).Count | Should -Be 1
        Get-DpJobGroup 13 | Publish-DpJobGroup @target -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warned | Should -Match 'Failed'
        @(Get-Journal publish).Count | Should -Be 1
    }

    It 'waits for the publication with -Wait, and fails with it' {
        $target = @{ ConnectionId = 1; Path = 'default'; Action = 'create'; InputFormat = 'avro'; Wait = $true }
        (Publish-DpJobGroup 1 -Table good @target @fast).JobGroupId | Should -Be 1
        $null = Publish-DpJobGroup 2 -Table fail @target @fast -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.Count | Should -Be 1
    }
}

Describe 'The parts of a job group' {
    BeforeEach { Reset-Emulator }

    It 'emits them one by one for 0, 1 and n groups' {
        foreach ($name in 'Get-DpJob', 'Get-DpJobGroupInput', 'Get-DpJobGroupOutput', 'Get-DpJobGroupPublication', 'Get-DpJobGroupProfile') {
            @(@() | & $name).Count | Should -Be 0
            $one = @(Get-DpJobGroup 2 | & $name)
            $two = @(2, 4 | & $name)
            if ($name -ne 'Get-DpJobGroupPublication') {
                $one.Count | Should -BeGreaterThan 0 -Because $name
                $two.Count | Should -BeGreaterThan $one.Count -Because $name
                $declared = (Get-Command $name).OutputType.Name
                $one[0].PSObject.BaseObject.GetType().FullName | Should -BeIn (@($declared) + 'System.Management.Automation.PSCustomObject')
            }
        }
    }

    It 'shows the stages with their kind and progress' {
        $stage = Get-DpJob 1 | Select-Object -First 1
        foreach ($name in 'Id', 'JobGroupId', 'JobType', 'Status', 'PercentComplete', 'ErrorMessage') { $stage.PSObject.Properties.Name | Should -Contain $name }
        $stage.JobGroupId | Should -Be 1
    }

    It 'says in words that there is no profile' {
        Add-Fault @{ operation = 'GET /v4/jobGroups/*/profile*'; fault = 'status'; status = 400; body = '{"exception":{"name":"ProfilingDataNotFoundException","message":"Profiling data not found","details":"none"}}' }
        $null = Get-DpJobGroupProfile 1 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ProfilingDataNotFoundException*'
    }

    It 'saves the PDF into the directory PowerShell is in, wherever the process is' {
        Push-Location $TestDrive
        try {
            $file = Save-DpJobGroupResult 2 -OutFile one.pdf
            $file.FullName | Should -Be (Join-Path (Get-Item $TestDrive).FullName 'one.pdf')
            Get-Content one.pdf -TotalCount 1 | Should -Match '%PDF'
            @(2, 4 | Save-DpJobGroupResult -Directory .).Name | Should -Be @('jobGroup-2.pdf', 'jobGroup-4.pdf')
            $null = Invoke-DpApi /v4/jobGroups/1 -OutFile one.json
            (Get-Content one.json -Raw | ConvertFrom-Json).id | Should -Be 1
        } finally { Pop-Location }
    }

    It 'leaves no half file behind' {
        Add-Fault @{ operation = 'GET /v4/jobGroups/*/pdfResults*'; times = 0; fault = 'truncate' }
        $null = Save-DpJobGroupResult 2 -OutFile (Join-Path $TestDrive 'half.pdf') -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue -Session (Connect-DpSession -Token $Token -BaseUri $emulator.Uri -MaxRetryTime 00:00:00.1 -PassThru)
        $problem.Count | Should -Be 1
        Get-ChildItem $TestDrive -Filter half* | Should -BeNullOrEmpty
        Connect-Emulator
    }
}

Describe 'New-DpWriteSetting and New-DpPublication' {
    BeforeEach { Reset-Emulator }

    It 'checks locally what the server would not' {
        foreach ($wrong in @{ Format = 'avro'; Header = $true }, @{ Format = 'hyper'; AsSingleFile = $true }, @{ Format = 'csv'; Compression = 'gzip' }, @{ Format = 'csv'; Compression = 'bzip2' }, @{ Format = 'json'; Delimiter = ',' }) {
            New-DpWriteSetting -Path /out.x @wrong -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'DpWrongInput*'
        }
        Get-Journal | Should -BeNullOrEmpty
    }

    It 'comes from rows of a CSV' {
        $settings = "Path,Format,Action`n/a.csv,csv,append`n/b.json,json,create" | ConvertFrom-Csv | New-DpWriteSetting
        $settings.Action | Should -Be @('append', 'create')
        $tables = "ConnectionId,Path,Table,TargetType`n3,sales,q3,bigquery" | ConvertFrom-Csv | New-DpPublication
        $tables.Table | Should -Be 'q3'
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
