using System;
using System.Globalization;
using System.Text.Json;

namespace DataprepPS.Client.Sessions;

/// <summary>What a token endpoint answers a refresh with (RFC 6749 section 5.1).</summary>
internal sealed class TokenGrant
{
    // The vendor's own figure, for an endpoint that does not say.
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromMinutes(5);

    private TokenGrant(string accessToken, string? refreshToken, string? idToken, TimeSpan lifetime) =>
        (AccessToken, RefreshToken, IdToken, Lifetime) = (accessToken, refreshToken, idToken, lifetime);

    public string AccessToken { get; }

    /// <summary>The next refresh token; null when the old one stays good.</summary>
    public string? RefreshToken { get; }

    public string? IdToken { get; }

    public TimeSpan Lifetime { get; }

    /// <summary>Reads a reply; null when it is none.</summary>
    public static TokenGrant? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(Json.ReplyReader.WithoutByteOrderMark(body));
            var root = document.RootElement;
            return Text(root, "access_token") is { } access && IsToken(access)
                ? new TokenGrant(access, Text(root, "refresh_token"), Text(root, "id_token"), Life(root, access))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The error code and the description of a refusal (RFC 6749 section 5.2); null when the body is none.</summary>
    public static (string Code, string? Description)? ReadRefusal(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(Json.ReplyReader.WithoutByteOrderMark(body));
            return Text(document.RootElement, "error") is { } code ? (code, Text(document.RootElement, "error_description")) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TimeSpan Life(JsonElement root, string access)
    {
        var seconds = root.TryGetProperty("expires_in", out var value)
            ? value.ValueKind == JsonValueKind.Number ? value.GetDouble()
            : value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0
            : 0;
        return seconds is > 0 and < int.MaxValue ? TimeSpan.FromSeconds(seconds) : TokenPayload.Read(access)?.Lifetime ?? UsualLifetime;
    }

    private static bool IsToken(string text)
    {
        foreach (var character in text)
        {
            if (character is <= ' ' or > '~')
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
