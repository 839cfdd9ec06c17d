@{
    RootModule             = 'DataprepPS.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f0a5f0e-5d0b-4e0c-9a53-0c6f7f2f7d11'
    Author                 = 'The DataprepPS contributors'
    CompanyName            = 'DataprepPS'
    Copyright              = '(c) The DataprepPS contributors. MIT licence.'
    Description            = 'Runs Google Cloud Dataprep / Trifacta jobs from PowerShell: start each once, wait for hundreds, publish, deploy; paced below the quotas, and never a token on screen.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    TypesToProcess         = @('DataprepPS.Types.ps1xml')
    FormatsToProcess       = @('DataprepPS.Format.ps1xml')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    CmdletsToExport        = @(
        'Connect-DpSession'
        'Disconnect-DpSession'
        'Get-DpJob'
        'Get-DpJobGroup'
        'Get-DpJobGroupInput'
        'Get-DpJobGroupOutput'
        'Get-DpJobGroupProfile'
        'Get-DpJobGroupPublication'
        'Get-DpOutputObjectInput'
        'Get-DpProfile'
        'Get-DpSession'
        'Invoke-DpApi'
        'Invoke-DpDeployment'
        'New-DpPublication'
        'New-DpWriteSetting'
        'Publish-DpJobGroup'
        'Remove-DpProfile'
        'Save-DpJobGroupResult'
        'Save-DpProfile'
        'Start-DpJobGroup'
        'Stop-DpJobGroup'
        'Wait-DpJobGroup'
        'Watch-DpJobGroup'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('Dataprep', 'Trifacta', 'GoogleCloud', 'Alteryx', 'DesignerCloud', 'ETL', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
