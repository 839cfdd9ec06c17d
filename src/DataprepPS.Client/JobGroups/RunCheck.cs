using System.Text.Json.Serialization;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.JobGroups;

/// <summary>What runJobGroup answers in test mode: the run would be accepted. Nothing was started, so there is no job group.</summary>
public sealed class RunCheck : ApiObject
{
    /// <summary>The recipe that was checked.</summary>
    [JsonIgnore]
    public long RecipeId { get; internal set; }

    /// <summary>The recipe's name: the API's <c>datasetName</c>.</summary>
    [JsonPropertyName("datasetName")]
    public string? RecipeName { get; set; }

    /// <summary>The session id of the reply.</summary>
    public string? SessionId { get; set; }

    /// <summary>True: what the server does not accept is its error, not a result.</summary>
    [JsonIgnore]
    public bool IsValid { get; internal set; }

    // Another product may not know test mode, and then it runs.
    [JsonInclude]
    [JsonPropertyName("id")]
    internal long? StartedId { get; set; }

    /// <summary>The recipe, and that it can be run.</summary>
    public override string ToString() => $"recipe {RecipeName ?? $"{RecipeId}"} can be run";
}
