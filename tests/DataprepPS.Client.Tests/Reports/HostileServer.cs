using System.Linq;
using System.Text.Json.Nodes;
using DataprepPS.Client.Tests.Support;

namespace DataprepPS.Client.Tests.Reports;

/// <summary>A server whose every text tries to become markup of the page, the table or the graph it is shown in, and repeats the token.</summary>
internal static class HostileServer
{
    public const string Attack = """</script></style></textarea>--><script>attacked=1</script><img src=x onerror=attacked=2>" onmouseover="attacked=3" x='y`${attacked=4}` | a | b ]"]:::x click j1 href "javascript:attacked=5" %%{init:{}}%%""";

    /// <summary>What a request is answered; job groups with an odd id failed, those with an even one are complete.</summary>
    public static FixtureReply Answer(FixtureRequest request)
    {
        var parts = request.Path.Split('/');
        var id = parts.Length > 3 && long.TryParse(parts[3], out var number) ? number : 0;
        return parts.Length switch
        {
            4 => FixtureReply.Json(Group(id).ToJsonString()),
            5 when parts[4] == "outputs" => FixtureReply.Json(new JsonObject
            {
                ["files"] = new JsonArray(new JsonObject { ["uri"] = Text("file"), ["fileType"] = Text("FILE"), ["isPrimaryOutput"] = true }),
                ["tables"] = new JsonArray(new JsonObject { ["vendor"] = Text("vendor"), ["relationalPath"] = new JsonArray(Text("path")), ["table"] = Text("table"), ["action"] = Text("action") }),
            }.ToJsonString()),
            5 when parts[4] == "publications" && request.Number("offset") > 0 => FixtureReply.Rows([]),
            5 when parts[4] == "publications" => FixtureReply.Json(new JsonObject
            {
                ["data"] = new JsonArray(new JsonObject { ["id"] = 1, ["path"] = new JsonArray(Text("p")), ["tableName"] = Text("t"), ["targetType"] = Text("kind"), ["action"] = Text("a") }),
            }.ToJsonString()),
            _ => FixtureReply.Json(new JsonObject
            {
                ["profilerTypeCheckHistograms"] = new JsonObject { [Text("column")] = new JsonArray(Count("VALID", 90), Count("INVALID", 7), Count("EMPTY", 3)) },
                ["profilerValidValueHistograms"] = new JsonObject { [Text("column")] = new JsonArray(new JsonObject { ["topk"] = new JsonArray(Count(Text("value"), 60), Count("plain", 30)) }) },
                ["columnTypes"] = new JsonObject { [Text("column")] = new JsonArray(Text("String")) },
            }.ToJsonString()),
        };
    }

    /// <summary>A text that a user or the server wrote, hostile and with the token in it.</summary>
    public static string Text(string name) => $"{name} {FixtureSession.Token} {Attack}";

    private static JsonObject Group(long id)
    {
        var failed = id % 2 == 1;
        return new JsonObject
        {
            ["id"] = id,
            ["status"] = failed ? "Failed" : "Complete",
            ["ranfrom"] = Text("ranfrom"),
            ["profilingEnabled"] = true,
            ["createdAt"] = "2026-03-04T05:06:07.000Z",
            ["updatedAt"] = "2026-03-04T05:08:07.000Z",
            ["creator"] = new JsonObject { ["id"] = 1, ["name"] = Text("creator"), ["email"] = "x@example.com" },
            ["wrangledDataset"] = new JsonObject
            {
                ["id"] = 7,
                ["recipe"] = new JsonObject { ["id"] = 70, ["name"] = Text("recipe") },
                ["flow"] = new JsonObject { ["id"] = 3, ["name"] = Text("flow") },
            },
            ["jobs"] = new JsonObject
            {
                ["data"] = new JsonArray([.. ((string[])["wrangle", "profile", "publish"]).Select((type, index) => new JsonObject
                {
                    ["id"] = (id * 10) + index,
                    ["jobType"] = index == 1 ? Text(type) : type,
                    ["status"] = failed ? (index == 0 ? "Failed" : "Canceled") : "Complete",
                    ["percentComplete"] = failed ? 40 : 100,
                    ["executionLanguage"] = Text("engine"),
                    ["cpJobId"] = Text("cp"),
                    ["createdAt"] = "2026-03-04T05:06:07.000Z",
                    ["updatedAt"] = $"2026-03-04T05:0{6 + index}:37.000Z",
                    ["errorMessage"] = failed && index == 0 ? new JsonObject { ["id"] = 5, ["message"] = Text("error\n::error::x") } : null,
                    ["scriptResults"] = new JsonObject { ["data"] = new JsonArray(new JsonObject { ["id"] = 1, ["isPrimaryOutput"] = true, ["rowCount"] = 1234567 }) },
                })]),
            },
        };
    }

    private static JsonObject Count(string key, int count) => new() { ["key"] = key, ["count"] = count };
}
