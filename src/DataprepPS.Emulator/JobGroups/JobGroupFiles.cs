using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>Something that a job group writes: a file by its path, or a table, whose container is its name.</summary>
internal sealed record OutputFile(string Path, string Format, string Container = "emulator");

/// <summary>
/// What a job group writes: what its overrides name, in either spelling the documents have, else what its output is set to write,
/// else one file.
/// </summary>
internal static class JobGroupFiles
{
    public static IReadOnlyList<OutputFile> Of(JobGroup group, Store store)
    {
        var overrides = group.Overrides is { } text ? JsonElement.Parse(text) : default;
        List<OutputFile> files =
        [
            .. Items(overrides, "writesettings").Concat(Items(overrides, "writeSettings")).Where(setting => setting.At("path") is { ValueKind: JsonValueKind.String })
                .Select(setting => new OutputFile(setting.GetProperty("path").GetString()!, setting.At("format")?.ToString() ?? "csv")),
            .. Items(overrides, "publications").Select(publication => new OutputFile(
                publication.At("path")?.GetRawText() ?? "[]", publication.At("targetType")?.ToString() ?? "jdbc", publication.At("tableName")?.ToString() ?? string.Empty)),
        ];
        if (files.Count == 0 && group.Recipe.OutputObjectId is { } output)
        {
            files.AddRange(store[WriteSettingRoutes.WriteSettings].With("outputObject", output).Select(row => new OutputFile(row.Text("path")!, row.Text("format") ?? "csv")));
        }

        return files.Count > 0 ? files : [new OutputFile($"gs://emulator/jobrun/recipe-{group.Recipe.Id}/{group.Id}.csv", "csv")];
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement overrides, string member) =>
        overrides.At(member) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
}
