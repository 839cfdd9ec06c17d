using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that change objects, and emit them as they are afterwards if asked to.</summary>
public abstract class ChangeCommand : ResourceCommand
{
    /// <summary>Emits each {thing} as it is afterwards, with one more request.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract override string Change { get; }

    private protected override int AtATime => 8;

    private protected abstract Task ChangeAsync(long id, PSObject? input);

    private protected sealed override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        await ChangeAsync(id, input).ConfigureAwait(false);
        return PassThru ? Write(await ResourcesOf(input).GetAsync(id, null, Calls).ConfigureAwait(false)) : Nothing;
    }
}

/// <summary>
/// The base of cmdlets that set members of objects. Only what was given is sent. A derived class declares the request's
/// members as parameters, with <see cref="MemberAttribute"/>.
/// </summary>
/// <help>
/// Only what was given is sent; an empty text is a value. When the reply is lost, the cmdlet looks whether the {thing} shows
/// what was set; only when that is not clear is it the error DpOutcomeUnknown. Setting the same again does no harm.
/// </help>
public abstract class SetCommand : ChangeCommand
{
    private IDictionary? members;

    /// <inheritdoc cref="NewCommand.Body"/>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Body { get; set; }

    private protected override string Change => $"Set {string.Join(", ", Members.Keys.Cast<object>())}";

    private IDictionary Members => members ??= Gather();

    private protected override async Task StartAsync()
    {
        await base.StartAsync().ConfigureAwait(false);
        if (Members.Count == 0)
        {
            throw new TerminatingErrorException(ErrorRecords.Invalid("DpWrongInput", $"{MyInvocation.MyCommand.Name} was given nothing to set.", "Name a parameter that sets something, or -Body for what has none.", null));
        }
    }

    /// <summary>Adds what is not a parameter's value as it stands.</summary>
    private protected virtual void Complete(IDictionary members)
    {
    }

    private protected override Task ChangeAsync(long id, PSObject? input) => ResourcesOf(input).UpdateAsync(id, Members, Calls);

    private IDictionary Gather()
    {
        var gathered = Declared.Members(this);
        Complete(gathered);
        Declared.Merge(gathered, Body);
        return gathered;
    }
}
