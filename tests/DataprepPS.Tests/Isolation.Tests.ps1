# Living with others: other copies of our packages, other runspaces, locked-down sessions, other imports.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'common.ps1')
    # The runtime's own assemblies cannot be replaced by another module, and ours of those names are there for
    # Windows PowerShell; what the shell has in its own folder at our version or a newer one is used as it is.
    $platform = @{}
    foreach ($file in ([AppContext]::GetData('TRUSTED_PLATFORM_ASSEMBLIES') -split [IO.Path]::PathSeparator | Where-Object { $_ })) { $platform[[IO.Path]::GetFileNameWithoutExtension($file)] = $file }
    $ours = @(Get-ChildItem (Join-Path $ModulePath 'dependencies') -Filter *.dll | Where-Object {
            $theirs = $platform[$_.BaseName]
            -not ($_.BaseName -like 'System.*' -and $theirs -and [Reflection.AssemblyName]::GetAssemblyName($theirs).Version -ge [Reflection.AssemblyName]::GetAssemblyName($_.FullName).Version)
        } | ForEach-Object BaseName)
    $orders = foreach ($age in 'older', 'equal', 'newer') { foreach ($order in 'before', 'after') { @{ Age = $age; Order = $order; Names = $ours; Shells = @($ours | Where-Object { $platform[$_] }) } } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $emulator = Start-Emulator '--speed', '100', '--seed', '50', '--quota', '100000'
    Connect-Emulator
    $fast = @{ PollInterval = [timespan]::FromMilliseconds(50) }
    # The main job, short, in a process of its own.
    $job = @"
Import-Module '$ManifestPath'
Connect-DpSession -Token $Token -BaseUri $($emulator.Uri)
`$g = Start-DpJobGroup 7 -Parameter @{ a = 1 } -Wait -PollInterval 00:00:00.05
"status=`$(`$g.Status)"
"@
}

AfterAll { Stop-Emulator }

Describe 'Another <Age> copy of each package, loaded <Order> ours' -ForEach $orders -Skip:($PSVersionTable.PSEdition -ne 'Core') {
    BeforeAll {
        # Assemblies with our packages' names and other versions, as another module would bring them.
        $folder = Join-Path $TestDrive "$Age"
        $null = New-Item $folder -ItemType Directory -Force
        Add-RecordingHost  # brings the compiler
        $dependencies = Join-Path $ModulePath 'dependencies'
        # Of what the shell itself brings in another version, no module can load one more: that copy is the other.
        $loadable = @($Names | Where-Object { $_ -notin $Shells })
        foreach ($name in $loadable) {
            $file = Join-Path $folder "$name.dll"
            if (Test-Path $file) { continue }
            $version = [Reflection.AssemblyName]::GetAssemblyName((Join-Path $dependencies "$name.dll")).Version
            $version = switch ($Age) {
                'older' { [version]::new([math]::Max(1, $version.Major - 1), 0, 0, 0) }
                'equal' { $version }
                'newer' { [version]::new($version.Major + 1, 1, 0, 0) }
            }
            # Add-Type gives an assembly a name of its own; the compiler behind it takes the one it is told.
            $source = "[assembly: System.Reflection.AssemblyVersion(`"$version`")] public static class Impostor { }"
            $trees = [Microsoft.CodeAnalysis.SyntaxTree[]] @([Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($source))
            $references = [Microsoft.CodeAnalysis.MetadataReference[]] @([Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location))
            $options = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new([Microsoft.CodeAnalysis.OutputKind]::DynamicallyLinkedLibrary)
            $made = [Microsoft.CodeAnalysis.FileSystemExtensions]::Emit([Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create($name, $trees, $references, $options), $file)
            if (-not $made.Success) { throw "$($made.Diagnostics)" }
        }
    }

    It 'disturbs neither: the main job runs, on our own copies' {
        $load = @($loadable | ForEach-Object { "`$null = [Reflection.Assembly]::LoadFrom('$(Join-Path $folder "$_.dll")')" }) -join "`n"
        $check = @"
`$all = [AppDomain]::CurrentDomain.GetAssemblies() | ? { -not `$_.IsDynamic }
foreach (`$name in '$($Names -join "','")') {
    `$mine = @(`$all | ? { `$_.GetName().Name -eq `$name -and `$_.Location -like '$dependencies*' })
    `$other = @(`$all | ? { `$_.GetName().Name -eq `$name -and `$_.Location -like '$folder*' })
    if (`$mine.Count -ne 1) { "not ours: `$name" }
    if (`$name -in '$($loadable -join "','")' -and `$other.Count -ne 1) { "not theirs: `$name (`$(`$all | ? { `$_.GetName().Name -eq `$name } | % Location))" }
    `$context = [Runtime.Loader.AssemblyLoadContext]
    if (`$mine -and `$context::GetLoadContext(`$mine[0]).Name -ne 'DataprepPS') { "in the wrong context: `$name" }
}
`$uses = `$all | ? { `$_.GetName().Name -eq 'DataprepPS.Client' } | % { [Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$_).Name }
"client in `$uses"
"@
        $script = if ($Order -eq 'before') { "$load`n$job`n$check" } else { "$job`n$load`n$job`n$check" }
        $result = Invoke-FreshShell $script
        $expected = if ($Order -eq 'before') { @('status=Complete', 'client in DataprepPS') } else { @('status=Complete', 'status=Complete', 'client in DataprepPS') }
        $result.Output | Should -Be $expected
    }
}

Describe 'Imports' {
    It 'may be repeated, removed and repeated again' {
        $result = Invoke-FreshShell @"
Import-Module '$ManifestPath'; Import-Module '$ManifestPath'; Import-Module '$ManifestPath' -Force
$job
Remove-Module DataprepPS
if (Get-Module DataprepPS) { 'still there' }
$job
Remove-Module DataprepPS -Force
$job
"@
        $result.Output | Should -Be @('status=Complete', 'status=Complete', 'status=Complete')
    }

    It 'leaves no session open when it is removed' {
        $result = Invoke-FreshShell @"
$job
`$s = Get-DpSession
Remove-Module DataprepPS
"connected=`$(`$s.IsConnected)"
Import-Module '$ManifestPath'
"session=`$(Get-DpSession)"
"@
        $result.Output | Should -Be @('status=Complete', 'connected=False', 'session=')
    }

    It 'leaves no socket, no thread and no handler behind when it is removed' -Skip:(-not $IsLinux) {
        $result = Invoke-FreshShell @"
`$sockets = { @(Get-ChildItem /proc/self/fd | ForEach-Object LinkTarget | Where-Object { `$_ -like 'socket:*' }).Count }
`$resolving = [Runtime.Loader.AssemblyLoadContext].GetField('_resolving', 'Instance, NonPublic')
`$handlers = { @(`$resolving.GetValue([Runtime.Loader.AssemblyLoadContext]::Default) | Where-Object { `$_ } | ForEach-Object { `$_.GetInvocationList() } | Where-Object { `$_.Method.DeclaringType.FullName -like 'DataprepPS*' }).Count }
# Only threads that are not the shell's own pool, which comes and goes as it likes.
`$threads = { @(Get-ChildItem /proc/self/task | Where-Object { (Get-Content "`$(`$_.FullName)/comm" -ErrorAction Ignore) -notlike '.NET*' }).Count }
`$before = & `$sockets
`$beforeThreads = & `$threads
$job
`$null = 1..50 | Get-DpJobGroup
"used=`$((& `$sockets) -gt `$before),`$(& `$handlers)"
Remove-Module DataprepPS
"sockets=`$((& `$sockets) - `$before) handlers=`$(& `$handlers) threads=`$((& `$threads) - `$beforeThreads)"
"@
        $result.Output | Should -Be @('status=Complete', 'used=True,1', 'sockets=0 handlers=0 threads=0')
    }

    It 'leaves another runspace''s session alone when one removes it' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        $manifest = $ManifestPath
        $session = Connect-DpSession -Token $Token -BaseUri $emulator.Uri -PassThru
        1..3 | ForEach-Object -Parallel { Import-Module $using:manifest; $null = Get-DpJobGroup 1 -Session $using:session; Remove-Module DataprepPS }
        $session.IsConnected | Should -BeTrue
        (Get-DpJobGroup 1).Id | Should -Be 1
    }

    It 'works in 32 runspaces at once, each with a session of its own, in a new process' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        $result = Invoke-FreshShell @"
`$answers = 1..32 | ForEach-Object -ThrottleLimit 32 -Parallel {
    Import-Module '$ManifestPath'
    Connect-DpSession -Token $Token -BaseUri $($emulator.Uri)
    (Start-DpJobGroup `$_ -Wait -PollInterval 00:00:00.05).RecipeId
}
(`$answers | Sort-Object) -join ','
@([AppDomain]::CurrentDomain.GetAssemblies() | ? { `$_.GetName().Name -like 'DataprepPS*' }).Count
"@
        $result.Output | Should -Be @(((1..32) -join ','), '2')
    }

    It 'works in Start-Job and Start-ThreadJob' {
        $jobs = @(Start-Job -ScriptBlock ([scriptblock]::Create($job)))
        if (Get-Command Start-ThreadJob -ErrorAction Ignore) { $jobs += Start-ThreadJob -ScriptBlock ([scriptblock]::Create($job)) }
        $jobs | Receive-Job -Wait -AutoRemoveJob | Select-Object -Unique | Should -Be 'status=Complete'
    }

    It 'works from a folder that cannot be written to, with spaces and signs in its name' {
        $copy = Join-Path $TestDrive 'Modules [x] & more/DataprepPS'
        $null = New-Item (Split-Path $copy) -ItemType Directory -Force
        Copy-Item $ModulePath $copy -Recurse
        Get-ChildItem -LiteralPath $copy -Recurse -File | ForEach-Object { $_.IsReadOnly = $true }
        $before = @(Get-ChildItem -LiteralPath $copy -Recurse).Count
        $script = $job -replace [regex]::Escape("Import-Module '$ManifestPath'"), "`$env:PSModulePath = '$(Split-Path $copy)' + [IO.Path]::PathSeparator + `$env:PSModulePath; Import-Module DataprepPS"
        $result = Invoke-FreshShell $script
        $result.Output | Should -Be @('status=Complete')
        @(Get-ChildItem -LiteralPath $copy -Recurse).Count | Should -Be $before
        Get-ChildItem -LiteralPath $copy -Recurse -File | ForEach-Object { $_.IsReadOnly = $false }
    }

    It 'is loaded by itself when a cmdlet is named' {
        $result = Invoke-FreshShell "`$env:PSModulePath = '$(Split-Path $ModulePath)' + [IO.Path]::PathSeparator + `$env:PSModulePath; Connect-DpSession -Token $Token -BaseUri $($emulator.Uri); (Get-DpJobGroup 1).Id"
        $result.Output | Should -Be @('1')
    }
}

Describe 'ConstrainedLanguage' {
    It 'runs the cmdlets' {
        $runspace = New-Runspace -LanguageMode ConstrainedLanguage
        try {
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $null = $shell.AddScript('"$($ExecutionContext.SessionState.LanguageMode)"; $g = Start-DpJobGroup 7 -Parameter @{ region = "x" } -Wait -PollInterval 00:00:00.05; $g.Status; (Get-DpJobGroup 1 | Get-DpJob)[0].JobGroupId; (Get-DpJobGroup -First 2).Id.Count; (Get-DpJobGroup 1 | Out-String).Length -gt 0; (Publish-DpJobGroup 1 -ConnectionId 1 -Path d -Table t -Action create -InputFormat avro).JobGroupId')
            $output = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $output | Should -Be @('ConstrainedLanguage', 'Complete', 1, 2, $true, 1)
            $shell.Dispose()
        } finally { $runspace.Dispose() }
    }

    It 'connects with a plain token' {
        $runspace = New-Runspace -LanguageMode ConstrainedLanguage -NotConnected
        try {
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $null = $shell.AddScript("Connect-DpSession -Token $Token -BaseUri $($emulator.Uri); (Get-DpJobGroup 1).Id")
            $shell.Invoke() | Should -Be 1
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Dispose()
        } finally { $runspace.Dispose() }
    }
}
