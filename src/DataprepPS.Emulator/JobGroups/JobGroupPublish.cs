using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>Publishing: adds a publish job to a complete group. Nothing makes it idempotent, here as there.</summary>
internal static class JobGroupPublish
{
    private static readonly string[] Actions = ["create", "load", "createAndLoad", "truncateAndLoad", "dropAndLoad"];
    private static readonly string[] Formats = ["avro", "pqt", "csv", "json"];

    /// <summary>v3 names the new job in its reply, v4 does not.</summary>
    public static Reply Answer(Call call, bool withJobIds)
    {
        var group = JobGroupRoutes.Require(call);
        var body = call.Body;
        var connectionId = body.RequiredWhole("connection.id");
        var table = body.RequiredText("table");
        var action = OneOf(body, "action", Actions);
        var format = OneOf(body, "inputFormat", Formats);
        if (call.World.FindConnection(connectionId) is null)
        {
            throw new ApiProblem(400, "ValidationFailed", "Input validation failed", $"No connection with id {connectionId}");
        }

        if (group.StatusAt(call.Now) is not JobStatus.Complete and var status)
        {
            throw new ApiProblem(400, "ValidationFailed", "Input validation failed", $"Job group {group.Id} is {status}; only a Complete one can be published");
        }

        var publish = call.World.AddPublish(group.Id, jobId => new Publish(
            jobId, connectionId, Path(body), table, action, format, call.Now, call.Options.Scaled(call.Options.PublishLifetime))
        {
            Failure = table == "fail" ? "The table could not be written" : null,
        });
        call.Acted($"jobGroup {group.Id} published as job {publish.JobId}");
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WriteNumber("jobgroupId"u8, group.Id);
            if (withJobIds)
            {
                w.WriteIds("jobIds"u8, [publish.JobId]);
            }

            w.WriteString("reason"u8, "JobStarted"u8);
            w.WriteString("sessionId"u8, Guid.NewGuid());
            w.WriteEndObject();
        });
    }

    private static List<string> Path(JsonElement body)
    {
        if (body.At("path") is not { ValueKind: JsonValueKind.Array } path || path.EnumerateArray().Any(p => p.ValueKind != JsonValueKind.String))
        {
            throw ApiProblem.Invalid("path", "must be an array of strings");
        }

        return [.. path.EnumerateArray().Select(p => p.GetString()!)];
    }

    private static string OneOf(JsonElement body, string name, string[] values)
    {
        var value = body.RequiredText(name);
        return values.Contains(value) ? value : throw ApiProblem.Invalid(name, $"must be one of [{string.Join(", ", values)}]");
    }
}
