using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>
/// A run of a plan as it goes on: the flows without predecessors start at once, the others when what they wait for has ended
/// as their edge says. Time alone moves it: whoever looks brings it up to date first.
/// </summary>
internal sealed class PlanRun
{
    private const string Started = "_flowRuns";

    private readonly World world;
    private readonly JsonObject started;
    private readonly JsonNode? overrides;
    private readonly IReadOnlyList<Row> nodes;
    private readonly IReadOnlyList<Row> edges;
    private readonly DateTimeOffset beganAt;

    private PlanRun(World world, Row run)
    {
        this.world = world;
        started = (JsonObject)(run.Json[Started]?.DeepClone() ?? new JsonObject());
        overrides = run.Json["_overrides"];
        var plan = run.Reference("plan") ?? 0;
        nodes = world.Store[PlanNodeRoutes.Nodes].With("plan", plan);
        edges = world.Store[PlanNodeRoutes.Edges].With("plan", plan);
        beganAt = DateTimeOffset.Parse(run.Text("_beganAt")!, CultureInfo.InvariantCulture);
    }

    /// <summary>Starts a run of a plan.</summary>
    public static Row Start(World world, Row plan, JsonNode? overrides)
    {
        var now = Wire.Text(world.Now);
        var previous = plan.Reference("latestPlanSnapshotRun");
        var run = world.Store.Add(PlanRunRoutes.Runs, new JsonObject
        {
            ["plan"] = Row.ReferenceTo(plan.Id),
            ["submittedAt"] = now,
            ["startedAt"] = now,
            ["previousRun"] = previous is { } id ? Row.ReferenceTo(id) : null,
            ["_beganAt"] = world.Now.ToString("O", CultureInfo.InvariantCulture),
            ["_overrides"] = overrides,
        });
        if (previous is { } before && world.Store.Find(PlanRunRoutes.Runs, before) is { } last)
        {
            world.Store.Change(last, json => json["nextRun"] = Row.ReferenceTo(run.Id));
        }

        world.Store.Change(plan, json =>
        {
            json["latestPlanSnapshotRun"] = Row.ReferenceTo(run.Id);
            json["latestPlanSnapshot"] = Row.ReferenceTo(plan.Id);
            json["snapshotted"] = true;
            json["planSnapshotRunCount"] = (long)(plan.Number("planSnapshotRunCount") ?? 0) + 1;
        });
        world.UnfinishedPlanRuns.Add(run.Id);
        return Advance(world, run);
    }

    /// <summary>Brings a run up to date.</summary>
    public static Row Advance(World world, Row run)
    {
        var plan = new PlanRun(world, run);
        var (status, endedAt) = plan.GoOn();
        if (status == run.Text("status") && plan.started.Count == (run.Json[Started] as JsonObject)?.Count)
        {
            return run;
        }

        if (endedAt is not null)
        {
            world.UnfinishedPlanRuns.Remove(run.Id);
        }

        return world.Store.Change(run, json =>
        {
            json["status"] = status;
            json["finishedAt"] = endedAt is { } end ? Wire.Text(end) : null;
            json[Started] = plan.started;
        });
    }

    public static Row Cancel(World world, Row run)
    {
        foreach (var group in FlowRunsOf(world.Store, run).SelectMany(flowRun => world.JobGroupsOf(flowRun.Id)).Where(group => !JobStatus.IsFinal(group.StatusAt(world.Now))))
        {
            world.SetStatus(group.Id, JobStatus.Canceled);
        }

        world.UnfinishedPlanRuns.Remove(run.Id);
        return world.Store.Change(run, json =>
        {
            json["status"] = JobStatus.Canceled;
            json["finishedAt"] = Wire.Text(world.Now);
        });
    }

    public static IEnumerable<Row> FlowRunsOf(Store store, Row run) =>
        (run.Json[Started] as JsonObject ?? []).Select(pair => Row.IdIn(pair.Value)).OfType<long>().Select(id => store.Find(FlowRunRoutes.Runs, id)).OfType<Row>();

    /// <summary>The runs of a node, as published clients read them in a plan: with the job groups that each started.</summary>
    public static void WriteTasks(Utf8JsonWriter w, Row node, Embed embed, RowWriter rows)
    {
        w.WriteStartObject();
        w.WriteStartArray("data"u8);
        foreach (var run in rows.Store[PlanRunRoutes.Runs].With("plan", node.Reference("plan") ?? 0).Where(run => run.Json[Started]?[Key(node)] is not null))
        {
            var plan = new PlanRun(rows.World, run);
            new JsonObject
            {
                // One task of a node in each of its runs.
                ["id"] = (run.Id * 1000) + node.Id,
                ["status"] = plan.StatusOf(node),
                ["planSnapshotRun"] = Row.ReferenceTo(run.Id),
                ["planFlowTaskRunResults"] = new JsonObject { ["data"] = new JsonArray([.. plan.Groups(Key(node)).Select(group => new JsonObject { ["id"] = group.Id, ["jobGroup"] = Row.ReferenceTo(group.Id) })]) },
            }.WriteTo(w);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    /// <summary>Starts what can start and says how the whole stands, and since when if it has ended.</summary>
    private (string Status, DateTimeOffset? EndedAt) GoOn()
    {
        while (nodes.FirstOrDefault(node => !started.ContainsKey(Key(node)) && edges.Where(edge => edge.Reference("outPlanNode") == node.Id).All(HasEnded)) is { } next)
        {
            var before = edges.Where(edge => edge.Reference("outPlanNode") == next.Id).ToList();
            started[Key(next)] = before.TrueForAll(Allows) ? Begin(next, before.Select(edge => EndOf(Before(edge))).Append(beganAt).Max()) : null;
        }

        var statuses = nodes.Select(StatusOf).ToList();
        if (nodes.Any(node => !HasEnded(node)))
        {
            return (statuses.TrueForAll(status => status is null or JobStatus.Created) ? JobStatus.Created : JobStatus.InProgress, null);
        }

        return (FlowRunRoutes.StatusOf(statuses.OfType<string>().DefaultIfEmpty(JobStatus.Complete)), nodes.Select(EndOf).Append(beganAt).Max());
    }

    private static string Key(Row node) => node.Id.ToString(CultureInfo.InvariantCulture);

    private static string Before(Row edge) => edge.Reference("inPlanNode").GetValueOrDefault().ToString(CultureInfo.InvariantCulture);

    private bool HasEnded(Row item) => item.Collection == PlanNodeRoutes.Edges
        ? started.ContainsKey(Before(item)) && Groups(Before(item)).All(group => JobStatus.IsFinal(group.StatusAt(world.Now)))
        : started.ContainsKey(Key(item)) && Groups(Key(item)).All(group => JobStatus.IsFinal(group.StatusAt(world.Now)));

    /// <summary>Whether what an edge comes from ended as its rule wants. A node that was passed over leads nowhere.</summary>
    private bool Allows(Row edge) => started[Before(edge)] is not null && edge.Text("statusRule") switch
    {
        "failure" => Groups(Before(edge)).Any(group => group.StatusAt(world.Now) == JobStatus.Failed),
        "always" => true,
        _ => Groups(Before(edge)).All(group => group.StatusAt(world.Now) == JobStatus.Complete),
    };

    /// <summary>Null for a node that has not started or was passed over.</summary>
    private string? StatusOf(Row node) => started[Key(node)] is null ? null : FlowRunRoutes.StatusOf(Groups(Key(node)).Select(group => group.StatusAt(world.Now)).DefaultIfEmpty(JobStatus.Complete));

    private DateTimeOffset EndOf(Row node) => EndOf(Key(node));

    private DateTimeOffset EndOf(string key) => Groups(key).Select(group => group.UpdatedAt(world.Now)).DefaultIfEmpty(beganAt).Max();

    private IEnumerable<JobGroup> Groups(string key) => Row.IdIn(started[key]) is { } flowRun ? world.JobGroupsOf(flowRun) : [];

    /// <summary>Only flows really run; a task of another kind is done at once.</summary>
    private JsonValue Begin(Row node, DateTimeOffset at)
    {
        if (node.Reference("_flow") is not { } id || world.Store.Find(FlowRoutes.Flows, id) is not { } flow)
        {
            return JsonValue.Create(0L);
        }

        var how = JobGroupRun.Read(Body(node)) with { RanFor = "plan", StartedAt = at };
        return JsonValue.Create(FlowRunRoutes.Start(world, flow, FlowRunRoutes.Runnable(world.Store, id), _ => how, null).Run.Id);
    }

    /// <summary>What the plan sets for a node, and the run in its place, as the body of a run.</summary>
    private JsonElement Body(Row node)
    {
        var set = world.Store[PlanNodeRoutes.Overrides].With("planNodeId", node.Id).Select(row => (JsonNode?)row.Json);
        var sent = (overrides as JsonArray ?? []).Where(one => one?["handle"]?.ToString() == node.Text("handle"));
        var data = sent.Concat(set).Select(one => new JsonObject { ["key"] = one!["overrideKey"]?.DeepClone(), ["value"] = Value(one["value"]) });
        return JsonElement.Parse(new JsonObject { ["runParameters"] = new JsonObject { ["overrides"] = new JsonObject { ["data"] = new JsonArray([.. data]) } } }.ToJsonString());
    }

    /// <summary>A variable's value, or a bare one.</summary>
    private static JsonNode? Value(JsonNode? value) => (value is JsonObject wrapped ? wrapped["variable"]?["value"] : value)?.DeepClone();
}
