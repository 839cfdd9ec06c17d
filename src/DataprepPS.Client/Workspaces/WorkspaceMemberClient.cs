using System;
using System.Collections;
using System.Linq;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>
/// What belongs to a workspace: people and groups. The paths of their changes begin with the workspace's id, which is that of the
/// session's own unless another one is named.
/// </summary>
public abstract class WorkspaceMemberClient<T> : ResourceClient<T>
    where T : Resource
{
    /// <summary>The own name of a workspace's id.</summary>
    private protected const string WorkspaceIdName = "WorkspaceId";

    private protected WorkspaceMemberClient(SessionParts parts, ResourceEndpoints endpoints, Func<JsonTypeInfo<T>> type, long? workspaceId)
        : base(parts, endpoints, type) => WorkspaceId = workspaceId;

    /// <summary>The workspace that was named; null for the session's own.</summary>
    private protected long? WorkspaceId { get; }

    /// <inheritdoc/>
    public override async Task<T> CreateAsync(IDictionary members, CallContext context) =>
        await CreateAsync(Endpoints.Create!, await PathAsync(Endpoints.Create!, context).ConfigureAwait(false), Body(members), context).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async Task UpdateAsync(long id, IDictionary members, CallContext context) =>
        await UpdateAsync(Endpoints.Update!, await PathAsync(Endpoints.Update!, context, id).ConfigureAwait(false), id, Body(members), context).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async Task RemoveAsync(long id, CallContext context) => await RemoveAsync(
        new ApiRequest(Endpoints.Delete!, await PathAsync(Endpoints.Delete!, context, id).ConfigureAwait(false)),
        looking => IsGoneAsync(id, looking),
        $"Look whether it is still there: {await LookAtAsync(id, context).ConfigureAwait(false)}.",
        context).ConfigureAwait(false);

    private protected async Task<ResourceParent> WorkspaceAsync(CallContext context) =>
        new(WorkspaceIdName, WorkspaceId ?? await Parts.Workspace.GetIdAsync(context).ConfigureAwait(false));

    /// <summary>A path within the workspace.</summary>
    private protected async Task<string> PathAsync(Endpoint endpoint, CallContext context, params long[] ids) =>
        endpoint.At([(await WorkspaceAsync(context).ConfigureAwait(false)).Id, .. ids.Cast<object>()]);

    /// <summary>What a user types to look at one.</summary>
    private protected async Task<string> LookAtAsync(long id, CallContext context) =>
        $"Get-Dp{Noun} {id} -WorkspaceId {(await WorkspaceAsync(context).ConfigureAwait(false)).Id}";
}
