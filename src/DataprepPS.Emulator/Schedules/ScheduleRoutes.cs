using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Schedules;

namespace DataprepPS.Emulator;

/// <summary>Schedules of flows and plans. They start nothing here.</summary>
internal static class ScheduleRoutes
{
    public static readonly Collection Schedules = new(
        "schedules",
        "schedule",
        """{"name":null,"triggers":[],"tasks":[],"enabled":true,"disableReason":null,"createdBy":1,"updatedBy":1}""",
        ScheduleEndpoints.Schedules)
    {
        References = [new Reference("_flow", () => FlowRoutes.Flows), new Reference("_plan", () => PlanRoutes.Plans)],
        Filters =
        [
            new Filter("taskTypeFilter", (call, _) =>
            {
                var types = call.QueryList("taskTypeFilter").ToHashSet(StringComparer.OrdinalIgnoreCase);
                return row => Tasks(row.Json).Any(task => task.Any(member => types.Contains(member.Key)));
            }),
            new Filter("assetId", (_, text) =>
            {
                var id = RouteTable.ParseId(text);
                return row => row.Reference("_flow") == id || row.Reference("_plan") == id;
            }),
        ],
        Check = (call, json, _) => CheckTasks(call, json),
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Schedules.Routes(),
        new(ScheduleEndpoints.Enable, call => Switch(call, true)),
        new(ScheduleEndpoints.Disable, call => Switch(call, false)),
        new(ScheduleEndpoints.Transfer, Transfer),
    ];

    /// <summary>A task names a flow or a plan: <c>{"runFlow":{"flowId":1}}</c>.</summary>
    private static void CheckTasks(Call call, JsonObject json)
    {
        json["tasks"] = new JsonArray([.. Tasks(json).Select(task => task.DeepClone())]);
        json["triggers"] = json["triggers"] is JsonArray ? json["triggers"]!.DeepClone() : new JsonArray(json["triggers"]?.DeepClone());
        json["_flow"] = Asset("runFlow", "flow", FlowRoutes.Flows);
        json["_plan"] = Asset("runPlan", "plan", PlanRoutes.Plans);

        JsonNode? Asset(string type, string name, Collection collection)
        {
            var task = Tasks(json).Select(task => task[type]).OfType<JsonObject>().FirstOrDefault();
            if (task is null)
            {
                return null;
            }

            var id = Row.IdIn(task[$"{name}Id"]) ?? Row.IdIn(task[name]) ?? throw ApiProblem.Invalid($"tasks.{type}.{name}Id", "is required");
            return call.Store.Find(collection, id) is not null ? Row.ReferenceTo(id) : throw ApiProblem.Refused($"No {collection.Singular} with id {id}");
        }
    }

    private static IEnumerable<JsonObject> Tasks(JsonObject schedule) => (schedule["tasks"] as JsonArray ?? [schedule["tasks"]?.DeepClone()]).OfType<JsonObject>();

    private static Reply Switch(Call call, bool enabled)
    {
        var schedule = call.Require(Schedules);
        var switched = call.Store.Change(schedule, json => json["enabled"] = enabled);
        call.Acted($"schedule {schedule.Id} {(enabled ? "enabled" : "disabled")}");
        return RowReplies.One(call, switched, 201);
    }

    private static Reply Transfer(Call call)
    {
        var person = call.Sent(PersonRoutes.People, "toUserId");
        foreach (var schedule in call.SentMany(Schedules, "scheduleIds"))
        {
            call.Store.Change(schedule, json =>
            {
                json["creator"] = Row.ReferenceTo(person.Id);
                json["createdBy"] = person.Id;
            });
            call.Acted($"schedule {schedule.Id} transferred to person {person.Id}");
        }

        return Reply.Empty(201);
    }
}
