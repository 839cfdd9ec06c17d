# The gallery package that ./build.ps1 Test has packed, with the real PSResourceGet: into a folder that is a repository, and out of it.
BeforeDiscovery { $canInstall = [bool] (Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet) }

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    $version = (Import-PowerShellDataFile $ManifestPath).ModuleVersion
    $package = Join-Path $Root "out/packages/DataprepPS.$version.nupkg"
    Add-Type -AssemblyName System.IO.Compression.FileSystem

    function Read-Entry([string] $Name) {
        $zip = [IO.Compression.ZipFile]::OpenRead($package)
        try {
            $entry = $zip.GetEntry($Name)
            if (-not $entry) { throw "The package has no $Name." }
            (New-Object IO.StreamReader $entry.Open()).ReadToEnd()
        } finally { $zip.Dispose() }
    }
}

Describe 'The package' {
    It 'is there' { $package | Should -Exist }

    It 'has the help, the licence, the icon and what galleries show' {
        $specification = [xml] (Read-Entry 'DataprepPS.nuspec')
        $specification.package.metadata.version | Should -Be $version
        $specification.package.metadata.projectUrl | Should -Match '^https://'
        $specification.package.metadata.releaseNotes | Should -Match '### Added'
        $zip = [IO.Compression.ZipFile]::OpenRead($package)
        $names = $zip.Entries.FullName
        $zip.Dispose()
        foreach ($name in 'LICENSE', 'icon.png', 'README.md', 'en-US/DataprepPS.dll-Help.xml', 'DataprepPS.Format.ps1xml', 'sbom.cdx.json') { $names | Should -Contain $name }
        $names | Should -Not -Contain 'System.Management.Automation.dll'
    }

    It 'has a bill of materials with each package and its hash' {
        $bill = Read-Entry 'sbom.cdx.json' | ConvertFrom-Json
        $bill.bomFormat | Should -Be 'CycloneDX'
        $files = @(Get-ChildItem (Join-Path $ModulePath 'dependencies') -Filter *.dll)
        @($bill.components.name | Sort-Object) | Should -Be @($files.BaseName | Sort-Object)
        $polly = $bill.components | Where-Object name -EQ 'Polly.Core'
        $polly.hashes[0].content | Should -Be (Get-FileHash (Join-Path $ModulePath 'dependencies/Polly.Core.dll')).Hash
        $polly.version | Should -Match '^8\.'
    }

    It 'has no time in it that would make another file of the same commit' {
        $zip = [IO.Compression.ZipFile]::OpenRead($package)
        @($zip.Entries.LastWriteTime.Year | Sort-Object -Unique) | Should -Be 1980
        $zip.Dispose()
    }
}

Describe 'PSResourceGet' -Skip:(-not $canInstall) {
    It 'publishes it to a folder, installs it from there into a clean profile, and PowerShell imports it' {
        # As docs/guides/releasing.md says it, in a folder with nothing but the package.
        if ((Get-Content (Join-Path $Root 'docs/guides/releasing.md') -Raw) -notmatch '(?s)```powershell\r?\n(.*?)```') { throw 'releasing.md has no commands.' }
        $commands = $Matches[1] -replace '(?m)^ +'
        $work = New-Item (Join-Path $TestDrive 'work/out/packages') -ItemType Directory
        Copy-Item $package $work
        $profileHome = New-Item (Join-Path $TestDrive 'home') -ItemType Directory
        # .NET has no folder for what is not there, and what is saved would land in the current directory.
        foreach ($folder in '.local/share', '.config') { $null = New-Item (Join-Path $profileHome $folder) -ItemType Directory }
        $result = Invoke-FreshShell @"
Set-Location '$TestDrive/work'
$commands
`$module = Get-Module DataprepPS
`$module.ModuleBase.StartsWith('$profileHome')
`$module.Version.ToString()
(Get-Command -Module DataprepPS).Count
(Get-Help Start-DpJobGroup).Synopsis
(Find-PSResource DataprepPS -Repository Local).ProjectUri.AbsoluteUri
"@ -Environment @{ HOME = "$profileHome"; USERPROFILE = "$profileHome"; XDG_DATA_HOME = "$profileHome/.local/share"; XDG_CONFIG_HOME = "$profileHome/.config"; PSModulePath = $null }
        $result.Output[0..1] | Should -Be 'True', $version
        [int] $result.Output[2] | Should -Be (Import-PowerShellDataFile $ManifestPath).CmdletsToExport.Count
        $result.Output[3] | Should -Match 'job group'
        $result.Output[4] | Should -Match '^https://'
    }
}
