using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Http;
using DataprepPS.Pipeline;
using DataprepPS.Sessions;

namespace DataprepPS.Commands;

/// <summary>Connects to a server and makes that the runspace's current session.</summary>
[Cmdlet(VerbsCommunications.Connect, "DpSession", DefaultParameterSetName = TokenSet)]
[OutputType(typeof(DpSession))]
public sealed class ConnectDpSessionCommand : AsyncCommand
{
    private const string TokenSet = "Token";
    private const string CredentialSet = "Credential";

    /// <summary>An API access token. A plain string is accepted and never shown.</summary>
    [Parameter(Position = 0, ParameterSetName = TokenSet)]
    [Secret]
    public SecureString? Token { get; set; }

    /// <summary>User and password, for self-managed servers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>The server's address.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>Time-out of one request.</summary>
    [Parameter]
    [Seconds]
    [Duration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The most that retries of one call may take.</summary>
    [Parameter]
    [Seconds]
    [Duration(MayBeZero = true)]
    public TimeSpan MaxRetryTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A proxy instead of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>User and password for the proxy.</summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Permits plain http to other machines.</summary>
    [Parameter]
    public SwitchParameter AllowInsecure { get; set; }

    /// <summary>Accepts any certificate, for this session.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Does not ask the server whether the token is good.</summary>
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
            var options = Options();
            if (SkipCertificateCheck)
            {
                Post(() => WriteWarning("Certificates are not checked in this session: anybody between here and the server can read the token."));
            }

            var observer = new CommandObserver(message => Post(() => WriteWarning(message)), line => Post(() => WriteVerbose(line)), IsVerbose, null);
            session = await SessionConnector.ConnectAsync(options, !SkipCheck, new CallContext(Abort, observer)).ConfigureAwait(false);
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

    private DataprepClientOptions Options()
    {
        var token = Token ?? (Credential is null && SessionConnector.EnvironmentToken is { } text ? SecureStrings.From(text) : null);
        if (token is null && Credential is null)
        {
            throw new TerminatingErrorException(ErrorRecords.NotConnected(
                "There is no token.",
                "Give -Token (Read-Host -AsSecureString asks for one without showing it), -Credential, or set the environment variable DATAPREP_TOKEN."));
        }

        return new DataprepClientOptions
        {
            BaseUri = BaseUri is null ? SessionConnector.EnvironmentBaseUri() : SessionConnector.Normalize(BaseUri),
            Token = token,
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
