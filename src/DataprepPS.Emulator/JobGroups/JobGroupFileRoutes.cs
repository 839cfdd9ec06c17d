using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Files of job groups that published clients fetch although the specification does not name them.</summary>
internal static class JobGroupFileRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(new Endpoint("getJobGroupLogs", "GET /v4/jobGroups/{id}/logs") { Evidence = Evidence.Assumed, Note = "Fetched by a published client: a ZIP file of job.log files. No document describes it." }, Logs),
        new(new Endpoint("downloadScriptResult", "GET /v4/scriptResults/{id}/download") { Evidence = Evidence.Assumed, Note = "Fetched by the vendor's own client: the file. No document describes it." }, Download),
    ];

    private static Reply Logs(Call call)
    {
        var group = JobGroupRoutes.Require(call);
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var job in Job.Of(group, call.Now))
            {
                using var entry = zip.CreateEntry($"{job.Id}/job.log").Open();
                entry.Write(Encoding.UTF8.GetBytes($"{Wire.Text(job.CreatedAt)} {job.JobType} started\n{Wire.Text(job.UpdatedAt)} {job.Status} {job.Error}\n"));
            }
        }

        return Reply.Raw(200, "application/zip", memory.ToArray());
    }

    private static Reply Download(Call call)
    {
        var group = call.World.FindJobGroup(Job.GroupOf(call.Id));
        return group?.StatusAt(call.Now) == JobStatus.Complete
            ? Reply.Raw(200, "text/csv; charset=utf-8", Encoding.UTF8.GetBytes("region,amount\nnorth,98.5\nsouth,1.5\n"))
            : throw ApiProblem.NotFound("scriptResult", call.Id);
    }
}
