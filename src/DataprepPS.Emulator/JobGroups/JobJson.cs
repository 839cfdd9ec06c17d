using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>A job as JSON; what its job type adds sits flat on it, as in the vendor's sample.</summary>
internal static class JobJson
{
    public static void Write(Utf8JsonWriter w, JobGroup group, Job job, RowWriter rows, Embed embed)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, job.Id);
        w.WriteString("status"u8, job.Status);
        w.WriteString("jobType"u8, job.JobType);
        w.WriteNumber("sampleSize"u8, 100);
        w.WriteNumber("percentComplete"u8, job.PercentComplete);
        w.WriteDate("lastHeartbeatAt"u8, job.UpdatedAt);
        w.WriteDate("createdAt"u8, job.CreatedAt);
        w.WriteDate("updatedAt"u8, job.UpdatedAt);
        rows.WriteReference(w, "creator"u8, PersonRoutes.People, group.CreatorId, embed["creator"]);
        w.WriteReference("jobGroup"u8, group.Id);
        WriteError(w, job, embed);
        switch (job.JobType)
        {
            case "wrangle":
                w.WriteString("executionLanguage"u8, group.Execution);
                WriteDataflowId(w, group, job);
                w.WriteReference("wranglescript"u8, group.Id);
                w.WriteNull("emrcluster"u8);
                break;
            case "filewriter" when embed["fileWriterJob"] is { } writer:
                w.WriteStartObject("fileWriterJob"u8);
                if (JobGroupJson.Open(w, "writeSetting"u8, group.Recipe.Id, writer["writeSetting"]))
                {
                    w.WriteString("path"u8, JobGroupFiles.Of(group, rows.Store)[0].Path);
                    w.WriteEndObject();
                }

                w.WriteEndObject();
                break;
        }

        if (embed["scriptResults"] is { } results)
        {
            WriteScriptResults(w, group, job, rows, results);
        }

        w.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter w, Job job, Embed embed)
    {
        if (job.Error is null)
        {
            w.WriteNull("errorMessage"u8);
        }
        else if (JobGroupJson.Open(w, "errorMessage"u8, job.Id, embed["errorMessage"]))
        {
            w.WriteString("message"u8, job.Error);
            w.WriteEndObject();
        }
    }

    /// <summary>On Google Dataprep <c>cpJobId</c> is the id of the Dataflow job; Photon has none.</summary>
    private static void WriteDataflowId(Utf8JsonWriter w, JobGroup group, Job job)
    {
        if (group.Execution == "dataflow" && job.Status != JobStatus.Created)
        {
            w.WriteString("cpJobId"u8, $"{group.StartedAt.UtcDateTime:yyyy-MM-dd_HH_mm_ss}-{job.Id}");
        }
        else
        {
            w.WriteNull("cpJobId"u8);
        }
    }

    private static void WriteScriptResults(Utf8JsonWriter w, JobGroup group, Job job, RowWriter rows, Embed embed)
    {
        w.WriteStartObject("scriptResults"u8);
        w.WriteStartArray("data"u8);
        if (job is { JobType: "wrangle" or "filewriter", Status: JobStatus.Complete })
        {
            foreach (var file in JobGroupFiles.Of(group, rows.Store))
            {
                w.WriteStartObject();
                w.WriteNumber("id"u8, job.Id);
                w.WriteString("format"u8, file.Format);
                w.WriteBoolean("isPrimaryOutput"u8, true);
                if (JobGroupJson.Open(w, "storageLocation"u8, job.Id, embed["storageLocation"]))
                {
                    w.WriteString("container"u8, file.Container);
                    w.WriteString("path"u8, file.Path);
                    w.WriteEndObject();
                }

                w.WriteEndObject();
            }
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
