# Reports as users make them. What the page itself does is tested in a browser, beside the client.
BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '100', '--seed', '40', '--quota', '0'
    Connect-Emulator
    $fast = @{ PollInterval = [timespan]::FromMilliseconds(50) }

    function Get-Detail([string] $Path, [long] $Id) {
        <# The data of one job group on a page. #>
        [regex]::Match([IO.File]::ReadAllText($Path), "id=""data-$Id"">(.*?)</script>").Groups[1].Value | ConvertFrom-Json
    }
}

AfterAll { Stop-Emulator }

Describe 'Export-DpReport' {
    BeforeEach {
        Reset-Emulator
        $file = Join-Path $TestDrive 'report.html'
        Remove-Item $file -ErrorAction Ignore
    }

    It 'writes one page over <Count> job groups and emits the file' -ForEach @{ Count = 0 }, @{ Count = 1 }, @{ Count = 30 } {
        $written = 1..30 | Select-Object -First $Count | Export-DpReport -OutFile $file -Title 'Fleet'
        $written | Should -BeOfType ([IO.FileInfo])
        $written.FullName | Should -Be $file
        $page = [IO.File]::ReadAllText($file)
        [regex]::Matches($page, '<tr class="run"').Count | Should -Be $Count
        $page | Should -Match '<h1>Fleet</h1>'
        @(Get-Journal | Where-Object Method -NE 'GET') | Should -BeNullOrEmpty
        @(Get-ChildItem $TestDrive -Filter '*.part') | Should -BeNullOrEmpty
    }

    It 'shows the row each run came from, the failed ones first' {
        $rows = [pscustomobject]@{ RecipeId = 7; Region = 'EMEA <b>' }, [pscustomobject]@{ RecipeId = 8; Region = 'APAC' }
        $null = Add-World @{ recipes = @(@{ id = 8; name = 'broken <script>'; flowId = 2; fail = 'No such column' }) }
        $groups = $rows | Start-DpJobGroup -ParameterProperty Region -Wait @fast -ErrorAction SilentlyContinue
        $null = $groups | Export-DpReport -OutFile $file
        $first = @([regex]::Matches([IO.File]::ReadAllText($file), 'data-state="(\w+)" data-order="\d" data-id="(\d+)"') | ForEach-Object { $_.Groups[1].Value })
        $first | Should -Be @('failed', 'complete')
        $detail = Get-Detail $file @($groups | Where-Object RecipeId -EQ 7)[0].Id
        ($detail.input | ForEach-Object { $_ -join '=' }) -join ' ' | Should -Be 'RecipeId=7 Region=EMEA <b>'
        $detail.isGraphKnown | Should -BeTrue
        $failed = Get-Detail $file @($groups | Where-Object RecipeId -EQ 8)[0].Id
        $failed.error | Should -Match 'No such column'
        $failed.name | Should -Be 'broken <script>'
        [IO.File]::ReadAllText($file) | Should -Not -Match 'broken <script>'
    }

    It 'takes a row that is a hashtable, and shows no secret of it' {
        $row = @{ RecipeId = 7; Password = (ConvertTo-SecureString 'hush' -AsPlainText -Force); Mine = $Token }
        $group = $row | Start-DpJobGroup -Wait @fast
        $null = $group | Export-DpReport -OutFile $file
        $shown = Get-Detail $file $group.Id
        ($shown.input | Where-Object { $_[0] -eq 'Password' })[1] | Should -Be '***'
        ($shown.input | Where-Object { $_[0] -eq 'Mine' })[1] | Should -Be '***'
        [IO.File]::ReadAllText($file) | Should -Not -Match 'hush'
    }

    It 'makes one error of one bad input, and a report of the others' {
        $null = 3, 9999, 4, 3 | Export-DpReport -OutFile $file -ErrorVariable problem -ErrorAction SilentlyContinue
        @($problem).Count | Should -Be 1
        "$($problem[0])" | Should -Match '9999'
        $page = [IO.File]::ReadAllText($file)
        [regex]::Matches($page, '<tr class="run"').Count | Should -Be 2
        $page | Should -Match 'Job group 9999 could not be read'
        $null = [pscustomobject]@{ Id = 3 } | Export-DpReport -OutFile $file -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DpWrongInput*'
    }

    It 'leaves the file that was there when it cannot make one' {
        Set-Content $file 'before'
        Add-Fault @{ operation = 'getJobGroup'; times = 0; fault = 'status'; status = 401 }
        { 3 | Export-DpReport -OutFile $file } | Should -Throw -ErrorId '*DpAuthenticationFailed*'
        Get-Content $file | Should -Be 'before'
        Reset-Emulator
        { 3 | Export-DpReport -OutFile (Join-Path $TestDrive 'nowhere/report.html') } | Should -Throw -ErrorId 'DpWrongInput*'
    }

    It 'reads nothing under -WhatIf, and asks once' {
        1..3 | Export-DpReport -OutFile $file -WhatIf
        Get-Journal | Should -BeNullOrEmpty
        $file | Should -Not -Exist
    }

    It 'emits Markdown as one string, or writes it' {
        $text = 13, 14 | Export-DpReport -AsMarkdown -Title 'Two runs'
        @($text).Count | Should -Be 1
        $text | Should -Match '(?m)^## . 1 of 2 job groups failed$'
        $text | Should -Match '\*\*Two runs\*\*'
        $text | Should -Match '(?m)^flowchart LR$'
        # One request each: what the page alone shows is not asked for.
        @(Get-Journal).Count | Should -Be 2
        $markdown = Join-Path $TestDrive 'report.md'
        (13, 14 | Export-DpReport -AsMarkdown -OutFile $markdown).FullName | Should -Be $markdown
        [IO.File]::ReadAllText($markdown) | Should -Match 'Out of memory'
        { Export-DpReport 13 -AsMarkdown -Open } | Should -Throw -ErrorId 'AmbiguousParameterSet*'
    }

    It 'names a file by itself' {
        Push-Location $TestDrive
        try { $written = Export-DpReport 3 } finally { Pop-Location }
        $written.DirectoryName | Should -Be "$TestDrive"
        $written.Name | Should -Match '^dataprep-report-\d{8}-\d{6}\.html$'
    }

    It 'opens the page with what the system opens pages with' -Skip:($PSVersionTable.PSEdition -ne 'Core' -or -not $IsLinux) {
        $bin = New-Item (Join-Path $TestDrive 'bin') -ItemType Directory
        $opened = Join-Path $TestDrive 'opened.txt'
        $opener = Join-Path $bin 'xdg-open'
        Set-Content $opener "#!/bin/sh`necho `"`$1`" > '$opened'"
        chmod +x $opener
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; `$null = Connect-DpSession -Token '$Token' -BaseUri '$($emulator.Uri)'; Export-DpReport 3 -OutFile '$file' -Open | Out-Null" @{ PATH = "$($bin):$env:PATH" }
        $result.ExitCode | Should -Be 0 -Because $result.Text
        Wait-Until { Test-Path $opened } -What 'the opener'
        Get-Content $opened | Should -Match 'report\.html'
    }
}
