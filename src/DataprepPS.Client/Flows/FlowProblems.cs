using System.Linq;
using System.Text.Json;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Flows;

/// <summary>Reads what is wrong with a flow: the specification promises objects and does not say of what form.</summary>
internal static class FlowProblems
{
    private static readonly string[] TextNames = ["message", "error", "errorMessage", "description", "reason", "details"];
    private static readonly string[] RecipeNames = ["flowNode", "wrangledDataset", "flowNodeId", "wrangledDatasetId", "recipeId"];

    /// <summary>Null for a row that says of something that it is valid.</summary>
    public static FlowProblem? Read(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            return new FlowProblem { Message = row.ValueKind == JsonValueKind.String ? PlainValues.Text(row)! : PlainValues.Raw(row) };
        }

        if ((row.Find("isValid") ?? row.Find("valid")) is { ValueKind: JsonValueKind.True })
        {
            return null;
        }

        var text = row.FindText(TextNames);
        return new FlowProblem
        {
            RecipeId = RecipeNames.Select(name => row.FindId(name)).FirstOrDefault(id => id is not null),
            Message = text?.Text ?? PlainValues.Raw(row),
            Unknown = row.Others(text?.Name),
        };
    }
}
