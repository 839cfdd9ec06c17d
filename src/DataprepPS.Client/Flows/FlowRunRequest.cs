using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Flows;

/// <summary>Which flow to run and how: the body of runFlow. The server checks neither overrides nor parameter keys: see that they are right.</summary>
public sealed class FlowRunRequest
{
    /// <summary>The flow.</summary>
    public long FlowId { get; init; }

    /// <summary>Run parameter overrides, by override key. Values are sent as text.</summary>
    public IDictionary? Parameters { get; init; }

    /// <summary>Only the outputs of these recipes of the flow; null for all outputs.</summary>
    public IReadOnlyList<long>? RecipeIds { get; init; }

    /// <summary>The engine: photon, dataflow, spark, ...</summary>
    public string? Execution { get; init; }

    /// <summary>Overrides by the names of recipes, each as in the run of one.</summary>
    public IDictionary? Overrides { get; init; }

    /// <summary>Runs although steps of recipes are broken.</summary>
    public bool IgnoreRecipeErrors { get; init; }

    /// <summary>The <c>x-execution-id</c>: a second run under the same one never starts. Made when absent.</summary>
    public Guid? ExecutionId { get; init; }

    internal JsonObject ToBody()
    {
        var body = new JsonObject();
        if (RunParameters.ToBody(Parameters, null) is { } parameters)
        {
            body["runParameters"] = parameters;
        }

        if (RecipeIds is { Count: > 0 } recipes)
        {
            body["wrangledDatasetIds"] = new JsonArray([.. recipes.Select(id => (JsonNode)id)]);
        }

        if (Execution is not null)
        {
            body["execution"] = Execution;
        }

        if (Overrides is { Count: > 0 })
        {
            body["overrides"] = PlainValues.ToJsonObject(Overrides);
        }

        if (IgnoreRecipeErrors)
        {
            body["ignoreRecipeErrors"] = true;
        }

        return body;
    }
}
