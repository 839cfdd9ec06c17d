using System;
using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using DataprepPS.Client.Runs;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that start runs, each once, and may wait for them.</summary>
public abstract class RunCommand : WaitingCommand
{
    private int runs;

    /// <summary>
    /// Run parameters: the override keys and their values. Values are sent as text; dates become ISO 8601 in UTC. With several
    /// inputs all get the same.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Parameter { get; set; }

    /// <summary>
    /// Names of properties of the input object that are run parameters of the same names. They come after -Parameter and win
    /// over it. An object without such a property is an error.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ParameterProperty { get; set; }

    /// <summary>
    /// The execution id of the run. A second run under the same id is not started, by any program; use it to go on after
    /// DpOutcomeUnknown. It stands for one run: with several inputs all but the first are errors. Without it each run gets an
    /// id of its own.
    /// </summary>
    [Parameter]
    public Guid? ExecutionId { get; set; }

    /// <summary>Waits until each run has ended and emits it then.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The most starts under way at a time, from 1 to 1000. Without it, as many as the quota of the user.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; }

    /// <summary>Only checks whether it could be started, where that is asked for, and returns what writes the result; else null.</summary>
    private protected virtual Task<Func<Task>?> TryCheckAsync(long id, IDictionary? parameters) => Task.FromResult<Func<Task>?>(null);

    private protected sealed override int AtATime => ThrottleLimit > 0 ? ThrottleLimit : Runs.StartsAtATime;

    /// <summary>Starts one.</summary>
    private protected abstract Task<Run> RunAsync(long id, IDictionary? parameters);

    private protected sealed override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        if (Interlocked.Increment(ref runs) > 1 && ExecutionId is not null)
        {
            throw new ArgumentException($"{IdName.Substring(0, IdName.Length - 2)} {id} was not started: one -ExecutionId stands for one run. Leave it out, and each run gets its own.");
        }

        var parameters = Parameters(input);
        if (await TryCheckAsync(id, parameters).ConfigureAwait(false) is { } check)
        {
            return check;
        }

        var run = await RunAsync(id, parameters).ConfigureAwait(false);
        if (!Wait)
        {
            return () => WriteAsync(WithInput(run, input));
        }

        WaitFor(run.Id, run, input);
        return Nothing;
    }

    private IDictionary? Parameters(PSObject? input)
    {
        if (ParameterProperty is null)
        {
            return Parameter is null ? null : PlainObjects.ToPlain(Parameter);
        }

        var parameters = new OrderedDictionary(StringComparer.Ordinal);
        Declared.Merge(parameters, Parameter);
        foreach (var name in ParameterProperty)
        {
            var property = input?.Properties[name]
                ?? throw new ArgumentException($"The input has no property \"{name}\", which -ParameterProperty names. It has: {string.Join(", ", input?.Properties.Select(p => p.Name) ?? [])}.");
            parameters[name] = PlainObjects.ToPlain(property.Value);
        }

        return parameters;
    }
}
