using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that do one thing for each id, from a parameter or from the pipeline.</summary>
/// <typeparam name="TId">A number, or text where the API's ids are text. A type of the client here would load the client at import.</typeparam>
public abstract class IdCommand<TId> : ReadAheadCommand
    where TId : notnull
{
    /// <summary>
    /// {A thing}, a number, a text of digits, or any object that has {an IdName}. It usually comes down the pipeline. Of other
    /// objects a plain Id is never taken, because it could be the id of something else; such an object is the error
    /// DpWrongInput.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The ids given by parameter.</summary>
    private protected abstract TId[]? Ids { get; }

    /// <summary>The id's own name, under which objects have it.</summary>
    private protected virtual string IdName => Noun + "Id";

    private protected virtual IReadOnlyList<string> IdAliases => [];

    /// <summary>What <c>-WhatIf</c> says, e.g. "Cancel"; null for cmdlets that change nothing.</summary>
    private protected virtual string? Change => null;

    /// <summary>False where the cmdlet lists when it is given no id.</summary>
    private protected virtual bool NeedsId => true;

    /// <summary>Does the one thing, and returns what writes its result.</summary>
    private protected abstract Task<Func<Task>> WorkAsync(TId id, PSObject? input);

    /// <summary>The one thing as the parameters say it now: by the time it is done they may have the values of a later input.</summary>
    private protected virtual Func<Task<Func<Task>>> Prepare(TId id, PSObject? input) => () => WorkAsync(id, input);

    /// <summary>The ids that an input has, or the error that names it.</summary>
    private protected abstract ErrorRecord? TryRead(PSObject input, out TId[] ids);

    private protected override Task StartAsync()
    {
        if (Ids is null && InputObject is null && !MyInvocation.ExpectingInput && NeedsId)
        {
            throw new TerminatingErrorException(ErrorRecords.Invalid("DpWrongInput", $"{MyInvocation.MyCommand.Name} was given no {IdName}.", "Name one, or pipe some to it.", null));
        }

        return Task.CompletedTask;
    }

    private protected override async Task ProcessAsync()
    {
        var input = InputObject;
        TId[] ids;
        if (Ids is { } named)
        {
            ids = named;
        }
        else if (input is null)
        {
            return;
        }
        else if (TryRead(input, out ids) is { } error)
        {
            await TakeOtherAsync(input, error).ConfigureAwait(false);
            return;
        }

        foreach (var id in ids)
        {
            Abort.ThrowIfCancellationRequested();
            if (Change is { } change && !await ShouldProcessAsync(Target(id, input), change).ConfigureAwait(false))
            {
                continue;
            }

            await AddAsync(Prepare(id, input), ErrorTarget(id, input), Target(id, input)).ConfigureAwait(false);
        }
    }

    /// <summary>What becomes of an input that has no id of the right name.</summary>
    private protected virtual Task TakeOtherAsync(PSObject input, ErrorRecord error) => AddErrorAsync(error);

    private protected override bool TryProcess()
    {
        if (Ids is not null || InputObject is not { } input || Change is not null
            || TryRead(input, out var ids) is not null || ids.Length != 1)
        {
            return false;
        }

        var id = ids[0];
        return TryAdd(Prepare(id, input), ErrorTarget(id, input), Target(id, input));
    }

    /// <summary>How people call it: with its name, if that came with it.</summary>
    private protected virtual string Target(TId id, PSObject? input)
    {
        var what = $"{IdName.Substring(0, IdName.Length - 2)} {id}";
        return input?.BaseObject is NamedResource { Name: { } name } named && id.Equals(named.Id) ? $"{what} \"{name}\"" : what;
    }

    private static object ErrorTarget(TId id, PSObject? input) => input?.BaseObject is PSCustomObject || input is null ? (object?)input ?? id : input.BaseObject;
}

/// <summary>An <see cref="IdCommand{TId}"/> whose ids are numbers: nearly all.</summary>
public abstract class IdCommand : IdCommand<long>
{
    private protected sealed override ErrorRecord? TryRead(PSObject input, out long[] ids) => IdInput.TryRead(input, IdName, IdAliases, out ids);
}

/// <summary>An <see cref="IdCommand{TId}"/> whose ids are text.</summary>
public abstract class TextIdCommand : IdCommand<string>
{
    private protected sealed override ErrorRecord? TryRead(PSObject input, out string[] ids) => IdInput.TryReadText(input, IdName, IdAliases, out ids);
}
