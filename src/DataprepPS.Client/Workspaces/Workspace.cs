using System;
using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>A workspace, which Google Cloud Dataprep calls a project. Follows readCurrentWorkspace of the API.</summary>
public sealed class Workspace : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long WorkspaceId => Id;

    /// <summary>The edition: enterprise_cloud, professional, ...</summary>
    public string? Tier { get; set; }

    /// <summary>active, hidden or pending_purge.</summary>
    public string? State { get; set; }

    /// <summary>When its state last changed.</summary>
    public DateTimeOffset? LastStateChange { get; set; }

    /// <summary>The most users it may have.</summary>
    [JsonPropertyName("max_user_number")]
    public int? MaxUserNumber { get; set; }

    /// <summary>How many users it has.</summary>
    public int? UserCount { get; set; }

    /// <summary>A part of the address under which it is reached.</summary>
    [JsonPropertyName("custom_url")]
    public string? CustomUrl { get; set; }

    /// <summary>Its id across regions.</summary>
    public string? Gid { get; set; }
}
