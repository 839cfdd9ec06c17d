using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Recipes;

/// <summary>Reads and changes recipes, which the API calls wrangled datasets.</summary>
public sealed class RecipeClient : ResourceClient<Recipe>
{
    internal RecipeClient(SessionParts parts)
        : base(parts, RecipeEndpoints.Recipes, static () => DataprepJson.Default.Recipe)
    {
    }

    // Without them a row has neither a name nor a flow's.
    private protected override IReadOnlyList<string> Embeds { get; } = ["recipe", "flow"];

    private protected override IReadOnlyList<Association<Recipe>> Associations { get; } =
    [
        new("FlowId", recipe => recipe.FlowId)
        {
            Owner = FlowEndpoints.Flows.Get,
            Embed = "flowNodes",
            IsKind = recipe => recipe.Wrangled != false,
            Adopt = (recipe, flow) => recipe.Flow ??= new ResourceReference { Id = flow },
        },
    ];

    /// <summary>Reads what a recipe reads. Follows getInputDataset.</summary>
    public async Task<RecipeInput> GetInputAsync(long id, CallContext context)
    {
        var input = await ReadAsync(ApiRequest.Get(RecipeEndpoints.Input, id), DataprepJson.Default.RecipeInput, context).ConfigureAwait(false);
        input.RecipeId = id;
        return input;
    }

    /// <summary>Lets a recipe read an imported dataset. Follows updateInputDataset.</summary>
    /// <exception cref="OutcomeUnknownException">It may read it now.</exception>
    public Task ReadDatasetAsync(long id, long importedDatasetId, CallContext context) => SetInputAsync(id, "importedDataset", importedDatasetId, context);

    /// <summary>Lets a recipe read what another one makes. Follows updateInputDataset.</summary>
    /// <exception cref="OutcomeUnknownException">It may read it now.</exception>
    public Task ReadRecipeAsync(long id, long inputRecipeId, CallContext context) => SetInputAsync(id, "wrangledDataset", inputRecipeId, context);

    /// <summary>Makes the results of a recipe readable in another flow. Follows addWrangledDatasetToFlow.</summary>
    /// <param name="id">The recipe.</param>
    /// <param name="flowId">The flow.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may be there.</exception>
    public Task AddToFlowAsync(long id, long flowId, CallContext context) => ChangeAsync(
        new ApiRequest(RecipeEndpoints.AddToFlow, RecipeEndpoints.AddToFlow.At(id)) { Content = ApiRequest.Json(FlowClient.ReferenceTo(flowId)) },
        ReplyReader.Said,
        $"Look at the flow: Get-DpFlow {flowId} -Embed flowNodes.",
        async () =>
        {
            var nodes = await Transport.SendAsync(
                ApiRequest.Get(FlowEndpoints.Flows.Get!, flowId, new Query().Add("embed", "flowNodes")),
                response => ReplyReader.Embedded(response, "flowNodes", DataprepJson.Default.AnyResource),
                context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
            return nodes.Any(node => node.Element.FindId("referencedFlowNode") == id)
                ? new Settled<object>(this, $"flow {flowId} shows recipe {id}.")
                : new Settled<object>(null, $"Flow {flowId} does not show recipe {id}.");
        },
        context);

    // A recipe's name and description are those of the recipe object in it.
    private protected override JsonElement Unwrapped(JsonElement row)
    {
        if (JsonSerializer.SerializeToNode(row, DataprepJson.Default.JsonElement) is not JsonObject shown || shown["recipe"] is not JsonObject script)
        {
            return row;
        }

        foreach (var name in new[] { "name", "description" })
        {
            shown[name] ??= script[name]?.DeepClone();
        }

        return JsonSerializer.SerializeToElement(shown, DataprepJson.Default.JsonObject);
    }

    private Task<object> SetInputAsync(long id, string kind, long inputId, CallContext context) => ChangeAsync(
        new ApiRequest(RecipeEndpoints.SetInput, RecipeEndpoints.SetInput.At(id)) { Content = ApiRequest.Json(new JsonObject { [kind] = new JsonObject { ["id"] = inputId } }) },
        response => ReplyReader.Changed(response, id),
        $"Look at what it reads: Get-DpRecipeInput {id}. Setting the same again does no harm.",
        async () => (await GetInputAsync(id, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false)).Reads(kind, inputId)
            ? new Settled<object>(this, $"recipe {id} reads it.")
            : new Settled<object>(null, $"Recipe {id} does not read it."),
        context);
}
