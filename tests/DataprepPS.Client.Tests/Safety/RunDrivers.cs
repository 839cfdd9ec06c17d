using System;
using System.Collections.Generic;
using System.Linq;
using DataprepPS.Client.Flows;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Plans;
using DataprepPS.Emulator;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>Runs of flows and plans, and what stops them.</summary>
internal static class RunDrivers
{
    private const long Flow = 3;
    private const long Recipe = 11;
    private const long Plan = 1;

    public static IReadOnlyList<Driver> All { get; } =
    [
        new("runFlow", FlowEndpoints.Run, async s => await s.Client.FlowRuns.StartAsync(new FlowRunRequest { FlowId = Flow }, s.Context), VerifyFlow),
        new("runPlan", PlanEndpoints.Run, async s => await s.Client.PlanRuns.StartAsync(new PlanRunRequest { PlanId = Plan }, s.Context), VerifyPlan),
        new("cancelPlanSnapshotRun", PlanEndpoints.CancelRun, async s => await s.Client.PlanRuns.CancelAsync(RunningPlan(s), s.Context), VerifyPlanCancel),
        new("cancelJobGroup of a flow run", JobGroupEndpoints.Cancel, async s => await s.Client.FlowRuns.CancelAsync(RunningFlow(s), s.Context), VerifyFlowCancel),
    ];

    /// <summary>Starts a run of the plan that lasts.</summary>
    private static long RunningPlan(SafetyServer s)
    {
        var world = s.Server.World;
        lock (world.Sync)
        {
            return DataprepPS.Emulator.PlanRun.Start(world, world.Store.Find(PlanRoutes.Plans, Plan)!, null).Id;
        }
    }

    /// <summary>Starts a run of the flow with one job group that lasts and one that has ended.</summary>
    private static long RunningFlow(SafetyServer s)
    {
        var world = s.Server.World;
        lock (world.Sync)
        {
            var recipes = FlowRunRoutes.Runnable(world.Store, Flow).Where(recipe => recipe.Id is Recipe or Recipe + 1);
            var (run, groups) = FlowRunRoutes.Start(world, world.Store.Find(FlowRoutes.Flows, Flow)!, recipes, _ => new JobGroupStart { Lifetime = TimeSpan.FromDays(10) }, null);
            world.Finish(groups[1].Id);
            return run.Id;
        }
    }

    private static IReadOnlyList<Row> NewPlanRuns(SafetyServer s) => [.. s.Server.World.Store[PlanRunRoutes.Runs].Live.Where(row => row.Id > s.Earlier[PlanRunRoutes.Runs])];

    private static string? VerifyFlow(SafetyServer s, object? result)
    {
        var run = (FlowRun)result!;
        var real = s.Server.World.JobGroups.Where(group => group.FlowRunId == run.Id).ToList();
        return run.FlowId == Flow && real.Count > 0 && real.TrueForAll(group => group.ExecutionId == run.ExecutionId.ToString() && group.Recipe.FlowId == Flow)
            && run.JobGroups!.Select(group => group.Id).Order().SequenceEqual(real.Select(group => group.Id))
            ? null
            : $"flow run {run.Id} is not the one that was started";
    }

    private static string? VerifyPlan(SafetyServer s, object? result)
    {
        var run = (DataprepPS.Client.Plans.PlanRun)result!;
        return NewPlanRuns(s) is [var real] && real.Id == run.Id && run.PlanId == Plan ? null : $"plan run {run.Id} is not the one that was started";
    }

    private static string? VerifyPlanCancel(SafetyServer s, object? result) =>
        NewPlanRuns(s) is [var real] && real.Text("status") == "Canceled" && ((DataprepPS.Client.Plans.PlanRun)result!).Id == real.Id ? null : "it was not canceled";

    private static string? VerifyFlowCancel(SafetyServer s, object? result)
    {
        var group = s.Server.World.JobGroups.Single(group => group.FlowRunId is not null && group.Recipe.Id == Recipe);
        return ((IReadOnlyList<CancelResult>)result!).Select(canceled => canceled.JobGroupId).SequenceEqual([group.Id]) && group.StatusAt(s.Time.GetUtcNow()) == "Canceled"
            ? null
            : "it was not canceled";
    }
}
