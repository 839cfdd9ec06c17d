using System;
using System.Text.Json.Nodes;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Permissions;

/// <summary>How objects of one kind are shared: the three endpoints, and what the kinds say differently in the request.</summary>
/// <param name="thing">What the object is called, e.g. <c>Flow</c>: as in <c>Get-DpFlowPermission</c>.</param>
/// <param name="share">Gives permissions.</param>
/// <param name="list">Lists them.</param>
/// <param name="remove">Takes one back; its second placeholder is the person's id.</param>
internal sealed class PermissionEndpoints(string thing, Endpoint share, Endpoint list, Endpoint remove)
{
    public string Thing { get; } = thing;

    public Endpoint Share { get; } = share;

    public Endpoint List { get; } = list;

    public Endpoint Remove { get; } = remove;

    /// <summary>The request's entry for one person and a role.</summary>
    public Func<Grantee, string, JsonObject> Entry { get; init; } = static (person, role) =>
        person.PersonId is { } id ? new JsonObject { ["personId"] = id, ["role"] = role } : new JsonObject { ["email"] = person.Email, ["role"] = role };
}
