using System;
using System.Net;
using System.Security;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Http;
using DataprepPS.Client.Sessions;

namespace DataprepPS.Sessions;

/// <summary>Makes sessions: from what Connect-DpSession was given, or from the environment of a build agent.</summary>
internal static class SessionConnector
{
    public const string TokenVariable = "DATAPREP_TOKEN";
    public const string BaseUriVariable = "DATAPREP_BASE_URI";

    public const string RefreshTokenVariable = "DATAPREP_REFRESH_TOKEN";
    public const string ClientIdVariable = "DATAPREP_CLIENT_ID";
    public const string TokenEndpointVariable = "DATAPREP_TOKEN_ENDPOINT";
    public const string ProfileVariable = "DATAPREP_PROFILE";

    /// <summary>Whether the environment says how to connect.</summary>
    public static bool IsEnvironmentSet => EnvironmentHasToken || Value(ProfileVariable) is not null;

    /// <summary>Whether the environment holds a token itself. It then comes before a profile: it is what this build was given.</summary>
    public static bool EnvironmentHasToken => Value(TokenVariable) is not null || Value(RefreshTokenVariable) is not null;

    public static string? EnvironmentClientId => Value(ClientIdVariable);

    /// <exception cref="ArgumentException">The variable holds no address.</exception>
    public static Uri? EnvironmentTokenEndpoint => Address(TokenEndpointVariable, "https://pingauth.alteryxcloud.com/as");

    /// <summary>What the environment says; null when it says nothing.</summary>
    /// <exception cref="ArgumentException">A variable holds something of the wrong form.</exception>
    /// <exception cref="DataprepException">The profile or its vault does not give the token.</exception>
    public static async Task<TokenOrigin?> FindInEnvironmentAsync(VaultDoors doors)
    {
        var token = Value(TokenVariable) is { } access ? SecureStrings.From(access) : null;
        if (Value(RefreshTokenVariable) is { } refresh)
        {
            return new TokenOrigin($"the refresh token of {RefreshTokenVariable}")
            {
                Token = token,
                RefreshToken = SecureStrings.From(refresh),
                ClientId = EnvironmentClientId,
                TokenEndpoint = EnvironmentTokenEndpoint,
                Warning = NotWrittenBack(RefreshTokenVariable),
            };
        }

        if (token is not null)
        {
            return new TokenOrigin($"the token of {TokenVariable}") { Token = token };
        }

        return Value(ProfileVariable) is { } profile ? await FindInProfileAsync(profile, doors).ConfigureAwait(false) : null;
    }

    /// <summary>What a profile says.</summary>
    /// <exception cref="ArgumentException">Its environment variable is not set.</exception>
    /// <exception cref="DataprepException">There is no such profile, or its vault does not give the token.</exception>
    public static async Task<TokenOrigin> FindInProfileAsync(string name, VaultDoors doors)
    {
        var profile = new ProfileFile().Get(name);
        var origin = new TokenOrigin($"the profile {profile.Name}") { BaseUri = profile.BaseUri, ClientId = profile.ClientId, TokenEndpoint = profile.TokenEndpoint };
        if (profile.EnvironmentVariable is { } variable)
        {
            var text = Value(variable) ?? throw new ArgumentException($"The environment variable {variable} of the profile \"{profile.Name}\" is not set.");
            return profile.IsRenewed
                ? origin with { RefreshToken = SecureStrings.From(text), Warning = NotWrittenBack(variable) }
                : origin with { Token = SecureStrings.From(text) };
        }

        var store = new VaultTokenStore(doors, profile.Vault!, profile.Secret!);
        return profile.IsRenewed
            ? origin with { Store = store }
            : origin with { Token = Trimmed(await store.ReadAsync().ConfigureAwait(false)) };
    }

    /// <summary>Said at connect where a refresh token will be used up: the next run would meet it used.</summary>
    public static string NotWrittenBack(string where) =>
        $"The refresh token of {where} cannot be written back. Its first refresh replaces it, so this session goes on but the next one needs a new token. Keep it in a vault that this script may write to, and connect with a profile: Get-Help about_DataprepPS_Sessions.";

    /// <summary>The server named by the environment, else Google's.</summary>
    /// <exception cref="ArgumentException">The variable holds no address.</exception>
    public static Uri EnvironmentBaseUri()
    {
        return Address(BaseUriVariable, DataprepClientOptions.DefaultBaseUri.GetLeftPart(UriPartial.Authority)) is { } uri ? Normalize(uri) : DataprepClientOptions.DefaultBaseUri;
    }

    /// <summary>The server for a token: the one given, that of the profile, or that of the environment.</summary>
    /// <exception cref="ArgumentException">There is none that the token can belong to.</exception>
    public static Uri BaseUriFor(TokenOrigin origin, Uri? given)
    {
        if (given is not null)
        {
            return Normalize(given);
        }

        if (origin.BaseUri is { } own)
        {
            return Normalize(own);
        }

        // Google's service, the default, knows no refresh tokens: it must not get another company's access token.
        return origin.RefreshToken is not null && Value(BaseUriVariable) is null
            ? throw new ArgumentException($"A refresh token belongs to Alteryx's cloud: give the address of its API too, with -BaseUri or {BaseUriVariable}.")
            : EnvironmentBaseUri();
    }

    /// <summary>People paste the address with the version at its end; the paths bring their own.</summary>
    public static Uri Normalize(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
        {
            return uri;
        }

        var text = uri.AbsoluteUri.TrimEnd('/');
        return text.EndsWith("/v4", StringComparison.OrdinalIgnoreCase) ? new Uri(text.Substring(0, text.Length - 3)) : uri;
    }

    /// <summary>Makes a session, asking the server who we are unless told not to.</summary>
    /// <exception cref="DataprepException">The address is not safe, or the server refused the token.</exception>
    /// <exception cref="ArgumentException">Something is missing or of the wrong form.</exception>
    public static async Task<DpSession> ConnectAsync(DataprepClientOptions options, VaultDoors doors, bool check, CallContext context)
    {
        var client = new DataprepClient(options);
        try
        {
            var person = check ? await client.Workspaces.GetCurrentPersonAsync(context).ConfigureAwait(false) : null;
            return new DpSession(client, doors, person?.ToString() ?? options.User);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static Uri? Address(string variable, string example) => Value(variable) is not { } text
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : throw new ArgumentException($"The environment variable {variable} holds \"{text}\", which is no address such as {example}.");

    // Secrets come with the line end of the file they were read from.
    private static SecureString Trimmed(SecureString secret) => SecureStrings.From(new NetworkCredential(string.Empty, secret).Password.Trim());

    private static string? Value(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } value && value.Trim().Length > 0 ? value.Trim() : null;
}
