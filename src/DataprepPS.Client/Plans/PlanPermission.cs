using DataprepPS.Client.Permissions;

namespace DataprepPS.Client.Plans;

/// <summary>What a person may do with a plan. Follows getPlanPermissions and sharePlan of the API.</summary>
public sealed class PlanPermission : Permission
{
    internal PlanPermission(long planId) => PlanId = planId;

    /// <summary>The plan.</summary>
    public long PlanId { get; }
}
