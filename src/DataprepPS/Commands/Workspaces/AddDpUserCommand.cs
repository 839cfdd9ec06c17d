using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using DataprepPS.Client.Workspaces;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Invites people into a workspace, all of them in one request, and emits them as the workspace shows them afterwards.</summary>
[Cmdlet(VerbsCommon.Add, "DpUser", SupportsShouldProcess = true)]
[OutputType(typeof(Person))]
public sealed class AddDpUserCommand : ReadAheadCommand
{
    private readonly List<string> emails = [];

    /// <summary>E-mail addresses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Email { get; set; } = [];

    /// <summary>Ids of the roles they get, or the roles themselves; without it, what the workspace gives to everybody.</summary>
    [Parameter]
    [Alias("Role")]
    [ResourceId("RoleId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[] RoleId { get; set; } = [];

    /// <summary>The workspace; without it, the session's own.</summary>
    [Parameter]
    [Alias("Workspace")]
    [ResourceId("WorkspaceId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [OptionalId]
    public long? WorkspaceId { get; set; }

    /// <summary>The account that the workspace is part of: they are invited as users of the account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccountId { get; set; }

    /// <inheritdoc cref="NewCommand.Body"/>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Body { get; set; }

    private protected override Task ProcessAsync()
    {
        emails.AddRange(Email);
        return Task.CompletedTask;
    }

    private protected override async Task EndAsync()
    {
        var people = emails.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var target = string.Join(", ", people);
        if (people.Count > 0 && await ShouldProcessAsync(target, WorkspaceId is { } id ? $"Invite into workspace {id}" : "Invite into the workspace").ConfigureAwait(false))
        {
            var more = new OrderedDictionary();
            Declared.Merge(more, Body);
            await AddAsync(async () => Write(await Client.People.In(WorkspaceId).InviteAsync(people, RoleId, AccountId, more, Calls).ConfigureAwait(false)), people.ToArray(), target).ConfigureAwait(false);
        }

        await base.EndAsync().ConfigureAwait(false);
    }
}
