using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Plans;

namespace DataprepPS.Emulator;

/// <summary>Runs of plans, which the API calls plan snapshot runs.</summary>
internal static class PlanRunRoutes
{
    public static readonly Collection Runs = new(
        "planSnapshotRuns",
        "planSnapshotRun",
        """
        {"status":"Created","ranfrom":"api","submittedAt":null,"startedAt":null,"finishedAt":null,"scheduleHistoryId":null,"failedToCancelSomeJobs":false,
         "plan":null,"nextRun":null,"previousRun":null}
        """,
        PlanEndpoints.Runs)
    {
        References = [new Reference("plan", () => PlanRoutes.Plans, Fate.Dangles)],
        Embeds =
        [
            Association.To("plan", () => PlanRoutes.Plans),
            new Association("flowRuns", () => FlowRunRoutes.Runs.Associations, (w, row, embed, rows) => rows.WriteList(w, PlanRun.FlowRunsOf(rows.Store, row), embed)),
        ],
        IsDated = true,
        Filters =
        [
            Filter.OneOf("status", "status"),
            Filter.OneOf("ranfrom", "ranfrom"),
            new Filter("runBy", (_, text) => Filter.Owned(text == "currentUser" ? "owned" : "all")),
        ],
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Runs.Routes(),
        new(PlanEndpoints.Run, Run),
        new(PlanEndpoints.CancelRun, Cancel),
        new(PlanEndpoints.RunSchedule, Schedule),
    ];

    private static Reply Run(Call call)
    {
        var plan = call.Require(PlanRoutes.Plans);
        if (Executions.AlreadyStarted(call, PlanEndpoints.Run, "planSnapshotRunId") is { } already)
        {
            return already;
        }

        var nodes = call.Store[PlanNodeRoutes.Nodes].With("plan", plan.Id);
        if (nodes.Any(node => node.Reference("_flow") is { } flow && !FlowRunRoutes.Runnable(call.Store, flow).Any()))
        {
            return Answer("MissingFlowReferences", null);
        }

        var run = PlanRun.Start(call.World, plan, call.Body.At("planNodeOverrides") is { } overrides ? JsonNode.Parse(overrides.GetRawText()) : null);
        call.World.Executions.Add(PlanEndpoints.Run, call.ExecutionId, run.Id);
        call.Acted($"planSnapshotRun {run.Id} started");
        return Answer("Valid", run.Id);
    }

    private static Reply Answer(string status, long? id) => Reply.Json(201, new JsonObject { ["validationStatus"] = status, ["planSnapshotRunId"] = id });

    private static Reply Cancel(Call call)
    {
        var run = call.Require(Runs);
        if (JobStatus.IsFinal(run.Text("status")!))
        {
            return RowReplies.One(call, run, 201);
        }

        var canceled = PlanRun.Cancel(call.World, run);
        call.Acted($"planSnapshotRun {run.Id} canceled");
        return RowReplies.One(call, canceled, 201);
    }

    private static Reply Schedule(Call call) => call.Require(Runs).Reference("_schedule") is { } schedule
        ? RowReplies.One(call, call.Require(ScheduleRoutes.Schedules, schedule))
        : throw ApiProblem.NotFound("schedule of planSnapshotRun", call.Id);
}
