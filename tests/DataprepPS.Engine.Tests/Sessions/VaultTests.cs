using System;
using System.IO;
using DataprepPS.Engine.Tests.Streams;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Sessions;

/// <summary>
/// A vault in a host that has nothing but the engine, where the module that stands in for SecretManagement must do with what the
/// engine has. What vaults do otherwise is tried in a whole shell.
/// </summary>
[Collection(nameof(OwnEnvironment))]
public sealed class VaultTests : IDisposable
{
    private const string Server = "--speed 100 --quota 0 --token-lifetime 300 --refresh-token first";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dataprep-");
    private readonly string? modulePath = Environment.GetEnvironmentVariable("PSModulePath");

    public VaultTests()
    {
        File.WriteAllText(Secret, "first");
        var module = folder.CreateSubdirectory("Microsoft.PowerShell.SecretManagement");
        File.WriteAllText(Path.Combine(module.FullName, "Microsoft.PowerShell.SecretManagement.psm1"), $$"""
            function Get-Secret { [CmdletBinding()] param($Name, $Vault) [IO.File]::ReadAllText('{{Secret}}') }
            function Set-Secret { [CmdletBinding(SupportsShouldProcess)] param($Name, $Vault, $Secret) [IO.File]::WriteAllText('{{Secret}}', [Net.NetworkCredential]::new('', $Secret).Password) }
            """);
        Environment.SetEnvironmentVariable("PSModulePath", folder.FullName);
        Environment.SetEnvironmentVariable("DATAPREP_CONFIG", folder.FullName);
    }

    private string Secret => Path.Combine(folder.FullName, "secret");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("DATAPREP_CONFIG", null);
        Environment.SetEnvironmentVariable("PSModulePath", modulePath);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void It_gets_the_new_token_although_the_cmdlet_was_stopped()
    {
        using var shell = Shell.Lease(Server);
        shell.Run("Save-DpProfile nightly $args[0] -Vault Work -Secret dataprep -ClientId client -TokenEndpoint $args[1]; Connect-DpSession -Profile nightly", shell.Server.BaseUri, shell.Server.TokenUri).Nothing();
        var before = File.ReadAllText(Secret);
        Assert.NotEqual("first", before);
        shell.Server.Post("tokens/end");
        shell.Server.Forget();
        shell.Server.Fail("refreshToken", "slow", delayMs: 4, chunkBytes: 4);
        using (var script = shell.Start("Start-DpJobGroup 7"))
        {
            RunningScript.Until(() => shell.Server.Requests("refreshToken").Count == 1, "the refresh");
            script.Stop();
        }

        RunningScript.Until(() => File.ReadAllText(Secret) is { Length: > 0 } text && text != before, "the vault");
        Assert.Equal(0, (int)shell.Server.Get("tokens")["reuses"]!);
    }
}
