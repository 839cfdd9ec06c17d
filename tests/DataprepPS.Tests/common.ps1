# What the test files share. Dot-sourced in their BeforeAll; works in Windows PowerShell too.

$Root = Split-Path (Split-Path $PSScriptRoot)
$ModulePath = Join-Path $Root 'out/DataprepPS'
$ManifestPath = Join-Path $ModulePath 'DataprepPS.psd1'
$EmulatorDll = Join-Path $Root 'out/emulator/DataprepPS.Emulator.dll'
$ShellPath = (Get-Process -Id $PID).Path
$IsCore = $PSVersionTable.PSEdition -eq 'Core'
$Token = 'secret'

# A build agent is not a person: tests of what a person sees must not run as one.
$AgentVariables = 'CI', 'TF_BUILD', 'GITHUB_ACTIONS', 'JENKINS_URL', 'TEAMCITY_VERSION'
foreach ($name in $AgentVariables) { Remove-Item "env:$name" -ErrorAction Ignore }

function Start-Emulator {
    <# A server of its own on a free port. #>
    param([string[]] $Argument = @())

    $start = New-Object Diagnostics.ProcessStartInfo 'dotnet'
    $start.Arguments = (@("`"$EmulatorDll`"", '--port', '0') + $Argument) -join ' '
    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if ($line -notmatch '^ready (http://\S+)$') { throw "The emulator did not start: $line" }
    $uri = [uri] $Matches[1]
    $endpoint = if ($Argument -contains '--token-lifetime') { [uri] ($process.StandardOutput.ReadLine() -replace '^tokens ') }
    [pscustomobject]@{ Uri = $uri; TokenEndpoint = $endpoint; Process = $process }
}

function Stop-Emulator {
    param($Server = $emulator)
    if ($Server -and -not $Server.Process.HasExited) {
        $Server.Process.Kill()
        $Server.Process.WaitForExit()
    }
}

function Invoke-Control {
    param([string] $Method, [string] $Path, $Body, $Server = $emulator)
    $arguments = @{ Method = $Method; Uri = "$($Server.Uri)_emulator/$Path"; UseBasicParsing = $true; Verbose = $false; Debug = $false }
    if ($null -ne $Body) {
        $arguments.Body = if ($Body -is [string]) { $Body } else { ConvertTo-Json $Body -Depth 9 }
        $arguments.ContentType = 'application/json'
    }

    # The pipeline, so that Windows PowerShell unrolls a JSON array.
    Invoke-RestMethod @arguments | ForEach-Object { $_ }
}

function Get-Journal {
    param([string] $Operation, $Server = $emulator)
    @(Invoke-Control GET $(if ($Operation) { "journal?operation=$Operation" } else { 'journal' }) -Server $Server)
}

function Get-SentBody {
    <# The bodies of one operation, as the server received them. #>
    param([string] $Operation)
    @(Get-Journal $Operation | ForEach-Object { $_.Body | ConvertFrom-Json })
}

function Clear-Journal {
    param($Server = $emulator)
    Invoke-Control DELETE journal -Server $Server
}

function Add-Fault {
    param([hashtable[]] $Rule, $Server = $emulator)
    $null = Invoke-Control POST faults (ConvertTo-Json @($Rule) -Depth 9) -Server $Server
}

function Add-World {
    param([hashtable] $Change, $Server = $emulator)
    Invoke-Control POST world $Change -Server $Server
}

function Reset-Emulator {
    <# As at the start: journal, faults, world. #>
    param($Server = $emulator)
    Invoke-Control POST reset -Server $Server
    Invoke-Control DELETE faults -Server $Server
    Invoke-Control DELETE journal -Server $Server
}

function Wait-Until {
    <# Polls until something is so. #>
    param([scriptblock] $Condition, [double] $Seconds = 10, [string] $What = 'it')
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while ($watch.Elapsed.TotalSeconds -lt $Seconds) {
        if (& $Condition) { return }
        Start-Sleep -Milliseconds 20
    }

    throw "Waited $Seconds s in vain for $What."
}

function Invoke-FreshShell {
    <# Runs a script in a new process of this shell; what it wrote, and its exit code. #>
    param([string] $Script, [hashtable] $Environment = @{}, [string[]] $Argument = @())

    $file = Join-Path $TestDrive "fresh-$([guid]::NewGuid().ToString('N')).ps1"
    "`$ErrorActionPreference = 'Stop'`n`$ProgressPreference = 'SilentlyContinue'`n$Script" | Set-Content $file -Encoding ASCII
    $before = @{}
    foreach ($name in $Environment.Keys) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $Environment[$name])
    }

    try {
        $preference = $ErrorActionPreference
        $ErrorActionPreference = 'Continue'
        $output = @(& $ShellPath -NoProfile -NonInteractive @Argument -File $file 2>&1 | ForEach-Object { "$_" })
        [pscustomobject]@{ Output = $output; Text = $output -join "`n"; ExitCode = $LASTEXITCODE }
    } finally {
        $ErrorActionPreference = $preference
        foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
    }
}

function Use-TestVault {
    <# A folder of profiles and a vault that belong to one test file; processes started from here have them too. #>
    param([string] $Folder)

    $env:DATAPREP_CONFIG = Join-Path $Folder 'config'
    $env:DATAPREP_TEST_VAULT = Join-Path $Folder 'vaults'
    $null = New-Item (Join-Path $env:DATAPREP_TEST_VAULT 'Work') -ItemType Directory -Force
    $vault = Join-Path $PSScriptRoot 'Vault'
    if (@($env:PSModulePath -split [IO.Path]::PathSeparator) -notcontains $vault) { $env:PSModulePath = $vault, $env:PSModulePath -join [IO.Path]::PathSeparator }
}

function Clear-TestVault {
    Remove-Module Microsoft.PowerShell.SecretManagement -ErrorAction Ignore
    Remove-Item env:DATAPREP_CONFIG, env:DATAPREP_TEST_VAULT -ErrorAction Ignore
    $vault = Join-Path $PSScriptRoot 'Vault'
    $env:PSModulePath = @($env:PSModulePath -split [IO.Path]::PathSeparator | Where-Object { $_ -ne $vault }) -join [IO.Path]::PathSeparator
}

function Connect-Emulator {
    <# The current session of this runspace becomes one with the emulator. #>
    param([hashtable] $Option = @{}, $Server = $emulator)
    Connect-DpSession -Token $Token -BaseUri $Server.Uri @Option
}

function Add-RecordingHost {
    <# A host that records progress and text. C# 5: Windows PowerShell compiles it. #>
    if ('DataprepTests.RecordingHost' -as [type]) { return }
    Add-Type -TypeDefinition @'
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
namespace DataprepTests
{
    public sealed class RecordingHost : PSHost
    {
        private readonly Guid id = Guid.NewGuid();
        private readonly RecordingUI ui;
        private readonly string name;
        public RecordingHost(string name, bool hasUI) { this.name = name; if (hasUI) { ui = new RecordingUI(); } }
        public override CultureInfo CurrentCulture { get { return CultureInfo.CurrentCulture; } }
        public override CultureInfo CurrentUICulture { get { return CultureInfo.CurrentUICulture; } }
        public override Guid InstanceId { get { return id; } }
        public override string Name { get { return name; } }
        public override PSHostUserInterface UI { get { return ui; } }
        public RecordingUI Recorded { get { return ui; } }
        public override Version Version { get { return new Version(1, 0); } }
        public override void EnterNestedPrompt() { }
        public override void ExitNestedPrompt() { }
        public override void NotifyBeginApplication() { }
        public override void NotifyEndApplication() { }
        public override void SetShouldExit(int exitCode) { }
    }

    public sealed class RecordingUI : PSHostUserInterface
    {
        private readonly RecordingRawUI raw = new RecordingRawUI();
        public ConcurrentQueue<ProgressRecord> Progress = new ConcurrentQueue<ProgressRecord>();
        public ConcurrentQueue<string> Text = new ConcurrentQueue<string>();
        public bool Redraws;
        public override bool SupportsVirtualTerminal { get { return Redraws; } }
        public override PSHostRawUserInterface RawUI { get { return raw; } }
        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) { throw new HostException("Nobody can be asked."); }
        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) { Text.Enqueue(message); return 0; }
        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) { throw new HostException("Nobody can be asked."); }
        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) { throw new HostException("Nobody can be asked."); }
        public override string ReadLine() { throw new HostException("Nobody can be asked."); }
        public override SecureString ReadLineAsSecureString() { throw new HostException("Nobody can be asked."); }
        public override void Write(string value) { Text.Enqueue(value); }
        public override void Write(ConsoleColor foreground, ConsoleColor background, string value) { Write(value); }
        public override void WriteLine(string value) { Write(value); }
        public override void WriteErrorLine(string value) { Text.Enqueue(value); }
        public override void WriteDebugLine(string message) { Text.Enqueue(message); }
        public override void WriteVerboseLine(string message) { Text.Enqueue(message); }
        public override void WriteWarningLine(string message) { Text.Enqueue(message); }
        public override void WriteProgress(long sourceId, ProgressRecord record) { Progress.Enqueue(record); }
    }

    public sealed class RecordingRawUI : PSHostRawUserInterface
    {
        public override ConsoleColor BackgroundColor { get; set; }
        public override ConsoleColor ForegroundColor { get; set; }
        public override Size BufferSize { get { return new Size(100, 40); } set { } }
        public override Coordinates CursorPosition { get; set; }
        public override int CursorSize { get; set; }
        public override bool KeyAvailable { get { return false; } }
        public override Size MaxPhysicalWindowSize { get { return new Size(100, 40); } }
        public override Size MaxWindowSize { get { return new Size(100, 40); } }
        public override Coordinates WindowPosition { get; set; }
        private Size window = new Size(100, 40);
        public override Size WindowSize { get { return window; } set { window = value; } }
        public override string WindowTitle { get; set; }
        public override void FlushInputBuffer() { }
        public override BufferCell[,] GetBufferContents(Rectangle rectangle) { return new BufferCell[0, 0]; }
        public override KeyInfo ReadKey(ReadKeyOptions options) { throw new HostException("Nobody can be asked."); }
        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) { }
        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) { }
        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) { }
    }
}
'@
}

function New-Runspace {
    <# An open runspace with the module; closed by whoever asked for it. #>
    param($PSHost, [string] $LanguageMode = 'FullLanguage', $Server = $emulator, [switch] $NotConnected)

    $state = [initialsessionstate]::CreateDefault()
    $state.ImportPSModule([string[]] $ManifestPath)
    $runspace = if ($PSHost) { [runspacefactory]::CreateRunspace($PSHost, $state) } else { [runspacefactory]::CreateRunspace($state) }
    $runspace.Open()
    if (-not $NotConnected) {
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        $null = $shell.AddCommand('Connect-DpSession').AddParameter('Token', $Token).AddParameter('BaseUri', $Server.Uri).AddParameter('SkipCheck').Invoke()
        $shell.Dispose()
    }

    $runspace.SessionStateProxy.LanguageMode = $LanguageMode
    $runspace
}

function Start-Script {
    <# Runs a script in a runspace without waiting for it. #>
    param($Runspace, [string] $Script, [object[]] $Argument = @())
    $shell = [powershell]::Create()
    $shell.Runspace = $Runspace
    $null = $shell.AddScript($Script)
    foreach ($item in $Argument) { $null = $shell.AddArgument($item) }
    [pscustomobject]@{ Shell = $shell; Async = $shell.BeginInvoke() }
}

function Import-DataprepModule { Import-Module $ManifestPath }
