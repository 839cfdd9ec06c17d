using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Outputs;

/// <summary>How the results of a recipe are made and where they go; a recipe has one at most. Follows getOutputObject of the API.</summary>
public sealed class OutputObject : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long OutputObjectId => Id;

    /// <summary>The recipe whose results they are.</summary>
    [JsonIgnore]
    public long? RecipeId => FlowNode is { Id: > 0 } recipe ? recipe.Id : null;

    /// <summary>The engine: photon, dataflow, spark, ...</summary>
    public string? Execution { get; set; }

    /// <summary>Whether a profile of the results is made.</summary>
    public bool? Profiler { get; set; }

    /// <summary>Whether it is for runs by hand, and not for scheduled ones.</summary>
    public bool? IsAdhoc { get; set; }

    /// <summary>Whether it runs although steps of the recipe are broken.</summary>
    public bool? IgnoreRecipeErrors { get; set; }

    /// <summary>The recipe as a node of its flow, with as much of it as was embedded.</summary>
    public ResourceReference? FlowNode { get; set; }

    /// <summary>The files it writes, when embedded.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<WriteSetting>))]
    public IReadOnlyList<WriteSetting>? WriteSettings { get; set; }

    /// <summary>The tables it publishes to, when embedded.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<Publication>))]
    public IReadOnlyList<Publication>? Publications { get; set; }

    /// <summary>The SQL it runs, when embedded.</summary>
    [JsonConverter(typeof(EmbeddedListConverter<SqlScript>))]
    public IReadOnlyList<SqlScript>? SqlScripts { get; set; }

    /// <summary>The name where it has one, else its id.</summary>
    public override string ToString() => string.IsNullOrEmpty(Name) ? $"output of recipe {RecipeId}" : Name!;
}
