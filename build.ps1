#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, shows and packs DataprepPS.
.DESCRIPTION
    Needs PowerShell 7.4 or later and a .NET 10 SDK. Everything it makes goes to out/.
.PARAMETER Task
    Build  the module in out/DataprepPS and the emulator in out/emulator
    Test   Build, then both xUnit projects, Pester and PSScriptAnalyzer; ends with one line of counts
    Abroad Build, then xUnit and Pester as in Turkey, Germany, Thailand and Arabia, at the ends of the time zones
    Demo   Build, then the main job with real cmdlets against the emulator
    Docs   Build the module, then docs/cmdlets, the tables of docs and the help of en-US/
    Pack   the gallery package in out/packages
    Bench  every figure beside what a user would run instead
    Mutate how many deliberate faults in the client the xUnit tests notice; takes some hours
    Clean  removes what the others made
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Abroad', 'Demo', 'Docs', 'Pack', 'Bench', 'Mutate', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$root = $PSScriptRoot
$out = Join-Path $root 'out'
$moduleRoot = Join-Path $out 'DataprepPS'
$emulatorRoot = Join-Path $out 'emulator'
. (Join-Path $root 'tests/DataprepPS.Tests/Testing.ps1')

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE." }
}

# What is in the module, and where, says src/DataprepPS/Module.targets.
function Build-Module {
    Invoke-Dotnet build (Join-Path $root 'src/DataprepPS/DataprepPS.csproj') -c $Configuration '-t:AssembleModule' "-p:ModuleFolder=$moduleRoot" -v quiet '-clp:NoSummary'
    # Only runtimes on which it was measured; elsewhere the originals are loaded.
    foreach ($runtime in @('linux-x64')) { Build-Precompiled $runtime (Join-Path $moduleRoot 'dependencies') }
}

# The client and its packages once more, with machine code in them, for one runtime: the first call comes a third sooner.
# The module is whole without it, so a machine that cannot get the compiler builds the rest.
function Build-Precompiled([string] $Runtime, [string] $Dependencies) {
    $target = Join-Path $Dependencies $Runtime
    $project = Join-Path $root 'src/Precompile/Precompile.csproj'
    & dotnet build $project -restore -t:Precompile -v quiet -nologo "-p:Runtime=$Runtime" "-p:Module=$moduleRoot" "-p:OutputFolder=$target"
    if ($LASTEXITCODE -eq 0) { return }

    if (Test-Path $target) { Remove-Item $target -Recurse -Force }
    Write-Warning "Nothing is precompiled for ${Runtime}: this machine has no compiler for it."
    $global:LASTEXITCODE = 0
}

function Build-Emulator {
    if (Test-Path $emulatorRoot) { Remove-Item $emulatorRoot -Recurse -Force }
    Invoke-Dotnet publish (Join-Path $root 'src/DataprepPS.Emulator/DataprepPS.Emulator.csproj') -c $Configuration -o $emulatorRoot -v quiet
}

function Build-All {
    Build-Module
    Build-Emulator
    Write-Host "The module is in $moduleRoot, the emulator in $emulatorRoot."
}

# What is inside, for those who must know: the packages with their versions and hashes, in CycloneDX's form.
function Write-BillOfMaterial([string] $ModuleFolder, [string] $Version) {
    $components = foreach ($file in Get-ChildItem (Join-Path $ModuleFolder 'dependencies') -Filter *.dll | Sort-Object Name) {
        $packageVersion = ([Diagnostics.FileVersionInfo]::GetVersionInfo($file.FullName).ProductVersion -split '[+]')[0]
        [ordered]@{
            type = 'library'
            name = $file.BaseName
            version = $packageVersion
            purl = "pkg:nuget/$($file.BaseName)@$packageVersion"
            licenses = @(@{ license = @{ id = $(if ($file.BaseName -like 'Polly*') { 'BSD-3-Clause' } else { 'MIT' }) } })
            hashes = @(@{ alg = 'SHA-256'; content = (Get-FileHash $file.FullName -Algorithm SHA256).Hash.ToLowerInvariant() })
        }
    }
    [ordered]@{
        bomFormat = 'CycloneDX'
        specVersion = '1.5'
        version = 1
        metadata = [ordered]@{ component = [ordered]@{ type = 'library'; name = 'DataprepPS'; version = $Version; licenses = @(@{ license = @{ id = 'MIT' } }) } }
        components = @($components)
    } | ConvertTo-Json -Depth 8 | Set-Content (Join-Path $ModuleFolder 'sbom.cdx.json')
}

# The changes of a version, as CHANGELOG.md has them.
function Get-ReleaseNote([string] $Version) {
    $text = Get-Content (Join-Path $root 'CHANGELOG.md') -Raw
    if ($text -notmatch "(?ms)^## \[$([regex]::Escape($Version))\][^\n]*\n(.*?)(?=^## \[|\z)") { throw "CHANGELOG.md has no section for version $Version." }
    $Matches[1].Trim()
}

# A ZIP file says when each file was put into it, which would make another package of the same files.
function Reset-ZipTime([string] $Path) {
    Add-Type -AssemblyName System.IO.Compression
    $stream = [IO.File]::Open($Path, 'Open', 'ReadWrite')
    $zip = [IO.Compression.ZipArchive]::new($stream, 'Update')
    foreach ($entry in $zip.Entries) { $entry.LastWriteTime = [datetimeoffset]::new(1980, 1, 1, 0, 0, 0, [timespan]::Zero) }
    $zip.Dispose()
}

# The package the gallery takes: the built module, and what its manifest says.
function Build-Package {
    $manifest = Import-PowerShellDataFile (Join-Path $moduleRoot 'DataprepPS.psd1')
    $packages = New-Item (Join-Path $out 'packages') -ItemType Directory -Force
    $content = Join-Path $packages 'content'
    if (Test-Path $content) { Remove-Item $content -Recurse -Force }
    Copy-Item $moduleRoot $content -Recurse
    Copy-Item (Join-Path $root 'docs/icon.png') $content
    Write-BillOfMaterial $content $manifest.ModuleVersion
    # The package's own manifest has the notes and the addresses that galleries show; each line more costs time at import.
    $notes = Get-ReleaseNote $manifest.ModuleVersion
    $packed = Join-Path $content 'DataprepPS.psd1'
    $data = $manifest.PrivateData.PSData
    $more = "'$($notes.Replace("'", "''"))'", "LicenseUri   = '$($data.ProjectUri)/blob/main/LICENSE'", "IconUri      = '$($data.ProjectUri)/raw/main/docs/icon.png'"
    (Get-Content $packed -Raw).Replace("'See CHANGELOG.md.'", $more -join "`n            ") | Set-Content $packed -NoNewline
    $text = @{ Notes = $notes; Project = $data.ProjectUri }
    foreach ($name in 'Author', 'Description', 'Copyright') { $text[$name] = $manifest[$name] }
    foreach ($name in @($text.Keys)) { $text[$name] = [System.Security.SecurityElement]::Escape($text[$name]) }
    $tags = @('PSModule') + $data.Tags + ($manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_" })
    $nuspec = Join-Path $packages 'DataprepPS.nuspec'
    Set-Content $nuspec @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>DataprepPS</id>
    <version>$($manifest.ModuleVersion)</version>
    <authors>$($text.Author)</authors>
    <description>$($text.Description)</description>
    <releaseNotes>$($text.Notes)</releaseNotes>
    <copyright>$($text.Copyright)</copyright>
    <license type="expression">MIT</license>
    <projectUrl>$($text.Project)</projectUrl>
    <icon>icon.png</icon>
    <readme>README.md</readme>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <tags>$($tags -join ' ')</tags>
  </metadata>
  <files>
    <file src="**" target="" />
  </files>
</package>
"@
    Invoke-Dotnet pack (Join-Path $root 'src/DataprepPS/DataprepPS.csproj') -c $Configuration --no-build -o $packages "-p:NuspecFile=$nuspec" "-p:NuspecBasePath=$content" '-p:NoWarn=NU5110%3BNU5111%3BNU5128%3BNU5100' -v quiet
    Remove-Item $nuspec, $content -Recurse
    Reset-ZipTime (Join-Path $packages "DataprepPS.$($manifest.ModuleVersion).nupkg")
    Write-Host "The gallery package is in $packages."
}

switch ($Task) {
    'Build' { Build-All }
    'Test' {
        Build-All
        Build-Package
        $ok = Invoke-AllTest -Root $root -Configuration $Configuration
        if (-not $ok) { exit 1 }
    }
    'Abroad' {
        Build-All
        Build-Package
        if (-not (Invoke-TestAbroad -Root $root -Configuration $Configuration)) { exit 1 }
    }
    'Demo' {
        Build-All
        & (Get-Process -Id $PID).Path -NoProfile -File (Join-Path $root 'tests/DataprepPS.Tests/Demo.ps1') -ModulePath $moduleRoot -EmulatorPath $emulatorRoot
        if ($LASTEXITCODE -ne 0) { throw 'The demo failed.' }
    }
    'Docs' {
        Build-Module
        $comments = Join-Path $root "src/DataprepPS/bin/$Configuration/netstandard2.0/DataprepPS.xml"
        # PlatyPS and the module stay loaded: in a process of its own.
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "& '$(Join-Path $root 'docs/Build-Help.ps1')' -ModulePath '$moduleRoot' -CommentPath '$comments'"
        if ($LASTEXITCODE -ne 0) { throw 'The documentation was not made.' }
    }
    'Pack' {
        Build-All
        Build-Package
    }
    'Bench' {
        Build-All
        Invoke-Dotnet run --project (Join-Path $root 'tests/DataprepPS.Benchmarks') -c Release -- --module $moduleRoot --emulator $emulatorRoot --document (Join-Path $root 'docs/benchmarks.md')
    }
    'Mutate' {
        Push-Location (Join-Path $root 'tests/DataprepPS.Client.Tests')
        try {
            Invoke-Dotnet tool restore
            # Thousands of random sequences for each mutant would take days, and a few find what they can find.
            $env:DATAPREP_SEQUENCES = '60'
            Invoke-Dotnet tool run dotnet-stryker -- --output (Join-Path $out 'mutation')
        }
        finally { Pop-Location }
    }
    'Clean' {
        foreach ($folder in @($out) + @(Get-ChildItem (Join-Path $root 'src'), (Join-Path $root 'tests') -Directory | ForEach-Object { Join-Path $_ 'bin'; Join-Path $_ 'obj' })) {
            if (Test-Path $folder) { Remove-Item $folder -Recurse -Force }
        }
    }
}
