using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DataprepPS.Client.JobGroups;

/// <summary>Where to publish the results of a job group. Follows "JobGroups Put Publish" v3 and v4.</summary>
public sealed class PublishRequest
{
    /// <summary>The connection to the target.</summary>
    public long ConnectionId { get; init; }

    /// <summary>Database or schema, outermost first.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>The table.</summary>
    public string Table { get; init; } = string.Empty;

    /// <summary>create, load, createAndLoad, truncateAndLoad or dropAndLoad.</summary>
    public string Action { get; init; } = string.Empty;

    /// <summary>Which of the results: Hive takes avro and pqt, Redshift csv, json and avro.</summary>
    public string InputFormat { get; init; } = string.Empty;

    /// <summary>The recipe within the flow, where the group had several.</summary>
    public long? FlowNodeId { get; init; }

    internal JsonObject ToBody()
    {
        var body = new JsonObject
        {
            ["connection"] = new JsonObject { ["id"] = ConnectionId },
            ["path"] = new JsonArray([.. Path.Select(part => JsonValue.Create(part))]),
            ["table"] = Table,
            ["action"] = Action,
            ["inputFormat"] = InputFormat,
        };
        if (FlowNodeId is { } node)
        {
            body["flowNodeId"] = node;
        }

        return body;
    }
}

/// <summary>What publish answers: v4 without, v3 with the ids of its jobs.</summary>
public sealed class PublishResult
{
    /// <summary>The job group whose results are published.</summary>
    [JsonPropertyName("jobgroupId")]
    public long JobGroupId { get; set; }

    /// <summary>The publish jobs, when the server gives them (v3) or they were found; else null.</summary>
    public IReadOnlyList<long>? JobIds { get; set; }

    /// <summary>What the server says, e.g. <c>JobStarted</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The session id of the reply.</summary>
    public string? SessionId { get; set; }

    /// <summary>The publish jobs as they ended, after a wait; else null.</summary>
    [JsonIgnore]
    public IReadOnlyList<Job>? Jobs { get; set; }

    // The publish jobs the group had before, so that a wait knows which are new.
    [JsonIgnore]
    internal IReadOnlyCollection<long> Earlier { get; set; } = [];
}

/// <summary>What cancel answers.</summary>
public sealed class CancelResult
{
    /// <summary>The job group.</summary>
    [JsonPropertyName("jobgroupId")]
    public long JobGroupId { get; set; }

    /// <summary>The jobs that were told to stop.</summary>
    public IReadOnlyList<long>? JobIds { get; set; }
}
