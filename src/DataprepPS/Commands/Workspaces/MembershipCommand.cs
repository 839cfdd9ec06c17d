using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that put users into something or take them out of it: a group, a role.</summary>
public abstract class MembershipCommand : IdCommand
{
    /// <summary>Ids of users, or the users themselves.</summary>
    [Parameter(Position = 1)]
    [Alias("Person", "UserId")]
    [ResourceId("PersonId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[]? PersonId { get; set; }

    private protected sealed override long[]? Ids => PersonId;

    private protected sealed override string IdName => "PersonId";

    private protected sealed override IReadOnlyList<string> IdAliases => ["UserId"];

    private protected abstract override string Change { get; }

    // They all change the same object of the server.
    private protected sealed override int AtATime => 1;

    private protected abstract Task ChangeAsync(long personId, PSObject? input);

    private protected sealed override async Task<Func<Task>> WorkAsync(long id, PSObject? input)
    {
        await ChangeAsync(id, input).ConfigureAwait(false);
        return Nothing;
    }

    private protected sealed override string Target(long id, PSObject? input) => input is { BaseObject: Client.Workspaces.Person person } ? $"User {id} \"{person}\"" : $"User {id}";
}
