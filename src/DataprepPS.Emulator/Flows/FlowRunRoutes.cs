using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Flows;

namespace DataprepPS.Emulator;

/// <summary>Runs of flows: a job group for each output.</summary>
internal static class FlowRunRoutes
{
    public static readonly Collection Runs = new("flowRuns", "flowRun", """{"scheduleExecutionId":null,"requestId":null,"flow":null}""")
    {
        References = [new Reference("flow", () => FlowRoutes.Flows, Fate.Dangles)],
        Embeds =
        [
            Association.To("flow", () => FlowRoutes.Flows),
            new Association("jobGroups", () => JobGroupJson.Associations, WriteJobGroups),
        ],
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new(FlowEndpoints.Run, Run),
        new(FlowEndpoints.Runs.Get!, call => RowReplies.One(call, call.Require(Runs))),
        new(FlowEndpoints.RunStatus, call => JobGroupRoutes.Status(StatusOf(call.World.JobGroupsOf(call.Require(Runs).Id).Select(group => group.StatusAt(call.Now))))),
        new(FlowEndpoints.RunJobGroups, call => JobGroupList.Answer(call, call.World.JobGroupsOf(call.Require(Runs).Id))),
    ];

    /// <summary>What several statuses are together.</summary>
    public static string StatusOf(IEnumerable<string> statuses)
    {
        var all = statuses.ToHashSet(StringComparer.Ordinal);
        return all.All(status => status == JobStatus.Created) ? JobStatus.Created
            : all.Any(status => !JobStatus.IsFinal(status)) ? JobStatus.InProgress
            : all.Contains(JobStatus.Failed) ? JobStatus.Failed
            : all.Contains(JobStatus.Canceled) ? JobStatus.Canceled
            : JobStatus.Complete;
    }

    /// <summary>Starts a run of a flow: of all its recipes with outputs, or of those that are named.</summary>
    public static (Row Run, IReadOnlyList<JobGroup> Groups) Start(World world, Row flow, IEnumerable<Recipe> recipes, Func<Recipe, JobGroupStart> how, string? requestId)
    {
        var run = world.Store.Add(Runs, new JsonObject { ["flow"] = Row.ReferenceTo(flow.Id), ["requestId"] = requestId });
        return (run, [.. recipes.Select(recipe => world.StartJobGroup(recipe.Id, how(recipe) with { FlowRunId = run.Id }))]);
    }

    /// <summary>The recipes of a flow that can run.</summary>
    public static IEnumerable<Recipe> Runnable(Store store, long flowId) =>
        store[RecipeRoutes.Recipes].With("flow", flowId).Select(row => Recipe.Of(row, store)).Where(recipe => recipe.HasOutput);

    private static Reply Run(Call call)
    {
        var flow = call.Require(FlowRoutes.Flows);
        var recipes = Wanted(call, flow);
        if (Executions.AlreadyStarted(call, FlowEndpoints.Run, "flowRunId") is { } already)
        {
            return already;
        }

        var (run, groups) = Start(call.World, flow, recipes, recipe => StartOf(call, recipe), call.Entry.RequestId);
        call.World.Executions.Add(FlowEndpoints.Run, call.ExecutionId, run.Id);
        call.Acted($"flowRun {run.Id} started");
        return Reply.Json(201, w =>
        {
            w.WriteStartObject();
            w.WriteNumber("flowRunId"u8, run.Id);
            w.WriteStartArray("data"u8);
            foreach (var group in groups)
            {
                JobGroupRun.WriteStarted(w, group, "id"u8);
            }

            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    private static List<Recipe> Wanted(Call call, Row flow)
    {
        var recipes = Runnable(call.Store, flow.Id).ToList();
        if (call.Body.At("wrangledDatasetIds") is { } ids)
        {
            recipes = [.. ids.EnumerateArray().Select(sent => long.Parse(sent.ToString(), System.Globalization.CultureInfo.InvariantCulture))
                .Select(id => recipes.Find(recipe => recipe.Id == id) ?? throw ApiProblem.Refused($"No wrangledDataset with id {id} and an output in flow {flow.Id}"))];
        }

        return recipes.Count > 0 ? recipes : throw ApiProblem.Refused($"flow {flow.Id} has no output object");
    }

    /// <summary>A flow's overrides are keyed by the name of the recipe; the rest of the body is for all of them.</summary>
    private static JobGroupStart StartOf(Call call, Recipe recipe)
    {
        var overrides = new JsonObject();
        if (call.Body.Text("execution") is { } execution)
        {
            overrides["execution"] = execution;
        }

        foreach (var member in call.Body.At("overrides") is { ValueKind: JsonValueKind.Object } all && all.At(recipe.Name) is { ValueKind: JsonValueKind.Object } own ? own.EnumerateObject() : default)
        {
            overrides[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        var body = new JsonObject { ["overrides"] = overrides.Count > 0 ? overrides : null };
        if (call.Body.At("runParameters") is { } parameters)
        {
            body["runParameters"] = JsonNode.Parse(parameters.GetRawText());
        }

        return JobGroupRun.Read(JsonElement.Parse(body.ToJsonString()), call.ExecutionId);
    }

    private static void WriteJobGroups(Utf8JsonWriter w, Row run, Embed embed, RowWriter rows)
    {
        w.WriteStartObject();
        w.WriteStartArray("data"u8);
        foreach (var group in rows.World.JobGroupsOf(run.Id))
        {
            JobGroupJson.Write(w, group, rows, embed);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
