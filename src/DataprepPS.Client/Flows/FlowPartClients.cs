using System.Collections;
using System.Collections.Generic;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Flows;

/// <summary>Reads and changes the run parameters that flows set for all their recipes.</summary>
public sealed class FlowParameterClient : ResourceClient<FlowParameter>
{
    internal FlowParameterClient(SessionParts parts)
        : base(parts, FlowParameterEndpoints.Parameters, static () => DataprepJson.Default.FlowParameter)
    {
    }

    private protected override IReadOnlyList<Association<FlowParameter>> Associations { get; } =
    [
        new("FlowId", parameter => parameter.FlowId)
        {
            Owner = FlowEndpoints.Flows.Get,
            Embed = "flowRunParameterOverrides",
            Adopt = static (parameter, flow) => parameter.Flow ??= new ResourceReference { Id = flow },
        },
    ];
}

/// <summary>Reads, makes, removes and tries the calls that a server makes when jobs of a flow end.</summary>
public sealed class WebhookClient : ResourceClient<Webhook>
{
    internal WebhookClient(SessionParts parts)
        : base(parts, WebhookEndpoints.Webhooks, static () => DataprepJson.Default.Webhook)
    {
    }

    private protected override IReadOnlyList<Association<Webhook>> Associations { get; } =
    [
        new("FlowId", webhook => webhook.FlowId)
        {
            Owner = FlowEndpoints.Flows.Get,
            Embed = "webhookFlowTasks",
            Adopt = static (webhook, flow) => webhook.Flow ??= new ResourceReference { Id = flow },
        },
    ];

    /// <summary>Lets the server make a call now. Follows testWebhook.</summary>
    /// <param name="members">The request's members under the API's names: url, method, body, headers, secretKey, sslVerification.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been made.</exception>
    public Task<WebhookTest> TestAsync(IDictionary members, CallContext context)
    {
        var body = Body(members);
        return ChangeAsync(
            new ApiRequest(WebhookEndpoints.Test, WebhookEndpoints.Test.Path) { Content = ApiRequest.Json(body) },
            response =>
            {
                var test = ReplyReader.Object(response, DataprepJson.Default.WebhookTest);
                test.Url = body["url"]?.ToString() ?? string.Empty;
                return test is { StatusCode: null, Error: null } ? throw new InvalidResponseException($"{response.Request}: the reply does not say what came of the call.") : test;
            },
            "Look whether the call arrived. Test-DpWebhook makes it once more.",
            null,
            context);
    }
}
