using System;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>A role of AWS under which a person or a workspace reaches its storage. Follows listAwsRoles of the API.</summary>
public sealed class AwsRole : Resource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long AwsRoleId => Id;

    /// <summary>The role's ARN.</summary>
    public string? Role { get; set; }

    /// <summary>The storage configuration it belongs to.</summary>
    public long? AwsConfigId { get; set; }

    /// <summary>api or idp.</summary>
    public string? CreatedFrom { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Its ARN.</summary>
    public override string ToString() => Role ?? Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The endpoints of roles of AWS.</summary>
internal static class AwsRoleEndpoints
{
    public static readonly ResourceEndpoints Roles = new("AwsRole", "/v4/awsRoles", editions: Editions.SinceOld)
    {
        Get = null,
        Count = null,
        Update = new("updateAwsRole", "PUT /v4/awsRoles/{id}") { Editions = Editions.SinceOld },
    };
}

/// <summary>Reads and changes roles of AWS.</summary>
public sealed class AwsRoleClient : ResourceClient<AwsRole>
{
    internal AwsRoleClient(SessionParts parts)
        : base(parts, AwsRoleEndpoints.Roles, static () => DataprepJson.Default.AwsRole)
    {
    }

    private protected override System.Collections.Generic.IReadOnlyList<Association<AwsRole>> Associations { get; } = [new("PersonId", static _ => null) { Word = "personId" }];
}
