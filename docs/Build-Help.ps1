<#
.SYNOPSIS
    Makes what is made of the documentation. Run ./build.ps1 Docs.
.DESCRIPTION
    The pages of docs/cmdlets anew from what people wrote on them, the built module and its XML comments (Pages.ps1); from the
    pages the help en-US/DataprepPS.dll-Help.xml, and the tables of docs/endpoints.md and docs/cmdlets.md (Documentation.ps1).
    Needs the module Microsoft.PowerShell.PlatyPS 1.0 or later. The results are committed, so that a build without PlatyPS
    ships help too.
.PARAMETER ModulePath
    The built module; the help is copied into it. It says which cmdlets there are.
.PARAMETER CommentPath
    The files of XML comments that the compiler made of the cmdlets.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string[]] $CommentPath
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$pages = Join-Path $PSScriptRoot 'cmdlets'
$help = Join-Path $root 'en-US'
$name = 'DataprepPS.dll-Help.xml'

function Get-PlatyPS {
    $find = { Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS | Where-Object Version -GE ([version] '1.0.0') | Sort-Object Version | Select-Object -Last 1 }
    if ($found = & $find) { return $found }
    if (Get-Command Install-PSResource -ErrorAction Ignore) {
        Install-PSResource Microsoft.PowerShell.PlatyPS -Version '[1.0.0,2.0.0)' -Scope CurrentUser -TrustRepository -Quiet
    }

    & $find
}

function Edit-ParameterType {
    <# The names people type: guid, not System.Nullable`1[System.Guid]. #>
    param([System.Xml.XmlDocument] $Document)

    $short = @{ Int64 = 'long'; Int32 = 'int'; Boolean = 'bool'; String = 'string'; Object = 'Object'; PSObject = 'psobject'; PSCredential = 'pscredential'; SecureString = 'securestring'; Uri = 'uri'; Guid = 'guid'; TimeSpan = 'timespan' }
    foreach ($value in @($Document.GetElementsByTagName('command:parameterValue'))) {
        if ($value.InnerText -match '^(?:System\.Nullable`1\[)?[\w.]*?(\w+)\]?(\[\])?$') {
            $name = $Matches[1]
            $value.InnerText = "$(if ($short[$name]) { $short[$name] } else { $name })$($Matches[2])"
        }
    }
}

function Add-DefaultValue {
    <# PlatyPS reads the default values of a page and leaves them out of the help. #>
    param([System.Xml.XmlDocument] $Document, $Command)

    foreach ($written in @($Document.GetElementsByTagName('command:command'))) {
        $page = $Command | Where-Object Title -EQ $written['command:details']['command:name'].InnerText
        foreach ($parameter in $written['command:parameters'].ChildNodes) {
            $default = ($page.Parameters | Where-Object Name -EQ $parameter['maml:name'].InnerText).DefaultValue
            if ($default) {
                $element = $Document.CreateElement('dev', 'defaultValue', $parameter['dev:type'].NamespaceURI)
                $element.InnerText = $default
                $null = $parameter.AppendChild($element)
            }
        }
    }
}

function Edit-Example {
    <# PlatyPS leaves an example's code and output as fenced Markdown in its introduction: each goes where Get-Help wants it. #>
    param([System.Xml.XmlDocument] $Document)

    foreach ($example in @($Document.GetElementsByTagName('command:example'))) {
        $introduction = $example['maml:introduction']
        $remarks = $example['dev:remarks']
        $parts = (@($introduction.ChildNodes | ForEach-Object InnerText) -join "`n`n") -replace "`r" -replace [char] 0x80 -split '(?m)^```' | ForEach-Object Trim "`n"
        $code = @()
        $rest = @()
        foreach ($part in $parts) {
            if ($part -cmatch '(?s)^powershell\n(.*)') { $code += $Matches[1] } elseif ($part -cmatch '(?s)^Output\n(.*)') { $code += '', $Matches[1] } elseif ($part.Trim()) { $rest += $part }
        }

        $example['dev:code'].InnerText = $code -join "`n"
        $introduction.RemoveAll()
        $remarks.RemoveAll()
        # The empty paragraph keeps the next example's title apart.
        foreach ($text in $rest + '') {
            $paragraph = $Document.CreateElement('maml', 'para', $introduction.NamespaceURI)
            $paragraph.InnerText = $text
            $null = $remarks.AppendChild($paragraph)
        }
    }
}

$platy = Get-PlatyPS
if (-not $platy) { throw 'Microsoft.PowerShell.PlatyPS 1.0 or later is needed: Install-PSResource Microsoft.PowerShell.PlatyPS' }
Import-Module $platy.Path

Import-Module (Join-Path $ModulePath 'DataprepPS.psd1')
. (Join-Path $PSScriptRoot 'Documentation.ps1')
. (Join-Path $PSScriptRoot 'Pages.ps1')

$cmdlets = @((Get-Command -Module DataprepPS).Name)
$endpoints = @(Get-EndpointLine)
$project = (Import-PowerShellDataFile (Join-Path $root 'DataprepPS.psd1')).PrivateData.PSData.ProjectUri
$null = New-Item $pages -ItemType Directory -Force
Update-Page -Folder $pages -CommentPath $CommentPath -Endpoint $endpoints -HelpUri "$project/blob/main/docs/cmdlets"

$files = @(Get-ChildItem $pages -Filter *.md)
$strangers = @($files.BaseName | Where-Object { $_ -notin $cmdlets })
if ($strangers) { throw "These have a page and are not in the built module: $($strangers -join ', ')." }

$read = @($files | Read-Page)
Set-MadePart (Join-Path $PSScriptRoot 'endpoints.md') @(Format-EndpointTable $read $endpoints)
Set-MadePart (Join-Path $PSScriptRoot 'cmdlets.md') @(Format-CmdletTable $read $root)

# A page in the making gets its help too; the tests want it finished.
$unfinished = @($files | Where-Object { (Get-Content $_ -Raw) -match '\{\{' } | ForEach-Object BaseName)
if ($unfinished) { Write-Warning "These pages have {{ placeholders }} to be replaced: $($unfinished -join ', ')." }

# One other file among the pages would make PlatyPS write nothing at all and say nothing.
$commands = @(Measure-PlatyPSMarkdown ($files | Sort-Object Name).FullName | Where-Object Filetype -Match CommandHelp | ForEach-Object { Import-MarkdownCommandHelp $_.FilePath })
$temporary = Join-Path ([IO.Path]::GetTempPath()) "DataprepPS-help-$PID"
try {
    $null = $commands | Export-MamlCommandHelp -OutputFolder $temporary -Force
    # PlatyPS puts a folder of the module's name in between.
    $made = Get-ChildItem $temporary -Recurse -Filter $name
    if (-not $made) { throw "PlatyPS wrote no $name." }
    $document = [System.Xml.XmlDocument]::new()
    $document.Load($made.FullName)
} finally {
    if (Test-Path $temporary) { Remove-Item $temporary -Recurse -Force }
}

Edit-Example $document
Edit-ParameterType $document
Add-DefaultValue $document $commands
foreach ($link in @($document.GetElementsByTagName('maml:navigationLink'))) {
    if ($link['maml:uri'].InnerText -match '^(?!https:).*\.(md|txt)$') {
        # Get-Help shows the address beside the name, and a page's file name is no address a user can open.
        $link['maml:uri'].InnerText = ''
    }
}

$written = @($document.GetElementsByTagName('command:name') | ForEach-Object InnerText)
$missing = @($cmdlets | Where-Object { $_ -notin $written })
if ($missing) { throw "$name lacks $($missing -join ', ')." }

$null = New-Item $help -ItemType Directory -Force
$target = Join-Path $help $name
$settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; NewLineHandling = 'Replace'; Encoding = [Text.UTF8Encoding]::new($false) }
$writer = [System.Xml.XmlWriter]::Create($target, $settings)
try { $document.Save($writer) } finally { $writer.Dispose() }
[IO.File]::AppendAllText($target, "`n")

if (Test-Path $ModulePath) {
    $shipped = New-Item (Join-Path $ModulePath 'en-US') -ItemType Directory -Force
    Copy-Item (Join-Path $help '*') $shipped -Force
}

Write-Host "$target holds the help of $($cmdlets.Count) cmdlets."
