using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Http;
using DataprepPS.Completion;
using DataprepPS.Pipeline;
using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>Connects to a Dataprep or Trifacta server and makes that the current session.</summary>
[Cmdlet(VerbsCommunications.Connect, "DpSession", DefaultParameterSetName = TokenSet)]
[OutputType(typeof(DpSession))]
public sealed class ConnectDpSessionCommand : AsyncCommand
{
    private const string TokenSet = "Token";
    private const string CredentialSet = "Credential";
    private const string ProfileSet = "Profile";

    private readonly VaultDoors doors = new();
    private IDisposable? door;

    /// <summary>
    /// An API access token. A plain string is accepted too and is never shown, but typed at a prompt it stays in the history of
    /// the shell. White space around it is cut off.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = TokenSet)]
    [Secret]
    public SecureString? Token { get; set; }

    /// <summary>
    /// An OAuth 2.0 refresh token of Alteryx's cloud, with which the session renews its access token as long as it lives. Each
    /// renewal replaces it; the session knows the new one, whoever gave the old one does not. A profile with a vault keeps it
    /// for the next session. A plain string is accepted too and is never shown.
    /// </summary>
    [Parameter(ParameterSetName = TokenSet)]
    [Secret]
    public SecureString? RefreshToken { get; set; }

    /// <summary>
    /// The client that the refresh token was issued to, as shown beside it on the page OAuth 2.0 API Tokens. Taken from the
    /// access token when -Token is given too, else from the environment variable DATAPREP_CLIENT_ID.
    /// </summary>
    [Parameter(ParameterSetName = TokenSet)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>
    /// The address at which the refresh token is renewed, with or without /token at its end, as shown beside it on the page
    /// OAuth 2.0 API Tokens. Taken from the access token when -Token is given too, else from the environment variable
    /// DATAPREP_TOKEN_ENDPOINT. https only, except to this machine; no redirect is followed.
    /// </summary>
    [Parameter(ParameterSetName = TokenSet)]
    [ValidateNotNull]
    public Uri? TokenEndpoint { get; set; }

    /// <summary>
    /// The name of a profile of Save-DpProfile: it says where to connect and where the token lives. Tab completes the names.
    /// Without any token or profile, the environment variable DATAPREP_PROFILE may name one.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Profile { get; set; }

    /// <summary>User and password for HTTP Basic, which self-managed servers accept instead of a token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// The address of the API, without /v4 (which is taken off when it is there). A path before /v4, as behind a reverse proxy,
    /// is kept. Without it: the environment variable DATAPREP_BASE_URI, else https://api.clouddataprep.com.
    /// </summary>
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>
    /// Time-out of one request, its reply included; each attempt has it anew. A plain number counts seconds. It is generous
    /// because the server queues requests when a quota is used up. A download may take longer as long as bytes keep coming.
    /// </summary>
    [Parameter]
    [Seconds]
    [Duration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// The most that failed attempts of one call and the waits between them may take together. 00:00:00 turns repeating off; a
    /// plain number counts seconds. The wait for a quota after a refusal (429) counts, the wait below a quota that is merely
    /// used up does not.
    /// </summary>
    [Parameter]
    [Seconds]
    [Duration(MayBeZero = true)]
    public TimeSpan MaxRetryTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The address of a proxy. Without it the system's proxy settings hold.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>User and password for the proxy: the one of -Proxy, or the system's.</summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>
    /// Permits plain http to another machine. Token and data then travel unprotected. Not needed for addresses of this machine.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowInsecure { get; set; }

    /// <summary>
    /// Accepts any certificate of the server and of the token endpoint, in this session only, with a warning. Anybody between
    /// here and the server can then read the token.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Does not ask the server whether the token is good. Nothing is sent until the first call.</summary>
    [Parameter]
    public SwitchParameter SkipCheck { get; set; }

    /// <summary>Emits the session.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task EndAsync()
    {
        DpSession session;
        try
        {
            var options = await OptionsAsync().ConfigureAwait(false);
            if (SkipCertificateCheck)
            {
                Post(() => WriteWarning("Certificates are not checked in this session: anybody between here and the server can read the token."));
            }

            var observer = new CommandObserver(message => Post(() => WriteWarning(message)), line => Post(() => WriteVerbose(line)), IsVerbose, null);
            session = await SessionConnector.ConnectAsync(options, doors, !SkipCheck, new CallContext(Abort, observer)).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            throw new TerminatingErrorException(ErrorRecords.Invalid("DpWrongInput", e.Message, "See Get-Help Connect-DpSession -Examples.", null));
        }

        await InvokeAsync(() =>
        {
            // A session that others may still hold (-PassThru, -Session) is not closed by a new connection.
            SessionStore.Current = session;
            return true;
        }).ConfigureAwait(false);
        if (PassThru)
        {
            await WriteAsync(session).ConfigureAwait(false);
        }
    }

    private protected override void Begin() => door = doors.Open(Post, InvokeCommand);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            door?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<TokenOrigin?> OriginAsync()
    {
        if (Profile is not null)
        {
            return await SessionConnector.FindInProfileAsync(Profile, doors).ConfigureAwait(false);
        }

        if (Credential is not null)
        {
            return new TokenOrigin("user and password");
        }

        if (Token is not null || RefreshToken is not null)
        {
            return new TokenOrigin("the token given")
            {
                Token = Token,
                RefreshToken = RefreshToken,
                ClientId = RefreshToken is null ? null : ClientId,
                TokenEndpoint = RefreshToken is null ? null : TokenEndpoint,
                Warning = RefreshToken is not null && Interactivity.IsBuildAgent ? SessionConnector.NotWrittenBack("-RefreshToken") : null,
            };
        }

        // A profile has a server of its own: another one must not get its token.
        return BaseUri is null || SessionConnector.EnvironmentHasToken ? await SessionConnector.FindInEnvironmentAsync(doors).ConfigureAwait(false) : null;
    }

    private async Task<DataprepClientOptions> OptionsAsync()
    {
        var origin = await OriginAsync().ConfigureAwait(false) ?? throw new TerminatingErrorException(ErrorRecords.NotConnected(
            "There is no token.",
            "Give -Token (Read-Host -AsSecureString asks for one without showing it), -RefreshToken, -Profile or -Credential, or set the environment variable DATAPREP_TOKEN, DATAPREP_REFRESH_TOKEN or DATAPREP_PROFILE."));
        if (RefreshToken is null && Token is not null && (ClientId is not null || TokenEndpoint is not null))
        {
            throw new ArgumentException("-ClientId and -TokenEndpoint belong to a refresh token: give -RefreshToken too.");
        }

        if (origin.Warning is { } warning)
        {
            Post(() => WriteWarning(warning));
        }

        var isRenewed = origin.RefreshToken is not null || origin.Store is not null;
        return new DataprepClientOptions
        {
            BaseUri = SessionConnector.BaseUriFor(origin, BaseUri),
            Token = origin.Token,
            RefreshToken = origin.RefreshToken,
            TokenStore = origin.Store,
            ClientId = isRenewed ? ClientId ?? origin.ClientId ?? (origin.Token is null ? SessionConnector.EnvironmentClientId : null) : null,
            TokenEndpoint = isRenewed ? TokenEndpoint ?? origin.TokenEndpoint ?? (origin.Token is null ? SessionConnector.EnvironmentTokenEndpoint : null) : null,
            User = Credential?.UserName,
            Password = Credential?.Password,
            Timeout = Timeout,
            MaxRetryTime = MaxRetryTime,
            Proxy = Proxy is null ? null : new WebProxy(Proxy) { Credentials = ProxyCredential?.GetNetworkCredential() },
            ProxyCredential = Proxy is null ? ProxyCredential?.GetNetworkCredential() : null,
            AllowInsecure = AllowInsecure,
            SkipCertificateCheck = SkipCertificateCheck,
        };
    }
}
