using System.Management.Automation;

using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads recipes by id or name, lists them, or lists those of flows.</summary>
[Cmdlet(VerbsCommon.Get, "DpRecipe", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Recipe))]
[Associations("creator", "updater", "recipe", "recipe.scriptLines", "flow", "outputObjects", "activeSample", "referenceInfo")]
public sealed class GetDpRecipeCommand : GetNamedCommand
{
    /// <summary>Ids of recipes.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("RecipeId", "WrangledDatasetId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those of these flows.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? FlowId { get; set; }

    private protected override IResourceClient Resources => Client.Recipes;
}
