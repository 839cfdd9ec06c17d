using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace DataprepPS.Client.Tests.Support;

/// <summary>
/// The vendor's and others' published examples. Annotations are stripped and redacted values replaced: see the
/// README beside them.
/// </summary>
internal static class Fixture
{
    public const string SessionId = "4a7f2f6e-1c15-4f0c-9d86-7e1d2ad3c001";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order();

    public static JsonNode? Node(string name) => Clean(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name))));

    public static string Text(string name) => Node(name)!.ToJsonString();

    /// <summary>The lines of a text that are no comments.</summary>
    public static IEnumerable<string> Lines(string name) => File.ReadLines(Path.Combine(Folder, name)).Where(line => line.Length > 0 && line[0] != '#');

    private static JsonNode? Clean(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => !member.Key.StartsWith("_note", StringComparison.Ordinal))
            .Select(member => KeyValuePair.Create(member.Key, Clean(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Clean)]),
        JsonValue value when value.TryGetValue(out string? text) && text.StartsWith("<REDACTED", StringComparison.Ordinal) =>
            text.Contains("uuid", StringComparison.Ordinal) ? SessionId : 4711,
        _ => node?.DeepClone(),
    };
}
