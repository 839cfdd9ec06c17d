using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>
/// The run of a job group. Two keys steer the emulator, as run parameter or as member of <c>overrides</c>: <c>fail</c>
/// (any value) makes the group end Failed, <c>seconds</c> sets how long it runs.
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

        var start = Read(call);
        if (testMode)
        {
            return TestMode(recipe);
        }

        if (call.ExecutionId is { } execution && call.World.StartedBy(execution) is { } before)
        {
            return call.Options.NotModifiedBody
                ? Reply.Raw(304, Reply.JsonType, Encoding.UTF8.GetBytes($$"""{"id":{{before}}}"""))
                : Reply.Empty(304);
        }

        var group = call.World.StartJobGroup(recipeId, start);
        call.Acted($"jobGroup {group.Id} started");
        return Reply.Json(201, w => WriteStarted(w, group, "id"u8));
    }

    /// <summary>What the body of a run says, of a job group or of a deployment.</summary>
    public static JobGroupStart Read(Call call)
    {
        var body = call.Body;
        var parameters = Parameters(body);
        var seconds = Number(parameters, "seconds") ?? body.At("overrides.seconds").Number();
        var fails = parameters.Any(p => p.Key == "fail") || body.At("overrides.fail") is not null;
        var ranFrom = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("ranfrom", out _) ? body.Text("ranfrom") : "api";
        return new JobGroupStart
        {
            Lifetime = seconds is { } s ? TimeSpan.FromSeconds(Math.Clamp(s, 0.001, 1e6)) : null,
            Failure = fails ? "Out of memory" : null,
            Profiler = body.Boolean("overrides.profiler"),
            Execution = body.Text("overrides.execution"),
            RanFrom = ranFrom,
            ExecutionId = call.ExecutionId,
            RunParameters = body.At("runParameters")?.GetRawText(),
            Overrides = body.At("overrides")?.GetRawText(),
        };
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

    private static double? Number(List<KeyValuePair<string, JsonElement>> parameters, string key)
    {
        foreach (var (name, value) in parameters)
        {
            if (name == key)
            {
                return ((JsonElement?)value).Number();
            }
        }

        return null;
    }
}
