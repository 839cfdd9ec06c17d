using System;
using System.Globalization;
using System.IO;
using System.Security;
using System.Text;
using System.Text.Json;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Sessions;

/// <summary>
/// What a vault holds for a session: at first the refresh token a user put there, and after the first refresh the pair
/// with the access token's end, as JSON under the names of RFC 6749. Both in one secret, so that no process sees half.
/// </summary>
internal sealed class StoredTokens(string refreshToken, string? accessToken, DateTimeOffset? ends, TimeSpan lifetime)
{
    public string RefreshToken { get; } = refreshToken;

    public string? AccessToken { get; } = accessToken;

    /// <summary>When the access token ends, by this machine's clock.</summary>
    public DateTimeOffset? Ends { get; } = ends;

    public TimeSpan Lifetime { get; } = lifetime;

    /// <summary>The same without the access token, for vaults that take short secrets only.</summary>
    public StoredTokens Shortened() => new(RefreshToken, null, null, Lifetime);

    /// <summary>Reads a secret; null when it holds no refresh token.</summary>
    public static StoredTokens? Read(SecureString secret)
    {
        var text = Secret.Reveal(secret).Trim();
        if (!text.StartsWith("{", StringComparison.Ordinal))
        {
            return text.Length == 0 ? null : new StoredTokens(text, null, null, TimeSpan.Zero);
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (Text(root, "refresh_token") is not { Length: > 0 } refresh)
            {
                return null;
            }

            var isDated = DateTimeOffset.TryParse(Text(root, "expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var ends);
            var lifetime = root.TryGetProperty("expires_in", out var seconds) && seconds.TryGetDouble(out var number) ? TimeSpan.FromSeconds(number) : TimeSpan.Zero;
            return new StoredTokens(refresh, Text(root, "access_token"), isDated ? ends : null, lifetime);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    public SecureString Write()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("refresh_token", RefreshToken);
            if (AccessToken is not null && Ends is { } ends)
            {
                writer.WriteString("access_token", AccessToken);
                writer.WriteString("expires_at", ends.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
                writer.WriteNumber("expires_in", Lifetime.TotalSeconds);
            }

            writer.WriteEndObject();
        }

        return Secret.Hide(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
