using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Reflection;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// The base of cmdlets that do one thing for each input. Several are under way at a time; results come out in the order of the
/// input, and what goes wrong with one is an error in its place.
/// </summary>
public abstract class ReadAheadCommand : SessionCommand
{
    private readonly ReadAhead ahead;
    private string? noun;

    private protected ReadAheadCommand() => ahead = new ReadAhead(() => AtATime);

    /// <summary>The cmdlet's noun without our prefix, e.g. <c>Flow</c>.</summary>
    private protected string Noun => noun ??= GetType().GetCustomAttribute<CmdletAttribute>()!.NounName.Substring("Dp".Length);

    /// <summary>The most that may be under way at a time.</summary>
    private protected virtual int AtATime => 32;

    /// <summary>Does one thing, which returns what writes its result.</summary>
    private protected Task AddAsync(Func<Task<Func<Task>>> work, object? target, string? subject) => ahead.AddAsync(() => GuardAsync(work, target, subject));

    /// <summary>An error in its place among the results, which may still be under way.</summary>
    private protected Task AddErrorAsync(ErrorRecord error) => ahead.AddAsync(() => Task.FromResult<Func<Task>>(() => WriteErrorAsync(error)));

    /// <summary>As <see cref="AddAsync"/> if there is room for it now.</summary>
    private protected bool TryAdd(Func<Task<Func<Task>>> work, object? target, string? subject) => ahead.TryAdd(() => GuardAsync(work, target, subject));

    private protected override Task EndAsync() => ahead.CompleteAsync();

    private protected Func<Task> Write(params ApiObject[] objects) => Write((IReadOnlyList<ApiObject>)objects);

    private protected Func<Task> Write(IReadOnlyList<ApiObject> objects) => async () =>
    {
        foreach (var sent in objects)
        {
            await WriteOneOfManyAsync(PlainObjects.ForOutput(sent)).ConfigureAwait(false);
        }
    };

    /// <summary>All that a list of the client visits, to be written in its place.</summary>
    private protected static async Task<List<T>> GatherAsync<T>(Func<Func<T, Task<bool>>, Task> list)
    {
        List<T> rows = [];
        await list(row =>
        {
            rows.Add(row);
            return Task.FromResult(true);
        }).ConfigureAwait(false);
        return rows;
    }

    private protected static Func<Task> Nothing { get; } = static () => Task.CompletedTask;

    private async Task<Func<Task>> GuardAsync(Func<Task<Func<Task>>> work, object? target, string? subject)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (DataprepException e)
        {
            return () => ReportAsync(e, target, e.Method is null ? null : subject);
        }
        catch (ArgumentException e)
        {
            return () => WriteErrorAsync(new ErrorRecord(e, "DpWrongInput", ErrorCategory.InvalidArgument, target));
        }
    }
}
