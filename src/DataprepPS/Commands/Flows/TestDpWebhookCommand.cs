using System;
using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Lets the server make a webhook's call now, or any such call, and says what came of it.</summary>
/// <remarks>Two cmdlets in one: a webhook is read first and its call made; a call of its own is described whole.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "DpWebhook", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(WebhookTest))]
public sealed class TestDpWebhookCommand : IdCommand
{
    private const string IdSet = "Id";
    private const string UrlSet = "Url";

    /// <summary>Ids of webhooks. Their secret keys are not known here: give -SecretKey if the call shall be signed.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("WebhookId")]
    [ResourceId("WebhookId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? Id { get; set; }

    /// <summary>The address to call.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UrlSet)]
    [ValidateNotNull]
    [Member]
    public Uri? Url { get; set; }

    /// <summary>The method to call it with; post when absent.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    [ValidateSet("post", "get", "put", "patch", "delete")]
    public string Method { get; set; } = "post";

    /// <summary>The text that is sent; the server fills in parts such as $jobId, where it knows them.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    [Member("body")]
    public string? Payload { get; set; }

    /// <summary>Headers that are sent.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    [ValidateNotNull]
    [Member("headers")]
    public IDictionary? Header { get; set; }

    /// <summary>The key that calls are signed with, so that their receiver can tell them from others'.</summary>
    [Parameter]
    [ValidateNotNull]
    [Member]
    public SecureString? SecretKey { get; set; }

    /// <summary>Calls although the certificate is not good.</summary>
    [Parameter(ParameterSetName = UrlSet)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    private protected override long[]? Ids => Id;

    private protected override bool NeedsId => Url is null;

    private protected override string Change => "Make the call now";

    private protected override int AtATime => 8;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        var webhook = await Client.Webhooks.GetAsync(id, null, Calls).ConfigureAwait(false);
        var call = new OrderedDictionary { ["url"] = webhook.Url, ["method"] = webhook.Method };
        Add("body", webhook.Body);
        Add("headers", webhook.Header);
        Add("sslVerification", webhook.SslVerification);
        Declared.Merge(call, Declared.Members(this));
        return Write(await Client.Webhooks.TestAsync(call, Calls).ConfigureAwait(false));

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                call[name] = value;
            }
        }
    }

    private protected override async Task EndAsync()
    {
        if (Url is not null && await ShouldProcessAsync($"Webhook to {Url}", Change).ConfigureAwait(false))
        {
            var call = Declared.Members(this);
            call["method"] = Method;
            if (SkipCertificateCheck)
            {
                call["sslVerification"] = false;
            }

            await AddAsync(async () => Write(await Client.Webhooks.TestAsync(call, Calls).ConfigureAwait(false)), Url, $"Webhook to {Url}").ConfigureAwait(false);
        }

        await base.EndAsync().ConfigureAwait(false);
    }
}
