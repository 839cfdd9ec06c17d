using System.Management.Automation;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads webhooks, the calls that the server makes when jobs of flows end: by id, or those of flows.</summary>
[Cmdlet(VerbsCommon.Get, "DpWebhook", DefaultParameterSetName = ListSet)]
[OutputType(typeof(Webhook))]
[Associations("flow", "creator", "updater")]
public sealed class GetDpWebhookCommand : GetEmbeddingCommand
{
    /// <summary>Ids of webhooks.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("WebhookId")]
    [ResourceId("WebhookId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those of these flows.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Parent]
    public long[]? FlowId { get; set; }

    private protected override IResourceClient Resources => Client.Webhooks;
}
