using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Sessions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;
using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>Writes down where to connect and where the token lives, under a name. Never the token.</summary>
[Cmdlet(VerbsData.Save, "DpProfile", DefaultParameterSetName = VaultSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SessionProfile))]
public sealed class SaveDpProfileCommand : AsyncCommand
{
    private const string VaultSet = "Vault";
    private const string VariableSet = "EnvironmentVariable";

    /// <summary>The profile's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The server's address.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public Uri BaseUri { get; set; } = DataprepClientOptions.DefaultBaseUri;

    /// <summary>The vault that holds the token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The name of the secret in the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Secret { get; set; }

    /// <summary>The environment variable that holds the token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VariableSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? EnvironmentVariable { get; set; }

    /// <summary>The client that the refresh token was issued to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ClientId { get; set; }

    /// <summary>Where the refresh token is renewed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Uri? TokenEndpoint { get; set; }

    /// <summary>Emits the profile.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync()
    {
        var isVault = ParameterSetName == VaultSet;
        var profile = new SessionProfile
        {
            Name = Name!,
            BaseUri = SessionConnector.Normalize(BaseUri),
            Vault = isVault ? Vault : null,
            Secret = isVault ? Secret : null,
            EnvironmentVariable = isVault ? null : EnvironmentVariable,
            ClientId = string.IsNullOrEmpty(ClientId) ? null : ClientId,
            TokenEndpoint = TokenEndpoint,
        };
        if (!await ShouldProcessAsync($"Profile {Name}", "Save").ConfigureAwait(false))
        {
            return;
        }

        try
        {
            await new ProfileFile().SaveAsync(profile, Abort).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            await WriteErrorAsync(ErrorRecords.Invalid("DpWrongInput", e.Message, "See Get-Help Save-DpProfile -Examples.", Name)).ConfigureAwait(false);
            return;
        }

        if (PassThru)
        {
            await WriteAsync(profile).ConfigureAwait(false);
        }
    }
}
