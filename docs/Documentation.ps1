# What the pages and the tables of docs say, for those who make them (Build-Help.ps1) and for the tests that check them.
# Dot-sourced with the module loaded; works in Windows PowerShell too.

function Read-Page {
    <# A page of docs/cmdlets: what its front matter says, its sections as they stand, its parameters and its examples. #>
    param([Parameter(Mandatory, ValueFromPipeline)] [IO.FileInfo] $File)

    process {
        $page = [pscustomobject]@{ Name = $File.BaseName; Metadata = @{}; Sections = @{}; Parameters = [ordered]@{}; Examples = @() }
        # No line of an example begins with two number signs.
        $parts = [regex]::Split(([IO.File]::ReadAllText($File.FullName) -replace "`r"), '(?m)^## (.+)$')
        foreach ($line in [regex]::Matches($parts[0], '(?m)^([^:\n]+): ?(.*)$')) { $page.Metadata[$line.Groups[1].Value] = $line.Groups[2].Value -replace "^'(.*)'$", '$1' }
        for ($i = 1; $i -lt $parts.Count; $i += 2) { $page.Sections[$parts[$i]] = $parts[$i + 1].Trim("`n") }
        foreach ($block in [regex]::Matches("$($page.Sections['PARAMETERS'])", '(?ms)^### -(?<name>\w+)\n+(?<text>.*?)\n+```yaml\n(?<yaml>.*?)^```')) {
            $page.Parameters[$block.Groups['name'].Value] = [pscustomobject]@{ Text = $block.Groups['text'].Value; Yaml = $block.Groups['yaml'].Value }
        }

        $page.Examples = @(foreach ($example in "$($page.Sections['EXAMPLES'])" -split '(?m)^(?=### )' | Where-Object { $_ -match '^### (.*)' }) {
                $title = $Matches[1]
                $code = [regex]::Match($example, '(?ms)^```powershell\n(.*?)\n?^```').Groups[1].Value
                $output = [regex]::Match($example, '(?ms)^```Output\n(.*?)\n?^```').Groups[1].Value
                [pscustomobject]@{ Title = $title; Code = $code; Output = $output }
            })
        $page
    }
}

function Get-PageWord {
    <# The words of a list in a page's front matter, such as operations. #>
    param($Page, [string] $Key)
    @("$($Page.Metadata[$Key])" -split ',' | ForEach-Object Trim | Where-Object { $_ })
}

function Get-EndpointLine {
    <# The endpoints that the client has lines for, room by room, as the client itself gathers them. #>
    $null = New-DpWriteSetting -Path /a.csv -Format csv  # loads the client
    $client = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'DataprepPS.Client' } | Select-Object -First 1
    $catalogue = $client.GetType('DataprepPS.Client.Resources.EndpointCatalogue', $true)
    foreach ($endpoint in $catalogue.GetProperty('All').GetValue($null)) {
        [pscustomobject]@{
            Operation = $endpoint.Operation
            Line      = $endpoint.ToString()
            Effect    = "$($endpoint.Effect)"
            Quota     = if ($endpoint.Quota) { "$($endpoint.Quota.User) / $($endpoint.Quota.Workspace)" } else { '' }
            Editions  = "$($endpoint.Editions)"
            Evidence  = "$($endpoint.Evidence)"
            Note      = $endpoint.Note
        }
    }
}

function Join-Word {
    <# a, b and c #>
    param([string[]] $Word)
    if ($Word.Count -lt 2) { return "$Word" }
    ($Word[0..($Word.Count - 2)] -join ', ') + " and $($Word[-1])"
}

function Format-Operation {
    <# The sentence that says which operations a cmdlet follows. #>
    param([string[]] $Operation, [object[]] $Endpoint)
    "Follows $(Join-Word @(foreach ($name in $Operation) { "$name ($(($Endpoint | Where-Object Operation -EQ $name | Select-Object -First 1).Line))" }))."
}

function Format-EndpointTable {
    <# The table and the notes of docs/endpoints.md. #>
    param([object[]] $Page, [object[]] $Endpoint)

    $editions = @{ All = 'all'; SinceOld = 'self-managed, cloud'; OnPremises = 'self-managed, old' }
    $evidence = @{ SeenLive = 'seen live'; Documented = 'documented'; Assumed = 'assumed' }
    '| endpoint | operation | used by | effect | quota | edition | evidence |'
    '|---|---|---|---|---|---|---|'
    foreach ($line in $Endpoint) {
        $users = @($Page | Where-Object { (Get-PageWord $_ operations) -ccontains $line.Operation } | Sort-Object Name | ForEach-Object { "``$($_.Name)``" }) -join ', '
        "| ``$($line.Line)`` | $($line.Operation) | $users | $($line.Effect.ToLowerInvariant()) | $($line.Quota) | $(if ($editions[$line.Editions]) { $editions[$line.Editions] } else { $line.Editions }) | $($evidence[$line.Evidence]) |"
    }

    ''
    '## Notes'
    ''
    foreach ($line in $Endpoint | Where-Object Note) { "- ``$($line.Line)``: $($line.Note)" }
}

function Format-CmdletTable {
    <# All cmdlets by room, one line each: docs/cmdlets.md. #>
    param([object[]] $Page, [string] $Root)

    $rooms = @{}
    foreach ($file in Get-ChildItem (Join-Path $Root 'src/DataprepPS/Commands') -Recurse -Filter *Command.cs) { $rooms[$file.BaseName] = $file.Directory.Name }
    foreach ($room in $Page | Group-Object { $rooms[($_.Name -replace '-') + 'Command'] } | Sort-Object Name) {
        ''
        "## $(($room.Name -creplace '(?<=[a-z])(?=[A-Z])', ' ').Substring(0, 1) + ($room.Name -creplace '(?<=[a-z])(?=[A-Z])', ' ').Substring(1).ToLowerInvariant())"
        ''
        '| cmdlet | what it does |'
        '|---|---|'
        foreach ($one in $room.Group | Sort-Object { ($_.Name -split '-Dp')[1] }, Name) { "| [$($one.Name)](cmdlets/$($one.Name).md) | $($one.Sections['SYNOPSIS'] -replace '\s+', ' ' -replace '\|', '\|') |" }
    }
}

$MadeFrom = '<!-- From here to the end mark ./build.ps1 Docs makes it. -->'
$MadeTo = '<!-- End mark. -->'

function Get-MadePart {
    <# What stands between the marks of a document. #>
    param([string] $Path)
    $text = [IO.File]::ReadAllText($Path) -replace "`r"
    $from = $text.IndexOf($MadeFrom, [StringComparison]::Ordinal)
    $to = $text.IndexOf($MadeTo, [StringComparison]::Ordinal)
    if ($from -lt 0 -or $to -lt $from) { throw "$Path lacks the marks of its made part." }
    $text.Substring($from + $MadeFrom.Length, $to - $from - $MadeFrom.Length).Trim("`n")
}

function Set-MadePart {
    <# Replaces what stands between the marks of a document. #>
    param([string] $Path, [string[]] $Line)
    $text = [IO.File]::ReadAllText($Path) -replace "`r"
    $old = Get-MadePart $Path
    $new = ($Line -join "`n").Trim("`n")
    if ($old -ceq $new) { return }
    $from = $text.IndexOf($MadeFrom, [StringComparison]::Ordinal) + $MadeFrom.Length
    $to = $text.IndexOf($MadeTo, [StringComparison]::Ordinal)
    [IO.File]::WriteAllText($Path, $text.Substring(0, $from) + "`n`n$new`n`n" + $text.Substring($to))
}
