using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.JobGroups;

namespace DataprepPS.Commands;

/// <summary>Cancels job groups on the server.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DpJobGroup", SupportsShouldProcess = true)]
[OutputType(typeof(JobGroup))]
public sealed class StopDpJobGroupCommand : JobGroupIdCommand
{
    /// <inheritdoc cref="ChangeCommand.PassThru"/>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Change => "Cancel";

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        await Client.JobGroups.CancelAsync(id, Calls).ConfigureAwait(false);
        return PassThru
            ? Write(await Client.JobGroups.GetAsync(id, null, Calls).ConfigureAwait(false))
            : static () => Task.CompletedTask;
    }
}
