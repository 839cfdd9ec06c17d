# Rules every cmdlet follows, checked over whatever the module exports.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $cmdlets = @(Get-Command -Module DataprepPS | Sort-Object Name | ForEach-Object { @{ Name = $_.Name; Command = $_ } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
}

Describe 'The manifest' {
    It 'is valid' { (Test-ModuleManifest $ManifestPath).Name | Should -Be 'DataprepPS' }
}
