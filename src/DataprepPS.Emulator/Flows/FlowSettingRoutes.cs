using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;

namespace DataprepPS.Emulator;

/// <summary>The run parameters that a flow sets for all its recipes.</summary>
internal static class FlowParameterRoutes
{
    public static readonly Collection Parameters = new(
        "flowRunParameterOverrides",
        "flowRunParameterOverride",
        """{"overrideKey":null,"value":null,"flow":null}""",
        FlowParameterEndpoints.Parameters)
    {
        References = [new Reference("flow", () => FlowRoutes.Flows)],
        Embeds = [Association.To("flow", () => FlowRoutes.Flows)],
    };

    public static IReadOnlyList<Route> All { get; } = [.. Parameters.Routes()];
}

/// <summary>When people hear of a flow's jobs.</summary>
internal static class FlowNotificationRoutes
{
    public static readonly Collection Settings = new(
        "flowNotificationSettings",
        "flowNotificationSetting",
        """{"onJobFailure":"default","onJobSuccess":"default","flow":null}""")
    {
        References = [new Reference("flow", () => FlowRoutes.Flows)],
        IsOwned = false,
    };

    public static IReadOnlyList<Route> All { get; } = [new(FlowNotificationEndpoints.Create, Create)];

    private static Reply Create(Call call)
    {
        var made = RowInput.Create(call, Settings);
        foreach (var before in call.Store[Settings].With("flow", made.Reference("flow") ?? 0))
        {
            if (before.Id != made.Id)
            {
                call.Store.Delete(before);
            }
        }

        return RowReplies.Created(call, made);
    }
}

/// <summary>Webhooks, which the API calls webhook flow tasks. What is secret in them is never shown again.</summary>
internal static class WebhookRoutes
{
    public static readonly Collection Webhooks = new(
        "webhookFlowTasks",
        "webhookFlowTask",
        """
        {"name":null,"flow":null,"url":null,"method":"post","triggerEvent":"onJobDone","triggerObject":"any","flowNodeIds":[],"body":null,"headers":{},
         "sslVerification":true,"retryOnFailure":false}
        """,
        WebhookEndpoints.Webhooks)
    {
        References = [new Reference("flow", () => FlowRoutes.Flows)],
        Embeds = [Association.To("flow", () => FlowRoutes.Flows)],
        Own = new Dictionary<Endpoint, Func<Call, Reply>> { [WebhookEndpoints.Webhooks.Delete!] = Delete },
    };

    public static IReadOnlyList<Route> All { get; } = [.. Webhooks.Routes(), new(WebhookEndpoints.Test, Test)];

    private static Reply Delete(Call call)
    {
        var webhook = call.Require(Webhooks);
        var reply = RowReplies.One(call, webhook);
        RowReplies.Delete(call, webhook);
        return reply;
    }

    /// <summary>Calls nobody: an address with "fail" in it is one that does not answer.</summary>
    private static Reply Test(Call call)
    {
        var fails = call.Body.RequiredText("url").Contains("fail", StringComparison.OrdinalIgnoreCase);
        call.Acted("webhook tested");
        return Reply.Json(201, fails ? new JsonObject { ["error"] = new JsonObject { ["message"] = "getaddrinfo ENOTFOUND" } } : new JsonObject { ["statusCode"] = 200 });
    }
}
