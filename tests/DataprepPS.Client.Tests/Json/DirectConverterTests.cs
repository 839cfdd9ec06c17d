using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using DataprepPS.Client.Json;
using Xunit;

namespace DataprepPS.Client.Tests.Json;

/// <summary>What is read straight from the bytes is what the general reader would have made of them, whatever stands there.</summary>
public sealed class DirectConverterTests
{
    private const string JobGroup = """
        {"id":7,"name":"n","description":"d","ranfrom":"api","ranfor":"recipe","status":"Failed","profilingEnabled":true,"runParameterReferenceDate":"2026-03-01T12:00:00.000Z",
        "createdAt":"2026-03-01T12:00:00.000Z","updatedAt":"2026-03-01T13:00:00.000Z","workspace":{"id":1},"creator":{"id":2,"name":"Ada","email":"ada@example.com","isAdmin":true},
        "updater":{"id":2},"snapshot":{"id":3},"wrangledDataset":{"id":4,"recipe":{"id":5,"name":"r"}},"flowRun":null,"reason":"JobStarted","sessionId":"s","new":{"a":[1,null]},
        "jobs":{"data":[{"id":8,"status":"Failed","jobType":"wrangle","sampleSize":12.5,"percentComplete":100,"lastHeartbeatAt":"2026-03-01T12:30:00.000Z","createdAt":"2026-03-01T12:00:00.000Z",
        "updatedAt":"2026-03-01T13:00:00.000Z","creator":{"id":2},"jobGroup":{"id":7},"errorMessage":{"id":9,"message":"no"},"executionLanguage":"photon","cpJobId":"x","wranglescript":{"id":1}}]}}
        """;

    private const string Person = """
        {"id":2,"name":"Ada","email":"ada@example.com","isDisabled":false,"state":"active","validateExportCompliance":false,"outputHomeDir":"/o","uploadDir":"/u",
        "lastLoginTime":"2026-03-01T12:00:00.000Z","createdAt":"2026-03-01T12:00:00.000Z","updatedAt":"2026-03-01T12:00:00.000Z","maximalPrivileges":[]}
        """;

    // Each is put in the place of each member, at any depth.
    private static readonly string[] Values = ["null", "true", "false", "0", "12", "-1.5", "99999999999999999999", "\"\"", "\"12\"", "\"true\"", "\"2026-03-01 12:00\"", "\"x\"", "[]", "[null]", "[{\"id\":1}]", "[1]", "{}", "{\"id\":1}", "{\"data\":null}", "{\"data\":[]}", "{\"data\":[{\"id\":1}],\"count\":1}", "{\"count\":1,\"data\":[{\"id\":1}]}"];

    [Fact]
    public void A_job_group_is_read_as_the_general_reader_reads_it() => Compare(JobGroup, DataprepJson.Default.JobGroup);

    [Fact]
    public void A_person_is_read_as_the_general_reader_reads_it() => Compare(Person, DataprepJson.Default.Person);

    private static void Compare<T>(string whole, JsonTypeInfo<T> type)
        where T : class
    {
        var general = (JsonTypeInfo<T>)GeneralJson.Options.GetTypeInfo(typeof(T));
        var count = 0;
        foreach (var text in Variants(whole))
        {
            var (read, expected) = (Read(text, type, general), Read(text, general, general));
            Assert.True(read == expected, $"{text}\nis read as\n{read}\nand should be\n{expected}");
            count++;
        }

        Assert.InRange(count, 250, 10_000);
    }

    private static string Read<T>(string text, JsonTypeInfo<T> type, JsonTypeInfo<T> general)
        where T : class
    {
        try
        {
            return JsonSerializer.Serialize(ReplyReader.Object(Replies.Of(Encoding.UTF8.GetBytes(text)), type), general);
        }
        catch (Client.Http.InvalidResponseException)
        {
            return "cannot be read";
        }
    }

    private static IEnumerable<string> Variants(string whole)
    {
        yield return whole;
        foreach (var path in Paths(JsonNode.Parse(whole)!.AsObject(), []).ToList())
        {
            foreach (var value in Values)
            {
                yield return Changed(whole, path, (parent, name) => parent[name] = JsonNode.Parse(value));
            }

            // The same under the name in another case, and once more behind the others.
            yield return Changed(whole, path, (parent, name) =>
            {
                var value = parent[name]?.DeepClone();
                parent.Remove(name);
                parent[name.ToUpperInvariant()] = value;
            });
            yield return Changed(whole, path, (parent, name) =>
            {
                var value = parent[name]?.DeepClone();
                parent.Remove(name);
                parent[name] = value;
            });
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value, [.. path, member.Key]).Prepend([.. path, member.Key])),
        JsonArray { Count: > 0 } items when items[0] is JsonObject first => Paths(first, [.. path, 0]),
        _ => [],
    };

    private static string Changed(string whole, object[] path, Action<JsonObject, string> change)
    {
        var root = JsonNode.Parse(whole)!;
        var parent = path[..^1].Aggregate(root, (node, step) => step is string name ? node[name]! : node[(int)step]!);
        change(parent.AsObject(), (string)path[^1]);
        return root.ToJsonString();
    }
}
