using DataprepPS.Client.Permissions;

namespace DataprepPS.Client.Flows;

/// <summary>What one person may do with a flow. Follows shareFlow of the API.</summary>
public sealed class FlowPermission : Permission
{
    internal FlowPermission(long flowId) => FlowId = flowId;

    /// <summary>The flow.</summary>
    public long FlowId { get; }
}
