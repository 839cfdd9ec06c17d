# The scripts of docs/guides, as they stand there, against the emulator and the tests' own vault.
BeforeDiscovery {
    $guides = @(
        # Builds begin with nothing but the vault; the scripts of a machine find their profile there.
        @{ Guide = 'github-actions'; Vault = 'Pipeline'; Environment = @{ VAULT_NAME = 'sales-vault'; SUBSCRIPTION_ID = 'none'; GITHUB_ACTIONS = 'true' }; Publications = 1 }
        @{ Guide = 'azure-devops'; Vault = 'Pipeline'; Environment = @{ VAULT_NAME = 'sales-vault'; TF_BUILD = 'True' }; Publications = 3 }
        @{ Guide = 'windows-scheduled-task'; Vault = 'Work'; Environment = @{}; Publications = 1 }
        @{ Guide = 'systemd-timer'; Vault = 'Work'; Environment = @{ DATAPREP_PROFILE = 'nightly' }; Publications = 1 }
    )

    # Those that are read from top to bottom: every command on the page, in its order.
    $walks = @(
        @{ Guide = 'from-curl' }
        @{ Guide = 'from-an-orchestrator' }
        @{ Guide = 'nightly-fleet' }
        @{ Guide = 'why-a-job-failed' }
        @{ Guide = 'promoting-flows' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Use-TestVault (Join-Path $TestDrive 'user')
    Import-DataprepModule
    # Tokens that end in the middle of the scripts.
    $emulator = Start-Emulator '--speed', '20', '--quota', '0', '--token-lifetime', '2', '--refresh-token', 'CANARY-first', '--token-mark', 'CANARY-51d7'
    $work = Join-Path $TestDrive 'work'
    $null = New-Item (Join-Path $work 'modules') -ItemType Directory
    Copy-Item $ModulePath (Join-Path $work 'modules') -Recurse

    function Get-GuideScript([string] $Guide) {
        $text = Get-Content (Join-Path $Root "docs/guides/$Guide.md") -Raw -Encoding UTF8
        if ($text -notmatch '(?s)## The script.*?```powershell\r?\n(.*?)```') { throw "$Guide.md has no script." }
        $Matches[1]
    }

    function Invoke-Guide([string] $Script, [hashtable] $Environment) {
        $file = Join-Path $work 'run-sales.ps1'
        Set-Content $file $Script -Encoding UTF8
        $defaults = @{ DATAPREP_BASE_URI = "$($emulator.Uri)"; DATAPREP_CLIENT_ID = 'client'; DATAPREP_TOKEN_ENDPOINT = "$($emulator.TokenEndpoint)" }
        $own = if ($Environment.ContainsKey('DATAPREP_BASE_URI')) { @{} } else { $defaults }
        $Environment = $Environment + $own
        foreach ($name in $Environment.Keys) { [Environment]::SetEnvironmentVariable($name, $Environment[$name]) }
        try {
            Push-Location $work
            $output = & $ShellPath -NoProfile -NonInteractive -File $file 2>&1 | ForEach-Object { "$_" }
            [pscustomobject]@{ Text = $output -join "`n"; ExitCode = $LASTEXITCODE }
        } finally {
            Pop-Location
            foreach ($name in $Environment.Keys) { [Environment]::SetEnvironmentVariable($name, $null) }
        }
    }
}

AfterAll {
    Stop-Emulator
    Clear-TestVault
}

Describe 'The guide <Guide>' -ForEach $guides {
    BeforeEach {
        Reset-Emulator
        $folder = New-Item (Join-Path $env:DATAPREP_TEST_VAULT $Vault) -ItemType Directory -Force
        [IO.File]::WriteAllText((Join-Path $folder 'dataprep'), 'CANARY-first')
        Remove-Item $env:DATAPREP_CONFIG -Recurse -ErrorAction Ignore
        if ($Vault -eq 'Work') { Save-DpProfile nightly $emulator.Uri -Vault Work -Secret dataprep -ClientId client -TokenEndpoint $emulator.TokenEndpoint }
    }

    It 'runs, twice in a row, and leaves the new token in the vault' {
        foreach ($run in 1, 2) {
            $result = Invoke-Guide (Get-GuideScript $Guide) $Environment
            $result.ExitCode | Should -Be 0 -Because $result.Text
            $result.Text | Should -Not -Match 'CANARY|WARNING'
            @(Get-Journal publishJobGroup).Count | Should -Be ($run * $Publications)
        }

        $told = Invoke-Control GET tokens
        $told.refreshes | Should -BeGreaterThan 1
        $told.reuses, $told.misplaced | Should -Be 0, 0
        Get-ChildItem $work -Filter *.log | Get-Content -Raw | Should -Not -Match 'CANARY'
    }

    It 'fails where the job fails, and publishes nothing' {
        $null = Add-World @{ recipes = @(7, 8, 9 | ForEach-Object { @{ id = $_; name = "recipe $_"; fail = 'No such column' } }) }
        $result = Invoke-Guide (Get-GuideScript $Guide) $Environment
        $result.ExitCode | Should -Be 1 -Because $result.Text
        "$($result.Text) $(Get-ChildItem $work -Filter *.log | Get-Content -Raw)" | Should -Match 'No such column'
        Get-Journal publish | Should -BeNullOrEmpty
        if ($Environment.GITHUB_ACTIONS) { $result.Text | Should -Match '(?m)^::error title=Dataprep DpJobGroupFailed::' }
        if ($Environment.TF_BUILD) { $result.Text | Should -Match '(?m)^##vso\[task\.logissue type=error;code=DpJobGroupFailed\]' }
    }

    It 'fails where the token was disabled, and says which one to make' {
        Invoke-Control POST tokens/disable
        $result = Invoke-Guide (Get-GuideScript $Guide) $Environment
        $result.ExitCode | Should -Be 1
        "$($result.Text) $(Get-ChildItem $work -Filter *.log | Get-Content -Raw)" -replace '\s+', ' ' | Should -Match "secret `"dataprep`" of the vault `"$Vault`""
        Get-Journal runJobGroup | Should -BeNullOrEmpty
    }
}

Describe 'A pipeline secret that cannot be written back' {
    It 'is told at connect, once' {
        Reset-Emulator
        $result = Invoke-Guide "Import-Module ./modules/DataprepPS`nConnect-DpSession`n1..3 | ForEach-Object { `$null = Start-DpJobGroup 7 }" @{ DATAPREP_REFRESH_TOKEN = 'CANARY-first'; TF_BUILD = 'True' }
        $result.ExitCode | Should -Be 0 -Because $result.Text
        [regex]::Matches($result.Text, 'cannot be written back').Count | Should -Be 1
        $result = Invoke-Guide "Import-Module ./modules/DataprepPS`nConnect-DpSession -RefreshToken `$env:MINE -ClientId client -TokenEndpoint `$env:DATAPREP_TOKEN_ENDPOINT -SkipCheck" @{ MINE = 'x'; GITHUB_ACTIONS = 'true' }
        $result.Text | Should -Match '-RefreshToken cannot be written back'
    }
}

Describe 'The guide <Guide>, from top to bottom' -ForEach $walks {
    BeforeAll {
        $world = Start-Emulator '--speed', '200', '--quota', '0', '--seed', '60'
        $other = Start-Emulator '--speed', '200', '--quota', '0'
    }

    AfterAll { $world, $other | ForEach-Object { Stop-Emulator $_ } }

    It 'has only commands that work' {
        $text = Get-Content (Join-Path $Root "docs/guides/$Guide.md") -Raw -Encoding UTF8
        $blocks = @([regex]::Matches($text, '(?s)```powershell\r?\n(.*?)```') | ForEach-Object { $_.Groups[1].Value })
        $blocks.Count | Should -BeGreaterThan 2
        # What a guide lets go on with -ErrorAction is no error of the guide; anything else ends the script.
        $script = "`$ErrorActionPreference = 'Stop'`nImport-Module '$ManifestPath'`n$($blocks -join "`n")"
        $environment = @{
            DATAPREP_TOKEN = $Token; DATAPREP_BASE_URI = "$($world.Uri)"; DEVELOPMENT_URI = "$($world.Uri)"; DEVELOPMENT_TOKEN = $Token
            PRODUCTION_URI = "$($other.Uri)"; PRODUCTION_TOKEN = $Token
        }
        $result = Invoke-Guide $script $environment
        $result.ExitCode | Should -Be 0 -Because $result.Text
        $result.Text | Should -Not -Match ([regex]::Escape($Token))
    }
}
