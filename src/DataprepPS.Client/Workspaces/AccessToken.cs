using System;
using System.Security;
using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>An access token of the API, without its value except where it was just made. Follows getApiAccessToken of the API.</summary>
public sealed class AccessToken : ApiObject
{
    /// <summary>Its id, which is text and no secret.</summary>
    [JsonPropertyName("tokenId")]
    public string? Id { get; set; }

    /// <summary>The same id.</summary>
    [JsonIgnore]
    public string? AccessTokenId => Id;

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>When it ends; null for never.</summary>
    [JsonPropertyName("expiredAt")]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When somebody last used it; null for never.</summary>
    [JsonPropertyName("lastUsed")]
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>The token itself, when it was just made. Nothing shows it a second time.</summary>
    [JsonIgnore]
    public SecureString? Value { get; internal set; }

    /// <summary>Its id.</summary>
    public override string ToString() => Id ?? string.Empty;
}

/// <summary>An OAuth 2.0 token of the API, without its value. Follows getOAuth2ApiToken of the API.</summary>
public sealed class OAuth2Token : ApiObject
{
    /// <summary>Its id.</summary>
    public string? Sid { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Workspace or Billing Account.</summary>
    public string? TokenType { get; set; }

    /// <summary>Enabled, Disabled by User, Disabled by Admin or Expired.</summary>
    public string? Status { get; set; }

    /// <summary>Full Access or Custom Access.</summary>
    public string? AccessScope { get; set; }

    /// <summary>What it allows, where that is not everything.</summary>
    public string? Scopes { get; set; }

    /// <summary>The client it was issued to: what Connect-DpSession -ClientId takes.</summary>
    public string? ClientId { get; set; }

    /// <summary>Who issued it.</summary>
    public string? Issuer { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it was last used.</summary>
    [JsonPropertyName("activeAt")]
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it ends.</summary>
    [JsonPropertyName("expiredAt")]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Its name, or its id.</summary>
    public override string ToString() => Name ?? Sid ?? string.Empty;
}
