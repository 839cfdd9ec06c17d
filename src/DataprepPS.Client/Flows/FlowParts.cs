using System.Collections.Generic;
using System.Text.Json.Serialization;

using DataprepPS.Client.Json;
using DataprepPS.Client.Parameters;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Flows;

/// <summary>Whether a flow could run. Follows validateFlow of the API.</summary>
public sealed class FlowValidation : ApiObject
{
    /// <summary>The flow.</summary>
    public long FlowId { get; internal set; }

    /// <summary>Whether nothing is wrong with it.</summary>
    public bool IsValid => Problem.Count == 0;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<FlowProblem> Problem { get; internal set; } = [];
}

/// <summary>Something that is wrong with a flow.</summary>
public sealed class FlowProblem : ApiObject
{
    /// <summary>The recipe it is about, where the server says.</summary>
    public long? RecipeId { get; internal set; }

    /// <summary>Its name, where the server says.</summary>
    public string? RecipeName { get; internal set; }

    /// <summary>What is wrong.</summary>
    public string Message { get; internal set; } = string.Empty;

    /// <summary>What is wrong, and with which recipe.</summary>
    public override string ToString() => RecipeName is null ? Message : $"{RecipeName}: {Message}";
}

/// <summary>A run parameter that a flow sets for all its recipes, which the API calls an override. Follows getFlowRunParameterOverride.</summary>
public sealed class FlowParameter : TrackedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long FlowParameterId => Id;

    /// <summary>The parameter.</summary>
    public string? OverrideKey { get; set; }

    /// <summary>Its value, by its kind.</summary>
    public ParameterValue? Value { get; set; }

    /// <summary>The flow.</summary>
    [JsonIgnore]
    public long? FlowId => Flow is { Id: > 0 } flow ? flow.Id : null;

    /// <summary>The flow, with as much of it as was embedded.</summary>
    public ResourceReference? Flow { get; set; }

    /// <summary>The parameter and its value.</summary>
    public override string ToString() => $"{OverrideKey} = {Value}";

    // The reply to a creation has it so.
    [JsonInclude]
    [JsonPropertyName("flowId")]
    internal long? NumberOfFlow { get => null; set => Flow ??= value is { } id ? new ResourceReference { Id = id } : null; }
}

/// <summary>When a flow's owner is told of its jobs. Follows createFlowNotificationSettings of the API.</summary>
public sealed class FlowNotification : TrackedResource
{
    /// <summary>The flow.</summary>
    [JsonIgnore]
    public long? FlowId => Flow is { Id: > 0 } flow ? flow.Id : null;

    /// <summary>Of which jobs that fail: all, scheduled, adhoc, never or default.</summary>
    public string? OnJobFailure { get; set; }

    /// <summary>Of which jobs that succeed: all, scheduled, adhoc, never or default.</summary>
    public string? OnJobSuccess { get; set; }

    /// <summary>The flow, with as much of it as was embedded.</summary>
    public ResourceReference? Flow { get; set; }
}

/// <summary>A call that the server makes when jobs of a flow end, which the API calls a webhook flow task. Follows getWebhookFlowTask.</summary>
public sealed class Webhook : NamedResource
{
    /// <summary>The same number as <see cref="Resource.Id"/>.</summary>
    [JsonIgnore]
    public long WebhookId => Id;

    /// <summary>The flow.</summary>
    [JsonIgnore]
    public long? FlowId => Flow is { Id: > 0 } flow ? flow.Id : null;

    /// <summary>The flow, with as much of it as was embedded.</summary>
    public ResourceReference? Flow { get; set; }

    /// <summary>The address that is called.</summary>
    public string? Url { get; set; }

    /// <summary>post, get, put, patch or delete.</summary>
    public string? Method { get; set; }

    /// <summary>onJobFailure, onJobSuccess or onJobDone.</summary>
    public string? TriggerEvent { get; set; }

    /// <summary>any for jobs of all recipes, some for those of <see cref="RecipeId"/>.</summary>
    public string? TriggerObject { get; set; }

    /// <summary>The recipes whose jobs count, where not all do.</summary>
    [JsonPropertyName("flowNodeIds")]
    [JsonConverter(typeof(EmbeddedListConverter<long>))]
    public IReadOnlyList<long>? RecipeId { get; set; }

    /// <summary>What is sent.</summary>
    public string? Body { get; set; }

    /// <summary>The headers that are sent.</summary>
    [JsonPropertyName("headers")]
    [JsonConverter(typeof(PlainMembersConverter))]
    public IReadOnlyDictionary<string, object?>? Header { get; set; }

    /// <summary>Whether the server's certificate must be good.</summary>
    public bool? SslVerification { get; set; }

    /// <summary>Whether a call that fails is made again.</summary>
    public bool? RetryOnFailure { get; set; }

    /// <summary>Whether calls are signed with a secret key, which is never shown; null where the server does not say.</summary>
    [JsonIgnore]
    public bool? HasSecretKey { get; private set; }

    // Whatever the server says of the key is no business of anybody who reads the object.
    [JsonInclude]
    internal string? SecretKey { get => null; set => HasSecretKey = !string.IsNullOrEmpty(value); }
}

/// <summary>What came of a webhook's trial. Follows testWebhook of the API.</summary>
public sealed class WebhookTest : ApiObject
{
    /// <summary>The address that was called.</summary>
    [JsonIgnore]
    public string Url { get; internal set; } = string.Empty;

    /// <summary>The status of the reply; null when there was none.</summary>
    public int? StatusCode { get; set; }

    /// <summary>Why there was none, or what was wrong, in the server's words.</summary>
    [JsonConverter(typeof(ErrorTextConverter))]
    public string? Error { get; set; }

    /// <summary>Whether it was answered with a status from 200 to 299.</summary>
    [JsonIgnore]
    public bool IsSuccess => StatusCode is >= 200 and < 300 && Error is null;
}
