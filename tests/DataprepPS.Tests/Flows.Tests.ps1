# What only a whole shell shows of flows, recipes and datasets: views and completion. What the cmdlets do is tried in the engine.
BeforeDiscovery { $IsCore = $PSVersionTable.PSEdition -eq 'Core' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '100', '--seed', '100', '--quota', '100000'
    Connect-Emulator
}

AfterAll { Stop-Emulator }

Describe 'Views of flows, recipes and datasets' {
    BeforeEach { Reset-Emulator }

    It 'show <Name> in 80 columns, one line each' -ForEach @(
        @{ Name = 'flows'; Make = { Get-DpFlow 1, 9 }; Rows = 2; Words = 'Flow 1 orders' }
        @{ Name = 'what is wrong with a flow'; Make = { Remove-DpImportedDataset 3001 -Confirm:$false; Test-DpFlow 1, 2 }; Rows = 2; Words = 'False', 'orders step 1' }
        @{ Name = 'inputs of a flow'; Make = { Get-DpFlowInput 1 | Select-Object -First 2 }; Rows = 2; Words = 'gs://' }
        @{ Name = 'permissions'; Make = { Grant-DpFlowPermission 1 -PersonId 2 -Role readOnly }; Rows = 1; Words = 'Ben Example', 'ben@example.com', 'readOnly' }
        @{ Name = 'flow parameters'; Make = { Get-DpFlowParameter -FlowId 1 }; Rows = 1; Words = 'region', 'EMEA' }
        @{ Name = 'webhooks'; Make = { Get-DpWebhook -FlowId 1 }; Rows = 1; Words = 'onJobDone', 'https://' }
        @{ Name = 'a webhook''s trial'; Make = { Test-DpWebhook -Url https://fail.example.com }; Rows = 1; Words = 'ENOTFOUND' }
        @{ Name = 'notifications'; Make = { Set-DpFlowNotification 1 -OnJobFailure all -OnJobSuccess never -PassThru }; Rows = 1; Words = 'never' }
        @{ Name = 'recipes'; Make = { Get-DpRecipe 7 }; Rows = 1; Words = 'customers step 2', 'Flow 2 customers' }
        @{ Name = 'what recipes read'; Make = { Get-DpRecipeInput 1, 2 }; Rows = 2; Words = 'dataset', '3001' }
        @{ Name = 'datasets'; Make = { Get-DpImportedDataset -First 3 }; Rows = 3; Words = 'Input of orders step 1' }
        @{ Name = 'what an import would make'; Make = { Export-DpFlow 1 -OutFile "$TestDrive/one.zip" | Import-DpFlow -DryRun }; Rows = 1; Words = 'one\.zip\s+\[[0-9a-f]{8}\] Flow 1 ord\S*\s+5\s+0\s+0' }
        @{ Name = 'columns of a profile'; Make = { Get-DpJobGroupProfile 2 }; Rows = 2; Words = 'north \(60\)', '1\.5 to 99\.5' }
        @{ Name = 'job groups with names'; Make = { Get-DpJobGroup 1, 13 }; Rows = 2; Words = 'orders step', 'Flow', 'ada' }
    ) {
        if ($IsCore) { $PSStyle.OutputRendering = 'PlainText' }
        $lines = @((& $Make | Out-String -Width 80) -split '\r?\n' | Where-Object { $_.Trim() })
        $lines.Count | Should -Be ($Rows + 2)
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        foreach ($word in $Words) { $lines -join "`n" | Should -Match $word }
    }

    It 'show why a job group failed where there is room' {
        if ($IsCore) { $PSStyle.OutputRendering = 'PlainText' }
        Get-DpJobGroup 13 | Out-String -Width 200 | Should -Match 'ada: \w+: \S+'
    }
}

Describe 'Completion of flows, recipes and datasets' {
    It 'completes <Line> with <Expected>' -ForEach @(
        @{ Line = 'Grant-DpFlowPermission 1 -Role '; Expected = 'collaborator', 'readOnly' }
        @{ Line = 'Get-DpFlowInput cust'; Expected = @('2') }
        @{ Line = 'Set-DpFlowDataset -NewImportedDatasetId 3001'; Expected = @('3001') }
        @{ Line = 'Set-DpRecipeInput 1 -InputRecipeId 50'; Expected = @('50') }
        @{ Line = 'New-DpWebhook -TriggerEvent onJobF'; Expected = @('onJobFailure') }
        @{ Line = 'Get-DpImportedDataset -Kind re'; Expected = 'reference', 'recipe' }
        @{ Line = 'Get-DpFlow -Embed webhook'; Expected = @('webhookFlowTasks') }
    ) {
        $words = (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText
        @($words | Sort-Object) | Should -Be @($Expected | Sort-Object)
    }
}
