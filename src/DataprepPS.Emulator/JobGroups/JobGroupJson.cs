using System;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>A job group as JSON, with the keys and the order of the live reply.</summary>
internal static class JobGroupJson
{
    private static readonly Association ScriptResults = new("scriptResults", ("storageLocation", Association.Leaf));

    private static readonly Association Jobs = new(
        "jobs",
        ("errorMessage", Association.Leaf),
        ("scriptResults", ScriptResults),
        ("fileWriterJob", new Association("fileWriterJobs", ("writeSetting", Association.Leaf))),
        ("creator", Association.Leaf));

    /// <summary>What a job group can embed.</summary>
    public static Association Associations { get; } = new(
        "jobGroups",
        ("creator", Association.Leaf),
        ("updater", Association.Leaf),
        ("snapshot", Association.Leaf),
        ("workspace", Association.Leaf),
        ("wrangledDataset", new Association("wrangledDatasets", ("recipe", Association.Leaf), ("flow", Association.Leaf), ("creator", Association.Leaf), ("updater", Association.Leaf))),
        ("flowRun", Association.Leaf),
        ("jobs", Jobs),
        ("jobGroupDataflowOptions", Association.Leaf));

    public static void Write(Utf8JsonWriter w, JobGroup group, DateTimeOffset now, World world, Embed embed)
    {
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
        if (Open(w, "workspace"u8, 1, embed["workspace"]))
        {
            w.WriteString("name"u8, "Emulator"u8);
            w.WriteEndObject();
        }

        WritePerson(w, "creator"u8, group.CreatorId, world, embed["creator"]);
        WritePerson(w, "updater"u8, group.CreatorId, world, embed["updater"]);
        w.WriteReference("snapshot"u8, group.Id);
        WriteDataset(w, group.Recipe, world, embed["wrangledDataset"]);
        w.WriteNull("flowRun"u8);
        if (embed["jobs"] is { } jobs)
        {
            w.WriteStartObject("jobs"u8);
            w.WriteStartArray("data"u8);
            foreach (var job in Job.Of(group, now))
            {
                JobJson.Write(w, group, job, world, jobs);
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

    public static void WritePerson(Utf8JsonWriter w, ReadOnlySpan<byte> name, long id, World world, Embed? embed)
    {
        if (Open(w, name, id, embed))
        {
            var person = world.FindPerson(id);
            w.WriteString("name"u8, person?.Name);
            w.WriteString("email"u8, person?.Email);
            w.WriteEndObject();
        }
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

    private static void WriteDataset(Utf8JsonWriter w, Recipe recipe, World world, Embed? embed)
    {
        if (!Open(w, "wrangledDataset"u8, recipe.Id, embed))
        {
            return;
        }

        w.WriteBoolean("wrangled"u8, true);
        w.WriteStamps(recipe);
        if (Open(w, "recipe"u8, recipe.RecipeObjectId, embed!["recipe"]))
        {
            w.WriteString("name"u8, recipe.Name);
            w.WriteNull("description"u8);
            w.WriteEndObject();
        }

        if (Open(w, "flow"u8, recipe.FlowId, embed["flow"]))
        {
            w.WriteString("name"u8, world.FindFlow(recipe.FlowId)?.Name);
            w.WriteString("cpProject"u8, "emulator-project"u8);
            w.WriteEndObject();
        }

        w.WriteEndObject();
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
