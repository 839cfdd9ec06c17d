using System.Collections.Generic;
using System.Linq;

using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Job groups: run, read, list, cancel, delete.</summary>
internal static class JobGroupRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(JobGroupEndpoints.Run, JobGroupRun.Answer),
        new(JobGroupEndpoints.JobGroups.Get!, Get),
        new(JobGroupEndpoints.List, JobGroupList.Answer),
        new(JobGroupEndpoints.JobGroups.List!, JobGroupList.Answer),
        new(JobGroupEndpoints.JobGroups.Count!, JobGroupList.AnswerCount),
        new(JobGroupEndpoints.Status, call => Status(Require(call).StatusAt(call.Now))),
        new(JobGroupEndpoints.Jobs, Jobs),
        new(JobGroupEndpoints.Cancel, Cancel),
        new(new Endpoint("deleteJobGroup", "DELETE /v4/jobGroups/{id}") { Evidence = Evidence.Assumed, Note = "Sent by a published client; no document describes it. 204." }, Delete),
        new(new Endpoint("getJobStatus", "GET /v4/jobs/{id}/status") { Note = "A bare JSON string." }, JobStatusOf),
    ];

    /// <summary>The job group of the path; a deleted one is gone unless asked for.</summary>
    public static JobGroup Require(Call call)
    {
        var group = call.World.FindJobGroup(call.Id) ?? throw ApiProblem.NotFound("jobGroup", call.Id);
        return !group.IsDeleted || call.Flag("includeDeleted")
            ? group
            : throw ApiProblem.Gone("jobGroup", call.Id);
    }

    public static Reply Status(string status) => Reply.Ok(w => w.WriteStringValue(status));

    private static Reply Get(Call call)
    {
        var embed = Embed.Of(call, JobGroupJson.Associations);
        var group = Require(call);
        return Reply.Ok(w => JobGroupList.Writer(call, embed)(w, group));
    }

    private static Reply Jobs(Call call)
    {
        var group = Require(call);
        var query = ListQuery.Of(call);
        var jobs = Job.Of(group, call.Now);
        return Reply.List(jobs, (w, job) => JobJson.Write(w, group, job, new RowWriter(call.World, call.Now), Embed.None), query.IncludeCount ? () => jobs.Count : null);
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
