using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Deployments;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>Releases of deployments, and the import that makes one.</summary>
internal static class ReleaseRoutes
{
    private static readonly Endpoint PatchV3 = new("patchReleaseV3", "PATCH /v3/releases/{id}") { Editions = Editions.OnPremises, Note = "updatedBy is a number." };

    public static readonly Collection Releases = new(
        "releases",
        "release",
        """{"name":null,"notes":null,"active":false,"deployment":null,"flow":null}""",
        DeploymentEndpoints.Releases)
    {
        References =
        [
            new Reference("deployment", () => DeploymentRoutes.Deployments),
            new Reference("flow", () => FlowRoutes.Flows, Fate.Dangles),
        ],
        Embeds = [Association.To("deployment", () => DeploymentRoutes.Deployments), Association.To("flow", () => FlowRoutes.Flows)],
        Filters = [Filter.Referring("deploymentId", "deployment")],
        Complete = (json, id) => json["name"] ??= $"Release {id}",
        Own = new Dictionary<Endpoint, Func<Call, Reply>>
        {
            [DeploymentEndpoints.Releases.Create!] = call => Import(call, dryRun: false),
            [DeploymentEndpoints.Releases.Update!] = call => RowReplies.Minimal(Patch(call)),
        },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Releases.Routes(),
        new(PatchV3, call => UpdatedV3(Patch(call))),
        new(DeploymentEndpoints.ReleaseDryRun, call => Import(call, dryRun: true)),
        new(DeploymentEndpoints.ReleasePackage, call => FlowPackageRoutes.Export(call, call.Require(FlowRoutes.Flows, call.Require(Releases).Reference("flow") ?? 0))),
    ];

    /// <summary>The release that a run of the deployment runs, or null.</summary>
    public static Row? ActiveOf(Store store, long deploymentId) =>
        store[Releases].With("deployment", deploymentId).FirstOrDefault(release => release.Flag("active") == true);

    /// <summary>The recipes of a release that have outputs.</summary>
    public static IEnumerable<long> RecipesOf(Row? release) => (release?.Json["_recipeIds"] as JsonArray ?? []).Select(Row.IdIn).OfType<long>();

    /// <summary>Adds a release and makes it the active one.</summary>
    public static Row Add(Store store, long deploymentId, long flowId, params IEnumerable<long> recipeIds) => SetActive(
        store,
        store.Add(Releases, new JsonObject
        {
            ["deployment"] = Row.ReferenceTo(deploymentId),
            ["flow"] = Row.ReferenceTo(flowId),
            ["_recipeIds"] = new JsonArray([.. recipeIds.Select(id => JsonValue.Create(id))]),
        }),
        true);

    /// <summary>One release of a deployment is active at most: activating one deactivates the other.</summary>
    public static Row SetActive(Store store, Row release, bool active)
    {
        if (active && ActiveOf(store, release.Reference("deployment") ?? 0) is { } other && other.Id != release.Id)
        {
            store.Change(other, json => json["active"] = false);
        }

        return store.Change(release, json => json["active"] = active);
    }

    private static Row Patch(Call call)
    {
        var release = call.Require(Releases);
        var active = call.Body.Boolean("active") == true;
        call.Acted($"release {release.Id} {(active ? "activated" : "deactivated")}");
        return SetActive(call.Store, release, active);
    }

    private static Reply UpdatedV3(Row release) => Reply.Ok(w =>
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, release.Id);
        w.WriteNumber("updatedBy"u8, PersonRoutes.CurrentId);
        w.WriteString("updatedAt"u8, release.Text("updatedAt"));
        w.WriteEndObject();
    });

    private static Reply Import(Call call, bool dryRun)
    {
        var deployment = call.Require(DeploymentRoutes.Deployments);
        var package = FlowPackage.Read(call);
        var rules = new ImportRules(call.Store, deployment, package);
        rules.ApplyValues();
        var rows = package.AddTo(call, rules.ConnectionFor);
        if (dryRun)
        {
            var reply = Reply.Json(200, Imports.Answer(rows, rules.Changes));
            Imports.Forget(call.Store, rows);
            return reply;
        }

        var flow = rows.First(row => row.Collection == FlowRoutes.Flows);
        var release = Add(call.Store, deployment.Id, flow.Id, FlowRunRoutes.Runnable(call.Store, flow.Id).Select(recipe => recipe.Id));
        call.Acted(string.Create(CultureInfo.InvariantCulture, $"release {release.Id} of deployment {deployment.Id} created"));
        return Reply.Json(201, Imports.Answer(rows, rules.Changes, release));
    }
}
