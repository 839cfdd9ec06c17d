using DataprepPS.Client.Pacing;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Plans;

/// <summary>The endpoints of plans, their parts and their runs, which the API calls plan snapshot runs.</summary>
internal static class PlanEndpoints
{
    public static readonly ResourceEndpoints Plans = new("Plan", "/v4/plans", editions: Editions.SinceOld)
    {
        // There is no GET /v4/plans/{id}.
        Get = new("readFull", "GET /v4/plans/{id}/full") { Evidence = Evidence.SeenLive, Editions = Editions.SinceOld },
        Update = new("updatePlan", "PATCH /v4/plans/{id}") { Editions = Editions.SinceOld },
    };

    public static readonly Endpoint Run = new("runPlan", "POST /v4/plans/{id}/run", Effect.Run, new RateQuota(30, 60)) { Editions = Editions.SinceOld, Note = "A validationStatus of MissingFlowReferences is a failure although the status is 2xx; that planSnapshotRunId is then null is assumed." };
    public static readonly Endpoint Package = new("getPlanPackage", "GET /v4/plans/{id}/package", quota: new RateQuota(20, 40)) { Editions = Editions.SinceOld };
    public static readonly Endpoint Import = new("importPlanPackage", "POST /v4/plans/package", quota: new RateQuota(20, 40)) { Editions = Editions.SinceOld, IsUpload = true };
    public static readonly Endpoint Parameters = new("planRunParameters", "GET /v4/plans/{id}/runParameters") { Editions = Editions.SinceOld, ListMember = "planNodeParameters" };
    public static readonly Endpoint Schedules = new("getSchedulesForPlan", "GET /v4/plans/{id}/schedules") { Editions = Editions.SinceOld };
    public static readonly Endpoint Permissions = new("getPlanPermissions", "GET /v4/plans/{id}/permissions") { Editions = Editions.SinceOld, Note = "Answers people, not permissions." };
    public static readonly Endpoint Share = new("sharePlan", "POST /v4/plans/{id}/permissions") { Editions = Editions.SinceOld };
    public static readonly Endpoint Unshare = new("deletePlanPermissions", "DELETE /v4/plans/{id}/permissions/{subjectId}") { Editions = Editions.SinceOld };

    public static readonly Endpoint CreateEdge = new("createPlanEdge", "POST /v4/planEdges") { Editions = Editions.SinceOld };
    public static readonly Endpoint CreateNode = new("createPlanNode", "POST /v4/planNodes") { Editions = Editions.SinceOld, Note = "task.flowId names the flow of a flow's node." };
    public static readonly Endpoint DeleteNode = new("deletePlanNode", "DELETE /v4/planNodes/{id}") { Editions = Editions.SinceOld };
    public static readonly Endpoint NodeParameters = new("getPlanNodeRunParameters", "GET /v4/planNodes/{id}/runParameters") { Editions = Editions.SinceOld };
    public static readonly Endpoint CreateOverride = new("createPlanOverride", "POST /v4/planOverrides") { Editions = Editions.SinceOld };
    public static readonly Endpoint UpdateOverride = new("updatePlanOverride", "PUT /v4/planOverrides/{id}") { Editions = Editions.SinceOld };

    public static readonly ResourceEndpoints Runs = new("PlanSnapshotRun", "/v4/planSnapshotRuns", editions: Editions.SinceOld)
    {
        Create = null,
        Update = null,
        Delete = null,
    };

    public static readonly Endpoint CancelRun = new("cancelPlanSnapshotRun", "POST /v4/planSnapshotRuns/{id}/cancel") { Editions = Editions.SinceOld, Note = "A finished run is left as it is: assumed." };
    public static readonly Endpoint RunSchedule = new("getScheduleForPlanRun", "GET /v4/planSnapshotRuns/{id}/schedule") { Editions = Editions.SinceOld, Note = "404 for a run that no schedule started: assumed." };
}
