using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Connections;

/// <summary>The endpoints of connections and of who may use them.</summary>
internal static class ConnectionEndpoints
{
    public static readonly ResourceEndpoints Connections = new("Connection", "/v4/connections") { Update = null };

    public static readonly Endpoint Status = new("getConnectionStatus", "GET /v4/connections/{id}/status") { Evidence = Evidence.SeenLive, Note = "SUCCESS as seen live; what a failure looks like is assumed." };
    public static readonly Endpoint Share = new("createConnectionPermission", "POST /v4/connections/{id}/permissions") { Note = "The body has changed between releases; the one here is of release 6.4 and the newest specification. That a person can be named by e-mail address is assumed." };
    public static readonly Endpoint Permissions = new("listConnectionPermissions", "GET /v4/connections/{id}/permissions/sharedSubjects") { Evidence = Evidence.SeenLive, Editions = Editions.SinceOld, Note = "Not in the specification; seen live. The operation's name and the members of its rows are assumed." };
    public static readonly Endpoint Unshare = new("deleteConnectionPermission", "DELETE /v4/connections/{id}/permissions/{personId}") { Evidence = Evidence.Assumed, Editions = Editions.SinceOld, Note = "Not in the specification." };
}
