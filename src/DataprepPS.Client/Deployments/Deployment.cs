using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Deployments;

/// <summary>A deployment: a place for the releases of a flow, of which the active one runs. Follows getDeployment of the API.</summary>
public sealed class Deployment : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long DeploymentId => Id;

    /// <summary>Its releases, when embedded.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<Release>))]
    public IReadOnlyList<Release>? Releases { get; set; }
}

/// <summary>A release: the flows of one imported package in a deployment. Follows getRelease of the API.</summary>
public sealed class Release : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long ReleaseId => Id;

    /// <summary>The deployment.</summary>
    [JsonIgnore]
    public long? DeploymentId => Deployment is { Id: > 0 } deployment ? deployment.Id : null;

    /// <summary>The deployment, with as much of it as was sent.</summary>
    public ResourceReference? Deployment { get; set; }

    /// <summary>The flow that it runs.</summary>
    [JsonIgnore]
    public long? FlowId => Flow is { Id: > 0 } flow ? flow.Id : null;

    /// <summary>The flow that it runs, with as much of it as was sent.</summary>
    public ResourceReference? Flow { get; set; }

    /// <summary>Whether it is the one that the deployment runs.</summary>
    public bool? Active { get; set; }

    /// <summary>What somebody wrote about it.</summary>
    public string? Notes { get; set; }
}
