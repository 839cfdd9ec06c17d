# Makes and refreshes the pages of docs/cmdlets. Dot-sourced by Build-Help.ps1 after Documentation.ps1, with PlatyPS and the module loaded.
#
# A person writes on a page: the description, the examples, the notes and the links, and in the front matter
#   operations  the operation ids that the cmdlet calls; the paragraph "Follows ..." and what comes after it are made from them
#   errors      error ids with what they mean here, beside those that follow from the operations; "not DpX" takes one of these away
#   own texts   what this page says in its own words: SYNOPSIS, names of parameters, INPUTS and OUTPUTS, or OUTPUTS System.String for one type
# Everything else is made: from the built cmdlet, and from the XML comments of its class and of its bases.
#
# Words in braces stand for what the cmdlet works on: {thing} job group, {things} job groups, {a thing} a job group,
# {IdName} JobGroupId, {an IdName} a JobGroupId; each also with a capital. {associations} stands for what the class says that its objects can embed.

$Instance = [Reflection.BindingFlags] 'Public,NonPublic,Instance'

function Read-Comment {
    <# The XML comments of assemblies, by member. #>
    param([string[]] $Path)
    $comments = @{}
    foreach ($file in $Path) {
        $document = [xml]::new()
        $document.Load($file)
        foreach ($member in $document.doc.members.member) { $comments[$member.name] = $member }
    }

    $comments
}

function Get-CommentText {
    <# An element of a comment as plain paragraphs. #>
    param([System.Xml.XmlNode] $Node)
    if (-not $Node) { return }
    $text = -join @(foreach ($child in $Node.ChildNodes) {
            switch ($child.Name) {
                'see' { if ($child.cref) { ($child.cref -split '[.:]')[-1] } elseif ($child.langword) { $child.langword } else { $child.InnerText } }
                'paramref' { $child.GetAttribute('name') }
                'para' { "`n`n$(Get-CommentText $child)`n`n" }
                '#text' { $child.Value -replace '\s+', ' ' }
                default { $child.InnerText }
            }
        })
    ($text -split '\n\s*\n' | ForEach-Object { ($_ -replace '\s+', ' ').Trim() } | Where-Object { $_ }) -join "`n`n"
}

function Get-TypeKey([type] $Type) { ($Type.FullName -replace '\[.*' -replace '\+', '.') }

function Get-ParameterText {
    <# What the comment of a cmdlet's property says; an inherited comment is that of the base or of the member it names. #>
    param([type] $Type, [string] $Name, [hashtable] $Comment)
    for ($class = $Type; $class; $class = $class.BaseType) {
        $member = $Comment["P:$(Get-TypeKey $class).$Name"]
        if (-not $member) { continue }
        $other = $member.SelectSingleNode('inheritdoc/@cref')
        if ($other) { $member = $Comment[$other.Value] }
        $summary = $member.SelectSingleNode('summary')
        if ($summary) { return Get-CommentText $summary }
    }
}

function Add-Article([string] $Word) { "$(if ($Word -match '^([aeio]|sql)') { 'an' } else { 'a' }) $Word" }

function Get-Vocabulary {
    <# The words in braces of one cmdlet. #>
    param($Command, $Cmdlet)
    $id = $Cmdlet.GetType().GetProperty('IdName', $Instance)
    $id = if ($id) { $id.GetValue($Cmdlet) } else { ($Command.Noun -replace '^Dp') + 'Id' }
    $thing = ($id -replace 'Id$' -creplace '(?<=[a-z])(?=[A-Z])', ' ').ToLowerInvariant() -replace '\bsql\b', 'SQL'
    $words = [Collections.Generic.Dictionary[string, string]]::new([StringComparer]::Ordinal)
    $words['thing'] = $thing
    $words['things'] = if ($thing -match '[^aeiou]y$') { $thing -replace 'y$', 'ies' } else { "${thing}s" }
    $words['a thing'] = Add-Article $thing
    $words['IdName'] = $id
    $words['an IdName'] = Add-Article $id
    foreach ($word in @($words.Keys)) { $words[$word.Substring(0, 1).ToUpperInvariant() + $word.Substring(1)] = $words[$word].Substring(0, 1).ToUpperInvariant() + $words[$word].Substring(1) }
    $associations = $Cmdlet.GetType().GetCustomAttributes($true) | Where-Object { $_.TypeId.Name -eq 'AssociationsAttribute' }
    $words['associations'] = if ($associations) { ": $($associations.Names -join ', ')" } else { ', such as creator' }
    $words
}

function Expand-Word([string] $Text, $Vocabulary) {
    foreach ($word in $Vocabulary.Keys) { $Text = $Text.Replace("{$word}", $Vocabulary[$word]) }
    $Text
}

function Get-Parent {
    <# The ids of other objects by which a cmdlet finds its own: the properties marked as parents. #>
    param($Command)
    @($Command.ImplementingType.GetProperties() | Where-Object { $_.GetCustomAttributes($true).TypeId.Name -contains 'ParentAttribute' } | ForEach-Object Name)
}

function Get-InputText {
    <# What goes in, by type. #>
    param($Command, $Vocabulary, [string[]] $Alias)
    $taken = @(foreach ($parameter in $Command.Parameters.Values) {
            $attributes = @($parameter.Attributes | Where-Object { $_ -is [Management.Automation.ParameterAttribute] })
            $byValue = [bool] @($attributes | Where-Object ValueFromPipeline)
            if ($byValue -or @($attributes | Where-Object ValueFromPipelineByPropertyName)) {
                $type = $parameter.ParameterType
                if ([Nullable]::GetUnderlyingType($type)) { $type = [Nullable]::GetUnderlyingType($type) }
                [pscustomobject]@{ Name = $parameter.Name; Type = $type.FullName; ByValue = $byValue }
            }
        })
    if (-not $taken) { return [ordered]@{ None = "$($Command.Name) takes nothing from the pipeline." } }
    $texts = [ordered]@{}
    foreach ($type in $taken | Sort-Object { -not $_.ByValue } -Stable | Group-Object Type) {
        $texts[$type.Name] = @(
            if ($type.Group.Name -contains 'InputObject' -and $type.Name -eq 'System.Management.Automation.PSObject') {
                "$($Vocabulary['Things']), numbers, or objects with $(@($Vocabulary['an IdName']; $Alias) -join ' or '), such as the rows of a CSV file."
                $parents = @(Get-Parent $Command | ForEach-Object { Add-Article $_ })
                if ($parents) { "Of objects with $($parents -join ' or ') instead, those that belong to them." }
            } elseif (@($type.Group | Where-Object ByValue)) {
                "$(Join-Word @($type.Group | Where-Object ByValue | ForEach-Object { "-$($_.Name)" }))."
            }
            $named = @($type.Group | Where-Object { -not $_.ByValue } | ForEach-Object Name)
            if ($named) { "By property name, for $(Join-Word $named)." }
        ) -join ' '
    }

    $texts
}

function Get-MemberText {
    <# The members of an object of the client, those of its kind first. #>
    param([type] $Type)
    $chain = @(for ($class = $Type; $class -and $class -ne [object]; $class = $class.BaseType) { $class })
    $names = @(foreach ($class in $chain) { $class.GetProperties([Reflection.BindingFlags] 'Public,Instance,DeclaredOnly') | ForEach-Object Name }) | Select-Object -Unique
    # Written as "public long FlowId => Id;".
    $same = @($names | Where-Object { 'Id' -in $names } | Where-Object { $_ -clike '?*Id' -and $Type.GetProperty($_).PropertyType -eq [long] -and -not $Type.GetProperty($_).CanWrite } | Select-Object -First 1)
    $first = @('Id', 'Name', 'Description' | Where-Object { $_ -in $names })
    $last = @('CreatedAt', 'UpdatedAt', 'Creator', 'Updater', 'AdditionalProperties' | Where-Object { $_ -in $names })
    $middle = @($names | Where-Object { $_ -notin $first -and $_ -notin $last -and $_ -notin $same })
    $listed = @($first; $middle; $last)
    if ($same -and 'Id' -in $first) { $listed[0] = "Id and $same (the same number)" }
    "Members: $($listed -join ', ')."
    if ('AdditionalProperties' -in $names) { 'What a reply does not carry is null. What the server sends and the type does not know is a property under the server''s name.' }
}

function Get-OutputText {
    <# What comes out, by type. #>
    param($Command, $Vocabulary)
    $types = @($Command.OutputType | ForEach-Object Type | Where-Object { $_ -and $_ -ne [void] })
    if (-not $types) { return [ordered]@{ None = "$($Command.Name) emits nothing." } }
    $texts = [ordered]@{}
    foreach ($type in $types) {
        $texts[$type.FullName] = @(
            if ($Command.Parameters.ContainsKey('PassThru')) { "With -PassThru, each $($Vocabulary['thing']) as it is afterwards; without it, nothing." }
            if ($type.Assembly.GetName().Name -like 'DataprepPS*') { Get-MemberText $type }
            elseif ($type -eq [IO.FileInfo]) { 'The file that was written.' }
            elseif (-not $Command.Parameters.ContainsKey('PassThru')) { "{{ Say what it is, and name OUTPUTS $($type.FullName) among the own texts. }}" }
        ) -join ' '
    }

    $texts
}

function Get-ClosingText {
    <# The last paragraphs of a description: operations, what all cmdlets of the kind share, and errors. #>
    param($Command, $Page, [object[]] $Endpoint, [hashtable] $Comment, $Vocabulary)
    $operations = Get-PageWord $Page operations
    if (-not $operations) { return }
    $lines = @(foreach ($operation in $operations) { $Endpoint | Where-Object Operation -CEQ $operation | Select-Object -First 1 })
    if ($lines.Count -ne $operations.Count) { throw "$($Command.Name) names an operation that the client has no line for: $((@($operations | Where-Object { $_ -cnotin $lines.Operation })) -join ', ')." }

    $bases = @(for ($class = $Command.ImplementingType; $class; $class = $class.BaseType) { $class })
    $names = $bases.Name
    $changes = @($lines | Where-Object Effect -NE 'Read')
    (Format-Operation $operations $Endpoint) + $(if (-not $changes) { ' The cmdlet only reads.' })
    if ('SessionCommand' -notin $names) { return }
    foreach ($class in $bases) {
        $member = $Comment["T:$(Get-TypeKey $class)"]
        # What is said of lists is not said of what has none.
        if ($class.Name -eq 'GetCommand' -and 'List' -notin $Command.ParameterSets.Name) { continue }
        foreach ($help in $(if ($member) { $member.SelectNodes('help') })) { Expand-Word (Get-CommentText $help) $Vocabulary }
    }

    $known = @(
        if ('IdCommand' -in $names -and 'RemoveCommand' -notin $names) { 'DataNotFoundException' }
        if ('RemoveCommand' -in $names) { 'DpAlreadyGone' }
        if ($changes | Where-Object Line -NotLike 'DELETE *') { 'ValidationFailed' }
        'AccessControlException'
        if ($lines | Where-Object Editions -NE 'All') { 'DpNotAvailable' }
        if ($changes) { 'DpOutcomeUnknown' }
        if ('WaitingCommand' -in $names) {
            $run = @($Command.OutputType.Type | Where-Object { $_ -and $_.BaseType.Name -eq 'Run' })[0].Name
            "Dp${run}Failed", "Dp${run}Canceled", 'DpWaitTimeout'
        }
        'DpRateLimited', 'DpRequestTimeout', 'DpConnectionFailed', 'DpInvalidResponse'
        if ('ReadAheadCommand' -in $names) { 'DpWrongInput' }
    )
    # A comma within parentheses is part of what an error means.
    $own = @("$($Page.Metadata['errors'])" -split ',(?![^(]*\))' | ForEach-Object Trim | Where-Object { $_ })
    $ownIds = @($own | ForEach-Object { ($_ -split ' ')[0] })
    $scope = if ('ReadAheadCommand' -in $names) { 'Errors that name the input and let the others go on' } else { 'Errors' }
    "${scope}: $(@($own -notmatch '^not '; $known | Where-Object { $_ -notin $ownIds -and "not $_" -notin $own }) -join ', '). Terminating: DpNotConnected, DpAuthenticationFailed."
}

function Get-DefaultText {
    <# The value a parameter has when it is not given; nothing for none. #>
    param($Cmdlet, [string] $Name)
    $property = $Cmdlet.GetType().GetProperty($Name)
    $value = if ($property) { $property.GetValue($Cmdlet) }
    if ($value -is [timespan]) { return $value.ToString('c') }
    if ($value -is [uri]) { return $value.OriginalString.TrimEnd('/') }
    if ($value -is [array]) { return $value -join ', ' }
    if ($value -is [string] -or ($value -is [ValueType] -and $value -isnot [Management.Automation.SwitchParameter] -and $value -isnot [bool] -and $value -ne 0)) { return "$value" }
}

function Get-NewPage {
    <# What a page starts with: the words a person replaces, and what can be guessed. #>
    param($Command, [object[]] $Endpoint)
    $noun = $Command.Noun -replace '^Dp'
    $verbs = @{ Get = 'get', 'list', 'count'; New = 'create', 'get'; Set = 'patch', 'update', 'get'; Remove = 'delete', 'get'; Copy = 'copy', 'get'; Move = 'move', 'get' }
    $guesses = foreach ($verb in $verbs[$Command.Verb]) { "$verb$noun"; "$verb${noun}s" }
    $siblings = @(Get-Command -Module DataprepPS -Noun $Command.Noun | Where-Object Name -NE $Command.Name | Sort-Object Name | ForEach-Object { "[$($_.Name)]($($_.Name).md)" })
    [pscustomobject]@{
        Name       = $Command.Name
        Metadata   = @{ 'ms.date' = Get-Date -Format 'MM/dd/yyyy'; 'operations' = (@($guesses | Where-Object { $_ -cin $Endpoint.Operation }) -join ', ') }
        Sections   = @{
            'DESCRIPTION'   = '{{ Say what it does, and what it never does. }}'
            'EXAMPLES'      = "### Example 1: {{ What it is good for }}`n`n``````powershell`n$($Command.Name)`n```````n`n### Example 2: {{ What else }}`n`n``````powershell`n$($Command.Name)`n``````"
            'RELATED LINKS' = @($siblings; '[about_DataprepPS](../../en-US/about_DataprepPS.help.txt)') -join "`n`n"
        }
        Parameters = [ordered]@{}
    }
}

function Update-Page {
    <# Makes the pages of all cmdlets of the built module anew from what is written on them and what the module says. #>
    param([string] $Folder, [string[]] $CommentPath, [object[]] $Endpoint, [string] $HelpUri)

    $comments = Read-Comment $CommentPath
    $engine = Import-PowerShellDataFile (Join-Path (Split-Path $Folder) 'parameters.psd1')
    $temporary = Join-Path ([IO.Path]::GetTempPath()) "DataprepPS-pages-$PID"
    try {
        foreach ($command in Get-Command -Module DataprepPS | Sort-Object Name) {
            $file = Join-Path $Folder "$($command.Name).md"
            $page = if (Test-Path $file) { Read-Page (Get-Item $file) } else { Get-NewPage $command $Endpoint }
            $old = if (Test-Path $file) { Import-MarkdownCommandHelp $file }
            $own = Get-PageWord $page 'own texts'
            $cmdlet = [Activator]::CreateInstance($command.ImplementingType)
            $words = Get-Vocabulary $command $cmdlet
            $aliases = $cmdlet.GetType().GetProperty('IdAliases', $Instance)
            $aliases = @(if ($aliases) { $aliases.GetValue($cmdlet) })

            $help = New-CommandHelp $command
            $help.Synopsis = if ('SYNOPSIS' -in $own) { $old.Synopsis } else { Expand-Word (Get-CommentText $comments["T:$(Get-TypeKey $command.ImplementingType)"].SelectSingleNode('summary')) $words }
            foreach ($parameter in $help.Parameters) {
                $text = if ($parameter.Name -in $own) { ($old.Parameters | Where-Object Name -EQ $parameter.Name).Description } else { Get-ParameterText $command.ImplementingType $parameter.Name $comments }
                if (-not $text) { $text = $engine[$parameter.Name] }
                if (-not $text) { throw "$($command.Name) -$($parameter.Name) has no text: the property needs an XML comment." }
                $text = Expand-Word $text $words
                if ($parameter.Name -eq 'InputObject' -and $parameter.Name -notin $own) {
                    foreach ($alias in $aliases) { $text += " $alias is taken as well." }
                    $parents = @(Get-Parent $command | ForEach-Object { Add-Article $_ })
                    if ($parents) { $text += " Of an object that has $($parents -join ' or ') instead, those that belong to it are read." }
                }

                $parameter.Description = $text
                $parameter.DefaultValue = Get-DefaultText $cmdlet $parameter.Name
                $valid = $command.Parameters[$parameter.Name].Attributes | Where-Object { $_ -is [Management.Automation.ValidateSetAttribute] } | Select-Object -First 1
                $parameter.AcceptedValues.Clear()
                if ($valid) { $parameter.AcceptedValues.AddRange([string[]] $valid.ValidValues) }
            }

            foreach ($part in 'Inputs', 'Outputs') {
                $made = if ($part -eq 'Inputs') { Get-InputText $command $words $aliases } else { Get-OutputText $command $words }
                $help.$part.Clear()
                foreach ($type in $made.Keys) {
                    $text = if ($part -in $own -or "$part $type" -in $own) { ($old.$part | Where-Object Typename -EQ $type).Description } else { $made[$type] }
                    $help.$part.Add([Microsoft.PowerShell.PlatyPS.Model.InputOutput]::new($type, $(if ($text) { $text } else { "{{ Say it: $($part.ToUpperInvariant()) is among this page's own texts. }}" })))
                }
            }

            $null = $help | Export-MarkdownCommandHelp -OutputFolder $temporary -Force
            $made = Read-Page (Get-Item (Join-Path $temporary "DataprepPS/$($command.Name).md"))
            $written = @($page.Sections['DESCRIPTION'] -split '\n\n+(?=Follows )' | Select-Object -First 1) -replace '^Follows (?s).*'
            $closing = @(Get-ClosingText $command $page $Endpoint $comments $words)
            $description = if ($closing) { @($written; $closing) -join "`n`n" } else { $page.Sections['DESCRIPTION'] }
            $front = @(
                'document type: cmdlet'
                if ($page.Metadata['errors']) { "errors: $($page.Metadata['errors'])" }
                'external help file: DataprepPS.dll-Help.xml'
                "HelpUri: $HelpUri/$($command.Name).md"
                'Locale: en-US'
                'Module Name: DataprepPS'
                "ms.date: $($page.Metadata['ms.date'])"
                "operations: $(if ($page.Metadata['operations']) { $page.Metadata['operations'] } else { "''" })"
                if ($own) { "own texts: $($own -join ', ')" }
                'PlatyPS schema version: 2024-05-01'
                "title: $($command.Name)"
            )
            $text = @(
                "---`n$($front -join "`n")`n---"
                "# $($command.Name)"
                foreach ($section in 'SYNOPSIS', 'SYNTAX', 'ALIASES', 'DESCRIPTION', 'EXAMPLES', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'NOTES', 'RELATED LINKS') {
                    "## $section"
                    $body = switch ($section) {
                        'ALIASES' { 'None.' }
                        'DESCRIPTION' { $description }
                        { $_ -in 'EXAMPLES', 'NOTES', 'RELATED LINKS' } { $page.Sections[$section] }
                        default { $made.Sections[$section] }
                    }
                    if ("$body") { "$body".Trim() }
                }
            ) -join "`n`n"
            $text = ($text -replace "`r" -replace '[ \t]+(?=\n)') + "`n"
            if (-not (Test-Path $file) -or [IO.File]::ReadAllText($file) -cne $text) { [IO.File]::WriteAllText($file, $text) }
        }
    } finally {
        if (Test-Path $temporary) { Remove-Item $temporary -Recurse -Force }
    }
}
