# What Tab offers from the server, in a real shell. Words of closed sets are tested where the cmdlets are.
BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator

    function Get-Completion([string] $Line) { @((TabExpansion2 $Line).CompletionMatches) }
}

AfterAll { Stop-Emulator }

Describe 'Completion from the server' {
    BeforeEach {
        Reset-Emulator
        Connect-DpSession -Token $Token -BaseUri $emulator.Uri
        # On a busy machine the first Tab may be too early for an answer; the next has it.
        Wait-Until { (Get-Completion 'Get-DpFlow -Name Flow').CompletionText -contains "'Flow 1 orders'" } -What 'flows'
        Wait-Until { (Get-Completion 'Get-DpFolder -Name Fin').CompletionText -contains 'Finance' } -What 'folders'
    }

    AfterEach { Disconnect-DpSession }

    It 'offers names, quoted where they need it' {
        $found = Get-Completion 'Get-DpFlow -Name Flow'
        $found.Count | Should -Be 10
        # Not the first: each language has an order of its own.
        ($found | Where-Object CompletionText -EQ "'Flow 1 orders'").ToolTip | Should -Match '^1 '
    }

    It 'finds an id by its digits or by a part of the name: <Line>' -ForEach @(
        @{ Line = 'Get-DpFlow 1'; Ids = '10', '1' }
        @{ Line = 'Get-DpFlow -Id customers'; Ids = , '2' }
        @{ Line = 'Move-DpFlow 3 -FolderId '; Ids = , '1' }
        @{ Line = 'Get-DpFlow -Folder Fin'; Ids = , '1' }
    ) {
        (Get-Completion $Line).CompletionText | Should -Be $Ids
    }

    It 'asks once for several Tabs' {
        Clear-Journal
        1..5 | ForEach-Object { (Get-Completion 'Get-DpFlow ').Count | Should -Be 10 }
        Get-Journal | Should -BeNullOrEmpty
    }

    It 'offers nothing where nothing is connected, and asks nobody' {
        Disconnect-DpSession
        Clear-Journal
        (Get-Completion 'Get-DpFlow -Name Flow').CompletionText | Should -Not -Contain "'Flow 1 orders'"
        Get-Journal | Should -BeNullOrEmpty
    }

    It 'is no error where the server fails' {
        Add-Fault @{ operation = 'getFlowsForFolder'; fault = 'status'; status = 500; times = 0 }, @{ operation = 'listFolders'; fault = 'status'; status = 500; times = 0 }
        Connect-DpSession -Token $Token -BaseUri $emulator.Uri
        $before = $global:Error.Count
        (Get-Completion 'Get-DpFolder -Name Fin').CompletionText | Should -Not -Contain 'Finance'
        $global:Error.Count | Should -Be $before
    }
}
