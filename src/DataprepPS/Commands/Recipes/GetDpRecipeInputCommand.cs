using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Recipes;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads what recipes read: an imported dataset or another recipe each.</summary>
[Cmdlet(VerbsCommon.Get, "DpRecipeInput")]
[OutputType(typeof(RecipeInput))]
public sealed class GetDpRecipeInputCommand : IdCommand
{
    /// <summary>Ids of recipes, or the recipes themselves.</summary>
    [Parameter(Position = 0)]
    [Alias("RecipeId", "WrangledDatasetId")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    private protected override long[]? Ids => Id;

    private protected override string IdName => "RecipeId";

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await Client.Recipes.GetInputAsync(id, Calls).ConfigureAwait(false));
}
