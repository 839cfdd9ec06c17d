using System;
using System.Text.Json;

namespace DataprepPS.Client.Sessions;

/// <summary>
/// What an access token says of itself: who may renew it, where, and until when it is good. It is read, never trusted:
/// the token comes from the user, and only the servers can check its signature.
/// </summary>
internal sealed class TokenPayload
{
    private TokenPayload(JsonElement root)
    {
        ClientId = root.TryGetProperty("client_id", out var client) && client.ValueKind == JsonValueKind.String ? client.GetString() : null;
        Issuer = root.TryGetProperty("iss", out var issuer) && issuer.ValueKind == JsonValueKind.String && Uri.TryCreate(issuer.GetString(), UriKind.Absolute, out var uri) ? uri : null;
        Ends = Moment(root, "exp");
        if (Ends is { } end && Moment(root, "iat") is { } begin && end > begin)
        {
            Lifetime = end - begin;
        }
    }

    /// <summary>The client it was issued to.</summary>
    public string? ClientId { get; }

    /// <summary>Who issued it: the address of the token endpoint, without <c>/token</c>.</summary>
    public Uri? Issuer { get; }

    /// <summary>When it ends, by the issuer's clock.</summary>
    public DateTimeOffset? Ends { get; }

    /// <summary>How long it lives, when it says when it was issued too.</summary>
    public TimeSpan? Lifetime { get; }

    /// <summary>Reads the middle part of a JWT; null for any other token.</summary>
    public static TokenPayload? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            var text = parts[1].Replace('-', '+').Replace('_', '/');
            using var document = JsonDocument.Parse(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
            return document.RootElement.ValueKind == JsonValueKind.Object ? new TokenPayload(document.RootElement) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Moment(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253402300799
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;
}
