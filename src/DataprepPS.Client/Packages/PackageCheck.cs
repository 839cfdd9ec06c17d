using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Packages;

/// <summary>Whether a flow could be exported: what the dry run of an export says. Follows getFlowPackageDryRun; its reply is not documented.</summary>
public sealed class PackageCheck : ApiObject
{
    internal PackageCheck(long flowId, IReadOnlyDictionary<string, object?>? reply)
    {
        FlowId = flowId;
        AdditionalProperties = reply ?? new Dictionary<string, object?>();
        Errors = AdditionalProperties.Get("errors") as object?[] ?? [];
    }

    /// <summary>The flow.</summary>
    public long FlowId { get; }

    /// <summary>Whether nothing speaks against it.</summary>
    public bool IsExportable => Errors.Count == 0;

    /// <summary>What speaks against it, as the server says it.</summary>
    public IReadOnlyList<object?> Errors { get; }

    /// <summary>The flow, and whether it can be exported.</summary>
    public override string ToString() => $"flow {FlowId}: {(IsExportable ? "can be exported" : string.Join("; ", Errors.Select(error => error?.ToString())))}";
}
