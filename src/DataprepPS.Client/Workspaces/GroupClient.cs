using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>Reads and changes groups of users, their members and their roles.</summary>
public sealed class GroupClient : WorkspaceMemberClient<Group>
{
    private const string FullUsers = "includeFullUsers";

    private readonly ConcurrentDictionary<long, GroupClient> elsewhere = new();

    internal GroupClient(SessionParts parts, long? workspaceId = null)
        : base(parts, GroupEndpoints.Groups, static () => DataprepJson.Default.Group, workspaceId)
    {
    }

    // Who is in it is worth more than a number.
    private protected override Query ListWords => new Query().Add(FullUsers, true);

    private protected override IReadOnlyList<Association<Group>> Associations { get; } =
    [
        new(WorkspaceIdName, group => group.WorkspaceId) { List = GroupEndpoints.List, Adopt = (group, workspace) => group.WorkspaceId ??= workspace },
    ];

    /// <summary>The groups of a workspace; null for the session's own.</summary>
    public GroupClient In(long? workspaceId) => workspaceId is { } id ? elsewhere.GetOrAdd(id, other => new GroupClient(Parts, other)) : this;

    /// <inheritdoc/>
    public override async Task ListAsync(ResourceQuery query, ListOptions? options, Func<Group, Task<bool>> visit, CallContext context) => await base.ListAsync(
        query.In(query.Parent ?? await WorkspaceAsync(context).ConfigureAwait(false), withName: false).Having(FullUsers, true), options, visit, context).ConfigureAwait(false);

    /// <summary>Puts a user into a group. Follows addUsersToGroup.</summary>
    /// <exception cref="OutcomeUnknownException">They may have been put in.</exception>
    public Task AddMemberAsync(long id, long personId, CallContext context) => ChangeMemberAsync(GroupEndpoints.AddUsers, id, personId, true, context);

    /// <summary>Takes a user out of a group. Follows removeUsersFromGroup.</summary>
    /// <exception cref="AlreadyGoneException">They were not in it.</exception>
    /// <exception cref="OutcomeUnknownException">They may have been taken out.</exception>
    public async Task RemoveMemberAsync(long id, long personId, CallContext context)
    {
        try
        {
            await ChangeMemberAsync(GroupEndpoints.RemoveUsers, id, personId, false, context).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Kind == ErrorKind.NotFound)
        {
            throw new AlreadyGoneException(e);
        }
    }

    /// <summary>Gives a group these roles instead of those it has. Follows setRolesToGroup.</summary>
    /// <exception cref="OutcomeUnknownException">They may have been set.</exception>
    public async Task SetRolesAsync(long id, IReadOnlyList<long> roles, CallContext context) => await ChangeAsync(
        new ApiRequest(GroupEndpoints.SetRoles, await PathAsync(GroupEndpoints.SetRoles, context, id).ConfigureAwait(false))
        {
            Content = ApiRequest.Json(new JsonObject { ["roleIds"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]) }),
        },
        ReplyReader.Done,
        $"Look at it: {await LookAtAsync(id, context).ConfigureAwait(false)}. Setting the same again does no harm.",
        () => SettleAsync(id, group => group.Roles is { } shown && shown.Select(role => role.Id).OrderBy(role => role).SequenceEqual(roles.Distinct().OrderBy(role => role)), "has these roles", context),
        context).ConfigureAwait(false);

    private protected override Task<string> ListPathAsync(CallContext context) => PathAsync(GroupEndpoints.List, context);

    private async Task ChangeMemberAsync(Endpoint endpoint, long id, long personId, bool isMember, CallContext context) => await ChangeAsync(
        new ApiRequest(endpoint, await PathAsync(endpoint, context, id).ConfigureAwait(false), new Query().Add("userIds", personId))
        {
            Content = endpoint.Method == HttpMethod.Post ? ApiRequest.Json(new JsonObject()) : null,
        },
        ReplyReader.Done,
        $"Look who is in it: {await LookAtAsync(id, context).ConfigureAwait(false)}. Doing the same again does no harm.",
        () => SettleAsync(id, group => group.Members is { } shown && shown.Any(person => person.Id == personId) == isMember, isMember ? $"has user {personId}" : $"does not have user {personId}", context),
        context).ConfigureAwait(false);

    private async Task<Settled<object>> SettleAsync(long id, Func<Group, bool> isSo, string what, CallContext context)
    {
        var group = await GetAsync(id, null, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false);
        return isSo(group) ? new Settled<object>(group, $"group {id} {what}.") : new Settled<object>(null, $"It does not show that group {id} {what}.");
    }
}
