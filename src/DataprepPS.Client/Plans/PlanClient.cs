using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Packages;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Plans;

/// <summary>Reads and changes plans.</summary>
public sealed class PlanClient : PackageClient<Plan>
{
    internal PlanClient(SessionParts parts)
        : base(parts, PlanEndpoints.Plans, new PackageEndpoints(PlanEndpoints.Package, PlanEndpoints.Import), static () => DataprepJson.Default.Plan)
    {
        Permissions = new PermissionClient(parts, new PermissionEndpoints("Plan", PlanEndpoints.Share, PlanEndpoints.Permissions, PlanEndpoints.Unshare) { Entry = Entry }, static id => new PlanPermission(id));
        Nodes = new PlanNodeClient(parts);
        Edges = new PlanEdgeClient(parts);
    }

    /// <summary>Who has which plan.</summary>
    public PermissionClient Permissions { get; }

    /// <summary>The tasks of plans.</summary>
    public PlanNodeClient Nodes { get; }

    /// <summary>What comes after what in plans.</summary>
    public PlanEdgeClient Edges { get; }

    /// <summary>The run parameters of a plan, task by task. Follows planRunParameters.</summary>
    public async Task<IReadOnlyList<PlanNodeParameters>> GetParametersAsync(long id, CallContext context)
    {
        var nodes = await Transport.SendAsync(
            ApiRequest.Get(PlanEndpoints.Parameters, id), response => ReplyReader.List(response, DataprepJson.Default.PlanNodeParameters).Items, context).ConfigureAwait(false);
        foreach (var node in nodes)
        {
            node.PlanId = id;
        }

        return nodes;
    }

    private protected override Imported<Plan> ReadImported(ApiResponse response, ImportRequest request)
    {
        var reply = ReplyReader.Object(response, DataprepJson.Default.PackageImport);
        return reply.Plan is { Id: > 0 } plan
            ? new Imported<Plan>([plan], reply)
            : reply.NeedsMapping ? new Imported<Plan>([], reply) : throw ReplyReader.Invalid(response, "it does not say which plan was imported");
    }

    private protected override IReadOnlyList<Sought> SoughtFor(ImportRequest request) => [.. (request.File.Contents?.Plans ?? []).Take(1).Select(Named)];

    // The specification asks for the role twice, under two sets of words.
    private static JsonObject Entry(Grantee person, string role)
    {
        var entry = new JsonObject { ["role"] = role, ["policy"] = role == "readOnly" ? "plan_viewer" : "plan_editor" };
        entry[person.PersonId is null ? "email" : "personId"] = person.PersonId is { } id ? id : person.Email;
        return entry;
    }
}
