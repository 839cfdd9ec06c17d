using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>Reads, invites, changes and suspends users.</summary>
public sealed class PersonClient : WorkspaceMemberClient<Person>
{
    private readonly ConcurrentDictionary<long, PersonClient> elsewhere = new();
    private readonly Endpoint? list;

    internal PersonClient(SessionParts parts, long? workspaceId = null, Endpoint? list = null)
        : base(parts, PersonEndpoints.People, static () => DataprepJson.Default.Person, workspaceId)
    {
        this.list = list;
        Associations =
        [
            new(WorkspaceIdName, _ => null) { List = list ?? PersonEndpoints.InWorkspace, Adopt = (person, workspace) => person.WorkspaceId = workspace },
        ];
    }

    /// <inheritdoc/>
    public override string Noun => "User";

    /// <summary>Those who may administer a workspace. Follows listWorkspaceAdmins.</summary>
    public PersonClient Admins => field ??= new PersonClient(Parts, null, PersonEndpoints.Admins);

    /// <summary>Whom the token belongs to, and nobody else. Follows getCurrentPerson.</summary>
    public PersonClient Myself => field ??= new PersonClient(Parts, null, PersonEndpoints.Current);

    private protected override IReadOnlyList<Association<Person>> Associations { get; }

    /// <summary>Users as they are in a workspace; null for the session's own.</summary>
    public PersonClient In(long? workspaceId) => workspaceId is { } id ? elsewhere.GetOrAdd(id, other => new PersonClient(Parts, other, list)) : this;

    /// <inheritdoc/>
    public override async Task<Person> GetAsync(long id, ReadOptions? options, CallContext context)
    {
        var person = await ReadAsync(ApiRequest.Get(PersonEndpoints.Get, id, new Query().Add(options).Add("workspaceId", WorkspaceId)), Type, context).ConfigureAwait(false);
        person.WorkspaceId = WorkspaceId;
        return person;
    }

    /// <inheritdoc/>
    public override async Task ListAsync(ResourceQuery query, ListOptions? options, Func<Person, Task<bool>> visit, CallContext context)
    {
        if (list == PersonEndpoints.Current)
        {
            await visit(await ReadAsync(new ApiRequest(list, list.Path, new Query().Add(query.Read)), Type, context).ConfigureAwait(false)).ConfigureAwait(false);
            return;
        }

        if (query.Parent is { Name: "GroupId" } group)
        {
            foreach (var member in (await new GroupClient(Parts, WorkspaceId).GetAsync(group.Id, null, context).ConfigureAwait(false)).Members ?? [])
            {
                if (!await visit(member).ConfigureAwait(false))
                {
                    return;
                }
            }

            return;
        }

        if (query.Parent is { Name: "RoleId" } role)
        {
            // Only the list of a workspace can be asked for a role.
            query = query.In(await WorkspaceAsync(context).ConfigureAwait(false)).Having("roles", role.Id);
        }
        else if (query.Parent is null && (list ?? WorkspaceId as object) is not null)
        {
            query = query.In(await WorkspaceAsync(context).ConfigureAwait(false));
        }

        await base.ListAsync(query, options, visit, context).ConfigureAwait(false);
    }

    /// <summary>Changes those members that are given. Follows patchWorkspaceUser, or updateWorkspaceUser where a release has only that.</summary>
    /// <inheritdoc/>
    public override async Task UpdateAsync(long id, IDictionary members, CallContext context)
    {
        try
        {
            await base.UpdateAsync(id, members, context).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Kind == ErrorKind.NotAvailable)
        {
            await UpdateAsync(PersonEndpoints.Replace, await PathAsync(PersonEndpoints.Replace, context, id).ConfigureAwait(false), id, Body(members), context).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Invites people into the workspace, in one request, and reads them as it shows them afterwards. Follows inviteUser for one,
    /// inviteListOfUsers for several, and inviteUsersToAccountWorkspace where an account is named.
    /// </summary>
    /// <param name="emails">Their e-mail addresses.</param>
    /// <param name="roles">The roles they get; none for the workspace's default.</param>
    /// <param name="accountId">The account that the workspace is part of.</param>
    /// <param name="members">More members of the request.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="ArgumentException">An account gives no roles.</exception>
    /// <exception cref="OutcomeUnknownException">They may have been invited.</exception>
    public async Task<IReadOnlyList<Person>> InviteAsync(IReadOnlyList<string> emails, IReadOnlyList<long> roles, string? accountId, IDictionary members, CallContext context)
    {
        if (accountId is not null && roles.Count > 0)
        {
            throw new ArgumentException("An invitation by an account gives no roles: grant them afterwards.");
        }

        var workspace = (await WorkspaceAsync(context).ConfigureAwait(false)).Id;
        var isSingle = accountId is null && emails.Count == 1 && roles.Count == 0;
        var endpoint = accountId is not null ? PersonEndpoints.InviteToAccount : isSingle ? PersonEndpoints.Invite : PersonEndpoints.InviteMany;
        var body = Body(members);
        if (isSingle)
        {
            body["email"] = emails[0];
        }
        else
        {
            body["emails"] = new JsonArray([.. emails.Select(email => JsonValue.Create(email))]);
        }

        if (roles.Count > 0)
        {
            body["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]);
        }

        var done = await ChangeAsync(
            new ApiRequest(endpoint, endpoint.At(workspace), accountId is null ? null : new Query().Add("accountId", accountId).Add("workspaceId", workspace)) { Content = ApiRequest.Json(body) },
            ReplyReader.Done,
            $"Look at Get-DpUser -WorkspaceId {workspace}. Inviting the same again does no harm, but they may get another message.",
            async () =>
            {
                var there = await OfAddressesAsync(emails, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
                return there.Count == emails.Count
                    ? new Settled<object>(there, $"{string.Join(", ", there)} {(there.Count == 1 ? "is" : "are")} in workspace {workspace}.")
                    : new Settled<object>(null, $"Of those who were invited, workspace {workspace} has {(there.Count == 0 ? "nobody" : string.Join(", ", there))}.");
            },
            context).ConfigureAwait(false);
        // Where it had to be looked whether they were invited, they were seen.
        return done as IReadOnlyList<Person> ?? await ReadInvitedAsync(emails, context).ConfigureAwait(false);
    }

    /// <summary>Suspends users, or takes that back. Follows suspendUsers and unsuspendUsers.</summary>
    /// <param name="id">The user.</param>
    /// <param name="isSuspended">Whether they shall be suspended.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been done.</exception>
    public async Task SuspendAsync(long id, bool isSuspended, CallContext context)
    {
        var endpoint = isSuspended ? PersonEndpoints.SuspendMany : PersonEndpoints.UnsuspendMany;
        await ChangeAsync(
            new ApiRequest(endpoint, await PathAsync(endpoint, context).ConfigureAwait(false)) { Content = ApiRequest.Json(new JsonObject { ["personIds"] = new JsonArray(id) }) },
            ReplyReader.Done,
            $"Look at the user: {await LookAtAsync(id, context).ConfigureAwait(false)}. Doing the same again does no harm.",
            async () =>
            {
                var person = await GetAsync(id, null, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
                return person.IsSuspended == isSuspended
                    ? new Settled<object>(person, $"{person} is {(isSuspended ? "suspended" : "not suspended any more")}.")
                    : new Settled<object>(null, $"{person} is {(isSuspended ? "not suspended so far" : "suspended still")}.");
            },
            context).ConfigureAwait(false);
    }

    /// <summary>
    /// Hands everything that one user owns over to another. Follows transferUserAssetsInCurrentWorkspace, or
    /// transferUserAssetsInWorkspace for a workspace that was named.
    /// </summary>
    /// <param name="workspaceId">The workspace; null for the session's own.</param>
    /// <param name="members">The request's members: fromPersonId and toPersonId, or fromPersonEmail and toPersonEmail, and assets.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been done.</exception>
    public Task TransferAsync(long? workspaceId, IDictionary members, CallContext context)
    {
        var endpoint = workspaceId is null ? WorkspaceEndpoints.TransferCurrent : WorkspaceEndpoints.Transfer;
        return ChangeAsync(
            new ApiRequest(endpoint, workspaceId is { } id ? endpoint.At(id) : endpoint.Path) { Content = ApiRequest.Json(Body(members)) },
            ReplyReader.Done,
            "Look whose flows they are: Get-DpFlow -Embed creator. Handing over the same again does no harm.",
            null,
            context);
    }

    private async Task<IReadOnlyList<Person>> ReadInvitedAsync(IReadOnlyList<string> emails, CallContext context)
    {
        try
        {
            return await OfAddressesAsync(emails, context).ConfigureAwait(false);
        }
        catch (DataprepException e) when (e.Kind != ErrorKind.Authentication)
        {
            context.Observer?.Warn($"{string.Join(", ", emails)}: invited, but the workspace's users could not be read afterwards: {e.Message}");
            return [];
        }
    }

    private async Task<IReadOnlyList<Person>> OfAddressesAsync(IReadOnlyList<string> emails, CallContext context)
    {
        var found = new Dictionary<string, Person>(StringComparer.OrdinalIgnoreCase);
        await ListAsync(
            new ResourceQuery { Parent = await WorkspaceAsync(context).ConfigureAwait(false), Name = emails.Count == 1 ? emails[0] : null, NameField = "email", IsWholeName = true },
            null,
            person =>
            {
                if (person.Email is { } email && emails.Contains(email, StringComparer.OrdinalIgnoreCase))
                {
                    found[email] = person;
                }

                return Task.FromResult(found.Count < emails.Count);
            },
            context).ConfigureAwait(false);
        return [.. emails.Where(found.ContainsKey).Select(email => found[email])];
    }
}
