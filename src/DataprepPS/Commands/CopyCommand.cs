using System;
using System.Collections;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that copy objects and emit each copy.</summary>
public abstract class CopyCommand : IdCommand
{
    /// <summary>Ids of the objects to copy.</summary>
    public abstract long[]? Id { get; set; }

    /// <summary>The copy's name; without it, the server makes one.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [Member]
    public string? Name { get; set; }

    private protected sealed override long[]? Ids => Id;

    private protected sealed override string Change => "Copy";

    private protected sealed override int AtATime => 8;

    private protected abstract Task<Resource> CopyAsync(long id, IDictionary members);

    private protected sealed override async Task<Func<Task>> WorkAsync(long id, PSObject? input) =>
        Write(await CopyAsync(id, Declared.Members(this)).ConfigureAwait(false));
}
