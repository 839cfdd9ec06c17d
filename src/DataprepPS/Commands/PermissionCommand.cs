using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Permissions;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets about who may use objects: each takes the objects, from which its noun is made.</summary>
public abstract class PermissionCommand : IdCommand
{
    /// <summary>Ids of the objects.</summary>
    public abstract long[]? Id { get; set; }

    private protected abstract PermissionClient Permissions { get; }

    private protected sealed override long[]? Ids => Id;

    private protected sealed override string IdName => Noun.Substring(0, Noun.Length - "Permission".Length) + "Id";
}

/// <summary>The base of cmdlets that list who has objects.</summary>
public abstract class GetPermissionCommand : PermissionCommand
{
    private protected override async Task<Func<Task>> WorkAsync(long id, PSObject? input) => Write(await Permissions.ListAsync(id, Calls).ConfigureAwait(false));
}

/// <summary>The base of cmdlets that are about people too: named, or those who come down the pipeline, also as a permission they have.</summary>
public abstract class GranteeCommand : PermissionCommand
{
    private protected const string PersonSet = "Person";
    private const string EmailSet = "Email";

    /// <summary>Ids of people, or the people themselves.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PersonSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Person")]
    [ResourceId("PersonId")]
    [ValidateRange(1, long.MaxValue)]
    public long[]? PersonId { get; set; }

    /// <summary>E-mail addresses of people.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EmailSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Email { get; set; }

    private protected override int AtATime => 8;

    private IReadOnlyList<Grantee> People => PersonId?.Select(id => new Grantee(id)).ToList() ?? (Email ?? []).Select(email => new Grantee(email)).ToList();

    private protected abstract Func<Task<Func<Task>>> Prepare(long id, IReadOnlyList<Grantee> people);

    private protected sealed override Func<Task<Func<Task>>> Prepare(long id, PSObject? input) => Prepare(id, People);

    private protected sealed override Task<Func<Task>> WorkAsync(long id, PSObject? input) => Prepare(id, input)();

    private protected override string Target(long id, PSObject? input) => $"{base.Target(id, input)}, {string.Join(", ", People)}";
}

/// <summary>The base of cmdlets that share objects, in one request an object.</summary>
public abstract class GrantCommand : GranteeCommand
{
    /// <summary>What they may do.</summary>
    public abstract string Role { get; set; }

    private protected sealed override string Change => $"Share as {Role}";

    private protected sealed override Func<Task<Func<Task>>> Prepare(long id, IReadOnlyList<Grantee> people)
    {
        var role = Role;
        return async () => Write(await Permissions.GrantAsync(id, people, role, Calls).ConfigureAwait(false));
    }
}

/// <summary>The base of cmdlets that take objects back. Not to have had one is an error of its own id, DpAlreadyGone.</summary>
public abstract class RevokeCommand : GranteeCommand
{
    private protected sealed override string Change => "Take back";

    private protected sealed override Func<Task<Func<Task>>> Prepare(long id, IReadOnlyList<Grantee> people) => async () =>
    {
        foreach (var person in people)
        {
            await Permissions.RevokeAsync(id, person, Calls).ConfigureAwait(false);
        }

        return Nothing;
    };
}
