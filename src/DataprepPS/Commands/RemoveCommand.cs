using System;
using System.Management.Automation;
using System.Threading.Tasks;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that remove objects. One that is not there is an error of its own id, DpAlreadyGone.</summary>
/// <help>
/// {A thing} that is not there is the error DpAlreadyGone, so with -ErrorAction Ignore a script that cleans up can run twice.
/// When the reply is lost, the cmdlet looks whether it is gone; only when that is not clear is it the error DpOutcomeUnknown.
/// </help>
public abstract class RemoveCommand : ResourceCommand
{
    private protected override string Change => "Remove";

    private protected override int AtATime => 8;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        await ResourcesOf(input).RemoveAsync(id, Calls).ConfigureAwait(false);
        return Nothing;
    }
}
