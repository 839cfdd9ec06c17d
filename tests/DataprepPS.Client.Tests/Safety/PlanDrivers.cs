using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Plans;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Schedules;
using DataprepPS.Emulator;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>What plans and schedules have beside what all resources share.</summary>
internal static class PlanDrivers
{
    // In the world as it begins: plan 1 has the tasks 1 and 2.
    private const long Plan = 1;
    private const long Node = 1;
    private const long Ben = 2;
    private const long Schedule = 1;

    public static IReadOnlyList<Driver> All { get; } =
    [
        new("createPlanNode", PlanEndpoints.CreateNode, async s => await s.Client.Plans.Nodes.CreateAsync(NewNode(), s.Context), (s, told) => Newest(s, PlanNodeRoutes.Nodes, told)),
        new("deletePlanNode", PlanEndpoints.DeleteNode, s => Done(s.Client.Plans.Nodes.RemoveAsync(2, s.Context)), (s, _) => s.Server.World.Find("planNodes", 2) is null ? null : "it is still there"),
        new("createPlanEdge", PlanEndpoints.CreateEdge, async s => await s.Client.Plans.Edges.CreateAsync(NewEdge(), s.Context), (s, told) => Newest(s, PlanNodeRoutes.Edges, told)),
        new("createPlanOverride", PlanEndpoints.CreateOverride, async s => await s.Client.Plans.Nodes.SetOverrideAsync(Node, "region", "matrix", s.Context), VerifyOverride),
        new("updatePlanOverride", PlanEndpoints.UpdateOverride, SetAgainAsync, VerifyOverride),
        new("sharePlan", PlanEndpoints.Share, async s => await s.Client.Plans.Permissions.GrantAsync(Plan, [new Grantee(Ben)], "collaborator", s.Context), (s, _) => IsShared(s) ? null : "it is not shared"),
        new("deletePlanPermissions", PlanEndpoints.Unshare, UnshareAsync, (s, _) => IsShared(s) ? "it is still shared" : null),
        new("enableSchedule", ScheduleEndpoints.Enable, EnableAsync, (s, _) => IsEnabled(s) ? null : "it is not enabled"),
        new("disableSchedule", ScheduleEndpoints.Disable, s => Done(s.Client.Schedules.SetEnabledAsync(Schedule, false, s.Context)), (s, _) => IsEnabled(s) ? "it is still enabled" : null),
        new("transferOwnership", ScheduleEndpoints.Transfer, s => Done(s.Client.Schedules.TransferAsync([Schedule], Ben, null, s.Context)), (s, _) => Row.IdIn(s.Server.World.Find("schedules", Schedule)!["creator"]) == Ben ? null : "it is not Ben's"),
    ];

    private static Hashtable NewNode() => new() { ["planId"] = Plan, ["name"] = "matrix", ["taskType"] = "flow", ["task"] = new Hashtable { ["flowId"] = 3L, ["flowNodeIds"] = Array.Empty<long>() } };

    private static Hashtable NewEdge() => new() { ["planId"] = Plan, ["inPlanNodeId"] = 2L, ["outPlanNodeId"] = 1L, ["statusRule"] = "always" };

    private static async Task<object?> Done(Task change)
    {
        await change;
        return null;
    }

    private static async Task<object?> SetAgainAsync(SafetyServer s)
    {
        s.Server.World.Add("planOverrides", new JsonObject { ["planNodeId"] = Node, ["overrideKey"] = "region", ["value"] = new JsonObject { ["variable"] = new JsonObject { ["value"] = "before" } } });
        return await s.Client.Plans.Nodes.SetOverrideAsync(Node, "region", "matrix", s.Context);
    }

    private static async Task<object?> UnshareAsync(SafetyServer s)
    {
        s.Server.World.Add("planPermissions", new JsonObject { ["role"] = "readOnly", ["person"] = new JsonObject { ["id"] = Ben }, ["plan"] = new JsonObject { ["id"] = Plan } });
        await s.Client.Plans.Permissions.RevokeAsync(Plan, new Grantee(Ben), s.Context);
        return null;
    }

    private static Task<object?> EnableAsync(SafetyServer s)
    {
        s.Server.World.Store.Change(s.Server.World.Store.Find(ScheduleRoutes.Schedules, Schedule)!, json => json["enabled"] = false);
        return Done(s.Client.Schedules.SetEnabledAsync(Schedule, true, s.Context));
    }

    private static string? Newest(SafetyServer s, Collection collection, object? told) =>
        s.Server.World.Store[collection].Live.Where(row => row.Id > s.Earlier[collection]).Select(row => row.Id).SequenceEqual([((Resource)told!).Id]) ? null : "what was told is not the one that was made";

    private static string? VerifyOverride(SafetyServer s, object? told) =>
        s.Server.World.All("planOverrides").Where(row => row["overrideKey"]?.ToString() == "region").ToList() is [var real]
            && real["value"]?["variable"]?["value"]?.ToString() == "matrix" && (long)real["id"]! == ((Resource)told!).Id
            ? null
            : "it is not set";

    private static bool IsShared(SafetyServer s) => s.Server.World.All("planPermissions").Any(row => Row.IdIn(row["plan"]) == Plan && Row.IdIn(row["person"]) == Ben);

    private static bool IsEnabled(SafetyServer s) => (bool)s.Server.World.Find("schedules", Schedule)!["enabled"]!;
}
