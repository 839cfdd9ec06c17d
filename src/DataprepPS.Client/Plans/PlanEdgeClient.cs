using System.Collections;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Plans;

/// <summary>Says what comes after what in plans.</summary>
public sealed class PlanEdgeClient : PlanPartClient<PlanEdge>
{
    private static readonly ResourceEndpoints Lines = new("PlanEdge", "/v4/planEdges") { Get = null, List = null, Count = null, Create = PlanEndpoints.CreateEdge, Update = null, Delete = null };

    internal PlanEdgeClient(SessionParts parts)
        : base(parts, Lines, "planEdges", static () => DataprepJson.Default.PlanEdge)
    {
    }

    /// <summary>Lets a task of a plan follow another.</summary>
    /// <param name="members">The request's members under the API's names.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been added.</exception>
    public override async Task<PlanEdge> CreateAsync(IDictionary members, CallContext context)
    {
        var edge = await base.CreateAsync(members, context).ConfigureAwait(false);
        // The reply tells less than what was asked for.
        edge.PlanId ??= members["planId"] as long?;
        edge.InPlanNodeId ??= members["inPlanNodeId"] as long?;
        edge.OutPlanNodeId ??= members["outPlanNodeId"] as long?;
        return edge;
    }
}
