using System;
using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>A user, which the API calls a person. Follows getPerson of the API.</summary>
public sealed class Person : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long UserId => Id;

    /// <summary>The same number, as other objects call it.</summary>
    [JsonIgnore]
    public long PersonId => Id;

    /// <summary>The workspace in whose list of users it was found; null for one that was found otherwise.</summary>
    [JsonIgnore]
    public long? WorkspaceId { get; set; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>active or hidden.</summary>
    public string? State { get; set; }

    /// <summary>What the workspace says of the user, e.g. active or suspended, where it was asked for.</summary>
    public string? Status { get; set; }

    /// <summary>Whether the user cannot do anything.</summary>
    public bool? IsDisabled { get; set; }

    /// <summary>Whether the user's place of work was checked against export rules.</summary>
    public bool? ValidateExportCompliance { get; set; }

    /// <summary>When they were there last.</summary>
    public DateTimeOffset? LastLoginTime { get; set; }

    /// <summary>Where their results go.</summary>
    public string? OutputHomeDir { get; set; }

    /// <summary>Where their uploads go.</summary>
    public string? UploadDir { get; set; }

    /// <summary>Whether they are suspended, as far as it was said.</summary>
    [JsonIgnore]
    public bool IsSuspended => IsDisabled == true || string.Equals(Status, "suspended", StringComparison.OrdinalIgnoreCase);

    /// <summary>E-mail address, name or id.</summary>
    public override string ToString() => Email ?? Name ?? $"user {Id}";
}
