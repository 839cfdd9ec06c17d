@{
    RootModule        = 'Microsoft.PowerShell.SecretManagement.psm1'
    ModuleVersion     = '0.0.1'
    GUID              = '0d9d2c4a-8a0f-4b5b-9a55-6a1d6a2c7b10'
    Author            = 'The DataprepPS contributors'
    Description       = 'Stands in for SecretManagement in the tests of DataprepPS: the same names and parameters, over files that are not encrypted.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-Secret', 'Set-Secret', 'Get-SecretVault', 'Register-SecretVault')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
