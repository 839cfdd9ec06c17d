using System;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>A job group as JSON, with the keys and the order of the live reply.</summary>
internal static class JobGroupJson
{
    private static readonly Associations ScriptResults = new("scriptResults", new Association("storageLocation"));

    private static readonly Associations Jobs = new(
        "jobs",
        new Association("errorMessage"),
        new Association("scriptResults", () => ScriptResults),
        new Association("fileWriterJob", () => new Associations("fileWriterJobs", new Association("writeSetting"))),
        new Association("creator", () => PersonRoutes.People.Associations));

    /// <summary>What a job group can embed.</summary>
    public static Associations Associations { get; } = new(
        "jobGroups",
        new Association("creator", () => PersonRoutes.People.Associations),
        new Association("updater", () => PersonRoutes.People.Associations),
        new Association("snapshot"),
        new Association("workspace", () => WorkspaceRoutes.Workspaces.Associations),
        new Association("wrangledDataset", () => RecipeRoutes.Recipes.Associations),
        new Association("flowRun", () => FlowRunRoutes.Runs.Associations),
        new Association("jobs", () => Jobs),
        new Association("jobGroupDataflowOptions"));

    public static void Write(Utf8JsonWriter w, JobGroup group, RowWriter rows, Embed embed)
    {
        var now = rows.Now;
        w.WriteStartObject();
        w.WriteNumber("id"u8, group.Id);
        w.WriteNull("name"u8);
        w.WriteNull("description"u8);
        w.WriteString("ranfrom"u8, group.RanFrom);
        w.WriteString("ranfor"u8, group.RanFor);
        w.WriteString("status"u8, group.StatusAt(now));
        w.WriteBoolean("profilingEnabled"u8, group.ProfilingEnabled);
        w.WriteDate("runParameterReferenceDate"u8, group.StartedAt);
        w.WriteDate("createdAt"u8, group.StartedAt);
        w.WriteDate("updatedAt"u8, group.UpdatedAt(now));
        rows.WriteReference(w, "workspace"u8, WorkspaceRoutes.Workspaces, 1, embed["workspace"]);
        rows.WriteReference(w, "creator"u8, PersonRoutes.People, group.CreatorId, embed["creator"]);
        rows.WriteReference(w, "updater"u8, PersonRoutes.People, group.CreatorId, embed["updater"]);
        w.WriteReference("snapshot"u8, group.Id);
        rows.WriteReference(w, "wrangledDataset"u8, RecipeRoutes.Recipes, group.Recipe.Id, embed["wrangledDataset"]);
        if (group.FlowRunId is { } flowRun)
        {
            rows.WriteReference(w, "flowRun"u8, FlowRunRoutes.Runs, flowRun, embed["flowRun"]);
        }
        else
        {
            w.WriteNull("flowRun"u8);
        }

        if (embed["jobs"] is { } jobs)
        {
            w.WriteStartObject("jobs"u8);
            w.WriteStartArray("data"u8);
            foreach (var job in Job.Of(group, now))
            {
                JobJson.Write(w, group, job, rows, jobs);
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        if (embed["jobGroupDataflowOptions"] is not null)
        {
            WriteDataflowOptions(w);
        }

        w.WriteEndObject();
    }

    /// <summary>Writes a reference. When it is embedded it stays open for more members, which is what the answer says.</summary>
    public static bool Open(Utf8JsonWriter w, ReadOnlySpan<byte> name, long id, Embed? embed)
    {
        if (embed is null)
        {
            w.WriteReference(name, id);
            return false;
        }

        w.WriteStartObject(name);
        w.WriteNumber("id"u8, id);
        return true;
    }

    private static void WriteDataflowOptions(Utf8JsonWriter w)
    {
        w.WriteStartObject("jobGroupDataflowOptions"u8);
        w.WriteStartArray("data"u8);
        foreach (var (key, value) in ((string, string)[])[("region", "us-central1"), ("machineType", "n1-standard-1")])
        {
            w.WriteStartObject();
            w.WriteString("key"u8, key);
            w.WriteString("value"u8, value);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
