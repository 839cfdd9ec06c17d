using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>A role: what those who have it may do. Follows listAuthorizationRoles of the API.</summary>
public sealed class Role : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long RoleId => Id;

    /// <summary>The workspace it belongs to.</summary>
    public long? WorkspaceId { get; set; }

    /// <summary>Of the roles that every workspace has: which one it is.</summary>
    public string? Tag { get; set; }

    /// <summary>How many have it.</summary>
    public int? UserCount { get; set; }

    /// <summary>Whether its name is fixed.</summary>
    public bool? NameLocked { get; set; }

    /// <summary>Whether what it allows is fixed.</summary>
    public bool? PrivilegeLocked { get; set; }

    /// <summary>The name, or the tag of a role that has no name.</summary>
    public override string ToString() => Name ?? Tag ?? $"role {Id}";

    // The API calls the same number policyId where it means a role.
    [JsonInclude]
    internal long PolicyId
    {
        get => Id;
        set => Id = value > 0 ? value : Id;
    }
}
