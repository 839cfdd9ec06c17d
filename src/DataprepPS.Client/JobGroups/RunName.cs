using System.Collections.Generic;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.JobGroups;

/// <summary>What people call a run, where ids say nothing: the names of its recipe and flow, as far as the job group tells.</summary>
internal sealed record RunName(string? Recipe, string? Flow, long? FlowId)
{
    /// <summary>What must be embedded so that a job group tells.</summary>
    public static IReadOnlyList<string> Embeds { get; } = ["wrangledDataset.recipe", "wrangledDataset.flow"];

    public static RunName Of(JobGroup group)
    {
        if (group.WrangledDataset is not { } recipe)
        {
            return new RunName(null, null, null);
        }

        // The recipe object behind the wrangled dataset has the name; newer servers repeat it.
        var members = recipe.AdditionalProperties;
        return new RunName(
            recipe.Name ?? PlainMembers.Text(members, "recipe", "name"),
            PlainMembers.Text(members, "flow", "name"),
            PlainMembers.Number(members, "flow", "id") is { } id and > 0 ? (long)id : null);
    }
}
