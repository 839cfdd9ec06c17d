using System.Collections.Generic;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Flows;

/// <summary>Reads and changes flows.</summary>
public sealed class FlowClient : ResourceClient<Flow>
{
    internal FlowClient(SessionParts parts)
        : base(parts, FlowEndpoints.Flows, static () => DataprepJson.Default.Flow) =>
        Permissions = new PermissionClient(parts, new PermissionEndpoints("Flow", FlowEndpoints.Share, FlowEndpoints.Permissions, FlowEndpoints.Unshare), static id => new FlowPermission(id));

    /// <summary>Who has which flow.</summary>
    public PermissionClient Permissions { get; }

    private protected override IReadOnlyList<Association<Flow>> Associations { get; } =
    [
        new("FolderId", flow => flow.FolderId) { List = FlowEndpoints.InFolder, Count = FlowEndpoints.CountInFolder },
    ];

    /// <summary>Makes a copy of a flow. Follows copyFlow.</summary>
    /// <param name="id">The flow.</param>
    /// <param name="members">The request's members under the API's names: name, description, copyDatasources.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">A copy may have been made.</exception>
    public Task<Flow> CopyAsync(long id, System.Collections.IDictionary members, CallContext context) =>
        CreateAsync(FlowEndpoints.Copy, FlowEndpoints.Copy.At(id), Body(members), context);

    /// <summary>Moves a flow into a folder, or to the top. Follows moveFlow.</summary>
    /// <param name="id">The flow.</param>
    /// <param name="folderId">The folder; null for the top.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been moved.</exception>
    public Task MoveAsync(long id, long? folderId, CallContext context) =>
        UpdateAsync(FlowEndpoints.Move, FlowEndpoints.Move.At(id), id, new System.Text.Json.Nodes.JsonObject { ["folderId"] = folderId }, context);
}
