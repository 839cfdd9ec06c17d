using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Flows;

/// <summary>A flow, which holds recipes with their sources and outputs. Follows getFlow of the API.</summary>
public sealed class Flow : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long FlowId => Id;

    /// <summary>The folder it is in; null for a flow at the top.</summary>
    [JsonIgnore]
    public long? FolderId => Folder is { Id: > 0 } folder ? folder.Id : null;

    /// <summary>The folder it is in, with as much of it as was embedded.</summary>
    public ResourceReference? Folder { get; set; }

    /// <summary>Where its outputs go unless they say otherwise.</summary>
    public string? DefaultOutputDir { get; set; }

    /// <summary>The workspace.</summary>
    public ResourceReference? Workspace { get; set; }
}
