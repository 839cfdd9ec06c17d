using System;
using System.Collections.Generic;
using System.Text.Json;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Emulator;

/// <summary>
/// The run of a job group. Three keys steer the emulator, as run parameter or as member of <c>overrides</c>: <c>fail</c>
/// makes the group end Failed with that message, <c>failStage</c> says in which stage, <c>seconds</c> sets how long it runs.
/// </summary>
internal static class JobGroupRun
{
    public static Reply Answer(Call call)
    {
        var recipeId = call.Body.RequiredWhole("wrangledDataset.id");
        var testMode = call.Body.Boolean("testMode") == true;
        var recipe = call.World.FindRecipe(recipeId) ?? throw ApiProblem.Refused($"No wrangledDataset with id {recipeId}");
        if (!recipe.HasOutput)
        {
            throw ApiProblem.Refused($"wrangledDataset {recipeId} has no output object");
        }

        var start = Read(call.Body, call.ExecutionId);
        if (testMode)
        {
            return TestMode(recipe);
        }

        if (Executions.AlreadyStarted(call, JobGroupEndpoints.Run, "id") is { } already)
        {
            return already;
        }

        var group = call.World.StartJobGroup(recipeId, start);
        call.Acted($"jobGroup {group.Id} started");
        return Reply.Json(201, w => WriteStarted(w, group, "id"u8));
    }

    /// <summary>What the body of a run says, of a job group or of a deployment.</summary>
    public static JobGroupStart Read(JsonElement body, string? executionId = null)
    {
        var parameters = Parameters(body);
        var seconds = Steering("seconds").Number();
        var ranFrom = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("ranfrom", out _) ? body.Text("ranfrom") : "api";
        return new JobGroupStart
        {
            Lifetime = seconds is { } s ? TimeSpan.FromSeconds(Math.Clamp(s, 0.001, 1e6)) : null,
            Failure = Message(Steering("fail")),
            FailStage = Steering("failStage")?.ToString(),
            Publishing = body.At("overrides.publications") is { ValueKind: JsonValueKind.Array } publications && publications.GetArrayLength() > 0,
            Profiler = body.Boolean("overrides.profiler"),
            Execution = body.Text("overrides.execution"),
            RanFrom = ranFrom,
            ExecutionId = executionId,
            RunParameters = body.At("runParameters")?.GetRawText(),
            Overrides = body.At("overrides")?.GetRawText(),
        };

        JsonElement? Steering(string key)
        {
            var sent = parameters.Find(parameter => parameter.Key == key);
            return sent.Key is null ? body.At($"overrides.{key}") : sent.Value;
        }
    }

    /// <summary>The documented reply; v3 calls the id <c>jobgroupId</c>.</summary>
    public static void WriteStarted(Utf8JsonWriter writer, JobGroup group, ReadOnlySpan<byte> idName)
    {
        var jobs = Job.IdsOf(group);
        writer.WriteStartObject();
        writer.WriteString("sessionId"u8, Guid.NewGuid());
        writer.WriteString("reason"u8, "JobStarted"u8);
        writer.WriteStartObject("jobGraph"u8);
        writer.WriteIds("vertices"u8, jobs);
        writer.WriteStartArray("edges"u8);
        foreach (var target in jobs[1..])
        {
            writer.WriteStartObject();
            writer.WriteNumber("source"u8, jobs[0]);
            writer.WriteNumber("target"u8, target);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteNumber(idName, group.Id);
        if (group.FlowRunId is { } flowRun)
        {
            writer.WriteReference("flowRun"u8, flowRun);
        }

        WriteJobs(writer, jobs);
        writer.WriteEndObject();
    }

    public static void WriteJobs(Utf8JsonWriter writer, long[] jobs)
    {
        writer.WriteStartObject("jobs"u8);
        writer.WriteStartArray("data"u8);
        foreach (var job in jobs)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id"u8, job);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteIds(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long[] ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids)
        {
            writer.WriteNumberValue(id);
        }

        writer.WriteEndArray();
    }

    private static Reply TestMode(Recipe recipe) => Reply.Json(201, w =>
    {
        w.WriteStartObject();
        w.WriteNumber("datasetId"u8, recipe.Id);
        w.WriteString("datasetName"u8, recipe.Name);
        w.WriteString("sessionId"u8, Guid.NewGuid());
        w.WriteEndObject();
    });

    /// <summary>Older pages put runParameters inside overrides; both places are read.</summary>
    private static List<KeyValuePair<string, JsonElement>> Parameters(JsonElement body)
    {
        var found = new List<KeyValuePair<string, JsonElement>>();
        foreach (var place in (string[])["runParameters.overrides.data", "overrides.runParameters.overrides.data"])
        {
            if (body.At(place) is not { } data)
            {
                continue;
            }

            if (data.ValueKind != JsonValueKind.Array)
            {
                throw ApiProblem.Invalid(place, "must be an array");
            }

            foreach (var item in data.EnumerateArray())
            {
                found.Add(new(item.Text("key") ?? throw ApiProblem.Invalid(place + ".key", "is required"), item.At("value") ?? default));
            }
        }

        return found;
    }

    /// <summary>The error to fail with; what only says that it is to fail stands for one.</summary>
    private static string? Message(JsonElement? fail) => fail?.ToString() switch
    {
        null or "false" or "False" => null,
        "" or "1" or "yes" or "true" or "True" => "Out of memory",
        var message => message,
    };
}
