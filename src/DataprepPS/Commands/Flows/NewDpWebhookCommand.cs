using System;
using System.Collections;
using System.Management.Automation;
using System.Security;

using DataprepPS.Client.Flows;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Makes webhooks: calls that the server makes when jobs of a flow end. Copies of a flow do not have them.</summary>
[Cmdlet(VerbsCommon.New, "DpWebhook", SupportsShouldProcess = true)]
[OutputType(typeof(Webhook))]
public sealed class NewDpWebhookCommand : NewCommand
{
    /// <summary>The flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long FlowId { get; set; }

    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string Name { get; set; } = string.Empty;

    /// <summary>The address to call.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNull]
    [Member]
    public Uri? Url { get; set; }

    /// <summary>The method to call it with; post when absent.</summary>
    [Parameter]
    [ValidateSet("post", "get", "put", "patch", "delete")]
    [Member]
    public string Method { get; set; } = "post";

    /// <summary>After which jobs; onJobDone, which is all of them, when absent.</summary>
    [Parameter]
    [ValidateSet("onJobFailure", "onJobSuccess", "onJobDone")]
    [Member]
    public string TriggerEvent { get; set; } = "onJobDone";

    /// <summary>Only after jobs of these recipes; without it, of all the flow's.</summary>
    [Parameter]
    [Alias("Recipe")]
    [ResourceId("RecipeId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member("flowNodeIds")]
    public long[]? RecipeId { get; set; }

    /// <summary>The text that is sent; the server fills in parts such as $jobId, where it knows them.</summary>
    [Parameter]
    [Member("body")]
    public string? Payload { get; set; }

    /// <summary>Headers that are sent.</summary>
    [Parameter]
    [ValidateNotNull]
    [Member("headers")]
    public IDictionary? Header { get; set; }

    /// <summary>The key that calls are signed with, so that their receiver can tell them from others'.</summary>
    [Parameter]
    [ValidateNotNull]
    [Member]
    public SecureString? SecretKey { get; set; }

    /// <summary>Calls although the certificate is not good.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Makes a call that fails again.</summary>
    [Parameter]
    [Member]
    public SwitchParameter RetryOnFailure { get; set; }

    private protected override IResourceClient Resources => Client.Webhooks;

    private protected override void Complete(IDictionary members)
    {
        members["method"] = Method;
        members["triggerEvent"] = TriggerEvent;
        members["triggerObject"] = RecipeId is null ? "any" : "some";
        if (SkipCertificateCheck)
        {
            members["sslVerification"] = false;
        }
    }
}
