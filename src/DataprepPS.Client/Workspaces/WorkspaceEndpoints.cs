using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Workspaces;

/// <summary>The endpoints of workspaces and their settings.</summary>
internal static class WorkspaceEndpoints
{
    public static readonly Endpoint List = new("listWorkspaces", "GET /v4/workspaces") { Editions = Editions.SinceOld };
    public static readonly Endpoint Create = new("createWorkspace", "POST /v4/workspaces") { Editions = Editions.SinceOld };
    public static readonly Endpoint Current = new("readCurrentWorkspace", "GET /v4/workspaces/current") { Editions = Editions.SinceOld };

    // One is read only as the current one; the others are in the list.
    public static readonly ResourceEndpoints Workspaces = new("Workspace", "/v4/workspaces") { Get = null, List = List, Count = null, Create = Create, Update = null, Delete = null };

    public static readonly Endpoint CurrentSettings = new("getCurrentConfigurationForWorkspace", "GET /v4/workspaces/current/configuration") { Editions = Editions.SinceOld, Note = "A bare array; a value of null is the default." };
    public static readonly Endpoint SaveCurrentSettings = new("saveCurrentWorkspaceConfiguration", "PATCH /v4/workspaces/current/configuration") { Editions = Editions.SinceOld, Note = "What it answers is assumed." };
    public static readonly Endpoint CurrentSchema = new("getCurrentConfigurationSchema", "GET /v4/workspaces/current/configuration-schema") { Editions = Editions.SinceOld, Note = "The members are assumed." };
    public static readonly Endpoint ClearCurrentSettings = new("deleteCurrentWorkspaceConfigurationSettings", "POST /v4/workspaces/current/delete-configuration") { Editions = Editions.SinceOld };
    public static readonly Endpoint Settings = new("getConfigurationForWorkspace", "GET /v4/workspaces/{id}/configuration") { Editions = Editions.SinceOld, Note = "A bare array; a value of null is the default." };
    public static readonly Endpoint SaveSettings = new("saveWorkspaceConfiguration", "PATCH /v4/workspaces/{id}/configuration") { Editions = Editions.SinceOld, Note = "What it answers is assumed." };
    public static readonly Endpoint Schema = new("getConfigurationSchema", "GET /v4/workspaces/{id}/configuration-schema") { Editions = Editions.SinceOld, Note = "The members are assumed." };
    public static readonly Endpoint ClearSettings = new("deleteWorkspaceConfigurationSettings", "POST /v4/workspaces/{id}/delete-configuration") { Editions = Editions.SinceOld };

    public static readonly Endpoint TransferCurrent = new("transferUserAssetsInCurrentWorkspace", "PATCH /v4/workspaces/current/transfer") { AnswersNothing = true };
    public static readonly Endpoint Transfer = new("transferUserAssetsInWorkspace", "PATCH /v4/workspaces/{id}/transfer") { AnswersNothing = true, Editions = Editions.SinceOld };
}

/// <summary>The endpoints of people.</summary>
internal static class PersonEndpoints
{
    public static readonly Endpoint Current = new("getCurrentPerson", "GET /v4/people/current");
    public static readonly Endpoint Get = new("getPerson", "GET /v4/people/{id}");
    public static readonly Endpoint List = new("listPerson", "GET /v4/people") { Evidence = Evidence.SeenLive, Note = "Unknown query filters are ignored, as seen live." };
    public static readonly Endpoint Admins = new("listWorkspaceAdmins", "GET /v4/workspaces/{workspaceId}/admins") { Editions = Editions.SinceOld };
    public static readonly Endpoint InWorkspace = new("listWorkspaceUsers", "GET /v4/workspaces/{id}/people") { Editions = Editions.SinceOld };
    public static readonly Endpoint Invite = new("inviteUser", "POST /v4/workspaces/{id}/people") { Editions = Editions.SinceOld, Note = "The members of its reply are assumed." };
    public static readonly Endpoint InviteMany = new("inviteListOfUsers", "POST /v4/workspaces/{id}/people/batch") { Editions = Editions.SinceOld, Note = "The members of its reply are assumed." };
    public static readonly Endpoint InviteToAccount = new("inviteUsersToAccountWorkspace", "POST /v4/accounts/peopleworkspaces") { Editions = Editions.SinceOld, Note = "accountId and workspaceId stand in the query. The members of its reply are assumed." };
    public static readonly Endpoint Update = new("patchWorkspaceUser", "PATCH /v4/workspaces/{workspaceId}/people/{id}") { Editions = Editions.SinceOld };
    public static readonly Endpoint Replace = new("updateWorkspaceUser", "PUT /v4/workspaces/{workspaceId}/people/{id}") { Editions = Editions.SinceOld };
    public static readonly Endpoint Delete = new("deleteWorkspaceUser", "DELETE /v4/workspaces/{id}/people/{personId}") { Editions = Editions.SinceOld, Note = "Answers 200; what is in the body is assumed." };

    // Changed as what they are in a workspace.
    public static readonly ResourceEndpoints People = new("Person", "/v4/people") { Get = Get, List = List, Count = null, Create = null, Update = Update, Delete = Delete };

    public static readonly Endpoint Suspend = new("suspendUser", "PUT /v4/workspaces/{id}/people/{personId}/suspended") { Editions = Editions.SinceOld, Note = "Answers the person: assumed." };
    public static readonly Endpoint SuspendMany = new("suspendUsers", "POST /v4/workspaces/{id}/people/suspend") { AnswersNothing = true, Editions = Editions.SinceOld };
    public static readonly Endpoint UnsuspendMany = new("unsuspendUsers", "POST /v4/workspaces/{id}/people/unsuspend") { AnswersNothing = true, Editions = Editions.SinceOld };
}

/// <summary>The endpoints of groups of people.</summary>
internal static class GroupEndpoints
{
    public static readonly Endpoint List = new("getGroups", "GET /v4/workspaces/{id}/groups") { ListMember = "groups", Editions = Editions.SinceOld, Note = "The list is called groups." };
    public static readonly Endpoint Create = new("createWorkspaceGroup", "POST /v4/workspaces/{id}/groups") { Editions = Editions.SinceOld, Note = "Members by id or address: assumed." };
    public static readonly Endpoint Update = new("updateGroup", "PUT /v4/workspaces/{id}/groups/{groupId}") { Editions = Editions.SinceOld };
    public static readonly Endpoint Delete = new("deleteGroup", "DELETE /v4/workspaces/{id}/groups/{groupId}") { AnswersNothing = true, Evidence = Evidence.SeenLive, Editions = Editions.SinceOld, Note = "Answers 201, as seen live." };
    public static readonly ResourceEndpoints Groups = new("Group", "/v4/workspaces/{id}/groups") { Get = null, List = List, Count = null, Create = Create, Update = Update, Delete = Delete };

    public static readonly Endpoint SetRoles = new("setRolesToGroup", "PUT /v4/workspaces/{id}/groups/{groupId}/roles") { AnswersNothing = true, Editions = Editions.SinceOld };
    public static readonly Endpoint AddUsers = new("addUsersToGroup", "POST /v4/workspaces/{id}/groups/{groupId}/users") { AnswersNothing = true, Editions = Editions.SinceOld, Note = "userIds stand in the query." };
    public static readonly Endpoint RemoveUsers = new("removeUsersFromGroup", "DELETE /v4/workspaces/{id}/groups/{groupId}/users") { AnswersNothing = true, Editions = Editions.SinceOld, Note = "userIds stand in the query." };
}

/// <summary>The endpoints of roles.</summary>
internal static class RoleEndpoints
{
    public static readonly Endpoint List = new("listAuthorizationRoles", "GET /v4/authorization/roles") { Editions = Editions.SinceOld, Note = "The id of a role is called policyId." };
    public static readonly ResourceEndpoints Roles = new("Role", "/v4/authorization/roles") { Get = null, List = List, Count = null, Create = null, Update = null, Delete = null };

    public static readonly Endpoint Grant = new("assignRoleToSubjectsForPerson", "PUT /v4/authorization/roles/{id}/people") { Editions = Editions.SinceOld, Note = "An array of objects with personId, or of ids: assumed." };
    public static readonly Endpoint Revoke = new("unassignSubjectFromPolicyForPerson", "DELETE /v4/authorization/roles/{id}/people/{subjectId}") { Editions = Editions.SinceOld };
}

/// <summary>The endpoints of access tokens.</summary>
internal static class AccessTokenEndpoints
{
    public static readonly Endpoint List = new("listApiAccessTokens", "GET /v4/apiAccessTokens");
    public static readonly Endpoint Create = new("createAccessToken", "POST /v4/apiAccessTokens") { AnswersSecret = true, Note = "The value is shown once." };
    public static readonly Endpoint Get = new("getApiAccessToken", "GET /v4/apiAccessTokens/{tokenId}");
    public static readonly Endpoint Delete = new("deleteApiAccessToken", "DELETE /v4/apiAccessTokens/{tokenId}");
    public static readonly Endpoint GetOAuth2 = new("getOAuth2ApiToken", "GET /v4/oAuth2ApiTokens/{sid}") { Editions = Editions.SinceOld, Note = "tokenType is required." };
}
