# The docs pages, the built help and the cmdlets say the same. Pages: docs/<name>.md or docs/*/<name>.md; help: ./build.ps1 Docs.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $cmdlets = @(Get-Command -Module DataprepPS | Sort-Object Name | ForEach-Object { @{ Name = $_.Name } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $common = [Management.Automation.Cmdlet]::CommonParameters + 'ProgressAction'
}

Describe 'The help of <Name>' -ForEach $cmdlets {
    BeforeAll {
        $docs = Join-Path $Root 'docs'
        $page = @(Get-ChildItem $docs -Recurse -Filter "$Name.md" -ErrorAction Ignore) | Select-Object -First 1
        $text = if ($page) { Get-Content $page.FullName -Raw -Encoding UTF8 }
        $help = Get-Help $Name -Full
        # Those the engine adds to every cmdlet of the kind.
        $documented = @((Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin 'WhatIf', 'Confirm', 'First', 'Skip', 'IncludeTotalCount' })
    }

    It 'has a page in docs' { $page | Should -Not -BeNullOrEmpty }

    It 'has a synopsis, a description and an example on it, and no placeholder' {
        $text | Should -Not -Match '\{\{'
        $text | Should -Match '(?s)## SYNOPSIS\s+[^#\s]'
        $text | Should -Match '(?s)## DESCRIPTION\s+[^#\s]'
        $text | Should -Match '(?s)## EXAMPLES\s+### .+?```'
    }

    It 'has each parameter on the page, and no other' {
        $named = [regex]::Matches($text, '(?m)^### -(\w+)\s*$') | ForEach-Object { $_.Groups[1].Value }
        $engine = 'WhatIf', 'Confirm', 'First', 'Skip', 'IncludeTotalCount'
        @($named | Where-Object { $_ -notin $engine } | Sort-Object) | Should -Be @($documented | Sort-Object)
    }

    It 'answers Get-Help with synopsis, description, examples and parameters' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis.Trim() | Should -Not -BeLike "$Name *"
        ($help.description | Out-String).Trim() | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterThan 0
        foreach ($parameter in $documented) {
            $entry = $help.parameters.parameter | Where-Object name -EQ $parameter
            ($entry.description | Out-String).Trim() | Should -Not -BeNullOrEmpty -Because "-$parameter is documented"
        }
    }

    It 'says what goes in and what comes out' {
        ($help.returnValues | Out-String).Trim() | Should -Not -BeNullOrEmpty
        ($help.inputTypes | Out-String).Trim() | Should -Not -BeNullOrEmpty
    }
}
