using System.Collections.Generic;
using System.Text.Json.Nodes;

using DataprepPS.Client.Flows;

namespace DataprepPS.Emulator;

/// <summary>Exports and imports of flows.</summary>
internal static class FlowPackageRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        new(FlowEndpoints.Package, call => Export(call, call.Require(FlowRoutes.Flows))),
        new(FlowEndpoints.PackageDryRun, DryRunExport),
        new(FlowEndpoints.Import, call => Import(call, isDry: false)),
        new(FlowEndpoints.ImportDryRun, call => Import(call, isDry: true)),
    ];

    public static Reply Export(Call call, Row flow) =>
        Package.Of("flow", FlowPackage.DataOf(call.Store, RowGraph.OfFlow(call.Store, flow, withDatasets: true)), call.Query("comment"), call.Now).Answer(call, $"flow_{flow.Id}.zip");

    private static Reply DryRunExport(Call call)
    {
        _ = call.Require(FlowRoutes.Flows);
        return Reply.Json(200, new JsonObject { ["errors"] = new JsonArray() });
    }

    private static Reply Import(Call call, bool isDry)
    {
        var package = FlowPackage.Read(call);
        if (call.Flag("fromUI") && Imports.Holdup(call, package) is { } holdup)
        {
            return Reply.Json(201, holdup);
        }

        var folder = call.Query("folderId") is { Length: > 0 } text ? RouteTable.ParseId(text) : (long?)null;
        _ = folder is not { } id || call.Store.Find(FolderRoutes.Folders, id) is not null ? folder : throw ApiProblem.Refused($"No folder with id {folder}");
        foreach (var flow in package.Graph.Of(FlowRoutes.Flows))
        {
            flow["name"] = Imports.Marked(flow["name"]);
            flow["folder"] = folder is { } there ? Row.ReferenceTo(there) : null;
        }

        var rows = package.AddTo(call);
        var reply = Reply.Json(isDry ? 200 : 201, Imports.Answer(rows));
        if (isDry)
        {
            Imports.Forget(call.Store, rows);
            return reply;
        }

        call.Acted($"flow {rows[0].Id} created");
        return reply;
    }
}
