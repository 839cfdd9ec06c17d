<#
.SYNOPSIS
    Runs the Pester suite against the built module. Start it in a new process: a loaded DLL stays.
.DESCRIPTION
    ./build.ps1 Test does that. By hand, after ./build.ps1 Build:
    pwsh -NoProfile -NonInteractive -File tests/DataprepPS.Tests/Start-Pester.ps1 -Name JobGroups
.PARAMETER PesterPath
    Pester's manifest. Without it, the newest Pester 5 of the machine.
.PARAMETER OutputPath
    Where pester.json (the counts) and pester.xml (NUnit) go.
.PARAMETER Name
    Only these files, e.g. JobGroups,Async.
.PARAMETER Filter
    Only tests with such full names.
#>
[CmdletBinding()]
param(
    [string] $PesterPath,
    [string] $OutputPath,
    [string[]] $Name = '*',
    [string[]] $Filter
)

$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
if (-not $PesterPath) {
    $PesterPath = (Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -eq 5 } | Sort-Object Version | Select-Object -Last 1).Path
}

# The real vault where there is one; its tests look for it here.
$vault = Get-Module -ListAvailable Microsoft.PowerShell.SecretStore | Select-Object -First 1
$env:DATAPREP_TEST_SECRETSTORE = if ($vault) { $vault.ModuleBase -replace '[\\/]Microsoft\.PowerShell\.SecretStore.*$' } else { '' }

# Whatever else is installed here must neither help nor hinder.
$env:PSModulePath = (Join-Path $PSHOME 'Modules'), (Join-Path $root 'out') -join [IO.Path]::PathSeparator
foreach ($variable in 'DATAPREP_TOKEN', 'DATAPREP_BASE_URI', 'DATAPREP_REFRESH_TOKEN', 'DATAPREP_CLIENT_ID', 'DATAPREP_TOKEN_ENDPOINT', 'DATAPREP_PROFILE', 'DATAPREP_CONFIG', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy') {
    Remove-Item "env:$variable" -ErrorAction Ignore
}

# Tests end shells the hard way. One that was just writing down what it compiled at its start leaves a file that no other survives.
$env:DOTNET_MultiCoreJitNoProfileGather = '1'

Import-Module $PesterPath
Write-Host "PowerShell $($PSVersionTable.PSVersion) ($($PSVersionTable.PSEdition)), Pester $((Get-Module Pester).Version), culture $([cultureinfo]::CurrentCulture.Name)"

$configuration = New-PesterConfiguration
$configuration.Run.Path = @($Name -split ',' | ForEach-Object { Join-Path $PSScriptRoot "$_.Tests.ps1" })
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.StackTraceVerbosity = 'FirstLine'
if ($OutputPath) { $OutputPath = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutputPath) }
if ($Filter) { $configuration.Filter.FullName = $Filter }
if ($OutputPath) {
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputPath = Join-Path $OutputPath 'pester.xml'
}

$result = Invoke-Pester -Configuration $configuration
if (-not $result) { throw 'Pester gave no result.' }

# A file or a block that breaks before its tests run has no failed test to count.
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
if ($OutputPath) {
    @{ Passed = $result.PassedCount; Failed = $failed; Skipped = $result.SkippedCount + $result.NotRunCount } |
        ConvertTo-Json | Set-Content (Join-Path $OutputPath 'pester.json') -Encoding ASCII
}

foreach ($test in $result.Skipped) { Write-Host "skipped: $($test.ExpandedPath)" }
Write-Host "Pester: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped in $([int]$result.Duration.TotalSeconds) s"
exit [int]($failed -gt 0)
