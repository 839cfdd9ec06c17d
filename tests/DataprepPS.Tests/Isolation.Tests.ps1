# Living in a whole shell: beside the packages that it brings itself, in its jobs, and with its views locked down. Other modules'
# copies of our packages, imports and runspaces are tried in the engine (tests/DataprepPS.Engine.Tests).
BeforeDiscovery { $IsCore = $PSVersionTable.PSEdition -eq 'Core' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '100', '--seed', '50', '--quota', '100000'
    Connect-Emulator
    # The main job, short, in a process of its own.
    $job = @"
Import-Module '$ManifestPath'
Connect-DpSession -Token $Token -BaseUri $($emulator.Uri)
`$g = Start-DpJobGroup 7 -Parameter @{ a = 1 } -Wait -PollInterval 00:00:00.05
"status=`$(`$g.Status)"
"@
}

AfterAll { Stop-Emulator }

Describe 'The packages of the shell' {
    It 'are not ours where ours are of another version, and the client is in a context of its own' -Skip:(-not $IsCore) {
        $result = Invoke-FreshShell @"
$job
`$theirs = @{}
foreach (`$file in [AppContext]::GetData('TRUSTED_PLATFORM_ASSEMBLIES') -split [IO.Path]::PathSeparator) { `$theirs[[IO.Path]::GetFileNameWithoutExtension(`$file)] = `$file }
`$context = [Runtime.Loader.AssemblyLoadContext]
foreach (`$file in Get-ChildItem '$(Join-Path $ModulePath 'dependencies')' -Filter *.dll) {
    `$own = [Reflection.AssemblyName]::GetAssemblyName(`$file.FullName)
    # The runtime's own are there for Windows PowerShell.
    if (`$file.BaseName -like 'System.*' -and `$theirs[`$file.BaseName] -and [Reflection.AssemblyName]::GetAssemblyName(`$theirs[`$file.BaseName]).Version -ge `$own.Version) { continue }
    `$mine = @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.FullName -eq `$own.FullName -and `$context::GetLoadContext(`$_).Name -eq 'DataprepPS' })
    if (`$mine.Count -ne 1) { "not ours: `$(`$file.Name)" }
}
[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'DataprepPS.Client' } | ForEach-Object { "client in `$(`$context::GetLoadContext(`$_).Name)" }
"@
        $result.Output | Should -Be @('status=Complete', 'client in DataprepPS')
    }
}

Describe 'Jobs of the shell' {
    It 'run the module: Start-Job and Start-ThreadJob' {
        $jobs = @(Start-Job -ScriptBlock ([scriptblock]::Create($job)))
        if (Get-Command Start-ThreadJob -ErrorAction Ignore) { $jobs += Start-ThreadJob -ScriptBlock ([scriptblock]::Create($job)) }
        $jobs | Receive-Job -Wait -AutoRemoveJob | Select-Object -Unique | Should -Be 'status=Complete'
    }

    It 'take the session by $using: and leave it open' -Skip:(-not $IsCore) {
        $session = Get-DpSession
        $manifest = $ManifestPath
        $jobs = 1..4 | ForEach-Object { $id = $_; Start-ThreadJob { Import-Module $using:manifest; Start-DpJobGroup $using:id -Session $using:session -Wait -PollInterval 00:00:00.05 } }
        @($jobs | Receive-Job -Wait -AutoRemoveJob).Status | Should -Be @('Complete', 'Complete', 'Complete', 'Complete')
        (Get-DpSession).IsConnected | Should -BeTrue
    }
}

Describe 'ConstrainedLanguage' {
    It 'shows the views' {
        $runspace = New-Runspace -LanguageMode ConstrainedLanguage
        try {
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $null = $shell.AddScript('"$($ExecutionContext.SessionState.LanguageMode)"; (Get-DpJobGroup 1 | Out-String) -match "Complete"')
            $shell.Invoke() | Should -Be @('ConstrainedLanguage', $true)
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Dispose()
        } finally { $runspace.Dispose() }
    }
}
