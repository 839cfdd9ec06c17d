using System;
using System.Threading.Tasks;

using DataprepPS.Client;
using DataprepPS.Client.Http;

namespace DataprepPS.Sessions;

/// <summary>Makes sessions: from what Connect-DpSession was given, or from the environment of a build agent.</summary>
internal static class SessionConnector
{
    public const string TokenVariable = "DATAPREP_TOKEN";
    public const string BaseUriVariable = "DATAPREP_BASE_URI";

    public static string? EnvironmentToken => Value(TokenVariable);

    /// <summary>The server named by the environment, else Google's.</summary>
    /// <exception cref="ArgumentException">The variable holds no address.</exception>
    public static Uri EnvironmentBaseUri()
    {
        if (Value(BaseUriVariable) is not { } text)
        {
            return DataprepClientOptions.DefaultBaseUri;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? Normalize(uri)
            : throw new ArgumentException($"The environment variable {BaseUriVariable} holds \"{text}\", which is no address such as {DataprepClientOptions.DefaultBaseUri.GetLeftPart(UriPartial.Authority)}.");
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
    public static async Task<DpSession> ConnectAsync(DataprepClientOptions options, bool check, CallContext context)
    {
        var client = new DataprepClient(options);
        try
        {
            var person = check ? await client.Workspaces.GetCurrentPersonAsync(context).ConfigureAwait(false) : null;
            return new DpSession(client, person?.ToString() ?? options.User);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static string? Value(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } value && value.Trim().Length > 0 ? value.Trim() : null;
}
