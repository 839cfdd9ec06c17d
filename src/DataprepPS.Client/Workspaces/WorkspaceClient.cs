using System;
using System.Collections;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>Reads and makes workspaces, and says who we are.</summary>
public sealed class WorkspaceClient : ResourceClient<Workspace>
{
    private readonly bool isMine;

    internal WorkspaceClient(SessionParts parts, bool isMine = false)
        : base(parts, WorkspaceEndpoints.Workspaces, static () => DataprepJson.Default.Workspace) => this.isMine = isMine;

    /// <summary>The session's own workspace, and no other. Follows readCurrentWorkspace.</summary>
    public WorkspaceClient Mine => field ??= new WorkspaceClient(Parts, isMine: true);

    /// <inheritdoc/>
    public override Task ListAsync(ResourceQuery query, ListOptions? options, Func<Workspace, Task<bool>> visit, CallContext context) => isMine
        ? VisitMineAsync(visit, context)
        : base.ListAsync(query.In(query.Parent, withName: false), options, visit, context);

    /// <summary>Makes a workspace, in an account if one is named. Follows createWorkspace.</summary>
    /// <param name="members">The request's members under the API's names.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been made.</exception>
    public Task<Workspace> CreateAsync(IDictionary members, string? accountId, CallContext context) =>
        CreateAsync(WorkspaceEndpoints.Create, WorkspaceEndpoints.Create.Path + new Query().Add("accountId", accountId), Body(members), context);

    /// <summary>The user the token belongs to; null when this edition does not say. The cheapest check of a token.</summary>
    /// <exception cref="ApiException">The token was refused.</exception>
    public async Task<Person?> GetCurrentPersonAsync(CallContext context)
    {
        try
        {
            return await ReadAsync(new ApiRequest(PersonEndpoints.Current, PersonEndpoints.Current.Path), DataprepJson.Default.Person, context).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Kind is ErrorKind.Permission or ErrorKind.NotFound || (e.Kind == ErrorKind.NotAvailable && e.Name is not null))
        {
            // The reply is the API's own, so address and token are right; only this route is closed.
            return null;
        }
    }

    private async Task VisitMineAsync(Func<Workspace, Task<bool>> visit, CallContext context) =>
        await visit(await ReadAsync(new ApiRequest(WorkspaceEndpoints.Current, WorkspaceEndpoints.Current.Path), Type, context).ConfigureAwait(false)).ConfigureAwait(false);
}
