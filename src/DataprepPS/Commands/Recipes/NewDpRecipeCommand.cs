using System.Management.Automation;

using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes recipes without steps, which read a dataset or another recipe.</summary>
[Cmdlet(VerbsCommon.New, "DpRecipe", SupportsShouldProcess = true, DefaultParameterSetName = DatasetSet)]
[OutputType(typeof(Recipe))]
public sealed class NewDpRecipeCommand : NewCommand
{
    private const string DatasetSet = "Dataset";
    private const string RecipeSet = "Recipe";

    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    /// <summary>The flow to put it into.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member("flow.id")]
    public long FlowId { get; set; }

    /// <summary>The imported dataset to read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DatasetSet, ValueFromPipelineByPropertyName = true)]
    [Alias("ImportedDataset")]
    [ResourceId("ImportedDatasetId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member("importedDataset.id")]
    public long ImportedDatasetId { get; set; }

    /// <summary>The recipe whose results to read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RecipeSet, ValueFromPipelineByPropertyName = true)]
    [Alias("InputRecipe", "RecipeId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member("wrangledDataset.id")]
    public long InputRecipeId { get; set; }

    private protected override IResourceClient Resources => Client.Recipes;
}
