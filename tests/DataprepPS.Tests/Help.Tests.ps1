# The pages of docs/cmdlets, the built help and the cmdlets say the same, and the tables of docs are what the pages and the client make.
# Whatever fails here is mended by a text on the page or an XML comment, and ./build.ps1 Docs.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $topics = @(Get-ChildItem (Join-Path $Root 'en-US') -Filter about_*.help.txt | ForEach-Object { @{ Topic = $_.Name -replace '\.help\.txt$' } })
    $cmdlets = @(Get-Command -Module DataprepPS | Sort-Object Name | ForEach-Object { @{ Name = $_.Name } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    . (Join-Path $Root 'docs/Documentation.ps1')
    $pages = @{}
    Get-ChildItem (Join-Path $Root 'docs/cmdlets') -Filter *.md | Read-Page | ForEach-Object { $pages[$_.Name] = $_ }
    $endpoints = @(Get-EndpointLine)
    $project = (Import-PowerShellDataFile $ManifestPath).PrivateData.PSData.ProjectUri
    $common = [Management.Automation.Cmdlet]::CommonParameters + 'ProgressAction'

    function Format-FrontMatter($Parameter) {
        <# What a page's block says of a parameter, from the cmdlet itself. #>
        "Type: $($Parameter.ParameterType.ToString())"
        if ($Parameter.Aliases.Count) { 'Aliases:'; $Parameter.Aliases | ForEach-Object { "- $_" } } else { 'Aliases: []' }
        'ParameterSets:'
        foreach ($set in $Parameter.ParameterSets.Keys | Sort-Object) {
            $of = $Parameter.ParameterSets[$set]
            "- Name: $(if ($set -eq '__AllParameterSets') { '(All)' } else { $set })"
            "  Position: $(if ($of.Position -ge 0) { $of.Position } else { 'Named' })"
            "  IsRequired: $("$($of.IsMandatory)".ToLowerInvariant())"
            "  ValueFromPipeline: $("$($of.ValueFromPipeline)".ToLowerInvariant())"
            "  ValueFromPipelineByPropertyName: $("$($of.ValueFromPipelineByPropertyName)".ToLowerInvariant())"
        }

        $valid = $Parameter.Attributes | Where-Object { $_ -is [Management.Automation.ValidateSetAttribute] } | Select-Object -First 1
        if ($valid) { 'AcceptedValues:'; $valid.ValidValues | ForEach-Object { "- $_" } } else { 'AcceptedValues: []' }
    }

    function Format-Block([string] $Yaml) {
        <# The same of the block; sets in the order of their names. #>
        $lines = @($Yaml -split "`n" -notmatch '^(DefaultValue|SupportsWildcards|DontShow|HelpMessage|  ValueFromRemainingArguments):' | Where-Object { $_ })
        $text = $lines -join "`n"
        if ($text -notmatch '(?s)^(.*ParameterSets:\n)(.*)(\nAcceptedValues:.*)$') { return $lines }
        $head, $sets, $tail = $Matches[1..3]
        ($head + (@($sets -split '\n(?=- Name)' | Sort-Object { ($_ -split "`n")[0] -replace '\(All\)', '__All' }) -join "`n") + $tail) -split "`n"
    }

    function Format-Plain([object[]] $Text) {
        <# Text without its line ends. #>
        (@($Text | ForEach-Object { if ($_ -is [string]) { $_ } else { $_.Text } }) -join ' ' -replace '\s+', ' ').Trim()
    }
}

Describe 'The help of <Name>' -ForEach $cmdlets {
    It 'has a finished page, whose operations are the client''s' {
        $page = $pages[$Name]
        $page | Should -Not -BeNullOrEmpty -Because './build.ps1 Docs makes a page for each cmdlet'
        foreach ($section in 'SYNOPSIS', 'DESCRIPTION', 'EXAMPLES', 'INPUTS', 'OUTPUTS', 'RELATED LINKS') {
            $page.Sections[$section] | Should -Match '\S' -Because "$section says something"
            $page.Sections[$section] | Should -Not -Match '\{\{'
        }

        $page.Sections['DESCRIPTION'] | Should -Not -Match '^Follows ' -Because 'a person says first what the cmdlet does'
        @($page.Examples | Where-Object Code).Count | Should -BeGreaterThan 0
        $operations = @(Get-PageWord $page operations)
        $operations | Where-Object { $_ -cnotin $endpoints.Operation } | Should -BeNullOrEmpty -Because 'the client has a line for each operation'
        if ($operations) { ($page.Sections['DESCRIPTION'] -split "`n" | Where-Object { $_ -like 'Follows *' }) -replace ' The cmdlet only reads\.$' | Should -BeExactly (Format-Operation $operations $endpoints) }
        foreach ($link in [regex]::Matches($page.Sections['RELATED LINKS'], '\]\((?!https?:)([^)#]+)\)')) { Join-Path (Join-Path $Root 'docs/cmdlets') $link.Groups[1].Value | Should -Exist }
    }

    It 'has the parameters of the cmdlet on the page, and no other' {
        $command = Get-Command $Name
        $own = @($command.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object Name)
        @($pages[$Name].Parameters.Keys | Sort-Object) | Should -Be @($own.Name)
        foreach ($parameter in $own) {
            $block = $pages[$Name].Parameters[$parameter.Name]
            (Format-Block $block.Yaml) -join "`n" | Should -BeExactly ((Format-FrontMatter $parameter) -join "`n") -Because "-$($parameter.Name)"
            $block.Text | Should -Not -Match '\{\{|\{[A-Z]?[a-z ]*(thing|IdName)'
        }

        foreach ($type in $command.OutputType.Type | Where-Object { $_ -and $_.Assembly.GetName().Name -like 'DataprepPS*' }) {
            foreach ($member in $type.GetProperties().Name) { $pages[$Name].Sections['OUTPUTS'] | Should -MatchExactly "\b$member\b" -Because "$($type.Name) has it" }
        }
    }

    It 'answers Get-Help as the page has it' {
        $page = $pages[$Name]
        $help = Get-Help $Name -Full
        Format-Plain $help.Synopsis | Should -BeExactly (Format-Plain $page.Sections['SYNOPSIS'])
        Format-Plain $help.description | Should -BeExactly (Format-Plain $page.Sections['DESCRIPTION'])
        @($help.examples.example).Count | Should -Be $page.Examples.Count
        foreach ($parameter in $page.Parameters.Keys) {
            $entry = $help.parameters.parameter | Where-Object name -EQ $parameter
            Format-Plain $entry.description | Should -BeExactly (Format-Plain $page.Parameters[$parameter].Text) -Because "-$parameter"
        }

        ($help.returnValues | Out-String).Trim() | Should -Not -BeNullOrEmpty
        ($help.inputTypes | Out-String).Trim() | Should -Not -BeNullOrEmpty
        # What Get-Help -Online opens.
        @($help.relatedLinks.navigationLink.uri | Where-Object { $_ })[0] | Should -BeExactly "$project/blob/main/docs/cmdlets/$Name.md"
    }
}

Describe 'The topic <Topic>' -ForEach $topics {
    BeforeAll {
        $text = [IO.File]::ReadAllText((Join-Path $Root "en-US/$Topic.help.txt")) -replace "`r"
    }

    It 'is short, and answers Get-Help' {
        $lines = $text -split "`n"
        $lines.Count | Should -BeLessThan 121
        $lines | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
        $text | Should -MatchExactly "(?s)^TOPIC\n    $Topic\n\nSHORT DESCRIPTION\n    \S.*\nLONG DESCRIPTION\n.*\nSEE ALSO\n"
        (Get-Help $Topic | Out-String) -replace "`r" | Should -BeLike "*SHORT DESCRIPTION*"
    }

    It 'names only cmdlets, parameters and topics that there are' {
        [regex]::Matches($text, '\b[A-Z]\w+-Dp[A-Z]\w+') | ForEach-Object Value | Where-Object { -not (Get-Command $_ -Module DataprepPS -ErrorAction Ignore) } | Should -BeNullOrEmpty
        [regex]::Matches($text, '\babout_DataprepPS\w*') | ForEach-Object { Join-Path $Root "en-US/$($_.Value).help.txt" } | Should -Exist
        # The examples: what stands further in, with its continuations.
        foreach ($code in [regex]::Matches($text, '(?m)(^ {8,}(?=[\w$(]).*\n)+') | Where-Object { $_.Value -match '-Dp' }) {
            $ast = [Management.Automation.Language.Parser]::ParseInput($code.Value, [ref] $null, [ref] $null)
            foreach ($call in $ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) | Where-Object { $_.GetCommandName() -like '*-Dp*' }) {
                $known = (Get-Command $call.GetCommandName()).Parameters
                $given = @($call.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] } | ForEach-Object ParameterName)
                $given | Where-Object { -not $known.ContainsKey($_) } | Should -BeNullOrEmpty -Because $call.GetCommandName()
            }
        }
    }
}

Describe 'The made parts of docs' {
    It 'has no page of a cmdlet that there is not' {
        $pages.Keys | Where-Object { $_ -notin (Get-Command -Module DataprepPS).Name } | Should -BeNullOrEmpty
    }

    It 'lists the endpoints as the client has them and the pages use them' {
        Get-MadePart (Join-Path $Root 'docs/endpoints.md') | Should -BeExactly ((Format-EndpointTable @($pages.Values) $endpoints) -join "`n").Trim("`n")
    }

    It 'lists the cmdlets by room' {
        Get-MadePart (Join-Path $Root 'docs/cmdlets.md') | Should -BeExactly ((Format-CmdletTable @($pages.Values) $Root) -join "`n").Trim("`n")
    }

    It 'says where its pages are on the web in one place' {
        Get-ChildItem (Join-Path $Root 'docs'), (Join-Path $Root 'build.ps1') -Recurse -File -Include *.ps1, *.psd1 | Select-String -SimpleMatch $project | Should -BeNullOrEmpty
    }
}
