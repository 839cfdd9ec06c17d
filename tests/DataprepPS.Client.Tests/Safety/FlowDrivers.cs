using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Client.Datasets;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Recipes;
using DataprepPS.Client.Resources;
using DataprepPS.Emulator;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>What flows, their recipes and their datasets have beside what all resources share.</summary>
internal static class FlowDrivers
{
    // In the world as it begins: dataset 3002 is read in flow 1, 3007 only in flow 2, and recipe 7 is in flow 2.
    private const long Flow = 1;
    private const long Recipe = 2;
    private const long Other = 7;
    private const long Read = 3002;
    private const long Unread = 3007;
    private const long Ben = 2;

    public static IReadOnlyList<Driver> All { get; } =
    [
        new("copyFlow", FlowEndpoints.Copy, async s => await s.Client.Flows.CopyAsync(Flow, Named(), s.Context), (s, told) => Newest(s, "flows", "matrix", told)),
        new("moveFlow", FlowEndpoints.Move, s => Done(s.Client.Flows.MoveAsync(Flow, 1, s.Context)), (s, _) => Reference(s, "flows", Flow, "folder") == 1 ? null : "it is not in the folder"),
        new(
            "createFlowNotificationSettings",
            FlowNotificationEndpoints.Create,
            async s => await s.Client.Flows.NotifyAsync(Flow, new Hashtable { ["onJobFailure"] = "all", ["onJobSuccess"] = "never" }, s.Context),
            (s, told) => s.Server.World.Find("flowNotificationSettings", ((Resource)told!).Id)?["onJobFailure"]?.ToString() == "all" ? null : "it is not set"),
        new("testWebhook", WebhookEndpoints.Test, async s => await s.Client.Webhooks.TestAsync(new Hashtable { ["url"] = "https://example.com", ["method"] = "post" }, s.Context), (_, told) => ((WebhookTest)told!).IsSuccess ? null : "it did not succeed"),
        new("shareFlow", FlowEndpoints.Share, async s => await s.Client.Flows.Permissions.GrantAsync(Flow, [new Grantee(Ben)], "collaborator", s.Context), (s, told) => IsShared(s) && ((IReadOnlyList<Permission>)told!).Single().PersonId == Ben ? null : "it is not shared"),
        new("deleteFlowPermission", FlowEndpoints.Unshare, s => AfterSharing(s, s.Client.Flows.Permissions.RevokeAsync), (s, _) => IsShared(s) ? "it is still shared" : null),
        new("replaceDatasetInFlow", FlowEndpoints.ReplaceDataset, s => Done(s.Client.Datasets.ReplaceInFlowAsync(Flow, Read, Unread, s.Context)), (s, _) => Reads(s) == Unread ? null : "it reads the other"),
        new("updateInputDataset", RecipeEndpoints.SetInput, s => Done(s.Client.Recipes.ReadDatasetAsync(Recipe, Unread, s.Context)), (s, _) => Reads(s) == Unread ? null : "it reads the other"),
        new("addWrangledDatasetToFlow", RecipeEndpoints.AddToFlow, s => Done(s.Client.Recipes.AddToFlowAsync(Other, Flow, s.Context)), (s, _) => IsNode(s, "referencedFlowNode", Other) ? null : "it is not in the flow"),
        new("addImportedDatasetToFlow", DatasetEndpoints.AddToFlow, s => Done(s.Client.Datasets.AddToFlowAsync(Unread, Flow, s.Context)), (s, _) => IsNode(s, "_importedDataset", Unread) ? null : "it is not in the flow"),
        new("copyDataSource", DatasetEndpoints.Copy, async s => await s.Client.Datasets.CopyAsync(Read, Named(), s.Context), (s, told) => Newest(s, "importedDatasets", "matrix", told)),
        new("updateImportedDataset", DatasetEndpoints.Replace, s => Done(s.Client.Datasets.UpdateAsync(Read, new Hashtable { ["path"] = "/matrix.csv" }, s.Context)), (s, _) => s.Server.World.Find("importedDatasets", Read)?["path"]?.ToString() == "/matrix.csv" ? null : "it is not set"),
        new("asyncRefreshSchema", DatasetEndpoints.RefreshSchema, async s => await s.Client.Datasets.RefreshSchemaAsync(Read, s.Context), (_, told) => ((SchemaRefresh)told!).ImportedDatasetId == Read ? null : "another was told"),
    ];

    private static Hashtable Named() => new() { ["name"] = "matrix" };

    private static async Task<object?> Done(Task change)
    {
        await change;
        return null;
    }

    private static async Task<object?> AfterSharing(SafetyServer s, Func<long, Grantee, CallContext, Task> revoke)
    {
        s.Server.World.Add("flowPermissions", new JsonObject { ["role"] = "readOnly", ["person"] = new JsonObject { ["id"] = Ben }, ["flow"] = new JsonObject { ["id"] = Flow } });
        await revoke(Flow, new Grantee(Ben), s.Context);
        return null;
    }

    private static string? Newest(SafetyServer s, string collection, string name, object? told) =>
        s.Server.World.All(collection).Where(row => row["name"]?.ToString() == name).Select(row => (long)row["id"]!).SequenceEqual([((Resource)told!).Id]) ? null : "what was told is not the one that was made";

    private static bool IsShared(SafetyServer s) => s.Server.World.All("flowPermissions").Any(row => Row.IdIn(row["flow"]) == Flow && Row.IdIn(row["person"]) == Ben);

    private static long? Reads(SafetyServer s) => Reference(s, "wrangledDatasets", Recipe, "_importedDataset");

    private static bool IsNode(SafetyServer s, string member, long id) => s.Server.World.All("flowNodes").Any(row => Row.IdIn(row["flow"]) == Flow && Row.IdIn(row[member]) == id);

    private static long? Reference(SafetyServer s, string collection, long id, string member) => Row.IdIn(s.Server.World.Find(collection, id)?[member]);
}
