using System;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that put datasets or recipes into a flow.</summary>
public abstract class AddToFlowCommand : IdCommand
{
    /// <summary>The flow to put them into.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Flow")]
    [ResourceId("FlowId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long FlowId { get; set; }

    /// <summary>Emits each as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected sealed override string Change => $"Add to flow {FlowId}";

    private protected sealed override int AtATime => 8;

    private protected abstract Task AddAsync(long id);

    private protected abstract Task<Resource> ReadAsync(long id);

    private protected sealed override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        await AddAsync(id).ConfigureAwait(false);
        return PassThru ? Write(await ReadAsync(id).ConfigureAwait(false)) : Nothing;
    }
}
