using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>What a job group read and wrote, its profile, and publishing it elsewhere.</summary>
internal static class JobGroupResultRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(JobGroupEndpoints.Inputs, Inputs),
        new(JobGroupEndpoints.Outputs, Outputs),
        new(JobGroupEndpoints.Publications, Publications),
        new(JobGroupEndpoints.Profile, call => Profile(call, keyed: false)),
        new(new Endpoint("getProfilingInformationForJobGroupConsistent", "GET /v4/jobGroups/{id}/profileResults") { Note = "Keyed by flow node." }, call => Profile(call, keyed: true)),
        new(JobGroupEndpoints.PdfResults, Pdf),
        new(JobGroupEndpoints.Publish, call => JobGroupPublish.Answer(call, withJobIds: false)),
    ];

    private static Reply Inputs(Call call)
    {
        var group = JobGroupRoutes.Require(call);
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("data"u8);
            w.WriteStartObject();
            w.WriteString("name"u8, group.Recipe.Name);
            w.WriteStartArray("inputs"u8);
            w.WriteStartObject();
            w.WriteString("uri"u8, $"gs://emulator/uploads/{group.Recipe.Id}.csv");
            w.WriteString("fileType"u8, "FILE"u8);
            w.WriteEndObject();
            w.WriteEndArray();
            w.WriteEndObject();
            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    private static Reply Outputs(Call call)
    {
        var group = JobGroupRoutes.Require(call);
        var complete = group.StatusAt(call.Now) == JobStatus.Complete;
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("files"u8);
            foreach (var file in complete ? JobGroupFiles.Of(group, call.Store) : [])
            {
                w.WriteStartObject();
                w.WriteString("uri"u8, file.Path);
                w.WriteString("fileType"u8, "FILE"u8);
                w.WriteBoolean("isPrimaryOutput"u8, true);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteStartArray("tables"u8);
            foreach (var publish in group.Publishes.Where(p => p.Failure is null && p.StartedAt + p.Lifetime <= call.Now))
            {
                WriteTable(w, publish, call.World);
            }

            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    private static void WriteTable(Utf8JsonWriter w, Publish publish, World world)
    {
        var vendor = world.Store.FindAny(ConnectionRoutes.Connections, publish.ConnectionId)?.Text("vendor");
        w.WriteStartObject();
        w.WriteString("vendor"u8, vendor);
        w.WriteString("databaseConnectString"u8, $"jdbc:{vendor}://emulator");
        WriteTexts(w, "relationalPath", publish.Path);
        w.WriteString("table"u8, publish.Table);
        w.WriteString("action"u8, publish.Action);
        WriteTexts(w, "query", []);
        w.WriteEndObject();
    }

    private static Reply Publications(Call call)
    {
        var group = JobGroupRoutes.Require(call);
        return Reply.List(
            group.Publishes,
            (w, publish) =>
            {
                w.WriteStartObject();
                WriteTexts(w, "path", publish.Path);
                w.WriteNumber("id"u8, publish.JobId);
                w.WriteString("tableName"u8, publish.Table);
                w.WriteString("targetType"u8, call.Store.FindAny(ConnectionRoutes.Connections, publish.ConnectionId)?.Text("vendor"));
                w.WriteString("action"u8, publish.Action);
                w.WriteDate("createdAt"u8, publish.StartedAt);
                w.WriteDate("updatedAt"u8, publish.StartedAt);
                w.WriteReference("creator"u8, group.CreatorId);
                w.WriteReference("updater"u8, group.CreatorId);
                w.WriteReference("outputObject"u8, group.Recipe.OutputObjectId ?? 0);
                w.WriteReference("connection"u8, publish.ConnectionId);
                w.WriteEndObject();
            },
            null);
    }

    private static void WriteTexts(Utf8JsonWriter w, string name, IReadOnlyList<string> texts)
    {
        w.WriteStartArray(name);
        foreach (var text in texts)
        {
            w.WriteStringValue(text);
        }

        w.WriteEndArray();
    }

    private static Reply Profile(Call call, bool keyed)
    {
        var group = RequireProfile(call);
        return Reply.Ok(w =>
        {
            if (!keyed)
            {
                ProfileJson.Write(w);
                return;
            }

            w.WriteStartObject();
            w.WritePropertyName($"{group.Recipe.Id}");
            ProfileJson.Write(w);
            w.WriteEndObject();
        });
    }

    private static Reply Pdf(Call call) => Reply.Raw(200, "application/pdf", ProfilePdf.Of(RequireProfile(call)));

    private static JobGroup RequireProfile(Call call)
    {
        var group = JobGroupRoutes.Require(call);
        return group.ProfilingEnabled && group.StatusAt(call.Now) == JobStatus.Complete
            ? group
            : throw new ApiProblem(400, "ProfilingDataNotFoundException", "Profiling data not found", $"Job group {group.Id} does not have profiling data");
    }
}
