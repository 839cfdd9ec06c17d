using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

using DataprepPS.Client.Json;

namespace DataprepPS.Client.Flows;

/// <summary>
/// Reads what is wrong with a flow. The specification promises objects and does not say of what form: a row is a problem, or a
/// recipe with its errors, of which there may be none.
/// </summary>
internal static class FlowProblems
{
    private static readonly string[] RecipeNames = ["flowNode", "wrangledDataset", "flowNodeId", "wrangledDatasetId", "recipeId"];

    public static IEnumerable<FlowProblem> Read(JsonElement row) => row.Find("errors") is not null
        ? row.FindList("errors").Select(error => Problem(error, RecipeOf(error) ?? RecipeOf(row), row.FindText("name")))
        : (row.Find("isValid") ?? row.Find("valid")) is { ValueKind: JsonValueKind.True } ? [] : [Problem(row, RecipeOf(row), row.FindText("name"))];

    private static FlowProblem Problem(JsonElement problem, long? recipe, string? name)
    {
        if (problem.ValueKind != JsonValueKind.Object)
        {
            return new FlowProblem { RecipeId = recipe, RecipeName = name, Message = problem.ValueKind == JsonValueKind.String ? PlainValues.Text(problem)! : PlainValues.Raw(problem) };
        }

        var text = problem.FindError();
        return new FlowProblem { RecipeId = recipe, RecipeName = name, Message = text?.Text ?? PlainValues.Raw(problem), Unknown = problem.Others(text?.Name) };
    }

    private static long? RecipeOf(JsonElement element) => RecipeNames.Select(name => element.FindId(name)).FirstOrDefault(id => id is not null);
}
