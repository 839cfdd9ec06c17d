# The main job with real cmdlets against the emulator, as a user would type it. Run ./build.ps1 Demo.
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $EmulatorPath
)

$ErrorActionPreference = 'Stop'

$start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
foreach ($argument in (Join-Path $EmulatorPath 'DataprepPS.Emulator.dll'), '--port', '0', '--token', 'demo-token', '--speed', '5') { $start.ArgumentList.Add($argument) }
$start.RedirectStandardOutput = $true
$emulator = [System.Diagnostics.Process]::Start($start)
try {
    $address = $emulator.StandardOutput.ReadLine() -replace '^ready '
    Write-Host "An emulated Dataprep server runs on $address, five times as fast as the real one."
    $env:DATAPREP_TOKEN = 'demo-token'
    $env:DATAPREP_BASE_URI = $address
    Import-Module $ModulePath

    $steps = [ordered]@{
        'Connect' = 'Connect-DpSession; Get-DpSession'
        'Start a job group with parameters' = '$group = Start-DpJobGroup 7 -Parameter @{ Region = "EMEA" } -Profiler $true; $group'
        'Wait for it; a terminal shows its stages as progress' = '$group | Wait-DpJobGroup'
        'Its stages' = '$group | Get-DpJob'
        'A CSV of runs: started within the quota, waited for together, each published' = @'
"RecipeId,Region", "8,APAC", "9,Americas", "404,Nowhere" | ConvertFrom-Csv |
    Start-DpJobGroup -ParameterProperty Region -Wait -ErrorAction SilentlyContinue -ErrorVariable failed |
    Publish-DpJobGroup -ConnectionId 1 -Path default -Table sales -Action createAndLoad -InputFormat avro -Wait
'@
        'The row that went wrong is one error that names it' = '$failed | ForEach-Object { "recipe $($_.TargetObject.RecipeId), $($_.TargetObject.Region): $($_.FullyQualifiedErrorId)" }'
        'Run a deployment, and wait for each job group it starts' = 'Invoke-DpDeployment 3 -Parameter @{ Region = "EMEA" } -Wait'
        'The last job groups' = 'Get-DpJobGroup -First 5'
        'What the session knows of the quotas' = '(Get-DpSession).RateLimit'
        'Disconnect' = 'Disconnect-DpSession'
    }
    foreach ($title in $steps.Keys) {
        Write-Host "`n$title" -ForegroundColor Cyan
        Write-Host "PS> $($steps[$title])" -ForegroundColor DarkGray
        # The lines shown are the lines that run.
        $shown = . ([scriptblock]::Create($steps[$title]))
        $shown | Out-Host
    }
}
finally {
    $emulator.Kill()
    $emulator.Dispose()
}
