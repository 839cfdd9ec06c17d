using DataprepPS.Client.Pacing;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Flows;

/// <summary>The endpoints of flows, their runs, and what is set on them.</summary>
internal static class FlowEndpoints
{
    public static readonly Endpoint Library = new("listFlowsLibrary", "GET /v4/flowsLibrary") { Editions = Editions.SinceOld, Note = "As listFlows." };
    public static readonly Endpoint LibraryCount = new("countFlowsLibrary", "GET /v4/flowsLibrary/count") { Editions = Editions.SinceOld, Note = "The count is an object, unlike elsewhere; its members are assumed." };

    public static readonly ResourceEndpoints Flows = new("Flow", "/v4/flows", Evidence.SeenLive) { OtherList = Library, OtherCount = LibraryCount };

    public static readonly Endpoint InFolder = new("getFlowsForFolder", "GET /v4/folders/{id}/flows");
    public static readonly Endpoint CountInFolder = new("getFlowCountForFolder", "GET /v4/folders/{id}/flows/count");
    public static readonly Endpoint Copy = new("copyFlow", "POST /v4/flows/{id}/copy") { Evidence = Evidence.SeenLive, Note = "Webhooks are not copied." };
    public static readonly Endpoint Move = new("moveFlow", "POST /v4/flows/{id}/move") { Note = "Without folderId to the top: assumed." };
    public static readonly Endpoint Validate = new("validateFlow", "GET /v4/flows/{id}/validate") { Note = "Every recipe that a run would execute, with its errors; their members are assumed. In the specification, but a live server answered 404." };
    public static readonly Endpoint Inputs = new("getFlowInputs", "GET /v4/flows/{id}/inputs") { Note = "Deprecated by the vendor." };
    public static readonly Endpoint Outputs = new("getFlowOutputs", "GET /v4/flows/{id}/outputs");
    public static readonly Endpoint ReplaceDataset = new("replaceDatasetInFlow", "PATCH /v4/flows/{id}/replaceDataset") { Note = "importedDatasetId or flowNodeId, and newImportedDatasetId or newWrangledDatasetId." };

    public static readonly Endpoint Run = new("runFlow", "POST /v4/flows/{id}/run", Effect.Run, new RateQuota(20, 40)) { Note = "overrides are keyed by recipe name. The 304 of a repeated x-execution-id is documented, that it has no body is assumed." };
    public static readonly ResourceEndpoints Runs = new("FlowRun", "/v4/flowRuns")
    {
        List = null,
        Count = null,
        Create = null,
        Update = null,
        Delete = null,
    };

    public static readonly Endpoint RunStatus = new("getFlowRunStatus", "GET /v4/flowRuns/{id}/status") { Note = "A bare JSON string; the documented words lack InProgress." };
    public static readonly Endpoint RunJobGroups = new("getFlowRunJobGroups", "GET /v4/flowRuns/{id}/jobGroups");

    public static readonly Endpoint Package = new("getFlowPackage", "GET /v4/flows/{id}/package", quota: new RateQuota(40, 50)) { Note = "A ZIP file." };
    public static readonly Endpoint PackageDryRun = new("getFlowPackageDryRun", "GET /v4/flows/{id}/package/dryRun", quota: new RateQuota(20, 40)) { Note = "Reports what may not be exported; the members of its reply are assumed." };
    public static readonly Endpoint Import = new("importPackage", "POST /v4/flows/package") { IsUpload = true, Note = "The file's part is called data, archive or File by different servers. Names get a mark in front, as in the vendor's examples. With fromUI it asks back for connections and environment parameters that are not mapped." };
    public static readonly Endpoint ImportDryRun = new("importPackageDryRun", "POST /v4/flows/package/dryRun", Effect.Read) { IsUpload = true, Note = "As importPackage, without effect." };

    public static readonly Endpoint Share = new("shareFlow", "POST /v4/flows/{id}/permissions");
    public static readonly Endpoint Permissions = new("listFlowPermissions", "GET /v4/flows/{id}/permissions") { Evidence = Evidence.SeenLive, Editions = Editions.SinceOld, Note = "Not in the specification; a live server answered 403. The operation's name and the reply are assumed." };
    public static readonly Endpoint Unshare = new("deleteFlowPermission", "DELETE /v4/flows/{id}/permissions/{personId}") { Evidence = Evidence.Assumed, Editions = Editions.SinceOld, Note = "Not in the specification." };
}

/// <summary>The endpoints of run parameters that flows set for all their recipes.</summary>
internal static class FlowParameterEndpoints
{
    public static readonly ResourceEndpoints Parameters = new("FlowRunParameterOverride", "/v4/flowRunParameterOverrides")
    {
        List = null,
        Count = null,
    };
}

/// <summary>The endpoints of messages about a flow's jobs.</summary>
internal static class FlowNotificationEndpoints
{
    public static readonly Endpoint Create = new("createFlowNotificationSettings", "POST /v4/flowNotificationSettings") { Note = "Setting them again replaces them: assumed." };
}

/// <summary>The endpoints of webhooks, which the API calls webhook flow tasks.</summary>
internal static class WebhookEndpoints
{
    public static readonly ResourceEndpoints Webhooks = new("WebhookFlowTask", "/v4/webhookFlowTasks")
    {
        List = null,
        Count = null,
        Update = null,
    };

    public static readonly Endpoint Test = new("testWebhook", "POST /v4/webhooks/test", quota: new RateQuota(20, 30));
}
