# Rules every cmdlet follows, checked over whatever the module exports: a new cmdlet is covered by itself.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $cmdlets = @(Get-Command -Module DataprepPS | Sort-Object Name | ForEach-Object { @{ Name = $_.Name } })

    # The names that docs promise users: what each cmdlet must have, whatever else it has.
    $promised = @(
        @{ Name = 'Connect-DpSession'; Has = 'Token Credential BaseUri Timeout MaxRetryTime Proxy ProxyCredential AllowInsecure SkipCertificateCheck SkipCheck PassThru Profile RefreshToken ClientId TokenEndpoint' }
        @{ Name = 'Save-DpProfile'; Has = 'Name BaseUri Vault Secret EnvironmentVariable' }
        @{ Name = 'Get-DpProfile'; Has = 'Name' }
        @{ Name = 'Remove-DpProfile'; Has = 'Name' }
        @{ Name = 'Disconnect-DpSession'; Has = 'Session' }
        @{ Name = 'Get-DpSession'; Has = '' }
        @{ Name = 'Invoke-DpApi'; Has = 'Method Path Query Body Paginate Raw OutFile' }
        @{ Name = 'Start-DpJobGroup'; Has = 'RecipeId WrangledDatasetId Parameter ParameterProperty ReferenceDate Execution Profiler WriteSetting Publication Override ForceCacheUpdate IgnoreRecipeErrors TestMode RanFrom ExecutionId Wait Timeout PollInterval ThrottleLimit' }
        @{ Name = 'Get-DpJobGroup'; Has = 'Id Status RanFrom RanFor RunBy Filter CreatedAfter CreatedBefore Sort StatusOnly Embed Field IncludeDeleted First Skip IncludeTotalCount' }
        @{ Name = 'Wait-DpJobGroup'; Has = 'Id Timeout PollInterval Any' }
        @{ Name = 'Watch-DpJobGroup'; Has = 'Id Timeout PollInterval PassThru' }
        @{ Name = 'Stop-DpJobGroup'; Has = 'Id PassThru' }
        @{ Name = 'Get-DpJob'; Has = 'JobGroupId' }
        @{ Name = 'Publish-DpJobGroup'; Has = 'Id ConnectionId Path Database Table Action InputFormat FlowNodeId ApiVersion Wait' }
        @{ Name = 'Get-DpJobGroupInput'; Has = 'Id' }
        @{ Name = 'Get-DpJobGroupOutput'; Has = 'Id' }
        @{ Name = 'Get-DpJobGroupPublication'; Has = 'Id' }
        @{ Name = 'Get-DpJobGroupProfile'; Has = 'Id' }
        @{ Name = 'Get-DpOutputObjectInput'; Has = 'Id' }
        @{ Name = 'Save-DpJobGroupResult'; Has = 'Id OutFile Directory' }
        @{ Name = 'New-DpWriteSetting'; Has = 'Path Action Format Compression Header AsSingleFile Delimiter' }
        @{ Name = 'New-DpPublication'; Has = 'ConnectionId Path Table TargetType Action' }
        @{ Name = 'Invoke-DpDeployment'; Has = 'Id Parameter ApiVersion Wait Timeout' }
    )
    $sets = @(
        @{ Name = 'Publish-DpJobGroup'; Parameter = 'Action'; Values = 'create load createAndLoad truncateAndLoad dropAndLoad' }
        @{ Name = 'Publish-DpJobGroup'; Parameter = 'InputFormat'; Values = 'avro pqt csv json' }
        @{ Name = 'Publish-DpJobGroup'; Parameter = 'ApiVersion'; Values = 'v4 v3' }
        @{ Name = 'Invoke-DpDeployment'; Parameter = 'ApiVersion'; Values = 'v4 v3' }
        @{ Name = 'Start-DpJobGroup'; Parameter = 'RanFrom'; Values = 'ui schedule api' }
        @{ Name = 'New-DpWriteSetting'; Parameter = 'Action'; Values = 'create append overwrite' }
        @{ Name = 'New-DpWriteSetting'; Parameter = 'Format'; Values = 'csv json avro pqt hyper' }
        @{ Name = 'New-DpWriteSetting'; Parameter = 'Compression'; Values = 'none gzip bzip2 snappy' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    Import-DataprepModule
    $common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters + 'ProgressAction'

    function Get-OwnParameter([string] $Name) {
        @((Get-Command $Name).Parameters.Values | Where-Object Name -NotIn $common)
    }

    function Get-BareType([type] $Type) {
        while ($Type.HasElementType) { $Type = $Type.GetElementType() }
        $Type
        if ($Type.IsGenericType) { $Type.GetGenericArguments() | ForEach-Object { Get-BareType $_ } }
    }
}

Describe 'The manifest' {
    BeforeAll {
        $data = Import-PowerShellDataFile $ManifestPath
        $module = Test-ModuleManifest $ManifestPath
    }

    It 'is valid' { $module.Name | Should -Be 'DataprepPS' }

    It 'exports exactly the cmdlets of the DLL, by name' {
        $types = (Get-Module DataprepPS).ImplementingAssembly.GetExportedTypes() | Where-Object { -not $_.IsAbstract -and [Management.Automation.Cmdlet].IsAssignableFrom($_) }
        $names = $types | ForEach-Object { $a = $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0]; "$($a.VerbName)-$($a.NounName)" }
        @($data.CmdletsToExport | Sort-Object) | Should -Be @($names | Sort-Object)
    }

    It 'exports nothing else, and says so' {
        foreach ($kind in 'FunctionsToExport', 'VariablesToExport', 'AliasesToExport') {
            $data.ContainsKey($kind) | Should -BeTrue
            $data[$kind] | Should -BeNullOrEmpty
        }
    }

    It 'asks for Windows PowerShell 5.1 and serves both editions' {
        $data.PowerShellVersion | Should -Be '5.1'
        $data.CompatiblePSEditions | Should -Be @('Desktop', 'Core')
    }

    It 'names only files that are there' {
        @($data.RootModule) + $data.TypesToProcess + $data.FormatsToProcess | ForEach-Object { Join-Path $ModulePath $_ | Should -Exist }
    }
}

Describe 'The assemblies' {
    BeforeAll {
        $private = @(Get-ChildItem (Join-Path $ModulePath 'dependencies') -Filter *.dll | ForEach-Object BaseName)
        $module = (Get-Module DataprepPS).ImplementingAssembly
        $null = New-DpWriteSetting -Path /a.csv -Format csv  # loads the client
        $client = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'DataprepPS.Client' }
    }

    It 'ships no System.Management.Automation.dll' {
        Get-ChildItem (Join-Path $Root 'out') -Recurse -Filter System.Management.Automation.dll | Where-Object FullName -NotLike '*emulator*' | Should -BeNullOrEmpty
    }

    It 'keeps only the two assemblies of its own in the module root' {
        Get-ChildItem $ModulePath -Filter *.dll | ForEach-Object Name | Sort-Object | Should -Be @('DataprepPS.Client.dll', 'DataprepPS.dll')
    }

    It 'references no package from the cmdlets' {
        $module.GetReferencedAssemblies().Name | Sort-Object | Should -Be @('DataprepPS.Client', 'netstandard', 'System.Management.Automation')
    }

    It 'exposes no type of a package' {
        $shown = foreach ($assembly in $module, $client) {
            foreach ($type in $assembly.GetExportedTypes()) {
                $used = @($type.BaseType) + $type.GetInterfaces()
                $flags = [Reflection.BindingFlags] 'Public,NonPublic,Instance,Static,DeclaredOnly'
                foreach ($member in $type.GetMembers($flags)) {
                    $used += switch ($member.MemberType) {
                        'Property' { if (@($member.GetAccessors($true) | Where-Object { $_.IsPublic -or $_.IsFamily -or $_.IsFamilyOrAssembly })) { $member.PropertyType } }
                        'Field' { if ($member.IsPublic -or $member.IsFamily -or $member.IsFamilyOrAssembly) { $member.FieldType } }
                        { $_ -in 'Method', 'Constructor' } {
                            if ($member.IsPublic -or $member.IsFamily -or $member.IsFamilyOrAssembly) {
                                $member.GetParameters() | ForEach-Object ParameterType
                                if ($_ -eq 'Method') { $member.ReturnType }
                            }
                        }
                    }
                }

                foreach ($one in $used | Where-Object { $_ } | ForEach-Object { Get-BareType $_ }) {
                    if ($one.Assembly.GetName().Name -in $private) { "$($type.FullName) shows $($one.FullName)" }
                }
            }
        }
        $shown | Select-Object -Unique | Should -BeNullOrEmpty
    }

    It 'loads neither the client nor a package on import' {
        $result = Invoke-FreshShell "Import-Module '$ManifestPath'; [AppDomain]::CurrentDomain.GetAssemblies() | ? { -not `$_.IsDynamic -and `$_.Location -like '$ModulePath*' } | % { Split-Path `$_.Location -Leaf }"
        $result.Output | Should -Be @('DataprepPS.dll')
    }

    It 'loads nothing more for Get-Command, completion of parameter names and Get-Help' {
        $result = Invoke-FreshShell @"
Import-Module '$ManifestPath'
`$null = Get-Command -Module DataprepPS
`$null = TabExpansion2 'Get-DpSession -'
[AppDomain]::CurrentDomain.GetAssemblies() | ? { -not `$_.IsDynamic -and `$_.Location -like '*dependencies*' } | % Location
"@
        $result.Text | Should -BeNullOrEmpty
    }
}

Describe 'Cmdlet <Name>' -ForEach $cmdlets {
    BeforeAll {
        $command = Get-Command $Name
        $type = $command.ImplementingType
        $own = Get-OwnParameter $Name
    }

    It 'has an approved verb and a singular noun with our prefix' {
        $command.Verb | Should -BeIn (Get-Verb).Verb
        $command.Noun | Should -MatchExactly '^Dp[A-Z][A-Za-z]+$'
        $command.Noun | Should -Not -Match '[^su]s$'
    }

    It 'has no special characters in its name' { $Name | Should -Not -Match '[#,(){}\[\]&/\\$^;:"''<>|?@`*%+=~]' }

    It 'is a sealed class named after itself' {
        $type.FullName | Should -BeExactly "DataprepPS.Commands.$($command.Verb)$($command.Noun)Command"
        $type.IsSealed | Should -BeTrue
        [Management.Automation.Cmdlet].IsAssignableFrom($type) | Should -BeTrue
    }

    It 'overrides a processing method' {
        $flags = [Reflection.BindingFlags] 'Instance,NonPublic'
        $methods = foreach ($method in 'BeginProcessing', 'ProcessRecord', 'EndProcessing') { $type.GetMethod($method, $flags) }
        @($methods | Where-Object { $_.DeclaringType -ne [Management.Automation.Cmdlet] }).Count | Should -BeGreaterThan 0
    }

    It 'declares what it emits' { $type.GetCustomAttributes([Management.Automation.OutputTypeAttribute], $true).Count | Should -BeGreaterThan 0 }

    It 'has no reserved parameter names' {
        $reserved = 'Confirm', 'Debug', 'ErrorAction', 'ErrorVariable', 'OutBuffer', 'OutVariable', 'WarningAction', 'WarningVariable', 'WhatIf', 'UseTransaction', 'Verbose', 'SelectProperty', 'SelectObject'
        # Those of the engine are declared by the engine, not by the class.
        $type.GetProperties() | Where-Object { $_.GetCustomAttributes([Management.Automation.ParameterAttribute], $true) } | ForEach-Object Name | Should -Not -BeIn $reserved
    }

    It 'has parameters in Pascal case and the singular' {
        $plural = 'IgnoreRecipeErrors', 'HasQuotes', 'IncludeMismatches'
        foreach ($parameter in $own.Name) {
            $parameter | Should -MatchExactly '^[A-Z][A-Za-z]*$'
            if ($parameter -notin $plural) { $parameter | Should -Not -Match '[^su]s$' }
        }
    }

    It 'has switches, not booleans' {
        # Profiler has three answers: yes, no, and as the recipe says.
        $own | Where-Object { $_.ParameterType -eq [bool] -or ($_.ParameterType -eq [Nullable[bool]] -and $_.Name -ne 'Profiler') } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'has no switch that is on by default' {
        $instance = [Activator]::CreateInstance($type)
        $own | Where-Object { $_.SwitchParameter -and $_.Name -notin 'WhatIf', 'Confirm', 'IncludeTotalCount' } | Where-Object { $type.GetProperty($_.Name).GetValue($instance).IsPresent } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'takes ids, dates, durations, addresses and secrets in their types' {
        foreach ($parameter in $own) {
            $bare = $parameter.ParameterType
            if ($bare.IsArray) { $bare = $bare.GetElementType() }
            $bare = if ([Nullable]::GetUnderlyingType($bare)) { [Nullable]::GetUnderlyingType($bare) } else { $bare }
            switch -Regex -CaseSensitive ($parameter.Name) {
                '^ExecutionId$' { $bare | Should -Be ([guid]); break }
                # A write setting's connection is text in the API.
                # An OAuth client's id is text too.
                '^(.*[a-z])?Id$' { if ($Name -ne 'New-DpWriteSetting' -and $parameter.Name -ne 'ClientId') { $bare | Should -Be ([long]) -Because $parameter.Name } }
                '^(Created|Updated).*|Date$' { $bare | Should -Be ([datetimeoffset]) -Because $parameter.Name }
                '^(Timeout|.*Interval|.*Time)$' {
                    $bare | Should -Be ([timespan]) -Because $parameter.Name
                    @($parameter.Attributes.TypeId.Name) | Should -Contain 'SecondsAttribute' -Because "a plain number for -$($parameter.Name) would count ticks"
                    @($parameter.Attributes.TypeId.Name) | Should -Contain 'DurationAttribute' -Because "-$($parameter.Name) of less than nothing would be taken"
                }
                '^(BaseUri|Proxy|TokenEndpoint)$' { $bare | Should -Be ([uri]) -Because $parameter.Name }
                # A profile has the name of a secret.
                'Token(?!Endpoint)|Password|Secret' { if ($Name -ne 'Save-DpProfile') { $bare | Should -Be ([securestring]) -Because $parameter.Name } }
                'Credential' {
                    $bare | Should -Be ([pscredential]) -Because $parameter.Name
                    @($parameter.Attributes | Where-Object { $_ -is [Management.Automation.CredentialAttribute] }).Count | Should -Be 1
                }
            }
        }
    }

    It 'takes at most one parameter by value in each set, and has one for the pipeline' {
        foreach ($set in $command.ParameterSets) {
            @($set.Parameters | Where-Object ValueFromPipeline).Count | Should -BeLessOrEqual 1
            if ($Name -ne 'Connect-DpSession') {
                @($set.Parameters | Where-Object { $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName }).Count | Should -BeGreaterThan 0 -Because "set $($set.Name)"
            }
        }
    }

    It 'takes -Session, unless it only makes an object' {
        # A profile is a file of the user's own.
        if ($command.Verb -ne 'New' -and $Name -ne 'Connect-DpSession' -and $command.Noun -ne 'DpProfile') { $command.Parameters.Keys | Should -Contain 'Session' }
    }

    It 'asks before it changes, at no more than medium impact' {
        $reads = 'Get', 'Wait', 'Watch', 'Connect', 'Disconnect', 'Test'
        $makes = 'New-DpWriteSetting', 'New-DpPublication'
        if ($command.Verb -notin $reads -and $Name -notin $makes) {
            $command.Parameters.Keys | Should -Contain 'WhatIf'
            $type.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0].ConfirmImpact | Should -BeIn 'Low', 'Medium'
        }
    }

    It 'answers a wrong name of a parameter set at once: its sets can be told apart' {
        foreach ($set in $command.ParameterSets | Where-Object { -not $_.IsDefault }) {
            $only = @($set.Parameters | Where-Object { $p = $_.Name; @($command.ParameterSets | Where-Object { $_.Parameters.Name -contains $p }).Count -eq 1 })
            $only.Count | Should -BeGreaterThan 0 -Because "set $($set.Name)"
        }
    }
}

Describe 'The promised names' {
    It '<Name> has <Has>' -ForEach $promised {
        $parameters = (Get-Command $Name).Parameters
        $names = @($parameters.Keys) + @($parameters.Values | ForEach-Object Aliases)
        foreach ($word in -split $Has | Where-Object { $_ }) { $names | Should -Contain $word }
    }

    It '<Name> -<Parameter> takes <Values>' -ForEach $sets {
        $valid = (Get-Command $Name).Parameters[$Parameter].Attributes | Where-Object { $_ -is [Management.Automation.ValidateSetAttribute] }
        foreach ($word in -split $Values) { $valid.ValidValues | Should -Contain $word }
    }

    It 'holds for aliases and types too' {
        (Get-Command Start-DpJobGroup).Parameters.RecipeId.ParameterType | Should -Be ([long[]])
        (Get-Command Start-DpJobGroup).Parameters.RecipeId.Aliases | Should -Contain 'WrangledDatasetId'
        (Get-Command Publish-DpJobGroup).Parameters.Path.Aliases | Should -Contain 'Database'
        (Get-Command Connect-DpSession).Parameters.Token.ParameterType | Should -Be ([securestring])
    }
}
