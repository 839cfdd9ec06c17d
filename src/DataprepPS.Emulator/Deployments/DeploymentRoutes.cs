using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Deployments;

namespace DataprepPS.Emulator;

/// <summary>Deployments: objects, runs and import rules.</summary>
internal static class DeploymentRoutes
{
    public const string ObjectRules = "_objectRules";
    public const string ValueRules = "_valueRules";

    public static readonly Collection Deployments = new("deployments", "deployment", """{"name":null}""", DeploymentEndpoints.Deployments)
    {
        Embeds = [Association.From("releases", () => ReleaseRoutes.Releases, "deployment")],
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        .. Deployments.Routes(),
        new(DeploymentEndpoints.Run, call => Run(call, withJobs: false)),
        new(DeploymentEndpoints.RunV3, call => Run(call, withJobs: true)),
        new(DeploymentEndpoints.ObjectRules, call => ReplaceRules(call, ObjectRules)),
        new(DeploymentEndpoints.ValueRules, call => ReplaceRules(call, ValueRules)),
        new(DeploymentEndpoints.GetObjectRules, call => ListRules(call, ObjectRules)),
        new(DeploymentEndpoints.GetValueRules, call => ListRules(call, ValueRules)),
    ];

    private static Reply Run(Call call, bool withJobs)
    {
        var deployment = call.Require(Deployments);
        var start = JobGroupRun.Read(call.Body) with { DeploymentId = deployment.Id };
        var recipes = ReleaseRoutes.RecipesOf(ReleaseRoutes.ActiveOf(call.Store, deployment.Id)).Where(id => call.World.FindRecipe(id)?.HasOutput == true);
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

    private static Reply ReplaceRules(Call call, string member)
    {
        var deployment = call.Require(Deployments);
        call.Store.Change(deployment, json => json[member] = JsonNode.Parse(call.Body.GetRawText()));
        call.Acted($"deployment {deployment.Id} import rules replaced");
        return Reply.Ok(w =>
        {
            w.WriteStartObject();
            w.WritePropertyName("deleted"u8);
            Rules(deployment, member).WriteTo(w);
            w.WriteEndObject();
        });
    }

    private static Reply ListRules(Call call, string member)
    {
        var rules = Rules(call.Require(Deployments), member);
        return Reply.List(rules, (w, rule) => rule!.WriteTo(w), null);
    }

    public static JsonArray Rules(Row deployment, string member) => deployment.Json[member] as JsonArray ?? [];
}
