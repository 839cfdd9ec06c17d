using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace DataprepPS.Emulator;

/// <summary>Deployments: objects, runs and import rules.</summary>
internal static class DeploymentRoutes
{
    private static readonly Association Associations = new("deployments", ("releases", Association.Leaf), ("creator", Association.Leaf), ("updater", Association.Leaf));

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("listDeployments", "GET", "/v4/deployments", Evidence.Assumed, "A published client lists; the fields are assumed.", c => In(c.World).List(c, c.World.Deployments)) { Editions = Endpoint.OnPremises },
        new("createDeployment", "POST", "/v4/deployments", Evidence.Assumed, "name in, an object with id out; other fields are assumed.", Create) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
        new("getDeployment", "GET", "/v4/deployments/{id}", Evidence.Documented, "With embed=releases the release list.", c => In(c.World).Get(c, c.World.FindDeployment(c.Id))) { Editions = Endpoint.OnPremises },
        new("patchDeployment", "PATCH", "/v4/deployments/{id}", Evidence.Assumed, "The documented minimal reply of updates.", Patch) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
        new("deleteDeployment", "DELETE", "/v4/deployments/{id}", Evidence.Assumed, "204.", Delete) { Editions = Endpoint.OnPremises },
        new("runDeployment", "POST", "/v4/deployments/{id}/run", Evidence.Documented, "One job group for each recipe with an output of the active release; without an active release data is empty: assumed.", c => Run(c, withJobs: false)) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
        new("runDeploymentV3", "POST", "/v3/deployments/{id}/run", Evidence.Documented, "Like v4, and each element has its jobs.", c => Run(c, withJobs: true)) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
        new("patchObjectImportRules", "PATCH", "/v4/deployments/{id}/objectImportRules", Evidence.Documented, "Replaces all rules; the reply holds those deleted, under the assumed name deleted.", c => PatchRules(c, ["tableName", "onCondition", "withCondition"], d => d.ObjectRules, (d, rules) => d with { ObjectRules = rules })) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
        new("patchValueImportRules", "PATCH", "/v4/deployments/{id}/valueImportRules", Evidence.Documented, "As objectImportRules.", c => PatchRules(c, ["type", "on", "with"], d => d.ValueRules, (d, rules) => d with { ValueRules = rules })) { Editions = Endpoint.OnPremises, Body = BodyKind.Json },
    ];

    public static Deployment Require(Call call) => call.World.FindDeployment(call.Id) ?? throw ApiProblem.NotFound("deployment", call.Id);

    public static Reply Updated(long id, DateTimeOffset at) => Reply.Ok(w =>
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, id);
        w.WriteReference("updater"u8, WorkspaceRoutes.CurrentPersonId);
        w.WriteDate("updatedAt"u8, at);
        w.WriteEndObject();
    });

    private static Resource<Deployment> In(World world) =>
        new("deployment", Associations, (w, deployment, embed) => Write(w, deployment, embed, world));

    private static void Write(Utf8JsonWriter w, Deployment deployment, Embed embed, World world)
    {
        w.WriteStartObject();
        w.WriteNumber("id"u8, deployment.Id);
        w.WriteString("name"u8, deployment.Name);
        w.WriteStamps(deployment);
        w.WriteReference("creator"u8, WorkspaceRoutes.CurrentPersonId);
        w.WriteReference("updater"u8, WorkspaceRoutes.CurrentPersonId);
        if (embed["releases"] is not null)
        {
            w.WriteStartObject("releases"u8);
            w.WriteStartArray("data"u8);
            foreach (var release in world.Releases.Where(r => r.DeploymentId == deployment.Id))
            {
                ReleaseRoutes.Write(w, release);
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    private static Reply Create(Call call)
    {
        var deployment = call.World.AddDeployment(call.Body.RequiredText("name"));
        call.Acted($"deployment {deployment.Id} created");
        return Reply.Json(201, w => Write(w, deployment, Embed.None, call.World));
    }

    private static Reply Patch(Call call)
    {
        var deployment = Require(call);
        deployment = deployment with { Name = call.Body.Text("name") ?? deployment.Name, UpdatedAt = call.Now };
        call.World.Replace(deployment);
        call.Acted($"deployment {deployment.Id} changed");
        return Updated(deployment.Id, call.Now);
    }

    private static Reply Delete(Call call)
    {
        call.World.RemoveDeployment(Require(call).Id);
        call.Acted($"deployment {call.Id} deleted");
        return Reply.Empty(204);
    }

    private static Reply Run(Call call, bool withJobs)
    {
        var deployment = Require(call);
        var start = JobGroupRun.Read(call) with { DeploymentId = deployment.Id, ExecutionId = null };
        var recipes = call.World.ActiveRelease(deployment.Id)?.RecipeIds.Where(id => call.World.FindRecipe(id)?.HasOutput == true) ?? [];
        var groups = recipes.Select(id => call.World.StartJobGroup(id, start)).ToList();
        foreach (var group in groups)
        {
            call.Acted($"jobGroup {group.Id} started");
        }

        return Reply.Json(201, w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("data"u8);
            foreach (var group in groups)
            {
                w.WriteStartObject();
                w.WriteString("reason"u8, "JobStarted"u8);
                w.WriteString("sessionId"u8, Guid.NewGuid());
                w.WriteNumber("id"u8, group.Id);
                if (withJobs)
                {
                    JobGroupRun.WriteJobs(w, Job.IdsOf(group));
                }

                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    private static Reply PatchRules(
        Call call,
        string[] required,
        Func<Deployment, IReadOnlyList<string>> current,
        Func<Deployment, IReadOnlyList<string>, Deployment> replace)
    {
        var deployment = Require(call);
        if (call.Body.ValueKind != JsonValueKind.Array)
        {
            throw ApiProblem.Invalid("body", "must be an array of rules");
        }

        var rules = call.Body.EnumerateArray().ToList();
        foreach (var rule in rules)
        {
            if (required.FirstOrDefault(name => rule.At(name) is null) is { } missing)
            {
                throw ApiProblem.Invalid(missing, "is required");
            }
        }

        call.World.Replace(replace(deployment, [.. rules.Select(r => r.GetRawText())]));
        call.Acted($"deployment {deployment.Id} import rules replaced");
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WritePropertyName("deleted"u8);
            WriteRaw(w, current(deployment));
            w.WriteEndObject();
        });
    }

    public static void WriteRaw(Utf8JsonWriter w, IReadOnlyList<string> rules)
    {
        w.WriteStartArray();
        foreach (var rule in rules)
        {
            w.WriteRawValue(rule);
        }

        w.WriteEndArray();
    }
}
