# A vault is a folder in $env:DATAPREP_TEST_VAULT, a secret a file that is replaced as a whole. For tests only.

function Get-VaultPath([string] $Vault) {
    $path = Join-Path $env:DATAPREP_TEST_VAULT $Vault
    if (-not (Test-Path $path)) { throw "Vault $Vault does not exist in registry." }
    $path
}

function Register-SecretVault {
    <#
    .SYNOPSIS
        Makes the folder of a vault.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $ModuleName, [string] $Name, [hashtable] $VaultParameters)
    if ($PSCmdlet.ShouldProcess($Name)) { $null = New-Item (Join-Path $env:DATAPREP_TEST_VAULT $Name) -ItemType Directory -Force }
}

function Get-SecretVault {
    <#
    .SYNOPSIS
        The vaults there are.
    #>
    Get-ChildItem $env:DATAPREP_TEST_VAULT -Directory | Select-Object Name
}

function Get-Secret {
    <#
    .SYNOPSIS
        Reads a secret.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [string] $Name, [string] $Vault, [switch] $AsPlainText)
    $file = Join-Path (Get-VaultPath $Vault) $Name
    if (-not (Test-Path $file)) {
        Write-Error "The secret $Name was not found."
        return
    }

    # A reader may meet the moment of the replacement.
    for ($try = 1; ; $try++) {
        try {
            $text = [IO.File]::ReadAllText($file)
            break
        } catch [IO.IOException] { if ($try -eq 20) { throw } else { Start-Sleep -Milliseconds 5 } }
    }

    if ($AsPlainText) { return $text }
    $secure = New-Object securestring
    $text.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }
    $secure
}

function Set-Secret {
    <#
    .SYNOPSIS
        Replaces a secret.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory, Position = 0)] [string] $Name, [Parameter(Mandatory)] [object] $Secret, [string] $Vault)
    $path = Get-VaultPath $Vault
    if (Test-Path (Join-Path $path 'locked')) { throw "Vault $Vault is locked." }
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    if ($Secret -is [securestring]) { $Secret = (New-Object Net.NetworkCredential '', $Secret).Password }
    $part = Join-Path $path "$([guid]::NewGuid()).part"
    [IO.File]::WriteAllText($part, $Secret)
    $file = Join-Path $path $Name
    # Not Move-Item -Force, which deletes first: a process killed in between would have lost the secret.
    if (Test-Path $file) { [IO.File]::Replace($part, $file, [NullString]::Value) } else { [IO.File]::Move($part, $file) }
    Add-Content (Join-Path $path 'writers') "$PID $([runspace]::DefaultRunspace.InstanceId)" -ErrorAction Ignore
}

Export-ModuleMember Get-Secret, Set-Secret, Get-SecretVault, Register-SecretVault
