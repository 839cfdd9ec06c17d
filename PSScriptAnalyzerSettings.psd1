@{
    Severity     = @('Error', 'Warning', 'Information')
    ExcludeRules = @(
        # New-Count 1 0 0, Invoke-Control GET journal: two or three words in a row read well.
        'PSAvoidUsingPositionalParameters'
        # build.ps1 and the demo talk to a person; tests print what they skip.
        'PSAvoidUsingWriteHost'
        # Helpers of tests and of the build are no cmdlets: nobody passes them -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
        # Tokens of tests are words like "secret".
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        # Pester's blocks assign in BeforeAll and read in It; helper functions return what their names say.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSReviewUnusedParameter'
        'PSUseOutputTypeCorrectly'
    )
    Rules        = @{
        PSUseCompatibleSyntax      = @{
            Enable         = $true
            TargetVersions = @('5.1', '7.4')
        }
        PSPlaceOpenBrace           = @{
            Enable             = $true
            OnSameLine         = $true
            NewLineAfter       = $true
            IgnoreOneLineBlock = $true
        }
        PSUseConsistentIndentation = @{
            Enable          = $true
            Kind            = 'space'
            IndentationSize = 4
        }
        PSAvoidTrailingWhitespace  = @{ Enable = $true }
    }
}
