using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lets recipes read another dataset or another recipe.</summary>
[Cmdlet(VerbsCommon.Set, "DpRecipeInput", SupportsShouldProcess = true, DefaultParameterSetName = DatasetSet)]
[OutputType(typeof(Recipe))]
public sealed class SetDpRecipeInputCommand : ChangeCommand
{
    private const string DatasetSet = "Dataset";
    private const string RecipeSet = "Recipe";

    /// <summary>Ids of recipes, or the recipes themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("RecipeId", "WrangledDatasetId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>The imported dataset to read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DatasetSet)]
    [Alias("ImportedDataset")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long ImportedDatasetId { get; set; }

    /// <summary>The recipe whose results to read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecipeSet)]
    [Alias("InputRecipe")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long InputRecipeId { get; set; }

    private protected override IResourceClient Resources => Client.Recipes;

    private protected override string IdName => "RecipeId";

    private protected override string Change => ParameterSetName == DatasetSet ? $"Read dataset {ImportedDatasetId}" : $"Read recipe {InputRecipeId}";

    private protected override Task ChangeAsync(long id, PSObject? input) => ParameterSetName == DatasetSet
        ? Client.Recipes.ReadDatasetAsync(id, ImportedDatasetId, Calls)
        : Client.Recipes.ReadRecipeAsync(id, InputRecipeId, Calls);
}
