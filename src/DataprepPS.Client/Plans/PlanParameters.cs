using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Parameters;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Plans;

/// <summary>The run parameters of one task of a plan, and what the plan sets of them. Follows planRunParameters and getPlanNodeRunParameters.</summary>
public sealed class PlanNodeParameters : ApiObject
{
    /// <summary>The plan, where it was asked for.</summary>
    [JsonIgnore]
    public long? PlanId { get; set; }

    /// <summary>The task.</summary>
    public long PlanNodeId { get; set; }

    /// <summary>The name by which a run's overrides name it.</summary>
    public string? Handle { get; set; }

    /// <summary>Its number among the plan's tasks of its type.</summary>
    public int? DisplayId { get; set; }

    /// <summary>The flow that it runs.</summary>
    [JsonIgnore]
    public long? FlowId => Flow is { Id: > 0 } flow ? flow.Id : null;

    /// <summary>The flow that it runs, with as much of it as was sent.</summary>
    public ResourceReference? Flow { get; set; }

    /// <summary>The keys that can be overridden.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OverrideKeys => [.. Parameters.Select(one => (string)one["overrideKey"]!).Concat((PlanOverrides ?? []).Select(one => one.OverrideKey).OfType<string>()).Distinct()];

    /// <summary>Keys that stand for several things at once, and so fail a run.</summary>
    [JsonConverter(typeof(PlainItemsConverter))]
    public IReadOnlyList<object?>? Conflicts { get; set; }

    /// <summary>The datasets that have parameters, as the server shows them.</summary>
    [JsonConverter(typeof(PlainItemsConverter))]
    public IReadOnlyList<object?>? Datasources { get; set; }

    /// <summary>The outputs that have parameters, as the server shows them.</summary>
    [JsonConverter(typeof(PlainItemsConverter))]
    public IReadOnlyList<object?>? OutputObjects { get; set; }

    /// <summary>What the plan sets.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<PlanOverride>))]
    public IReadOnlyList<PlanOverride>? PlanOverrides { get; set; }

    /// <summary>What a value of this key is: a selector where the server shows that, else a variable.</summary>
    internal string KindOf(string key) => Parameters.Any(one => one.Get("overrideKey") as string == key
        && one.Get("value") is IReadOnlyDictionary<string, object?> wrapped && wrapped.ContainsKey("selector")) ? "selector" : "variable";

    // A flow's own parameters stand beside, under no name that the specification has.
    private IEnumerable<IReadOnlyDictionary<string, object?>> Parameters => ParametersIn(Datasources).Concat(ParametersIn(OutputObjects)).Concat(ParametersIn(AdditionalProperties));

    private static IEnumerable<IReadOnlyDictionary<string, object?>> ParametersIn(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> members when members.Get("overrideKey") is string => [members],
        IReadOnlyDictionary<string, object?> members => members.Values.SelectMany(ParametersIn),
        IEnumerable<object?> items => items.SelectMany(ParametersIn),
        _ => [],
    };
}

/// <summary>A value that a plan sets for a run parameter of one of its tasks. Follows createPlanOverride.</summary>
public sealed class PlanOverride : TrackedResource
{
    private long? planNodeId;

    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long PlanOverrideId => Id;

    /// <summary>The task.</summary>
    public long? PlanNodeId
    {
        get => planNodeId ?? (PlanNode is { Id: > 0 } node ? node.Id : null);
        set => planNodeId = value;
    }

    /// <summary>The task, with as much of it as was sent.</summary>
    public ResourceReference? PlanNode { get; set; }

    /// <summary>The key of the parameter.</summary>
    public string? OverrideKey { get; set; }

    /// <summary>Its value.</summary>
    public ParameterValue? Value { get; set; }

    /// <summary>key = value.</summary>
    public override string ToString() => $"{OverrideKey} = {Value}";
}
