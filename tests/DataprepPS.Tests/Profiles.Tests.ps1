# Vaults, and many processes on one profile or one token. The vault is the tests' own (Vault/), and the real SecretManagement
# with SecretStore as well where this machine has them. Profiles and refresh tokens without a vault are tried in the engine.
BeforeDiscovery {
    $IsCore = $PSVersionTable.PSEdition -eq 'Core'
    $HasStore = [bool] $env:DATAPREP_TEST_SECRETSTORE
    $IsUnix = $IsCore -and -not $IsWindows
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Use-TestVault (Join-Path $TestDrive 'user')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '100', '--quota', '0', '--token-lifetime', '300', '--refresh-token', 'CANARY-first', '--token-mark', 'CANARY-51d7'
    $oauth = @{ ClientId = 'client'; TokenEndpoint = $emulator.TokenEndpoint }

    function Get-TokenSummary { Invoke-Control GET tokens }

    function Set-VaultToken {
        <# What a user does who made a new pair. #>
        param([string] $Value, [string] $Name = 'dataprep')
        # As vaults do it: whoever reads meanwhile gets the old one or the new one.
        Microsoft.PowerShell.SecretManagement\Set-Secret -Vault Work -Name $Name -Secret $Value
    }

    function Get-VaultText { param([string] $Name = 'dataprep') [IO.File]::ReadAllText((Join-Path $env:DATAPREP_TEST_VAULT "Work/$Name")) }

    function New-VaultProfile {
        Set-VaultToken 'CANARY-first'
        Save-DpProfile nightly $emulator.Uri -Vault Work -Secret dataprep @oauth
    }

    function Reset-All {
        Reset-Emulator
        Get-DpProfile | Remove-DpProfile
        Remove-Item (Join-Path $env:DATAPREP_TEST_VAULT 'Work/locked') -ErrorAction Ignore
    }
}

AfterAll {
    Stop-Emulator
    Clear-TestVault
}

Describe 'Profiles' {
    BeforeEach { Reset-All }

    It 'are completed by name' {
        Save-DpProfile 'my nightly' -EnvironmentVariable TOKEN
        Save-DpProfile build -EnvironmentVariable TOKEN
        foreach ($line in 'Connect-DpSession -Profile ', 'Get-DpProfile ', 'Remove-DpProfile ') {
            (TabExpansion2 $line).CompletionMatches.CompletionText | Should -Be @('build', "'my nightly'") -Because $line
        }

        (TabExpansion2 'Connect-DpSession -Profile bu').CompletionMatches.CompletionText | Should -Be 'build'
    }

    It 'never hold a token' {
        New-VaultProfile
        Connect-DpSession -Profile nightly
        Get-ChildItem $env:DATAPREP_CONFIG -Recurse -File | Get-Content -Raw | Should -Not -Match 'CANARY'
    }

    It 'survive twenty processes that write at once' {
        $shells = 1..20 | ForEach-Object {
            Start-Process $ShellPath -PassThru -ArgumentList '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$ManifestPath'; 1..5 | ForEach-Object { Save-DpProfile p$_-`$_ -EnvironmentVariable TOKEN; if (-not (Get-DpProfile)) { exit 1 } }" -RedirectStandardOutput (Join-Path $TestDrive "p$_.txt")
        }
        $shells | Wait-Process -Timeout 120
        @($shells | Where-Object ExitCode).Count | Should -Be 0
        @(Get-DpProfile).Count | Should -Be 100
    }
}

Describe 'A vault' {
    BeforeEach {
        Reset-All
        New-VaultProfile
    }

    It 'holds the new token before it is used, and serves the next process' {
        Connect-DpSession -Profile nightly
        $stored = Get-VaultText | ConvertFrom-Json
        $stored.refresh_token | Should -Match '^CANARY-51d7-r'
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; Connect-DpSession -Profile NIGHTLY; (Get-DpSession).User"
        $result.Output | Should -Be (Get-DpSession).User
        $told = Get-TokenSummary
        $told.refreshes, $told.reuses, $told.misplaced, $told.expiredUses | Should -Be 1, 0, 0, 0
    }

    It 'is asked in the user''s own runspace' {
        Remove-Item (Join-Path $env:DATAPREP_TEST_VAULT 'Work/writers') -ErrorAction Ignore
        Connect-DpSession -Profile nightly
        Invoke-Control POST tokens/end
        $null = Start-DpJobGroup 7
        Get-Content (Join-Path $env:DATAPREP_TEST_VAULT 'Work/writers') | Should -Be @(, "$PID $([runspace]::DefaultRunspace.InstanceId)" * 2)
    }

    It 'is written to whatever the user previews' {
        Connect-DpSession -Profile nightly
        Invoke-Control POST tokens/end
        $before = Get-VaultText
        & { $WhatIfPreference = $true; $ConfirmPreference = 'Low'; Get-DpJobGroup -First 1 }
        Get-VaultText | Should -Not -Be $before
        (Get-TokenSummary).reuses | Should -Be 0
    }

    It 'is found by DATAPREP_PROFILE, with and without Connect-DpSession' {
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; (Start-DpJobGroup 7 -WarningVariable w).RecipeId; Connect-DpSession -WarningVariable v; (Get-DpSession).BaseUri.Port; @(`$w).Count + @(`$v).Count" @{ DATAPREP_PROFILE = 'nightly' }
        $result.Output | Should -Be @('7', "$($emulator.Uri.Port)", '0')
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; try { Connect-DpSession -BaseUri http://127.0.0.1:1 } catch { `$_.FullyQualifiedErrorId }" @{ DATAPREP_PROFILE = 'nightly' }
        $result.Output | Should -BeLike 'DpNotConnected*'
    }

    It 'serves a plain token too' {
        $plain = Start-Emulator '--token', 'long-lived'
        try {
            Set-VaultToken "long-lived`n" 'plain'
            Save-DpProfile plain $plain.Uri -Vault Work -Secret plain
            Connect-DpSession -Profile plain
            (Get-DpSession).BaseUri | Should -Be $plain.Uri
            $env:PLAIN_TOKEN = 'long-lived'
            Save-DpProfile variable $plain.Uri -EnvironmentVariable PLAIN_TOKEN
            Connect-DpSession -Profile variable -WarningVariable warned
            $warned | Should -BeNullOrEmpty
            Get-VaultText plain | Should -Be "long-lived`n"
        } finally {
            Remove-Item env:PLAIN_TOKEN -ErrorAction Ignore
            Stop-Emulator $plain
        }
    }

    It 'that is locked loses nothing: the session tries again' {
        Connect-DpSession -Profile nightly
        Set-Content (Join-Path $env:DATAPREP_TEST_VAULT 'Work/locked') ''
        Invoke-Control POST tokens/end
        try { Start-DpJobGroup 7 } catch { $problem = $_ }
        $problem.FullyQualifiedErrorId | Should -BeLike 'DpVaultFailed,*'
        "$problem" | Should -Match 'secret "dataprep" of the vault "Work"'
        "$problem $($problem.Exception)" | Should -Not -Match 'CANARY'
        Get-Journal runJobGroup | Where-Object Status -NE 401 | Should -BeNullOrEmpty
        Remove-Item (Join-Path $env:DATAPREP_TEST_VAULT 'Work/locked')
        (Start-DpJobGroup 7).RecipeId | Should -Be 7
        $told = Get-TokenSummary
        $told.refreshes, $told.reuses | Should -Be 2, 0
    }

    It 'that does not hold it, or is not there, is named' {
        Save-DpProfile other $emulator.Uri -Vault Work -Secret nothing @oauth
        { Connect-DpSession -Profile other } | Should -Throw -ErrorId 'DpVaultFailed*' -ExpectedMessage '*secret "nothing" of the vault "Work"*'
        Save-DpProfile other $emulator.Uri -Vault 'No Vault' -Secret nothing @oauth
        { Connect-DpSession -Profile other } | Should -Throw -ErrorId 'DpVaultFailed*' -ExpectedMessage '*"No Vault"*'
    }

    It 'that is not installed is told with the two commands that install it' {
        $bare = @($env:PSModulePath -split [IO.Path]::PathSeparator | Where-Object { -not (Test-Path (Join-Path $_ 'Microsoft.PowerShell.SecretManagement')) }) -join [IO.Path]::PathSeparator
        $result = Invoke-FreshShell "`$env:PSModulePath = '$bare'; Import-Module '$ManifestPath'; try { Connect-DpSession -Profile nightly } catch { `$_.FullyQualifiedErrorId; `"`$_`"; `$_.ErrorDetails.RecommendedAction }"
        $result.Output[0] | Should -BeLike 'DpVaultFailed*'
        $result.Output[-1] | Should -Match 'Install-Module Microsoft.PowerShell.SecretManagement.*; Install-Module Microsoft.PowerShell.SecretStore'
    }

    It 'is shared by the runspaces of a session' -Skip:(-not $IsCore) {
        Connect-DpSession -Profile nightly
        $session = Get-DpSession
        $manifest = $ManifestPath
        Invoke-Control POST tokens/end
        $ids = 1..8 | ForEach-Object -Parallel { Import-Module $using:manifest; (Start-DpJobGroup $_ -Session $using:session).RecipeId } -ThrottleLimit 8
        $ids | Sort-Object | Should -Be @(1..8)
        $told = Get-TokenSummary
        $told.refreshes, $told.reuses | Should -Be 2, 0
    }

    It 'is asked while a consumer downstream takes its time' {
        Connect-DpSession -Profile nightly
        $script:asked = 0
        1..3 | Start-DpJobGroup -ThrottleLimit 1 | ForEach-Object {
            Invoke-Control POST tokens/end
            # The same session, in the middle of the other's pipeline.
            $script:asked += @(Get-DpJobGroup $_.Id).Count
        }
        $script:asked | Should -Be 3
        (Get-TokenSummary).reuses | Should -Be 0
    }

    It 'gets the new token although the user stopped the cmdlet' {
        Connect-DpSession -Profile nightly
        $session = Get-DpSession
        Invoke-Control POST tokens/end
        $before = Get-VaultText
        Clear-Journal
        Add-Fault @{ operation = 'refreshToken'; fault = 'slow'; delayMs = 4; chunkBytes = 4 }
        $runspace = New-Runspace -NotConnected
        try {
            $work = Start-Script $runspace 'param($session) Start-DpJobGroup 7 -Session $session' $session
            Wait-Until { @(Get-Journal refreshToken).Count -eq 1 } -What 'the refresh'
            $work.Shell.Stop()
            $work.Shell.Dispose()
        } finally { $runspace.Dispose() }

        Wait-Until { (Get-VaultText) -ne $before } -What 'the vault'
        (Get-DpJobGroup -First 1 -Session $session) | Should -BeNullOrEmpty
        $told = Get-TokenSummary
        $told.refreshes, $told.reuses | Should -Be 2, 0
    }
}

Describe 'Many processes on one token' {
    BeforeAll {
        # A script that connects anew each time, as scheduled ones do, at a server that ends its tokens at once.
        $worker = Join-Path $TestDrive 'worker.ps1'
        Set-Content $worker @'
param($Manifest, $Server, $Until)
$ErrorActionPreference = 'Stop'
Import-Module $Manifest
while ((Invoke-RestMethod "${Server}_emulator/tokens").refreshes -lt $Until) {
    try {
        Connect-DpSession -Profile nightly -SkipCheck -WarningAction SilentlyContinue
        $null = Invoke-DpApi /v4/people/current
        $null = Invoke-RestMethod "${Server}_emulator/tokens/end" -Method Post
    } catch {
        # One of the others ended the token between its issue and our call.
        if ($_.FullyQualifiedErrorId -like '*DpAuthenticationFailed*') { continue }
        "$($_.FullyQualifiedErrorId) $_ $($_.ErrorDetails.RecommendedAction)"
        exit 3
    } finally { Disconnect-DpSession }
}
exit 0
'@
        function Get-LockHolder {
            <# Who wrote down that it begins to renew. cat reads past the lock, which .NET respects. #>
            foreach ($file in Get-ChildItem (Join-Path $env:DATAPREP_CONFIG 'locks') | Where-Object Length) {
                [int] (& cat $file.FullName | Select-Object -First 1)
            }
        }

        function Start-Worker([int] $Until) {
            $file = Join-Path $TestDrive "worker-$([guid]::NewGuid().ToString('N')).txt"
            $process = Start-Process $ShellPath -PassThru -RedirectStandardOutput $file -ArgumentList '-NoProfile', '-NonInteractive', '-File', $worker, $ManifestPath, $emulator.Uri, $Until
            $null = $process.Handle
            [pscustomobject]@{ Process = $process; File = $file }
        }
    }

    BeforeEach {
        Reset-All
        New-VaultProfile
        $workers = @()
    }

    # Those of a test that failed would go on ending the tokens of the next.
    AfterEach { $workers.Process | Where-Object { $_ -and -not $_.HasExited } | Stop-Process -Force }

    # Elsewhere a locked file can be read by nobody.
    It 'never spends one twice, and each kill is followed by a start that connects or names the token' -Skip:(-not $IsUnix) {
        # DATAPREP_REFRESHES=1000 for the whole of it.
        $until = if ($env:DATAPREP_REFRESHES) { [int] $env:DATAPREP_REFRESHES } else { 60 }
        $kills = 0
        $named = 0
        $turn = 0
        $lost = 0
        $dice = New-Object Random 4711
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $workers = @(1..8 | ForEach-Object { Start-Worker $until })
        $step = [math]::Max(10, [int] ($until / 25))
        $next = $step
        while ($workers -and $watch.Elapsed.TotalMinutes -lt 15) {
            Start-Sleep -Milliseconds 50
            $told = Get-TokenSummary
            if ($told.refreshes -ge $next -and $told.refreshes -lt $until - 5) {
                $next = $told.refreshes + $step
                $victim = $workers[$dice.Next($workers.Count)].Process.Id
                if (++$turn % 2 -eq 0) {
                    # In between, for certain: the server has replaced the token and has not answered yet.
                    Add-Fault @{ operation = 'refreshToken'; fault = 'hangAfter' }
                    $hung = { @(Get-Journal refreshToken | Where-Object { $_.fault -eq 'hangAfter' -and -not $_.finished }) }
                    Wait-Until { & $hung } -What 'the refresh that hangs' -Seconds 60
                    $victim = Get-LockHolder
                    # Nobody but ours is ever ended.
                    $victim | Should -BeIn $workers.Process.Id
                    $lost++
                }

                Stop-Process -Id $victim -Force -ErrorAction Ignore
                $kills++
            }

            $workers = @(foreach ($one in $workers) {
                    if (-not $one.Process.HasExited) {
                        $one
                        continue
                    }

                    if ($one.Process.ExitCode -eq 0) { continue }
                    $said = "$(Get-Content $one.File -Raw)"
                    if ($said) {
                        # Only one error is allowed, and it says exactly what to make and where to put it.
                        $said | Should -Match 'DpSessionExpired'
                        $said | Should -Match 'Process \d+ began to renew it on|The reply to the refresh before this one was lost'
                        $said | Should -Match 'Set-Secret -Vault Work -Name dataprep'
                        $said | Should -Not -Match 'CANARY'
                        $named++
                        $pair = Invoke-Control POST tokens
                        Set-VaultToken $pair.refreshToken
                    }

                    Start-Worker $until
                })
        }

        $told = Get-TokenSummary
        Write-Host "      $($told.refreshes) refreshes by 8 processes in $([int]$watch.Elapsed.TotalSeconds) s; $kills kills, $lost of them with the token replaced and its reply on the way, $named starts that named the token, $($told.reuses) repeats after a kill, $($told.misplaced) misplaced"
        $workers.Count | Should -Be 0
        $told.refreshes | Should -BeGreaterOrEqual $until
        $named | Should -BeGreaterOrEqual $lost
        $told.reuses | Should -BeLessOrEqual $kills
        $told.misplaced | Should -Be 0
    }

    It 'refreshes once in a loop of short scripts' {
        1..4 | ForEach-Object {
            $result = Invoke-FreshShell "Import-Module '$ManifestPath'; Connect-DpSession -Profile nightly; (Start-DpJobGroup 7).RecipeId"
            $result.Output | Should -Be '7'
        }
        (Get-TokenSummary).refreshes | Should -Be 1
    }
}

Describe 'The real SecretManagement with SecretStore' -Skip:(-not $HasStore) {
    BeforeAll {
        $realHome = Join-Path $TestDrive 'home'
        $null = New-Item $realHome -ItemType Directory
        $real = @{ HOME = $realHome; PSModulePath = $env:DATAPREP_TEST_SECRETSTORE, (Join-Path $PSHOME 'Modules') -join [IO.Path]::PathSeparator }
        $null = Invoke-FreshShell @'
Import-Module Microsoft.PowerShell.SecretStore
Set-SecretStoreConfiguration -Authentication None -Interaction None -Confirm:$false -Password (ConvertTo-SecureString x -AsPlainText -Force)
Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore
'@ $real
    }

    BeforeEach { Reset-All }

    It 'keeps the pair from script to script' {
        Save-DpProfile real $emulator.Uri -Vault Store -Secret dataprep @oauth
        $result = Invoke-FreshShell "Set-Secret -Vault Store -Name dataprep -Secret CANARY-first; Import-Module '$ManifestPath'; Connect-DpSession -Profile real; (Start-DpJobGroup 7 -Wait -PollInterval 0.05).Status; (Get-Module Microsoft.PowerShell.SecretManagement).Version -ge '1.0'" $real
        $result.Output | Should -Be @('Complete', 'True')
        Invoke-Control POST tokens/end
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; Connect-DpSession -Profile real; (Start-DpJobGroup 7).RecipeId; (Get-Secret -Vault Store -Name dataprep -AsPlainText) -match 'refresh_token'" $real
        $result.Output | Should -Be @('7', 'True')
        $told = Get-TokenSummary
        $told.refreshes, $told.reuses, $told.expiredUses | Should -Be 2, 0, 1
    }

    It 'is named where the secret is missing' {
        Save-DpProfile real $emulator.Uri -Vault Store -Secret nothing @oauth
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; try { Connect-DpSession -Profile real } catch { `$_.FullyQualifiedErrorId; `"`$_`" }" $real
        $result.Text | Should -Match 'DpVaultFailed'
        $result.Text | Should -Match 'secret "nothing" of the vault "Store"'
    }
}
