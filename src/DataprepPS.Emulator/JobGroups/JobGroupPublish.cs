using System;
using System.Linq;

namespace DataprepPS.Emulator;

/// <summary>Publishing: adds a publish job to a complete group. Nothing makes it idempotent, here as there.</summary>
internal static class JobGroupPublish
{
    /// <summary>v3 names the new job in its reply, v4 does not.</summary>
    public static Reply Answer(Call call, bool withJobIds)
    {
        var group = JobGroupRoutes.Require(call);
        var body = call.Body;
        var connectionId = body.RequiredWhole("connection.id");
        var table = body.RequiredText("table");
        var (action, format) = (body.RequiredText("action"), body.RequiredText("inputFormat"));
        if (call.Store.Find(ConnectionRoutes.Connections, connectionId) is null)
        {
            throw ApiProblem.Refused($"No connection with id {connectionId}");
        }

        if (group.StatusAt(call.Now) is not JobStatus.Complete and var status)
        {
            throw ApiProblem.Refused($"Job group {group.Id} is {status}; only a Complete one can be published");
        }

        var publish = call.World.AddPublish(group.Id, jobId => new Publish(
            jobId, connectionId, [.. body.GetProperty("path").EnumerateArray().Select(part => part.GetString()!)], table, action, format, call.Now, call.Options.Scaled(call.Options.PublishLifetime))
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
}
