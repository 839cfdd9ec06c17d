using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Folders;

/// <summary>A folder, which holds flows. Follows getFolder of the API.</summary>
public sealed class Folder : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long FolderId => Id;

    /// <summary>The workspace.</summary>
    public ResourceReference? Workspace { get; set; }
}
