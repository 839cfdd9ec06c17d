using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Recipes;

/// <summary>The endpoints of recipes, which the API calls wrangled datasets.</summary>
internal static class RecipeEndpoints
{
    public static readonly ResourceEndpoints Recipes = new("WrangledDataset", "/v4/wrangledDatasets");

    public static readonly Endpoint Input = new("getInputDataset", "GET /v4/wrangledDatasets/{id}/primaryInputDataset") { Note = "wrangledDataset or importedDataset, whichever it is." };
    public static readonly Endpoint SetInput = new("updateInputDataset", "PUT /v4/wrangledDatasets/{id}/primaryInputDataset") { Note = "A recipe that would read itself is refused: assumed." };
    public static readonly Endpoint AddToFlow = new("addWrangledDatasetToFlow", "POST /v4/wrangledDatasets/{id}/addToFlow") { Note = "Makes a reference node in the other flow." };
}
