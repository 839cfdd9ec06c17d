using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes recipes, with their steps and outputs.</summary>
[Cmdlet(VerbsCommon.Remove, "DpRecipe", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpRecipeCommand : RemoveCommand
{
    /// <summary>Ids of recipes.</summary>
    [Parameter(Position = 0)]
    [Alias("RecipeId", "WrangledDatasetId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Recipes;
}
