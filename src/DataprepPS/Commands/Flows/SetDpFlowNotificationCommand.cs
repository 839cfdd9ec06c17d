using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Flows;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Says of which jobs of flows their owners are told by e-mail, in place of what was said before.</summary>
[Cmdlet(VerbsCommon.Set, "DpFlowNotification", SupportsShouldProcess = true)]
[OutputType(typeof(FlowNotification))]
public sealed class SetDpFlowNotificationCommand : FlowIdCommand
{
    /// <summary>Of which jobs that fail; default is what the workspace says.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("all", "scheduled", "adhoc", "never", "default")]
    [Member]
    public string OnJobFailure { get; set; } = string.Empty;

    /// <summary>Of which jobs that succeed; default is what the workspace says.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet("all", "scheduled", "adhoc", "never", "default")]
    [Member]
    public string OnJobSuccess { get; set; } = string.Empty;

    /// <summary>Emits what is set now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Change => $"Tell of {OnJobFailure} jobs that fail and {OnJobSuccess} jobs that succeed";

    private protected override int AtATime => 8;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        var set = await Client.Flows.NotifyAsync(id, Declared.Members(this), Calls).ConfigureAwait(false);
        return PassThru ? Write(set) : Nothing;
    }
}
