using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>Reads roles, gives them and takes them back.</summary>
public sealed class RoleClient : ResourceClient<Role>
{
    internal RoleClient(SessionParts parts)
        : base(parts, RoleEndpoints.Roles, static () => DataprepJson.Default.Role)
    {
    }

    private protected override IReadOnlyList<Association<Role>> Associations { get; } = [new("WorkspaceId", role => role.WorkspaceId) { Word = "workspaceId" }];

    /// <inheritdoc/>
    public override Task ListAsync(ResourceQuery query, ListOptions? options, Func<Role, Task<bool>> visit, CallContext context) =>
        base.ListAsync(query.In(query.Parent, withName: false), options, visit, context);

    /// <summary>Gives somebody a role. Follows assignRoleToSubjectsForPerson.</summary>
    /// <exception cref="OutcomeUnknownException">They may have been given it.</exception>
    public Task GrantAsync(long id, long personId, CallContext context) => ChangeAsync(
        new ApiRequest(RoleEndpoints.Grant, RoleEndpoints.Grant.At(id)) { Content = ApiRequest.Json(new JsonArray(personId)) },
        ReplyReader.Done,
        $"Look who has it: Get-DpUser -RoleId {id}. Giving it again does no harm.",
        () => SettleAsync(id, personId, true, context),
        context);

    /// <summary>Takes a role back from somebody. Follows unassignSubjectFromPolicyForPerson.</summary>
    /// <exception cref="AlreadyGoneException">They did not have it.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been taken back.</exception>
    public Task RevokeAsync(long id, long personId, CallContext context) => RemoveAsync(
        new ApiRequest(RoleEndpoints.Revoke, RoleEndpoints.Revoke.At(id, personId)),
        async looking => !await HasAsync(id, personId, looking).ConfigureAwait(false),
        $"Look who has it: Get-DpUser -RoleId {id}.",
        context);

    private async Task<Settled<object>> SettleAsync(long id, long personId, bool isWanted, CallContext context) =>
        await HasAsync(id, personId, context.WithRetryTime(LookRetryTime)).ConfigureAwait(false) == isWanted
            ? new Settled<object>(this, $"user {personId} has role {id}.")
            : new Settled<object>(null, $"User {personId} does not have role {id} so far.");

    private async Task<bool> HasAsync(long id, long personId, CallContext context)
    {
        var isThere = false;
        await new PersonClient(Parts).ListAsync(
            new ResourceQuery { Parent = new ResourceParent("RoleId", id) },
            null,
            person =>
            {
                isThere |= person.Id == personId;
                return Task.FromResult(!isThere);
            },
            context).ConfigureAwait(false);
        return isThere;
    }
}
