using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Plans, which run flows one after another.</summary>
internal static class PlanRoutes
{
    public static readonly Collection Plans = new(
        "plans",
        "plan",
        """
        {"name":null,"description":null,"originalPlanId":null,"snapshotted":false,"planSnapshotRunCount":0,"notificationsEnabled":true,
         "latestPlanSnapshot":null,"latestPlanSnapshotRun":null}
        """,
        PlanEndpoints.Plans)
    {
        References = [new Reference("latestPlanSnapshotRun", () => PlanRunRoutes.Runs, Fate.Stays)],
        Embeds =
        [
            Association.To("latestPlanSnapshotRun", () => PlanRunRoutes.Runs),
            Association.From("planNodes", () => PlanNodeRoutes.Nodes, "plan"),
            Association.From("planEdges", () => PlanNodeRoutes.Edges, "plan"),
            Association.From("planSnapshotRuns", () => PlanRunRoutes.Runs, "plan"),
        ],
        IsOfWorkspace = true,
        UpdateAnswersRow = true,
        Filters = [Filter.Ownership("ownershipFilter"), Filter.Ownership("plansFilter")],
        Own = new Dictionary<Endpoint, Func<Call, Reply>> { [PlanEndpoints.Plans.Get!] = Full },
    };

    private static readonly Permissions Sharing = new("planPermissions", "plan", () => Plans);

    public static Collection PermissionCollection => Sharing.Collection;

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Plans.Routes(),
        .. Sharing.Routes(PlanEndpoints.Share, PlanEndpoints.Permissions, PlanEndpoints.Unshare, "subjectId", People),
        new(PlanEndpoints.Parameters, RunParameters),
        new(PlanEndpoints.Schedules, call => RowReplies.List(call, ScheduleRoutes.Schedules, call.Store[ScheduleRoutes.Schedules].With("_plan", call.Require(Plans).Id))),
    ];

    /// <summary>A plan with its nodes, their tasks, how these ran, and its edges.</summary>
    private static Reply Full(Call call)
    {
        var plan = call.Require(Plans);
        var embed = Embed.Parse($"{call.Query("embed")},planNodes.planTaskSnapshotRuns,planEdges", Plans.Associations);
        var kept = FieldFilter.Names(call, Embed.Of(call, Plans.Associations));
        return Reply.Ok(w => new RowWriter(call.World, call.Now).Write(w, plan, embed, kept));
    }

    /// <summary>Those whom a plan is shared with, as people.</summary>
    private static Reply People(Call call) => RowReplies.List(
        call, PersonRoutes.People, [.. Sharing.Of(call).Select(row => call.Store.Find(PersonRoutes.People, row.Reference("person") ?? 0)).OfType<Row>()]);

    private static Reply RunParameters(Call call)
    {
        var nodes = call.Store[PlanNodeRoutes.Nodes].With("plan", call.Require(Plans).Id);
        return Reply.Json(200, new JsonObject { ["planNodeParameters"] = new JsonArray([.. nodes.Select(node => PlanNodeRoutes.Parameters(call.Store, node))]) });
    }
}
