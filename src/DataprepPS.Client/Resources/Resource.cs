using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Resources;

/// <summary>What a server sends: what its type knows, and whatever else came.</summary>
public abstract class ApiObject
{
    /// <summary>Members the server sent and this type does not know, under the server's names; empty when there are none.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get => field ??= PlainValues.From(Unknown); internal set; }

    // Kept as they came until somebody asks: most rows of a long list are never looked at this closely.
    [JsonExtensionData]
    [JsonInclude]
    internal Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>What stands under a name that the type does not know; null for nothing.</summary>
    internal JsonElement? Embedded(string name) => Unknown is not null && Unknown.TryGetValue(name, out var found) ? found : null;
}

/// <summary>An object of the API with an id.</summary>
public abstract class Resource : ApiObject
{
    /// <summary>The object's id. The same number stands under the object's own name, e.g. <c>JobGroupId</c>.</summary>
    public long Id { get; set; }

    /// <summary>How it is shown to somebody who chooses one among others.</summary>
    internal virtual string Label => ToString() ?? string.Empty;

    /// <summary>What tells this row of a list from others.</summary>
    internal virtual long Key => Id;
}

/// <summary>A mention of another object, with as much of it as was embedded.</summary>
public sealed class ResourceReference : Resource
{
    /// <summary>Its name, when embedded.</summary>
    public string? Name { get; set; }

    /// <summary>A person's e-mail address, when embedded.</summary>
    public string? Email { get; set; }

    /// <summary>The name where known, else the id.</summary>
    public override string ToString() => Name ?? Email ?? Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
