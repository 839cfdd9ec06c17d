using System.Management.Automation;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Removes webhooks, so that no more calls are made.</summary>
[Cmdlet(VerbsCommon.Remove, "DpWebhook", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveDpWebhookCommand : RemoveCommand
{
    /// <summary>Ids of webhooks.</summary>
    [Parameter(Position = 0)]
    [Alias("WebhookId")]
    [ResourceId("WebhookId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    private protected override IResourceClient Resources => Client.Webhooks;
}
