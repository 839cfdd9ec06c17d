using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Plans;

/// <summary>Which plan to run and how: the body of runPlan.</summary>
public sealed class PlanRunRequest
{
    /// <summary>The plan.</summary>
    public long PlanId { get; init; }

    /// <summary>
    /// Run parameter overrides by override key, for each node that has the parameter; or, where the value is a dictionary, the
    /// overrides of the node of that handle.
    /// </summary>
    public IDictionary? Parameters { get; init; }

    /// <summary>The <c>x-execution-id</c>: a second run under the same one never starts. Made when absent.</summary>
    public Guid? ExecutionId { get; init; }

    /// <summary>The override keys that are not said to be of one node.</summary>
    internal IReadOnlyList<string> SharedKeys => [.. Entries().Where(entry => entry.Value is not IDictionary).Select(Key)];

    /// <param name="handlesOf">The handles of the nodes that have a parameter.</param>
    internal JsonObject ToBody(Func<string, IEnumerable<string>> handlesOf)
    {
        var overrides = new JsonArray();
        foreach (var entry in Entries())
        {
            if (entry.Value is IDictionary own)
            {
                foreach (DictionaryEntry inner in own)
                {
                    overrides.Add(Override(Key(entry), Key(inner), inner.Value));
                }

                continue;
            }

            foreach (var handle in handlesOf(Key(entry)))
            {
                overrides.Add(Override(handle, Key(entry), entry.Value));
            }
        }

        return overrides.Count > 0 ? new JsonObject { ["planNodeOverrides"] = overrides } : [];
    }

    private static JsonObject Override(string handle, string key, object? value) => new()
    {
        ["handle"] = handle,
        ["overrideKey"] = key,
        ["value"] = value is IDictionary members ? PlainValues.ToJsonObject(members) : RunParameters.Text(value),
    };

    private static string Key(DictionaryEntry entry) => Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty;

    private IEnumerable<DictionaryEntry> Entries() => Parameters?.Cast<DictionaryEntry>() ?? [];
}
