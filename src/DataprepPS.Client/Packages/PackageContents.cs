using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Client.Packages;

/// <summary>
/// The names in a package, read from the JSON files in its ZIP: what a server will call what it makes of it. The form of flow
/// packages was seen (<c>data.flows</c>, <c>data.connections</c>); in others the same members are looked for at any depth.
/// </summary>
internal sealed class PackageContents
{
    // More than any flow's definition: what is larger is somebody's data.
    private const long LargestEntry = 32 * 1024 * 1024;

    private const int MostEntries = 1000;

    /// <summary>The names of its flows.</summary>
    public List<string> Flows { get; } = [];

    /// <summary>The names of its plans.</summary>
    public List<string> Plans { get; } = [];

    /// <summary>The keys of its environment parameters.</summary>
    public List<string> OverrideKeys { get; } = [];

    /// <summary>Its connections.</summary>
    public List<PackageConnection> Connections { get; } = [];

    /// <summary>Null for a file that is no ZIP, or has no JSON in it.</summary>
    public static PackageContents? TryRead(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            var contents = new PackageContents();
            var entries = zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && entry.Length <= LargestEntry).Take(MostEntries).ToList();
            entries.ForEach(contents.Add);
            return entries.Count == 0 ? null : contents;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private void Add(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var document = JsonDocument.Parse(stream);
        Walk(document.RootElement, "root");
    }

    // Inside a flow or a plan are many things with names of their own.
    private void Walk(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Walk(item, name);
            }

            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        switch (name.ToLowerInvariant())
        {
            case "flows" or "flow" when Text(element, "name") is { } flow:
                Flows.Add(flow);
                return;
            case "plans" or "plan" when Text(element, "name") is { } plan:
                Plans.Add(plan);
                return;
            case "connections":
                Connections.Add(new PackageConnection { Id = Text(element, "id"), Uuid = Text(element, "uuid"), Name = Text(element, "name") });
                return;
        }

        if (Text(element, "overrideKey") is { } key)
        {
            OverrideKeys.Add(key);
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            Walk(member.Value, member.Name);
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;
}
