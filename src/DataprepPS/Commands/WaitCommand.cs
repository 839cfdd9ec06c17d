using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Runs;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that wait for runs and emit each as it ends; a failed or canceled one is also an error.</summary>
public abstract class WaitCommand : WaitingCommand
{
    /// <summary>Ids of the runs to wait for.</summary>
    public abstract long[]? Id { get; set; }

    /// <summary>
    /// Ends as soon as one {thing} has ended, well or badly. When several end within the same look, all of these are emitted.
    /// </summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    private protected sealed override long[]? Ids => Id;

    private protected sealed override bool WaitForAny => Any;

    private protected sealed override Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        WaitFor(id, input?.BaseObject as Run, input);
        return Task.FromResult(Nothing);
    }
}
