using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>
/// The base of cmdlets that read objects: by id, all of them, those of a name, or those of another object, which may come down
/// the pipeline. A derived class declares its parameters, with <see cref="QueryAttribute"/> and <see cref="ParentAttribute"/>.
/// </summary>
/// <help>
/// Without ids the list is read to its end, page after page, and each {thing} leaves as soon as it is there; Select-Object
/// -First and -First stop the reading. An empty pipeline asks for nothing and lists nothing.
/// </help>
/// <remarks>Not generic, nor are the bases beside it: a type of the client in the base would load the client at import.</remarks>
public abstract class GetCommand : ResourceCommand
{
    private protected const string IdSet = "Id";
    private protected const string ListSet = "List";

    private RowWindow? window;

    private protected override bool NeedsId => false;

    /// <summary>The names to look for, with wildcards or without.</summary>
    private protected virtual string[]? Names => null;

    /// <summary>The API's name of the field in which names are looked for.</summary>
    private protected virtual string NameField => "name";

    private protected virtual string? NameOf(Resource row) => (row as NamedResource)?.Name;

    /// <summary>Whether rows are chosen here too, because servers do not heed all words.</summary>
    private protected virtual bool IsChoosing => false;

    private protected virtual bool IsChosen(Resource row) => true;

    private protected virtual string? FilterText => null;

    private protected virtual string? SortText => null;

    private protected virtual ReadOptions? Read => null;

    // Where rows are left out here, and not by the server, the part that is wanted is counted here too.
    private RowWindow Window => window ??= new RowWindow(Paging());

    /// <summary>Reads the bare status, where that is all that is wanted; else null.</summary>
    private protected virtual Task<string>? StatusAsync(long id) => null;

    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        if (StatusAsync(id) is not { } reading)
        {
            return Write(await ResourcesOf(input).GetAsync(id, Read, Calls).ConfigureAwait(false));
        }

        var status = await reading.ConfigureAwait(false);
        return () => WriteAsync(status);
    }

    private protected override async Task TakeOtherAsync(PSObject input, ErrorRecord error)
    {
        foreach (var name in Declared.Of<ParentAttribute>(this).Select(parameter => parameter.Property.Name))
        {
            if (IdInput.TryRead(input, name, [], out var ids) is null)
            {
                foreach (var id in ids)
                {
                    await AddAsync(() => OfAsync(new ResourceParent(name, id)), input, null).ConfigureAwait(false);
                }

                return;
            }
        }

        await AddErrorAsync(error).ConfigureAwait(false);
    }

    private protected override async Task EndAsync()
    {
        await base.EndAsync().ConfigureAwait(false);
        // An empty pipeline asks for nothing; it does not ask for everything.
        if (Id is not null || MyInvocation.ExpectingInput)
        {
            return;
        }

        var parents = Parents().ToList<ResourceParent?>();
        if (parents.Count == 0)
        {
            parents.Add(null);
        }

        foreach (var parent in parents)
        {
            try
            {
                await ListAsync(parent).ConfigureAwait(false);
            }
            catch (DataprepException e) when (parent is not null)
            {
                await ReportAsync(e, parent.Id, $"{parent.Name.Substring(0, parent.Name.Length - 2)} {parent.Id}").ConfigureAwait(false);
            }
            catch (ArgumentException e)
            {
                await WriteErrorAsync(ErrorRecords.Invalid("DpWrongInput", e.Message, $"Get-Help {MyInvocation.MyCommand.Name} -Examples shows how.", parent?.Id)).ConfigureAwait(false);
            }
        }

        await base.EndAsync().ConfigureAwait(false);
    }

    private async Task ListAsync(ResourceParent? parent)
    {
        foreach (var name in Names ?? [null!])
        {
            await ListAsync(parent, name).ConfigureAwait(false);
        }
    }

    private async Task ListAsync(ResourceParent? parent, string? name)
    {
        if (name is null && !IsChoosing && Declared.Of<ParentAttribute>(this).All(parameter => !parameter.IsBound))
        {
            await Resources.ListAsync(NewQuery(null, null), Paging(), WriteRowAsync, Calls).ConfigureAwait(false);
            return;
        }

        var pattern = name is null ? null : new NamePattern(name);
        var isFound = false;
        await Resources.ListAsync(
            NewQuery(parent, pattern),
            new ListOptions { OnTotal = Paging().OnTotal },
            row =>
            {
                if (!IsChosen(row) || pattern?.Matches(NameOf(row)) == false)
                {
                    return Task.FromResult(true);
                }

                isFound = true;
                return Window.WriteAsync(row, WriteRowAsync);
            },
            Calls).ConfigureAwait(false);
        if (pattern is { IsLiteral: true } && !isFound)
        {
            await WriteErrorAsync(ErrorRecords.NotFound($"There is no {Noun} {(NameField == "name" ? "named" : $"with the {NameField}")} \"{name}\".", $"{MyInvocation.MyCommand.Name} without -{char.ToUpperInvariant(NameField[0])}{NameField.Substring(1)} lists those you have access to; * stands for any part of a name.", name)).ConfigureAwait(false);
        }
    }

    private async Task<Func<Task>> OfAsync(ResourceParent parent)
    {
        var patterns = Names?.Select(name => new NamePattern(name)).ToList();
        var rows = await GatherAsync<Resource>(visit => Resources.ListAsync(NewQuery(parent, patterns is { Count: 1 } ? patterns[0] : null), null, visit, Calls)).ConfigureAwait(false);
        return async () =>
        {
            foreach (var row in rows.Where(row => IsChosen(row) && patterns?.Exists(pattern => pattern.Matches(NameOf(row))) != false))
            {
                if (!await Window.WriteAsync(row, WriteRowAsync).ConfigureAwait(false))
                {
                    return;
                }
            }
        };
    }

    private ResourceQuery NewQuery(ResourceParent? parent, NamePattern? name) => new()
    {
        Parent = parent,
        Name = name?.Part,
        NameField = NameField,
        IsWholeName = name?.IsLiteral == true,
        Filter = FilterText,
        Sort = SortText,
        Read = Read,
        Where = Declared.Of<QueryAttribute>(this).Where(parameter => parameter.IsBound).ToDictionary(parameter => parameter.Attribute.Word, parameter => PlainObjects.ToPlain(parameter.Value)),
    };

    private IEnumerable<ResourceParent> Parents() => Declared.Of<ParentAttribute>(this).Where(parameter => parameter.IsBound)
        .SelectMany(parameter => (parameter.Value as long[] ?? []).Select(id => new ResourceParent(parameter.Property.Name, id)));

    /// <summary>Writes one row of a list, or begins what makes more of it.</summary>
    private protected virtual Task EmitAsync(Resource row) => WriteOneOfManyAsync(PlainObjects.ForOutput(row));

    private async Task<bool> WriteRowAsync(Resource row)
    {
        await EmitAsync(row).ConfigureAwait(false);
        return true;
    }

    /// <summary>The part of a list that <c>-First</c>, <c>-Skip</c> and <c>-IncludeTotalCount</c> ask for.</summary>
    private ListOptions Paging() => PagingParameters is not { } paging ? new ListOptions() : new ListOptions
    {
        First = paging.First <= long.MaxValue ? (long)paging.First : null,
        Skip = (long)Math.Min(paging.Skip, long.MaxValue),
        OnTotal = paging.IncludeTotalCount
            ? total => Post(() => WriteObject(paging.NewTotalCount((ulong)(total ?? 0), total is null ? 0 : 1)))
            : null,
    };
}
