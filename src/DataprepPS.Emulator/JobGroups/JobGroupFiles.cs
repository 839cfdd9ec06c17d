using System.Collections.Generic;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>A file that a job group writes.</summary>
internal sealed record OutputFile(string Path, string Format);

/// <summary>The files of a job group: those its overrides name, in either spelling the documents have, or one by default.</summary>
internal static class JobGroupFiles
{
    public static List<OutputFile> Of(JobGroup group)
    {
        var files = new List<OutputFile>();
        if (group.Overrides is not null)
        {
            var overrides = JsonElement.Parse(group.Overrides);
            Read(overrides.At("writesettings"), files);
            Read(overrides.At("writeSettings"), files);
        }

        return files.Count > 0 ? files : [new OutputFile($"gs://emulator/jobrun/recipe-{group.Recipe.Id}/{group.Id}.csv", "csv")];
    }

    private static void Read(JsonElement? settings, List<OutputFile> files)
    {
        if (settings is not { ValueKind: JsonValueKind.Array } list)
        {
            return;
        }

        foreach (var setting in list.EnumerateArray())
        {
            if (setting.At("path") is { ValueKind: JsonValueKind.String } path)
            {
                files.Add(new OutputFile(path.GetString()!, setting.At("format")?.ToString() ?? "csv"));
            }
        }
    }
}
