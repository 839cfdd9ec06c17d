using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Parameters;

/// <summary>A parameter that all flows of a workspace share. Follows getEnvironmentParameter of the API.</summary>
public sealed class EnvironmentParameter : Resource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long EnvironmentParameterId => Id;

    /// <summary>The key by which flows name it, and under which a run can override it.</summary>
    public string? OverrideKey { get; set; }

    /// <summary>Its value; the value of a secret is never shown.</summary>
    public ParameterValue? Value { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Where it is used, when asked for.</summary>
    [JsonConverter(typeof(PlainMembersConverter))]
    public IReadOnlyDictionary<string, object?>? UsageInfo { get; set; }

    /// <summary>Its key.</summary>
    public override string ToString() => OverrideKey ?? Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
