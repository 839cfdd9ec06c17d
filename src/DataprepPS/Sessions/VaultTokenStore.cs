using System;
using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;

using DataprepPS.Client.Sessions;

namespace DataprepPS.Sessions;

/// <summary>
/// A secret of a SecretManagement vault. Its module is the user's own and is called by its full name, so that a
/// function of the same name never sees a token.
/// </summary>
internal sealed class VaultTokenStore(VaultDoors doors, string vault, string secret) : ITokenStore
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";
    private const string Get = "param($vault, $name) " + Module + "\\Get-Secret -Vault $vault -Name $name -ErrorAction Stop";
    // Whatever the user previews or wants to be asked about, a token that was replaced has to be kept.
    private const string Set = "param($vault, $name, $text) " + Module + "\\Set-Secret -Vault $vault -Name $name -Secret $text -WhatIf:$false -Confirm:$false -ErrorAction Stop";

    public string Name => $"the secret \"{secret}\" of the vault \"{vault}\"";

    public string HowToReplace => $"Set-Secret -Vault {Quoted(vault)} -Name {Quoted(secret)}";

    public async Task<SecureString> ReadAsync()
    {
        var value = await RunAsync("cannot be read", Get, vault, secret).ConfigureAwait(false);
        return value?.BaseObject switch
        {
            // The caller wipes what it gets; what a vault keeps for others must survive that.
            SecureString secure => secure.Copy(),
            string plain => SecureStrings.From(plain),
            PSCredential credential => credential.Password.Copy(),
            null => throw new TokenStoreException($"There is no {Name.Substring("the ".Length)}.", $"Put the token in: {HowToReplace}"),
            var other => throw new TokenStoreException($"{Capital(Name)} is a {other.GetType().Name}, not text.", $"Put the token in as text: {HowToReplace}"),
        };
    }

    public Task WriteAsync(SecureString text) => RunAsync("cannot be written", Set, vault, secret, text);

    private async Task<PSObject?> RunAsync(string what, string script, params object[] arguments)
    {
        try
        {
            return await doors.RunAsync(script, arguments).ConfigureAwait(false);
        }
        catch (CommandNotFoundException e)
        {
            throw new TokenStoreException(
                $"{Capital(Name)} {what}: PowerShell's module {Module} is not installed, or cannot be loaded.",
                $"Install it and a vault: Install-Module {Module} -Scope CurrentUser; Install-Module Microsoft.PowerShell.SecretStore -Scope CurrentUser",
                e);
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException)
        {
            throw new TokenStoreException($"{Capital(Name)} {what}: {e.Message}", "See whether Get-SecretVault lists the vault, and whether it is locked: Unlock-SecretVault.", e);
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private static string Quoted(string text)
    {
        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('-' or '_' or '.'))
            {
                return $"'{text.Replace("'", "''")}'";
            }
        }

        return text;
    }
}
