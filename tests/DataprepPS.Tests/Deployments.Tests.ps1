# Deployment runs: one call may start several job groups, and each is an object.
BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '100'
    Connect-Emulator
}

AfterAll { Stop-Emulator }

Describe 'Invoke-DpDeployment by <Version>' -ForEach @{ Version = 'v4' }, @{ Version = 'v3' } {
    BeforeEach { Reset-Emulator }

    It 'runs without parameters' {
        $groups = @(Invoke-DpDeployment 1 -ApiVersion $Version)
        $groups.Count | Should -Be 1
        $groups[0].Id | Should -BeGreaterThan 0
        $groups[0].JobGroupId | Should -Be $groups[0].Id
        $groups[0].DeploymentId | Should -Be 1
        @(Get-SentChange).path | Should -Be @("/$Version/deployments/1/run")
    }

    It 'runs with parameters' {
        $null = Invoke-DpDeployment 1 -Parameter @{ region = 'emea' } -ApiVersion $Version
        $body = @(Get-SentChange)[0].Body | ConvertFrom-Json
        @($body.runParameters.overrides.data)[0].key | Should -Be 'region'
        @($body.runParameters.overrides.data)[0].value | Should -Be 'emea'
    }

    It 'emits one object for each group started, for 0, 1 and n deployments' {
        @(@() | Invoke-DpDeployment -ApiVersion $Version).Count | Should -Be 0
        @(Invoke-DpDeployment 3 -ApiVersion $Version).Count | Should -Be 2
        @([pscustomobject]@{ DeploymentId = 1 }, [pscustomobject]@{ DeploymentId = 2 } | Invoke-DpDeployment -ApiVersion $Version).DeploymentId | Should -Be @(1, 2)
    }

    It 'waits for all of them' {
        $groups = @(Invoke-DpDeployment 3 -ApiVersion $Version -Wait -PollInterval 00:00:00.05)
        $groups.Status | Should -Be @('Complete', 'Complete')
        $groups.DeploymentId | Should -Be @(3, 3)
    }
}

Describe 'Invoke-DpDeployment' {
    BeforeEach { Reset-Emulator }

    It 'says what is missing when there is no active release' {
        $groups = @(Invoke-DpDeployment 5, 1 -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue)
        $groups.DeploymentId | Should -Be @(1)
        "$problem $warned" | Should -Match 'release'
    }

    It 'is never sent twice' {
        Add-Fault @{ operation = 'runDeployment'; fault = 'resetAfter' }
        $null = Invoke-DpDeployment 1 -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        @(Get-Journal runDeployment).Count | Should -Be 1
    }

    It 'names the edition where there are no deployments' {
        $cloud = Start-Emulator '--edition', 'cloud'
        try {
            $session = Connect-DpSession -Token $Token -BaseUri $cloud.Uri -PassThru
            $null = Invoke-DpDeployment 1 -Session $session -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem.Count | Should -Be 1
            $problem[0].CategoryInfo.Category | Should -Be 'NotImplemented'
            $problem[0].FullyQualifiedErrorId | Should -Match '^(RouteNotFoundException|DpNotAvailable)'
        } finally {
            Stop-Emulator $cloud
            Connect-Emulator
        }
    }

    It 'does not take a job group for a deployment' {
        $null = [pscustomobject]@{ Id = 1; JobGroupId = 1 } | Invoke-DpDeployment -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DpWrongInput*'
        Get-SentChange | Should -BeNullOrEmpty
    }
}
