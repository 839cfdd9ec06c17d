using System;
using System.Net;
using System.Net.Http;
using System.Security;

using DataprepPS.Client.Http;

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

    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal Random Random { get; init; } = new();

    /// <summary>What stands in for the network in tests.</summary>
    internal Func<HttpMessageHandler>? Connection { get; init; }

    /// <exception cref="InsecureBaseUriException">Plain http to another machine, without <see cref="AllowInsecure"/>.</exception>
    /// <exception cref="ArgumentException">Something is missing or of the wrong form.</exception>
    internal void Check()
    {
        if (BaseUri.IsAbsoluteUri && (BaseUri.UserInfo.Length > 0 || BaseUri.Query.Length > 0 || BaseUri.Fragment.Length > 0))
        {
            throw new ArgumentException("The base address must have no user, query or fragment. Credentials go into -Token or -Credential.");
        }

        if (!BaseUri.IsAbsoluteUri || (BaseUri.Scheme != "https" && BaseUri.Scheme != "http"))
        {
            throw new ArgumentException($"The base address \"{BaseUri}\" is not an http or https address such as {DefaultBaseUri.GetLeftPart(UriPartial.Authority)}.");
        }

        if (BaseUri.Scheme == "http" && !BaseUri.IsLoopback && !AllowInsecure)
        {
            throw new InsecureBaseUriException(BaseUri);
        }

        if (Timeout <= TimeSpan.Zero || MaxRetryTime < TimeSpan.Zero)
        {
            throw new ArgumentException("The time-out must be more than zero, the retry time not below it.");
        }

        if (Token is null == (User is null))
        {
            throw new ArgumentException("Either a token or a user with a password is needed, not both.");
        }

        if (Token is { Length: 0 })
        {
            throw new ArgumentException("The token is empty.");
        }

        if (User?.IndexOf(':') >= 0)
        {
            throw new ArgumentException("A user name with a colon cannot be sent: HTTP Basic ends the name there.");
        }
    }
}
