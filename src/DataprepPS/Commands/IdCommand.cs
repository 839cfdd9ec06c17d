using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// The base of cmdlets that do one thing for each id, from a parameter or from the pipeline. Several are under
/// way at a time; results come out in the order of the input.
/// </summary>
public abstract class IdCommand : SessionCommand
{
    private readonly ReadAhead ahead;

    private protected IdCommand() => ahead = new ReadAhead(() => AtATime);

    /// <summary>
    /// An id, or an object that has one under its own name, from the pipeline.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The ids given by parameter.</summary>
    private protected abstract long[]? Ids { get; }

    /// <summary>The id's own name, under which objects have it.</summary>
    private protected abstract string IdName { get; }

    private protected virtual IReadOnlyList<string> IdAliases => [];

    /// <summary>The most that may be under way at a time.</summary>
    private protected virtual int AtATime => 32;

    /// <summary>What <c>-WhatIf</c> says, e.g. "Cancel"; null for cmdlets that change nothing.</summary>
    private protected virtual string? Change => null;

    /// <summary>Does the one thing, and returns what writes its result.</summary>
    private protected abstract Task<Func<Task>> WorkAsync(long id, PSObject? input);

    private protected override Task StartAsync()
    {
        if (Ids is null && InputObject is null && !MyInvocation.ExpectingInput && NeedsId)
        {
            throw new TerminatingErrorException(ErrorRecords.Invalid("DpWrongInput", $"{MyInvocation.MyCommand.Name} was given no {IdName}.", "Name one, or pipe some to it.", null));
        }

        return Task.CompletedTask;
    }

    /// <summary>False where the cmdlet lists when it is given no id.</summary>
    private protected virtual bool NeedsId => true;

    private protected override async Task ProcessAsync()
    {
        var input = InputObject;
        long[] ids;
        if (Ids is { } named)
        {
            ids = named;
        }
        else if (input is null)
        {
            return;
        }
        else if (IdInput.TryRead(input, IdName, IdAliases, out ids) is { } error)
        {
            // In its place among the results, which may still be under way.
            await ahead.AddAsync(() => Task.FromResult<Func<Task>>(() => WriteErrorAsync(error))).ConfigureAwait(false);
            return;
        }

        foreach (var id in ids)
        {
            Abort.ThrowIfCancellationRequested();
            if (Change is { } change && !await ShouldProcessAsync(Target(id), change).ConfigureAwait(false))
            {
                continue;
            }

            await ahead.AddAsync(() => GuardAsync(id, input)).ConfigureAwait(false);
        }
    }

    private protected override bool TryProcess()
    {
        if (Ids is not null || InputObject is not { } input || Change is not null
            || IdInput.TryRead(input, IdName, IdAliases, out var ids) is not null || ids.Length != 1)
        {
            return false;
        }

        var id = ids[0];
        return ahead.TryAdd(() => GuardAsync(id, input));
    }

    private protected override Task EndAsync() => ahead.CompleteAsync();

    private protected virtual string Target(long id) => $"{IdName.Substring(0, IdName.Length - 2)} {id}";

    private protected Func<Task> Write(params Resource[] resources) => Write((IReadOnlyList<Resource>)resources);

    private protected Func<Task> Write(IReadOnlyList<Resource> resources) => async () =>
    {
        foreach (var resource in resources)
        {
            await WriteOneOfManyAsync(PlainObjects.ForOutput(resource)).ConfigureAwait(false);
        }
    };

    private protected Func<Task> WriteAll(IEnumerable<object> values) => async () =>
    {
        foreach (var value in values)
        {
            await WriteOneOfManyAsync(value).ConfigureAwait(false);
        }
    };

    /// <summary>The part of a list that <c>-First</c>, <c>-Skip</c> and <c>-IncludeTotalCount</c> ask for.</summary>
    private protected ListOptions Paging() => new()
    {
        First = PagingParameters.First <= long.MaxValue ? (long)PagingParameters.First : null,
        Skip = (long)Math.Min(PagingParameters.Skip, long.MaxValue),
        OnTotal = PagingParameters.IncludeTotalCount
            ? total => Post(() => WriteObject(PagingParameters.NewTotalCount((ulong)(total ?? 0), total is null ? 0 : 1)))
            : null,
    };

    /// <summary>Writes one row of a list, for as long as somebody takes them.</summary>
    private protected async Task<bool> WriteRowAsync(object row)
    {
        await WriteOneOfManyAsync(row).ConfigureAwait(false);
        return true;
    }

    private async Task<Func<Task>> GuardAsync(long id, PSObject? input)
    {
        try
        {
            return await WorkAsync(id, input).ConfigureAwait(false);
        }
        catch (DataprepException e)
        {
            return () => ReportAsync(e, input?.BaseObject is PSCustomObject || input is null ? (object?)input ?? id : input.BaseObject, e.Method is null ? null : Target(id));
        }
        catch (ArgumentException e)
        {
            return () => WriteErrorAsync(new ErrorRecord(e, "DpWrongInput", ErrorCategory.InvalidArgument, (object?)input ?? id));
        }
    }
}
