using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Sessions;
using DataprepPS.Completion;
using DataprepPS.Pipeline;
using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>Saves under a name where to connect and where the token lives.</summary>
[Cmdlet(VerbsData.Save, "DpProfile", DefaultParameterSetName = VaultSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SessionProfile))]
public sealed class SaveDpProfileCommand : AsyncCommand
{
    private const string VaultSet = "Vault";
    private const string VariableSet = "EnvironmentVariable";

    /// <summary>The name of the profile. Case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The address of the API, without /v4 (which is taken off when it is there). Default: https://api.clouddataprep.com.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public Uri BaseUri { get; set; } = DataprepClientOptions.DefaultBaseUri;

    /// <summary>The name of the vault, as Get-SecretVault shows it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The name of the secret in the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Secret { get; set; }

    /// <summary>
    /// The name of the environment variable that holds the token when a session is made. A refresh token in a variable cannot
    /// be written back, so that it serves one session; Connect-DpSession warns of that.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = VariableSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? EnvironmentVariable { get; set; }

    /// <summary>
    /// The client that the refresh token was issued to. It is shown beside the token on the page OAuth 2.0 API Tokens. Its
    /// presence makes the secret a refresh token.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ClientId { get; set; }

    /// <summary>
    /// The address at which the refresh token is renewed, with or without /token at its end. It is shown beside the token on
    /// the page OAuth 2.0 API Tokens. https only, except to this machine.
    /// </summary>
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
