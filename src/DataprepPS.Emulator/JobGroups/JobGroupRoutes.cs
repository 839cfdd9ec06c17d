using System.Collections.Generic;
using System.Linq;

namespace DataprepPS.Emulator;

/// <summary>Job groups: run, read, list, cancel, delete.</summary>
internal static class JobGroupRoutes
{
    public const string RunOperation = "runJobGroup";

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new(RunOperation, "POST", "/v4/jobGroups", Evidence.SeenLive, "An unknown recipe and one without output answer 400 ValidationFailed: assumed. The 304 of a repeated x-execution-id is documented, that it has no body is assumed.", JobGroupRun.Answer)
        {
            Quota = new QuotaLimit(30, 60),
            Body = BodyKind.Json,
        },
        new("getJobGroup", "GET", "/v4/jobGroups/{id}", Evidence.SeenLive, "Keys as in the live reply (flowRun, workspace). The names of the 404 and 410 exceptions are assumed.", Get),
        new("listJobGroups", "GET", "/v4/jobGroups", Evidence.Documented, "Deprecated by the vendor. Newest first when no sort is given: assumed.", JobGroupList.Answer),
        new("listJobLibrary", "GET", "/v4/jobLibrary", Evidence.SeenLive, "Newest first as seen live. ids is assumed.", JobGroupList.Answer) { Editions = Endpoint.SinceOld },
        new("countJobLibrary", "GET", "/v4/jobLibrary/count", Evidence.SeenLive, string.Empty, JobGroupList.AnswerCount) { Editions = Endpoint.SinceOld },
        new("getJobGroupStatus", "GET", "/v4/jobGroups/{id}/status", Evidence.SeenLive, "A bare JSON string.", c => Status(Require(c).StatusAt(c.Now))) { Editions = Endpoint.SinceOld },
        new("getJobsForJobGroup", "GET", "/v4/jobGroups/{id}/jobs", Evidence.SeenLive, "errorMessage is null or an id; its text needs embed=jobs.errorMessage on the group.", Jobs),
        new("cancelJobGroup", "POST", "/v4/jobGroups/{id}/cancel", Evidence.Documented, "A finished group is left as it is; jobIds is then empty: assumed.", Cancel) { Body = BodyKind.Json },
        new("deleteJobGroup", "DELETE", "/v4/jobGroups/{id}", Evidence.Assumed, "Sent by a published client; no document describes it. 204.", Delete),
        new("getJobStatus", "GET", "/v4/jobs/{id}/status", Evidence.Documented, "A bare JSON string.", JobStatusOf),
    ];

    /// <summary>The job group of the path; a deleted one is gone unless asked for.</summary>
    public static JobGroup Require(Call call)
    {
        var group = call.World.FindJobGroup(call.Id) ?? throw ApiProblem.NotFound("jobGroup", call.Id);
        return !group.IsDeleted || call.Flag("includeDeleted")
            ? group
            : throw new ApiProblem(410, "GoneException", "Resource has been previously deleted.", $"jobGroup {call.Id} was deleted");
    }

    public static Reply Status(string status) => Reply.Ok(w => w.WriteStringValue(status));

    private static Reply Get(Call call)
    {
        var embed = Embed.Parse(call.Query("embed"), JobGroupJson.Associations);
        var group = Require(call);
        var write = FieldFilter.Apply<JobGroup>(call, embed, (w, g) => JobGroupJson.Write(w, g, call.Now, call.World, embed));
        return Reply.Ok(w => write(w, group));
    }

    private static Reply Jobs(Call call)
    {
        var group = Require(call);
        var query = ListQuery.Of(call);
        var jobs = Job.Of(group, call.Now);
        return Reply.List(jobs, (w, job) => JobJson.Write(w, group, job, call.World, Embed.None), query.IncludeCount ? () => jobs.Count : null);
    }

    private static Reply Cancel(Call call)
    {
        var group = Require(call);
        long[] canceled = [];
        if (!JobStatus.IsFinal(group.StatusAt(call.Now)))
        {
            canceled = [.. Job.Of(group, call.Now).Where(j => !JobStatus.IsFinal(j.Status)).Select(j => j.Id)];
            call.World.SetStatus(group.Id, JobStatus.Canceled);
            call.Acted($"jobGroup {group.Id} canceled");
        }

        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WriteIds("jobIds"u8, canceled);
            w.WriteNumber("jobgroupId"u8, group.Id);
            w.WriteEndObject();
        });
    }

    private static Reply Delete(Call call)
    {
        var group = Require(call);
        call.World.DeleteJobGroup(group.Id);
        call.Acted($"jobGroup {group.Id} deleted");
        return Reply.Empty(204);
    }

    private static Reply JobStatusOf(Call call)
    {
        var job = call.World.FindJobGroup(Job.GroupOf(call.Id)) is { } group
            ? Job.Of(group, call.Now).Find(j => j.Id == call.Id)
            : null;
        return Status((job ?? throw ApiProblem.NotFound("job", call.Id)).Status);
    }
}
