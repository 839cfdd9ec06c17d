using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Parameters;

namespace DataprepPS.Emulator;

/// <summary>Environment parameters, which all flows of a workspace share.</summary>
internal static class ParameterRoutes
{
    public static readonly Collection Parameters = new(
        "environmentParameters",
        "environmentParameter",
        """{"overrideKey":null,"value":null,"deleted_at":null,"usageInfo":null}""",
        EnvironmentParameterEndpoints.Parameters)
    {
        Check = (call, json, before) =>
        {
            if (before is null && Named(call.Store, json["overrideKey"]!.ToString()) is { } other)
            {
                throw ApiProblem.Refused($"environmentParameter {other.Id} is called {other.Text("overrideKey")} already");
            }
        },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Parameters.Routes(),
        new(EnvironmentParameterEndpoints.Package, Export),
        new(EnvironmentParameterEndpoints.Import, Import),
    ];

    private static Row? Named(Store store, string key) => store[Parameters].Live.FirstOrDefault(row => row.Text("overrideKey") == key);

    private static Reply Export(Call call)
    {
        var list = call.Store[Parameters].Live.Select(row => new JsonObject
        {
            ["overrideKey"] = row.Text("overrideKey"),
            ["value"] = call.Flag("hideSecrets") && row.Json["value"]?["secret"] is not null ? new JsonObject { ["secret"] = null } : row.Json["value"]?.DeepClone(),
        });
        return Package.Of("environmentParameters", new JsonObject { ["environmentParameters"] = new JsonArray([.. list]) }, null, call.Now).Answer(call, "environmentParameters.zip");
    }

    private static Reply Import(Call call)
    {
        var sent = (Package.Read(call)?.Data["environmentParameters"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (call.Flag("fromUI"))
        {
            return Reply.Json(201, new JsonObject { ["environmentParametersPackage"] = new JsonArray([.. sent.Select(parameter => parameter.DeepClone())]) });
        }

        var rows = sent.Select(parameter => Named(call.Store, parameter["overrideKey"]!.ToString()) is { } before
            ? call.Store.Change(before, json => json["value"] = parameter["value"]?.DeepClone())
            : call.Store.Add(Parameters, (JsonObject)parameter.DeepClone())).ToList();
        call.Acted($"{rows.Count} environmentParameters imported");
        var lines = new RowWriter(call.World, call.Now);
        return Reply.Json(201, w => lines.WriteList(w, rows, Embed.None));
    }
}
