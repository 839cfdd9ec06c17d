# The test half of build.ps1. Dot-sourced by it; run ./build.ps1 Test.

# Below this share of the client's lines run by xUnit, the build fails.
$LeastCoverage = 90.0

function Get-TestModule {
    <# A module of at least a version: found, or installed for the user where the machine can; else nothing. #>
    param([string] $Name, [version] $Version)

    $find = { Get-Module -ListAvailable $Name | Where-Object Version -GE $Version | Sort-Object Version | Select-Object -Last 1 }
    if ($found = & $find) { return $found }

    try {
        if (Get-Command Install-PSResource -ErrorAction Ignore) {
            Install-PSResource $Name -Version "[$Version,$($Version.Major + 1).0.0)" -Scope CurrentUser -TrustRepository -Quiet
        } elseif (Get-Command Install-Module -ErrorAction Ignore) {
            Install-Module $Name -MinimumVersion $Version -MaximumVersion "$($Version.Major).999" -Scope CurrentUser -Force -SkipPublisherCheck
        }
    } catch {
        Write-Warning "$Name could not be installed: $_"
    }

    & $find
}

function Write-NotRun {
    param([string] $What, [string] $Why)
    Write-Host "*** $What DID NOT RUN: $Why ***" -ForegroundColor Yellow
}

function New-Count {
    param([int] $Passed, [int] $Failed, [int] $Skipped)
    [pscustomobject]@{ Passed = $Passed; Failed = $Failed; Skipped = $Skipped }
}

function Invoke-UnitTest {
    <# One xUnit project: its counts. #>
    param([string] $Root, [string] $Configuration, [string] $Results, [string] $Project, [string[]] $Argument = @())

    $folder = Join-Path $Results 'xunit'
    $arguments = @('test', (Join-Path $Root "tests/$Project"), '-c', $Configuration, '--nologo', '-v', 'quiet'
        '--logger', "trx;LogFileName=$Project.trx", '--logger', 'console;verbosity=minimal', '--results-directory', $folder)
    & dotnet @arguments @Argument | Out-Host
    $exit = $LASTEXITCODE

    $trx = Join-Path $folder "$Project.trx"
    if (-not (Test-Path $trx)) {
        Write-Host "$Project wrote no results."
        return New-Count 0 1 0
    }

    $counters = ([xml](Get-Content $trx -Raw)).TestRun.ResultSummary.Counters
    $count = New-Count $counters.passed $counters.failed ($counters.total - $counters.passed - $counters.failed)
    # A run that breaks off has counters too, and none of them says so.
    if ($exit -ne 0 -and $count.Failed -eq 0) { $count.Failed = 1 }
    $count
}

function Invoke-ClientTest {
    <# xUnit, with the coverage of the client. #>
    param([string] $Root, [string] $Configuration, [string] $Results)

    Invoke-UnitTest @PSBoundParameters -Project DataprepPS.Client.Tests -Argument '--settings', (Join-Path $Root 'tests/coverlet.runsettings'), '--collect', 'XPlat Code Coverage'

    $report = Get-ChildItem (Join-Path $Results 'xunit') -Recurse -Filter coverage.cobertura.xml | Select-Object -First 1
    $client = if ($report) { ([xml](Get-Content $report -Raw)).coverage.packages.package | Where-Object name -EQ 'DataprepPS.Client' }
    if (-not $client) {
        Write-Host 'No coverage of DataprepPS.Client was measured.'
        return New-Count 0 1 0
    }

    $percent = 100 * [double]::Parse($client.'line-rate', [cultureinfo]::InvariantCulture)
    $enough = $percent -ge $LeastCoverage
    Write-Host ([string]::Format([cultureinfo]::InvariantCulture, 'Line coverage of DataprepPS.Client: {0:0.0} % ({1}; at least {2:0} % is asked).', $percent, $(if ($enough) { 'enough' } else { 'NOT ENOUGH' }), $LeastCoverage))
    if ($enough) { New-Count 1 0 0 } else { New-Count 0 1 0 }
}

function Invoke-EngineTest {
    <# xUnit, the cmdlets in PowerShell's engine. #>
    param([string] $Root, [string] $Configuration, [string] $Results)

    $count = Invoke-UnitTest @PSBoundParameters -Project DataprepPS.Engine.Tests
    Write-Host "$($count.Passed + $count.Failed) cases of the cmdlets ran in PowerShell's engine."
    $count
}

function Start-ModuleTest {
    <# Pester against the built module, as a job: in a new process that sees the shell's own modules and ours only. #>
    param([string] $Root, [string] $Results)

    $pester = Get-TestModule Pester 5.5.0
    if (-not $pester) {
        Write-NotRun 'PESTER' 'it is not installed and could not be. Install-Module Pester -Scope CurrentUser'
        return
    }

    $arguments = '-NoProfile', '-NonInteractive', '-File', (Join-Path $Root 'tests/DataprepPS.Tests/Start-Pester.ps1'), '-PesterPath', $pester.Path, '-OutputPath', $Results
    $shell = (Get-Process -Id $PID).Path
    Start-ThreadJob { & $using:shell @using:arguments 2>&1 }
}

function Complete-ModuleTest {
    <# What the job said, and its counts. #>
    param([Parameter(Mandatory)] $Job, [string] $Results)

    $Job | Receive-Job -Wait -AutoRemoveJob | Out-Host
    $summary = Join-Path $Results 'pester.json'
    if (-not (Test-Path $summary)) {
        Write-Host 'Pester ended without results.'
        return New-Count 0 1 0
    }

    $count = Get-Content $summary -Raw | ConvertFrom-Json
    New-Count $count.Passed $count.Failed $count.Skipped
}

function Invoke-CodeTest {
    <# xUnit, what else is to be run, and Pester beside them: it mostly waits for shells and for time to pass, while they compute. #>
    param([string] $Root, [string] $Configuration, [string] $Results, [scriptblock] $Other = {})

    if (Test-Path $Results) { Remove-Item $Results -Recurse -Force }
    $null = New-Item $Results -ItemType Directory -Force
    $pester = Start-ModuleTest -Root $Root -Results $Results
    $where = @{ Root = $Root; Configuration = $Configuration; Results = $Results }
    Invoke-ClientTest @where
    Invoke-EngineTest @where
    & $Other
    if ($pester) { Complete-ModuleTest -Job $pester -Results $Results }
}

function Invoke-ScriptTest {
    <# PSScriptAnalyzer over every script and manifest: each file counts as one test. #>
    param([string] $Root)

    $analyzer = Get-TestModule PSScriptAnalyzer 1.22.0
    if (-not $analyzer) {
        Write-NotRun 'PSSCRIPTANALYZER' 'it is not installed and could not be. Install-Module PSScriptAnalyzer -Scope CurrentUser'
        return
    }

    Import-Module $analyzer.Path
    $settings = Join-Path $Root 'PSScriptAnalyzerSettings.psd1'
    # The manifest in its place: it names files that are beside it only there.
    $places = @(Get-ChildItem $Root -File -Filter *.ps1) + @(Get-ChildItem (Join-Path $Root 'out/DataprepPS') -File) + @('src', 'tests', 'docs', 'tools' | ForEach-Object { Join-Path $Root $_ } | Where-Object { Test-Path $_ } | Get-ChildItem -Recurse -File)
    $failed = 0
    $files = @($places | Where-Object { $_.Extension -in '.ps1', '.psd1', '.psm1' -and $_.FullName -notmatch '[\\/](bin|obj)[\\/]' })
    foreach ($file in $files) {
        $findings = @(Invoke-ScriptAnalyzer -Path $file.FullName -Settings $settings -ErrorAction Stop)
        if ($findings.Count -gt 0) {
            $failed++
            $findings | ForEach-Object { Write-Host ('{0}:{1}: {2}: {3}' -f [IO.Path]::GetRelativePath($Root, $file.FullName), $_.Line, $_.RuleName, $_.Message) }
        }
    }

    Write-Host "PSScriptAnalyzer: $($files.Count) files, $failed with findings."
    New-Count ($files.Count - $failed) $failed 0
}

function Invoke-AllTest {
    <# Runs every suite; the last line is the counts over all of them. False when anything failed. #>
    param([string] $Root, [string] $Configuration)

    $counts = @(Invoke-CodeTest -Root $Root -Configuration $Configuration -Results (Join-Path $Root 'out/test-results') -Other { Invoke-ScriptTest -Root $Root })
    $sum = @{}
    foreach ($name in 'Passed', 'Failed', 'Skipped') { $sum[$name] = [int]($counts | Measure-Object $name -Sum).Sum }
    Write-Host "$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped"
    $sum.Failed -eq 0
}

function Invoke-TestAbroad {
    <#
    xUnit and Pester again, as on machines of other countries: the Turkish i, commas in numbers, other calendars, digits
    and directions; and the time zones in which most moments are another day's. False when anything failed.
    #>
    param([string] $Root, [string] $Configuration)

    if ($IsWindows) { throw 'The culture is taken from LANG and the time zone from TZ, which Windows does not read.' }
    $places = @(
        @{ LANG = 'tr_TR.UTF-8'; TZ = 'Pacific/Kiritimati' }  # UTC+14
        @{ LANG = 'de_DE.UTF-8'; TZ = 'Pacific/Pago_Pago' }   # UTC-11
        @{ LANG = 'th_TH.UTF-8'; TZ = 'Pacific/Kiritimati' }
        @{ LANG = 'ar_SA.UTF-8'; TZ = 'Pacific/Pago_Pago' }
    )
    $before = @{ LANG = $env:LANG; LC_ALL = $env:LC_ALL; TZ = $env:TZ }
    $lines = foreach ($place in $places) {
        try {
            $env:LANG = $env:LC_ALL = $place.LANG
            $env:TZ = $place.TZ
            $counts = @(Invoke-CodeTest -Root $Root -Configuration $Configuration -Results (Join-Path $Root "out/test-results-$($place.LANG.Substring(0, 5))"))
        } finally {
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
        }

        [pscustomobject]@{
            Place = "$($place.LANG), $($place.TZ)"
            Passed = [int]($counts | Measure-Object Passed -Sum).Sum
            Failed = [int]($counts | Measure-Object Failed -Sum).Sum
            Skipped = [int]($counts | Measure-Object Skipped -Sum).Sum
        }
    }
    $lines | ForEach-Object { Write-Host "$($_.Place): $($_.Passed) passed, $($_.Failed) failed, $($_.Skipped) skipped" }
    -not ($lines | Where-Object Failed)
}
