using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Flows;

/// <summary>Reads and changes flows.</summary>
public sealed class FlowClient : PackageClient<Flow>
{
    private static readonly PackageEndpoints Packages = new(FlowEndpoints.Package, FlowEndpoints.Import)
    {
        ImportDryRun = FlowEndpoints.ImportDryRun,
    };

    internal FlowClient(SessionParts parts)
        : base(parts, FlowEndpoints.Flows, Packages, static () => DataprepJson.Default.Flow) =>
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
    public Task<Flow> CopyAsync(long id, IDictionary members, CallContext context) =>
        CreateAsync(FlowEndpoints.Copy, FlowEndpoints.Copy.At(id), Body(members), context);

    /// <summary>Moves a flow into a folder, or to the top. Follows moveFlow.</summary>
    /// <param name="id">The flow.</param>
    /// <param name="folderId">The folder; null for the top.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been moved.</exception>
    public Task MoveAsync(long id, long? folderId, CallContext context) =>
        UpdateAsync(FlowEndpoints.Move, FlowEndpoints.Move.At(id), id, new JsonObject { ["folderId"] = folderId }, context);

    /// <summary>Says what is wrong with a flow. Follows validateFlow, which not every release has.</summary>
    /// <exception cref="ApiException">There is none of that id, or this release does not say.</exception>
    public async Task<FlowValidation> ValidateAsync(long id, CallContext context)
    {
        var page = await Transport.SendAsync(ApiRequest.Get(FlowEndpoints.Validate, id), response => ReplyReader.List(response, DataprepJson.Default.AnyResource), context).ConfigureAwait(false);
        return new FlowValidation { FlowId = id, Problem = [.. page.Items.SelectMany(row => FlowProblems.Read(row.Element))] };
    }

    /// <summary>Says of which jobs of a flow its owner is told, in place of what was said before. Follows createFlowNotificationSettings.</summary>
    /// <param name="id">The flow.</param>
    /// <param name="members">The request's members under the API's names: onJobFailure, onJobSuccess.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">It may have been set.</exception>
    public Task<FlowNotification> NotifyAsync(long id, IDictionary members, CallContext context)
    {
        var body = Body(members);
        body["flowId"] = id;
        return ChangeAsync(
            new ApiRequest(FlowNotificationEndpoints.Create, FlowNotificationEndpoints.Create.Path) { Content = ApiRequest.Json(body) },
            response => ReplyReader.Identified(response, DataprepJson.Default.FlowNotification),
            $"Look at the flow: Get-DpFlow {id} -Embed flowNotificationSettings. Setting the same again does no harm.",
            null,
            context);
    }

    /// <summary>The body that names a flow: <c>{"flow":{"id":3}}</c>.</summary>
    internal static JsonObject ReferenceTo(long id) => new() { ["flow"] = new JsonObject { ["id"] = id } };

    /// <summary>Asks whether a flow could be exported. Follows getFlowPackageDryRun.</summary>
    /// <exception cref="ApiException">There is none of that id, or something forbids it.</exception>
    public Task<PackageCheck> CheckExportAsync(long id, CallContext context) => Transport.SendAsync(
        ApiRequest.Get(FlowEndpoints.PackageDryRun, id), response => new PackageCheck(id, ReplyReader.Anything(response) as IReadOnlyDictionary<string, object?>), context);

    private protected override Imported<Flow> ReadImported(ApiResponse response, ImportRequest request)
    {
        var reply = ReplyReader.Object(response, DataprepJson.Default.PackageImport);
        var flows = reply.FlowsInOrder();
        return flows.Count > 0 || reply.NeedsMapping ? new Imported<Flow>(flows, reply) : throw ReplyReader.Invalid(response, "it does not say what was imported");
    }

    private protected override IReadOnlyList<Sought> SoughtFor(ImportRequest request) => [.. (request.File.Contents?.Flows ?? []).Select(Named)];
}
