using DataprepPS.Client.Http;

namespace DataprepPS.Client.Plans;

/// <summary>The server took the request to run a plan, but found that the plan cannot run.</summary>
public sealed class PlanNotRunException : DataprepException
{
    internal PlanNotRunException(long planId, PlanRun reply)
        : base($"{PlanEndpoints.Run.Method} {PlanEndpoints.Run.At(planId)}: the plan was not run, because the server answers {reply.ValidationStatus}{(reply.Id > 0 ? $", with plan run {reply.Id}" : string.Empty)}.")
    {
        PlanId = planId;
        Method = PlanEndpoints.Run.Method.Method;
        Path = PlanEndpoints.Run.At(planId);
        ErrorId = $"{reply.ValidationStatus},DpPlanNotRun";
    }

    /// <summary>The plan.</summary>
    public long PlanId { get; }

    /// <inheritdoc/>
    public override string ErrorId { get; }

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.InvalidInput;

    /// <inheritdoc/>
    public override string RecommendedAction => $"A node of the plan refers to a flow that is gone or has no output to run. Look at its nodes: Get-DpPlan {PlanId} -Full.";
}
