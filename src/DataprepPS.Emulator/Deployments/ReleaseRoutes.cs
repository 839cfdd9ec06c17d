using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>Releases of deployments, and the import that makes one.</summary>
internal static class ReleaseRoutes
{
    private static readonly Association Associations = new("releases", ("deployment", Association.Leaf), ("creator", Association.Leaf), ("updater", Association.Leaf));

    private static readonly Resource<Release> Resource = new("release", Associations, (w, release, _) => Write(w, release));

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("listReleases", "GET", "/v4/releases", Evidence.Documented, "deploymentId filters. The fields are assumed.", List) { Editions = Endpoint.OnPremises },
        new("getRelease", "GET", "/v4/releases/{id}", Evidence.Documented, "Only the page's name was read; the fields are assumed.", c => Resource.Get(c, c.World.FindRelease(c.Id))) { Editions = Endpoint.OnPremises },
        new("patchRelease", "PATCH", "/v4/releases/{id}", Evidence.Documented, "Activating one release deactivates the other.", c => Patch(c, DeploymentRoutes.Updated)) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
        new("patchReleaseV3", "PATCH", "/v3/releases/{id}", Evidence.Documented, "updatedBy is a number.", c => Patch(c, UpdatedV3)) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
        new("deleteRelease", "DELETE", "/v4/releases/{id}", Evidence.Documented, "204.", Delete) { Editions = Endpoint.OnPremises },
        new("createRelease", "POST", "/v4/deployments/{id}/releases", Evidence.Documented, "Multipart with a ZIP in the part data. The release becomes the active one, with a new flow of one recipe: assumed.", c => Import(c, dryRun: false)) { Editions = Endpoint.OnPremises, Body = BodyKind.Multipart },
        new("createReleaseDryRun", "POST", "/v4/deployments/{id}/releases/dryRun", Evidence.Documented, "As createRelease without effect, 200.", c => Import(c, dryRun: true)) { Editions = Endpoint.OnPremises, Body = BodyKind.Multipart },
    ];

    private static Reply List(Call call)
    {
        IEnumerable<Release> releases = call.World.Releases;
        if (call.Query("deploymentId") is { Length: > 0 } text)
        {
            var deploymentId = RouteTable.ParseId(text);
            releases = releases.Where(r => r.DeploymentId == deploymentId);
        }

        return Resource.List(call, releases);
    }

    public static void Write(Utf8JsonWriter w, Release release)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, release.Id);
        w.WriteString("name"u8, release.Name);
        w.WriteBoolean("active"u8, release.Active);
        w.WriteStamps(release);
        w.WriteReference("deployment"u8, release.DeploymentId);
        w.WriteReference("flow"u8, release.FlowId);
        w.WriteReference("creator"u8, WorkspaceRoutes.CurrentPersonId);
        w.WriteReference("updater"u8, WorkspaceRoutes.CurrentPersonId);
        w.WriteEndObject();
    }

    private static Release Require(Call call) => call.World.FindRelease(call.Id) ?? throw ApiProblem.NotFound("release", call.Id);

    private static Reply Patch(Call call, Func<long, DateTimeOffset, Reply> updated)
    {
        var release = Require(call);
        var active = call.Body.Boolean("active") ?? throw ApiProblem.Invalid("active", "is required");
        call.World.SetActive(release, active);
        call.Acted($"release {release.Id} {(active ? "activated" : "deactivated")}");
        return updated(release.Id, call.Now);
    }

    private static Reply UpdatedV3(long id, DateTimeOffset at) => Reply.Ok(w =>
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, id);
        w.WriteNumber("updatedBy"u8, WorkspaceRoutes.CurrentPersonId);
        w.WriteDate("updatedAt"u8, at);
        w.WriteEndObject();
    });

    private static Reply Delete(Call call)
    {
        call.World.RemoveRelease(Require(call).Id);
        call.Acted($"release {call.Id} deleted");
        return Reply.Empty(204);
    }

    private static Reply Import(Call call, bool dryRun)
    {
        var deployment = DeploymentRoutes.Require(call);
        var package = MultipartPart.Find(call.Request.ContentType, call.BodyBytes, "data");
        if (package.Length == 0)
        {
            throw ApiProblem.Invalid("data", "is required: the flow package as a multipart part");
        }

        if (!package.StartsWith("PK"u8))
        {
            throw ApiProblem.Invalid("data", "must be a ZIP file");
        }

        var name = $"{deployment.Name}, imported";
        if (dryRun)
        {
            var next = call.World.Flows.Max(f => f.Id) + 1;
            return Reply.Json(200, w => WriteImport(w, deployment, new Flow(next, name, call.Now)));
        }

        var flow = call.World.AddFlow(name);
        var recipe = call.World.AddRecipe($"{name} output", flow.Id);
        var release = call.World.AddRelease(deployment.Id, flow.Id, recipe.Id);
        call.Acted(string.Create(CultureInfo.InvariantCulture, $"release {release.Id} of deployment {deployment.Id} created"));
        return Reply.Json(201, w => WriteImport(w, deployment, flow));
    }

    private static void WriteImport(Utf8JsonWriter w, Deployment deployment, Flow flow)
    {
        w.WriteStartObject();
        w.WriteStartObject("importRuleChanges"u8);
        w.WritePropertyName("object"u8);
        DeploymentRoutes.WriteRaw(w, deployment.ObjectRules);
        w.WritePropertyName("value"u8);
        DeploymentRoutes.WriteRaw(w, deployment.ValueRules);
        w.WriteEndObject();
        w.WriteStartObject("deletedObjects"u8);
        w.WriteEndObject();
        w.WriteIds("primaryFlowIds"u8, [flow.Id]);
        w.WriteStartArray("flows"u8);
        w.WriteStartObject();
        w.WriteNumber("id"u8, flow.Id);
        w.WriteString("name"u8, flow.Name);
        w.WriteNull("description"u8);
        w.WriteNull("deleted_at"u8);
        w.WriteNull("cpProject"u8);
        w.WriteNumber("workspaceId"u8, 1);
        w.WriteStamps(flow);
        w.WriteNumber("createdBy"u8, WorkspaceRoutes.CurrentPersonId);
        w.WriteNumber("updatedBy"u8, WorkspaceRoutes.CurrentPersonId);
        w.WriteNull("folderId"u8);
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteStartArray("datasources"u8);
        w.WriteEndArray();
        w.WriteEndObject();
    }
}
