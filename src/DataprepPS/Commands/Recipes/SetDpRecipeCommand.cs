using System.Management.Automation;

using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Renames recipes, or changes what is said of them.</summary>
[Cmdlet(VerbsCommon.Set, "DpRecipe", SupportsShouldProcess = true)]
[OutputType(typeof(Recipe))]
public sealed class SetDpRecipeCommand : SetCommand
{
    /// <summary>Ids of recipes.</summary>
    [Parameter(Position = 0)]
    [Alias("RecipeId", "WrangledDatasetId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Its new name.</summary>
    [Parameter]
    [Member]
    public string? Name { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    [Member]
    public string? Description { get; set; }

    private protected override IResourceClient Resources => Client.Recipes;
}
