using System;
using System.Net;
using System.Net.Http;
using System.Security;

using DataprepPS.Client.Http;
using DataprepPS.Client.Sessions;

namespace DataprepPS.Client;

/// <summary>How a session reaches its server. Fixed for the session's life.</summary>
public sealed class DataprepClientOptions
{
    /// <summary>Google Cloud Dataprep's own address.</summary>
    public static readonly Uri DefaultBaseUri = new("https://api.clouddataprep.com");

    /// <summary>The server's address, without <c>/v4</c>.</summary>
    public Uri BaseUri { get; init; } = DefaultBaseUri;

    /// <summary>An API access token, sent as <c>Authorization: Bearer</c>. Copied; the caller's stays the caller's.</summary>
    public SecureString? Token { get; init; }

    /// <summary>
    /// An OAuth 2.0 refresh token, with which the session renews its access token as long as it lives. Each refresh
    /// replaces it. Needs <see cref="ClientId"/> and <see cref="TokenEndpoint"/>; <see cref="Token"/> may be a first access token.
    /// </summary>
    public SecureString? RefreshToken { get; init; }

    /// <summary>Where the refresh token rests instead, shared by the processes of this machine.</summary>
    public ITokenStore? TokenStore { get; init; }

    /// <summary>The client the tokens were issued to; taken from <see cref="Token"/> when absent and it says so.</summary>
    public string? ClientId { get; init; }

    /// <summary>Where tokens are renewed, with or without <c>/token</c> at its end; taken from <see cref="Token"/> when absent and it says so.</summary>
    public Uri? TokenEndpoint { get; init; }

    /// <summary>User for HTTP Basic, which self-managed servers accept instead of a token.</summary>
    public string? User { get; init; }

    /// <summary>Password for <see cref="User"/>.</summary>
    public SecureString? Password { get; init; }

    /// <summary>Time-out of one attempt of one request, reply included. The server may queue requests, so it is generous.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The most that failed attempts and the waits between them may take in one call.</summary>
    public TimeSpan MaxRetryTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A proxy; null for the system's.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Credentials for the system's proxy.</summary>
    public ICredentials? ProxyCredential { get; init; }

    /// <summary>Permits plain http to other machines: the token then travels unprotected.</summary>
    public bool AllowInsecure { get; init; }

    /// <summary>Accepts any certificate, for self-managed servers that have none of their own; for this session only.</summary>
    public bool SkipCertificateCheck { get; init; }

    internal bool CanRenew => RefreshToken is not null || TokenStore is not null;

    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal Random Random { get; init; } = new();

    /// <summary>What stands in for the network in tests.</summary>
    internal Func<HttpMessageHandler>? Connection { get; init; }

    /// <exception cref="InsecureBaseUriException">Plain http to another machine, without <see cref="AllowInsecure"/>.</exception>
    /// <exception cref="ArgumentException">Something is missing or of the wrong form.</exception>
    internal void Check()
    {
        CheckAddress(BaseUri, "base address", DefaultBaseUri);
        if (CanRenew)
        {
            CheckRenewal();
        }

        if (Timeout <= TimeSpan.Zero || MaxRetryTime < TimeSpan.Zero)
        {
            throw new ArgumentException("The time-out must be more than zero, the retry time not below it.");
        }

        if ((Token is not null || CanRenew) == (User is not null))
        {
            throw new ArgumentException("Either a token or a user with a password is needed, not both.");
        }

        if (Token is { Length: 0 } || RefreshToken is { Length: 0 })
        {
            throw new ArgumentException("The token is empty.");
        }

        if (User?.IndexOf(':') >= 0)
        {
            throw new ArgumentException("A user name with a colon cannot be sent: HTTP Basic ends the name there.");
        }
    }

    /// <summary>The same options with the client and the endpoint that the access token names, where they are not given.</summary>
    internal DataprepClientOptions Completed()
    {
        if (!CanRenew || Token is null || (ClientId is not null && TokenEndpoint is not null) || TokenPayload.Read(Secret.Reveal(Token)) is not { } payload)
        {
            return this;
        }

        return new DataprepClientOptions
        {
            BaseUri = BaseUri,
            Token = Token,
            RefreshToken = RefreshToken,
            TokenStore = TokenStore,
            ClientId = ClientId ?? payload.ClientId,
            TokenEndpoint = TokenEndpoint ?? payload.Issuer,
            User = User,
            Password = Password,
            Timeout = Timeout,
            MaxRetryTime = MaxRetryTime,
            Proxy = Proxy,
            ProxyCredential = ProxyCredential,
            AllowInsecure = AllowInsecure,
            SkipCertificateCheck = SkipCertificateCheck,
            TimeProvider = TimeProvider,
            Random = Random,
            Connection = Connection,
        };
    }

    private void CheckRenewal()
    {
        if (ClientId is not { Length: > 0 })
        {
            throw new ArgumentException("A refresh token needs the client id it was issued to (-ClientId). It is shown beside the token on the page OAuth 2.0 API Tokens.");
        }

        if (TokenEndpoint is null)
        {
            throw new ArgumentException("A refresh token needs the address at which it is renewed (-TokenEndpoint). It is shown beside the token on the page OAuth 2.0 API Tokens.");
        }

        CheckAddress(TokenEndpoint, "address of the token endpoint", new Uri("https://pingauth.alteryxcloud.com/as"));
    }

    private void CheckAddress(Uri address, string what, Uri example)
    {
        if (address.IsAbsoluteUri && (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0))
        {
            throw new ArgumentException($"The {what} must have no user, query or fragment. Credentials go into -Token or -Credential.");
        }

        if (!address.IsAbsoluteUri || (address.Scheme != "https" && address.Scheme != "http"))
        {
            throw new ArgumentException($"The {what} \"{address}\" is not an http or https address such as {example.AbsoluteUri.TrimEnd('/')}.");
        }

        if (address.Scheme == "http" && !address.IsLoopback && !AllowInsecure)
        {
            throw new InsecureBaseUriException(address);
        }
    }
}
