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

    /// <summary>Run parameter overrides, by key.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Parameter { get; set; }

    /// <summary>Properties of the input object that are run parameters of the same names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ParameterProperty { get; set; }

    /// <summary>The execution id: a second run under the same one never starts.</summary>
    [Parameter]
    public Guid? ExecutionId { get; set; }

    /// <summary>Waits until each run has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The most starts under way at a time.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; }

    /// <summary>Whether what is started can be waited for.</summary>
    private protected virtual bool MayWait => true;

    private protected sealed override int AtATime => ThrottleLimit > 0 ? ThrottleLimit : Runs.StartsAtATime;

    /// <summary>Starts one.</summary>
    private protected abstract Task<Run> RunAsync(long id, IDictionary? parameters);

    private protected sealed override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        if (Interlocked.Increment(ref runs) > 1 && ExecutionId is not null)
        {
            throw new ArgumentException($"{IdName.Substring(0, IdName.Length - 2)} {id} was not started: one -ExecutionId stands for one run. Leave it out, and each run gets its own.");
        }

        var run = await RunAsync(id, Parameters(input)).ConfigureAwait(false);
        if (!Wait || !MayWait)
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
