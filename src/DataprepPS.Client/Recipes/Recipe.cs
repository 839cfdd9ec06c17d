using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Recipes;

/// <summary>
/// A recipe in its flow, which the API calls a wrangled dataset: its id is the one that runs take. What it does is in an object
/// of the server's with an id of its own, <see cref="Script"/>. Follows getWrangledDataset of the API.
/// </summary>
public sealed class Recipe : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>: what Start-DpJobGroup takes.</summary>
    [JsonIgnore]
    public long RecipeId => Id;

    /// <summary>Its name, which the server keeps with its steps.</summary>
    public override string? Name { get => field ?? Script?.Name; set; }

    /// <summary>What it is for, which the server keeps with its steps.</summary>
    public override string? Description { get => field ?? Script?.Description; set; }

    /// <summary>The flow it is in.</summary>
    [JsonIgnore]
    public long? FlowId => Flow is { Id: > 0 } flow ? flow.Id : null;

    /// <summary>The flow it is in, with as much of it as was embedded.</summary>
    public ResourceReference? Flow { get; set; }

    /// <summary>True for a recipe; false for another node of a flow, such as a dataset's.</summary>
    public bool? Wrangled { get; set; }

    /// <summary>The server's recipe object, with name and steps. Its id is not that of the recipe and starts no job.</summary>
    [JsonPropertyName("recipe")]
    public RecipeScript? Script { get; set; }

    /// <summary>Its steps, where the server shows them: some do with -Embed recipe.scriptLines.</summary>
    [JsonIgnore]
    public IReadOnlyList<RecipeStep>? Step => Script?.Step;

    /// <summary>The sample that its page shows.</summary>
    public ResourceReference? ActiveSample { get; set; }
}

/// <summary>The server's recipe object: the name and the steps of a <see cref="Recipe"/>.</summary>
public sealed class RecipeScript : NamedResource
{
    /// <summary>Its steps, where the server shows them.</summary>
    [JsonIgnore]
    public IReadOnlyList<RecipeStep>? Step => ScriptLines ?? Lines;

    [JsonInclude]
    [JsonConverter(typeof(EmbeddedListConverter<RecipeStep>))]
    internal IReadOnlyList<RecipeStep>? ScriptLines { get; set; }

    [JsonInclude]
    [JsonConverter(typeof(EmbeddedListConverter<RecipeStep>))]
    internal IReadOnlyList<RecipeStep>? Lines { get; set; }
}

/// <summary>One step of a recipe: as text, or as the object that the server keeps.</summary>
[JsonConverter(typeof(RecipeStepConverter))]
public sealed class RecipeStep : ApiObject
{
    /// <summary>The step in the recipe language, where the server sends it.</summary>
    public string? Text { get; internal set; }

    /// <summary>The text, or that there is none.</summary>
    public override string ToString() => Text ?? "(a step without text)";
}

/// <summary>What a recipe reads: an imported dataset or another recipe. Follows getInputDataset of the API.</summary>
public sealed class RecipeInput : ApiObject
{
    /// <summary>The recipe that reads it.</summary>
    [JsonIgnore]
    public long RecipeId { get; internal set; }

    /// <summary>The dataset; null when another recipe is read.</summary>
    [JsonIgnore]
    public long? ImportedDatasetId => ImportedDataset is { Id: > 0 } dataset ? dataset.Id : null;

    /// <summary>The recipe that is read; null when a dataset is.</summary>
    [JsonIgnore]
    public long? InputRecipeId => WrangledDataset is { Id: > 0 } recipe ? recipe.Id : null;

    /// <summary>The name of what is read, where the server sends it.</summary>
    [JsonIgnore]
    public string? Name => ImportedDataset?.Name ?? WrangledDataset?.Name;

    /// <summary>The dataset, as far as it was sent.</summary>
    public Datasets.ImportedDataset? ImportedDataset { get; set; }

    /// <summary>The recipe that is read, as far as it was sent.</summary>
    public Recipe? WrangledDataset { get; set; }

    internal bool Reads(string kind, long id) => kind == "importedDataset" ? ImportedDatasetId == id : InputRecipeId == id;
}
