using System.Linq;
using System.Text.Json.Nodes;

namespace DataprepPS.Emulator;

/// <summary>The settings of a workspace. One that is null has its default.</summary>
internal static class WorkspaceSettings
{
    private const string Member = "_settings";

    /// <summary>The settings there are, with their types and defaults.</summary>
    private static readonly JsonArray Known = (JsonArray)JsonNode.Parse("""
        [{"key":"outputFormats.JSON","type":"boolean","default":true,"description":"Whether results can be written as JSON."},
         {"key":"outputFormats.Parquet","type":"boolean","default":true,"description":"Whether results can be written as Parquet."},
         {"key":"feature.scheduling.enabled","type":"boolean","default":true,"description":"Whether flows and plans can be scheduled."},
         {"key":"feature.flowSharing.enabled","type":"boolean","default":true,"description":"Whether flows can be shared."},
         {"key":"apiAccessTokens.enabled","type":"boolean","default":true,"description":"Whether people can make access tokens."},
         {"key":"session.durationInMins","type":"integer","default":10080,"description":"How long a session lasts."}]
        """)!;

    public static Reply List(Call call, Row workspace)
    {
        var key = call.Query("key");
        return Reply.Json(200, new JsonArray([.. Keys().Where(name => string.IsNullOrEmpty(key) || name == key).Select(name => Setting(name, Of(workspace)[name]))]));
    }

    public static Reply Schema(Row workspace)
    {
        _ = workspace;
        return Reply.Json(200, new JsonObject { ["data"] = Known.DeepClone() });
    }

    public static Reply Save(Call call, Row workspace)
    {
        var sent = call.Body.GetProperty("configuration").EnumerateArray().Select(item => (Key: item.RequiredText("key"), Value: JsonNode.Parse(item.GetProperty("value").GetRawText()))).ToList();
        if (sent.Find(setting => !Keys().Contains(setting.Key)).Key is { } unknown)
        {
            throw ApiProblem.Refused($"No setting {unknown}");
        }

        call.Store.Change(workspace, json =>
        {
            foreach (var (key, value) in sent)
            {
                json[Member]![key] = value;
            }
        });
        call.Acted($"workspace {workspace.Id} settings saved");
        return Reply.Json(200, new JsonArray([.. sent.Select(setting => Setting(setting.Key, setting.Value))]));
    }

    public static Reply Clear(Call call, Row workspace)
    {
        var keys = call.Body.GetProperty("settings").EnumerateArray().Select(item => item.GetString()!).Where(Of(workspace).ContainsKey).ToList();
        call.Store.Change(workspace, json => keys.ForEach(key => ((JsonObject)json[Member]!).Remove(key)));
        if (keys.Count > 0)
        {
            call.Acted($"workspace {workspace.Id} settings cleared");
        }

        return Reply.Json(201, new JsonObject { ["numberOfRowsDeleted"] = keys.Count });
    }

    private static string[] Keys() => [.. Known.Select(setting => setting!["key"]!.ToString())];

    private static JsonObject Of(Row workspace) => (JsonObject)workspace.Json[Member]!;

    private static JsonObject Setting(string key, JsonNode? value) => new() { ["key"] = key, ["value"] = value?.DeepClone() };
}
