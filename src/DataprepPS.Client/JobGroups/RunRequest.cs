using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Json;
using DataprepPS.Client.Outputs;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// What to run and how: the body of runJobGroup. The server does not check overrides, and an unknown parameter
/// key is not reported: see that they are right.
/// </summary>
public sealed class RunRequest
{
    /// <summary>The recipe: <c>wrangledDataset.id</c>.</summary>
    public long RecipeId { get; init; }

    /// <summary>Run parameter overrides, by override key. Values are sent as text.</summary>
    public IDictionary? Parameters { get; init; }

    /// <summary>What "now" means in date parameters.</summary>
    public DateTimeOffset? ReferenceDate { get; init; }

    /// <summary>The engine: photon, dataflow, spark, ...</summary>
    public string? Execution { get; init; }

    /// <summary>Whether to make a profile of the results.</summary>
    public bool? Profiler { get; init; }

    /// <summary>Files to write instead of the output's own.</summary>
    public IReadOnlyList<WriteSetting>? WriteSettings { get; init; }

    /// <summary>Tables to publish to instead of the output's own.</summary>
    public IReadOnlyList<Publication>? Publications { get; init; }

    /// <summary>Merged last into <c>overrides</c>, for what has no property here.</summary>
    public IDictionary? Overrides { get; init; }

    /// <summary>Reads SQL sources again although they are cached.</summary>
    public bool ForceCacheUpdate { get; init; }

    /// <summary>Runs although steps of the recipe are broken.</summary>
    public bool IgnoreRecipeErrors { get; init; }

    /// <summary>How the run shall be shown: ui, schedule or api.</summary>
    public string? RanFrom { get; init; }

    /// <summary>The <c>x-execution-id</c>: a second run under the same one never starts. Made when absent.</summary>
    public Guid? ExecutionId { get; init; }

    internal JsonObject ToBody(bool isTest = false)
    {
        var body = new JsonObject { ["wrangledDataset"] = new JsonObject { ["id"] = RecipeId } };
        if (OverridesNode() is { Count: > 0 } overrides)
        {
            body["overrides"] = overrides;
        }

        if (RunParameters.ToBody(Parameters, ReferenceDate) is { } parameters)
        {
            body["runParameters"] = parameters;
        }

        Flag(body, "forceCacheUpdate", ForceCacheUpdate);
        Flag(body, "ignoreRecipeErrors", IgnoreRecipeErrors);
        Flag(body, "testMode", isTest);
        if (RanFrom is not null)
        {
            body["ranfrom"] = RanFrom;
        }

        return body;
    }

    private JsonObject OverridesNode()
    {
        var overrides = new JsonObject();
        if (Execution is not null)
        {
            overrides["execution"] = Execution;
        }

        if (Profiler is { } profiler)
        {
            overrides["profiler"] = profiler;
        }

        // All lower case here, unlike everywhere else: so the cloud's own pages spell it.
        Items(overrides, "writesettings", WriteSettings);
        Items(overrides, "publications", Publications);
        if (Overrides is not null)
        {
            foreach (var member in PlainValues.ToJsonObject(Overrides))
            {
                overrides[member.Key] = member.Value?.DeepClone();
            }
        }

        return overrides;
    }

    private static void Items(JsonObject target, string name, IReadOnlyList<OutputPart>? parts)
    {
        if (parts is { Count: > 0 })
        {
            target[name] = new JsonArray([.. parts.Select(part => part.ToRequest())]);
        }
    }

    private static void Flag(JsonObject body, string name, bool value)
    {
        if (value)
        {
            body[name] = true;
        }
    }
}

/// <summary>The <c>runParameters</c> member of run requests.</summary>
internal static class RunParameters
{
    public static JsonObject? ToBody(IDictionary? parameters, DateTimeOffset? referenceDate)
    {
        if (parameters is not { Count: > 0 } && referenceDate is null)
        {
            return null;
        }

        var body = new JsonObject();
        if (referenceDate is { } date)
        {
            body["referenceDate"] = Timestamps.Format(date);
        }

        if (parameters is { Count: > 0 })
        {
            var data = new JsonArray();
            foreach (DictionaryEntry parameter in parameters)
            {
                data.Add(new JsonObject { ["key"] = Text(parameter.Key), ["value"] = Text(parameter.Value) });
            }

            body["overrides"] = new JsonObject { ["data"] = data };
        }

        return body;
    }

    public static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => Timestamps.Format(instant),
        DateTime instant => Timestamps.Format(new DateTimeOffset(instant)),
        _ => FormattableString.Invariant($"{value}"),
    };
}
