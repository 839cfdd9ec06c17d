using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes what recipes of other flows make readable in a flow: they stay where they are, and the flow refers to them.</summary>
[Cmdlet(VerbsCommon.Add, "DpFlowRecipe", SupportsShouldProcess = true)]
[OutputType(typeof(Recipe))]
public sealed class AddDpFlowRecipeCommand : AddToFlowCommand
{
    /// <summary>Ids of recipes, or the recipes themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("WrangledDatasetId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? RecipeId { get; set; }

    private protected override long[]? Ids => RecipeId;

    private protected override string IdName => "RecipeId";

    private protected override Task AddAsync(long id) => Client.Recipes.AddToFlowAsync(id, FlowId, Calls);

    private protected override async Task<Resource> ReadAsync(long id) => await Client.Recipes.GetAsync(id, null, Calls).ConfigureAwait(false);
}
