# The examples of the pages in docs/cmdlets, as they stand there, in a runspace for each page, against one emulator whose world
# is put back between pages. The world: flows 1..10 with recipes 1..50, output objects 2001..2050, connections 1..3 (Hive, Redshift,
# BigQuery), deployments 1..5, finished job groups 1..60 (13, 33 and 53 failed), and of $start 61 failed, 62 and 63 complete, 64 and 65
# running. In the folder are regions.csv and profiles/, in the vault Work the secrets dataprep and dataprep-test.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $Root 'docs/Documentation.ps1')
    $pages = @(Get-ChildItem (Join-Path $Root 'docs/cmdlets') -Filter *.md | Read-Page)
    $operations = @{}
    foreach ($page in $pages) { $operations[$page.Name] = Get-PageWord $page operations }
    $cases = @($pages | ForEach-Object { @{ Name = $_.Name; Examples = $_.Examples; Operations = $operations } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    Add-RecordingHost
    Use-TestVault (Join-Path $TestDrive 'user')
    # One text is the token, the refresh token and what is in the vault, so that each example may take it for what it needs.
    $emulator = Start-Emulator '--speed', '200', '--seed', '60', '--token', $Token, '--refresh-token', $Token, '--client-id', 'af32-1b', '--token-lifetime', '36000', '--basic', "ada@example.com:$Token"
    $env:DATAPREP_TOKEN = $Token
    $env:DATAPREP_BASE_URI = $emulator.Uri

    # Addresses on the pages are names of servers that nobody has.
    $addresses = @(
        @{ Is = 'https://pingauth\.alteryxcloud\.com/as'; Becomes = "$($emulator.TokenEndpoint)" }
        @{ Is = 'https?://(\w+\.alteryxcloud\.com|\w+\.example\.com(:\d+)?)'; Becomes = "$($emulator.Uri)".TrimEnd('/') }
    )

    $start = @{
        jobGroups = @(
            @{ recipeId = 6; status = 'Failed'; errorMessage = 'No such column' }
            @{ recipeId = 7; status = 'Complete' }
            @{ recipeId = 8; status = 'Complete' }
            @{ recipeId = 9; status = 'InProgress'; seconds = 900000 }
            @{ recipeId = 10; status = 'InProgress'; seconds = 900000 }
        )
    }

    # What stands in for a person, for tools of others, and for variables that a reader has.
    $session = @'
param($Token, $Folder)
Set-Location -LiteralPath $Folder
Import-Module Microsoft.PowerShell.SecretManagement
$secure = New-Object securestring
$Token.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }
$PSDefaultParameterValues = @{ '*-Dp*:PollInterval' = [timespan]::FromMilliseconds(50) }
$testToken = $liveToken = $password = $secure
function Read-Host { param($Prompt, [switch] $AsSecureString) if ($AsSecureString) { $secure } else { $Token } }
function Get-Credential { param($UserName) New-Object pscredential 'ada@example.com', $secure }
function gcloud { }
function Set-Secret {
    param($Name, $Secret = $secure, $Vault)
    Microsoft.PowerShell.SecretManagement\Set-Secret -Name $Name -Secret $Secret -Vault $Vault
}
'@

    # What must have happened before a page's examples, or before one of them, by number. Text runs in the page's runspace, a block here.
    $before = @{
        'Connect-DpSession example 6'    = { $null = Reset-Emulator }
        'Disconnect-DpSession'           = '$test = Connect-DpSession -Token $Token -PassThru'
        'Get-DpJobGroupPublication'      = 'Publish-DpJobGroup 62 -ConnectionId 1 -Path default -Table sales -Action createAndLoad -InputFormat avro -Wait'
        'Get-DpOutputObjectInput'        = { $null = Add-World @{ rows = @{ importedDatasets = @(@{ id = 3007; name = 'Input of customers step 2'; dynamicPath = '/uploads/7.csv'; isDynamic = $true; runParameters = @{ data = @(@{ type = 'path'; overrideKey = 'myVar' }) } }) } } }
        'Get-DpProfile'                  = 'Save-DpProfile nightly $env:DATAPREP_BASE_URI -Vault Work -Secret dataprep'
        'Get-DpSession'                  = '$null = Start-DpJobGroup 7'
        'Invoke-DpDeployment example 2'  = { Add-Fault @{ operation = 'runDeployment'; fault = 'resetAfter' } }
        'Remove-DpProfile'               = 'foreach ($name in "nightly", "test1", "test2") { Save-DpProfile $name -Vault Work -Secret dataprep }'
        'Wait-DpJobGroup example 4'      = { $null = Add-World @{ jobGroups = @(@{ id = 67; status = 'Failed'; errorMessage = 'Out of memory' }) } }
        'Watch-DpJobGroup example 2'     = { $null = Add-World @{ jobGroups = @(@{ id = 64; status = 'Complete' }, @{ id = 65; status = 'Failed' }) } }
    }

    function Invoke-Text($Runspace, [string] $Script, [object[]] $Argument = @()) {
        $shell = [powershell]::Create()
        $shell.Runspace = $Runspace
        $null = $shell.AddScript($Script)
        foreach ($item in $Argument) { $null = $shell.AddArgument($item) }
        try {
            $async = $shell.BeginInvoke()
            if (-not $async.AsyncWaitHandle.WaitOne(30000)) { throw 'It had not ended after 30 seconds.' }
            $output = $shell.EndInvoke($async)
            [pscustomobject]@{ Output = $output; Errors = @($shell.Streams.Error); Warnings = @($shell.Streams.Warning); Information = @($shell.Streams.Information) }
        } finally { $shell.Dispose() }
    }

    $row = '^\w+ #% #:# (~#:# )?(?<what># .+)$'
    $sum = '^# of # ended'

    # Numbers differ from run to run, and colours are not on the page.
    function Hide-Number([string] $Line) { ($Line -replace '\x1b\[\d*[mAJ]' -replace '\d+' , '#' -replace '\s+', ' ').Trim() }

    function Compare-Output([string] $Written, [string[]] $Shown, $Result) {
        <# What the page shows and the run did not: headers, names of a list, and the beginnings of messages. #>
        $shownLines = @($Shown | ForEach-Object { Hide-Number $_ })
        $lines = @($Written -split "`n" | Where-Object { $_.Trim() })
        $told = @(@($Result.Errors; $Result.Warnings; $Shown) | ForEach-Object { Hide-Number ("$_" -replace '^What if: ') })
        $messages = @($lines | Where-Object { $_ -match '^(\w+-Dp\w+|WARNING|What if|Token): ' })
        foreach ($line in $messages -notmatch '^Token: ') {
            $start = Hide-Number ($line -replace '^(What if|[\w-]+): ')
            $start = $start.Substring(0, [Math]::Min(40, $start.Length))
            if (-not @($told | Where-Object { $_.StartsWith($start, [StringComparison]::Ordinal) })) { "`"$line`" was not said, but: $($told -join ' | ')" }
        }

        $rest = @($lines | Where-Object { $_ -notin $messages -and $_ -notmatch '^  Recommendation: ' })
        $rule = [array]::FindIndex([string[]] $rest, [Predicate[string]] { param($line) $line -match '^[\s-]*--[\s-]*$' })
        if ($rule -gt 0) {
            $header = Hide-Number $rest[$rule - 1]
            if (-not @($shownLines | Where-Object { $_.StartsWith($header, [StringComparison]::Ordinal) })) { "no table has the header `"$header`"" }
            return
        }

        foreach ($line in $rest) {
            $expected = if ($line -match '^(\w+)\s+: ') { "$($Matches[1]) :" } else { Hide-Number $line }
            # Of a live screen only the names of its rows stand still, and how the sum begins.
            if ($expected -match $sum) { $expected = $Matches[0] }
            $isMoving = $expected -match $row
            if ($isMoving) { $expected = $Matches.what }
            if (-not @($shownLines | Where-Object { $_.StartsWith($expected, [StringComparison]::Ordinal) -or ($isMoving -and $_ -match $row -and $Matches.what -eq $expected) })) { "`"$line`" was not shown" }
        }
    }

    function Get-UsedCommand([string] $Code) {
        [Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null).FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() }
    }

    function Invoke-Example($Runspace, $Recorder, $Example) {
        <# Runs an example, and says what was not as the page has it. #>
        if (-not $Example.Code) { return 'It has no code.' }
        $code = $Example.Code
        foreach ($address in $addresses) { $code = $code -replace $address.Is, $address.Becomes }
        $line = $null
        while ($Recorder.Recorded.Text.TryDequeue([ref] $line)) { $null = $line }
        try {
            $result = Invoke-Text $Runspace $code
        } catch { return "$_" }

        $expected = [regex]::Matches($Example.Output, '(?m)^\w+-Dp\w+: ').Count
        if ($result.Errors.Count -ne $expected) { "$($result.Errors.Count) errors, not ${expected}: $($result.Errors -join ' | ')" }
        if ($Example.Output) {
            $shown = (Invoke-Text $Runspace '$args[0] | Out-String -Stream -Width 120' (, $result.Output)).Output
            Compare-Output $Example.Output @(@($shown; $Recorder.Recorded.Text; $result.Information) | ForEach-Object { "$_" -split "`n" }) $result
        }
    }
}

AfterAll {
    Stop-Emulator
    Clear-TestVault
    Remove-Item env:DATAPREP_TOKEN, env:DATAPREP_BASE_URI -ErrorAction Ignore
}

Describe 'The examples of <Name>' -ForEach $cases {
    It 'run, show what the page shows, and call what the page names' {
        Reset-Emulator
        $null = Add-World $start
        $folder = (New-Item (Join-Path $TestDrive "work/$Name/profiles") -ItemType Directory -Force).Parent.FullName
        'RecipeId,Region,FileName', '8,EMEA,emea.csv', '9,APAC,apac.csv' | Set-Content (Join-Path $folder regions.csv) -Encoding ASCII
        foreach ($secret in 'dataprep', 'dataprep-test') { [IO.File]::WriteAllText((Join-Path $env:DATAPREP_TEST_VAULT "Work/$secret"), $Token) }
        Remove-Item $env:DATAPREP_CONFIG -Recurse -ErrorAction Ignore

        $recorder = New-Object DataprepTests.RecordingHost 'Examples', $true
        # A usual terminal.
        $recorder.Recorded.Redraws = $true
        $recorder.Recorded.RawUI.WindowSize = New-Object Management.Automation.Host.Size 80, 40
        $runspace = New-Runspace $recorder
        try {
            (Invoke-Text $runspace $session $Token, $folder).Errors | Should -BeNullOrEmpty
            if ($before[$Name] -is [scriptblock]) { . $before[$Name] } elseif ($before[$Name]) { (Invoke-Text $runspace $before[$Name]).Errors | Should -BeNullOrEmpty }
            Clear-Journal
            $number = 0
            $problems = foreach ($example in $Examples) {
                $number++
                if ($before["$Name example $number"]) { . $before["$Name example $number"] }
                Invoke-Example $runspace $recorder $example | ForEach-Object { "Example ${number}: $_" }
            }
            $problems | Should -BeNullOrEmpty

            $used = @($Examples | ForEach-Object { Get-UsedCommand $_.Code })
            $used | Should -Contain $Name -Because 'examples show the cmdlet of the page'
            if ('Invoke-DpApi' -notin $used) {
                $named = @($used | Where-Object { $Operations[$_] } | ForEach-Object { $Operations[$_] })
                @(Get-Journal | ForEach-Object operationId | Where-Object { $_ -cnotin $named -and $_ -cne 'refreshToken' } | Select-Object -Unique) | Should -BeNullOrEmpty -Because 'the front matter of a page names every operation the cmdlet calls'
            }
        } finally { $runspace.Dispose() }
    }
}
