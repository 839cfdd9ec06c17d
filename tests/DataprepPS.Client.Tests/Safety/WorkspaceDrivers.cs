using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Client.Api;
using DataprepPS.Client.Connections;
using DataprepPS.Client.Http;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;
using DataprepPS.Emulator;
using Endpoint = DataprepPS.Client.Resources.Endpoint;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>What is changed of people, groups, roles, settings and access tokens, and who may use connections.</summary>
internal static class WorkspaceDrivers
{
    private const long Ada = 1;
    private const long Ben = 2;
    private const long Group = 1;
    private const long Analyst = 3;
    private const long Connection = 1;
    private const string Key = "session.durationInMins";

    private static readonly string[] New = ["cy@example.com", "di@example.com"];
    private static readonly Hashtable Setting = new() { [Key] = 60 };

    public static IReadOnlyList<Driver> All { get; } =
    [
        new("inviteUser", PersonEndpoints.Invite, s => InviteAsync(s, New.Take(1), null), AreInvited),
        new("inviteListOfUsers", PersonEndpoints.InviteMany, s => InviteAsync(s, New, null), AreInvited),
        new("inviteUsersToAccountWorkspace", PersonEndpoints.InviteToAccount, s => InviteAsync(s, New, "account"), AreInvited),
        Done("patchWorkspaceUser", PersonEndpoints.Update, s => s.Client.People.UpdateAsync(Ben, new Hashtable { ["name"] = "matrix" }, s.Context), s => Person(s, Ben)?.Name == "matrix"),
        Done("updateWorkspaceUser", PersonEndpoints.Replace, ReplaceAsync, s => Person(s, Ben)?.Name == "matrix"),
        Done("deleteWorkspaceUser", PersonEndpoints.Delete, s => s.Client.People.RemoveAsync(Ben, s.Context), s => Person(s, Ben) is null),
        Done("suspendUsers", PersonEndpoints.SuspendMany, s => s.Client.People.SuspendAsync(Ben, true, s.Context), s => Person(s, Ben)!.Flag("isDisabled") == true),
        Done("unsuspendUsers", PersonEndpoints.UnsuspendMany, ResumeAsync, s => Person(s, Ben)!.Flag("isDisabled") == false),
        new("any call: suspendUser", PersonEndpoints.Suspend, s => s.Client.Api.SendAsync(new ApiCall { Method = "PUT", Path = $"/v4/workspaces/1/people/{Ben}/suspended", Body = "{}" }, s.Context), (_, _) => null),
        Done("transferUserAssetsInCurrentWorkspace", WorkspaceEndpoints.TransferCurrent, s => TransferAsync(s, null), IsTransferred),
        Done("transferUserAssetsInWorkspace", WorkspaceEndpoints.Transfer, s => TransferAsync(s, 1), IsTransferred),

        new("createWorkspaceGroup", GroupEndpoints.Create, async s => await s.Client.Groups.CreateAsync(new Hashtable { ["name"] = "matrix", ["members"] = Array.Empty<object>() }, s.Context), (s, result) =>
            Rows(s, GroupRoutes.Groups).Where(row => row.Name == "matrix").Select(row => row.Id).SequenceEqual([((Resource)result!).Id]) ? null : "another group was told"),
        Done("updateGroup", GroupEndpoints.Update, s => s.Client.Groups.UpdateAsync(Group, new Hashtable { ["name"] = "matrix" }, s.Context), s => Rows(s, GroupRoutes.Groups).Single(row => row.Id == Group).Name == "matrix"),
        Done("deleteGroup", GroupEndpoints.Delete, s => s.Client.Groups.RemoveAsync(Group, s.Context), s => Rows(s, GroupRoutes.Groups).All(row => row.Id != Group)),
        Done("setRolesToGroup", GroupEndpoints.SetRoles, s => s.Client.Groups.SetRolesAsync(Group, [Analyst], s.Context), s => Roles(s, "group", Group).SequenceEqual([Analyst])),
        Done("addUsersToGroup", GroupEndpoints.AddUsers, s => s.Client.Groups.AddMemberAsync(Group, Ada, s.Context), s => Members(s).SequenceEqual([Ada, Ben])),
        Done("removeUsersFromGroup", GroupEndpoints.RemoveUsers, s => s.Client.Groups.RemoveMemberAsync(Group, Ben, s.Context), s => !Members(s).Any()),

        Done("assignRoleToSubjectsForPerson", RoleEndpoints.Grant, s => s.Client.Roles.GrantAsync(Analyst, Ben, s.Context), s => Roles(s, "person", Ben).Contains(Analyst)),
        Done("unassignSubjectFromPolicyForPerson", RoleEndpoints.Revoke, s => s.Client.Roles.RevokeAsync(2, Ben, s.Context), s => !Roles(s, "person", Ben).Any()),

        Done("saveCurrentWorkspaceConfiguration", WorkspaceEndpoints.SaveCurrentSettings, s => s.Client.WorkspaceSettings.SetAsync(null, Setting, s.Context), IsSet),
        Done("saveWorkspaceConfiguration", WorkspaceEndpoints.SaveSettings, s => s.Client.WorkspaceSettings.SetAsync(1, Setting, s.Context), IsSet),
        Done("deleteCurrentWorkspaceConfigurationSettings", WorkspaceEndpoints.ClearCurrentSettings, s => ClearAsync(s, null), s => !IsSet(s)),
        Done("deleteWorkspaceConfigurationSettings", WorkspaceEndpoints.ClearSettings, s => ClearAsync(s, 1), s => !IsSet(s)),

        new("createAccessToken", AccessTokenEndpoints.Create, async s => await s.Client.AccessTokens.CreateAsync(TimeSpan.FromHours(1), "matrix", s.Context), (s, result) =>
            Rows(s, AccessTokenRoutes.Tokens).SingleOrDefault(row => row.Text("tokenId") == ((AccessToken)result!).Id)?.Text("_value") == Secret.Reveal(((AccessToken)result!).Value!) ? null : "another token was told"),
        Done("deleteApiAccessToken", AccessTokenEndpoints.Delete, RemoveTokenAsync, s => !Rows(s, AccessTokenRoutes.Tokens).Any()),

        Done("createConnectionPermission", ConnectionEndpoints.Share, s => s.Client.Connections.Permissions.GrantAsync(Connection, [new Grantee(Ben)], "readOnly", s.Context), s => Sharers(s).SequenceEqual([Ben])),
        Done("deleteConnectionPermission", ConnectionEndpoints.Unshare, UnshareAsync, s => !Sharers(s).Any()),
    ];

    private static Driver Done(string name, Endpoint endpoint, Func<SafetyServer, Task> call, Func<SafetyServer, bool> isSo) => new(
        name,
        endpoint,
        async s =>
        {
            await call(s);
            return null;
        },
        (s, _) => isSo(s) ? null : "the server's world does not show it");

    private static async Task<object?> InviteAsync(SafetyServer s, IEnumerable<string> emails, string? account) =>
        await s.Client.People.InviteAsync([.. emails], [], account, new Hashtable(), s.Context);

    private static string? AreInvited(SafetyServer s, object? result) => ((IReadOnlyList<Person>)result!).Select(person => person.Id).Order()
        .SequenceEqual(Rows(s, PersonRoutes.People).Where(row => New.Contains(row.Text("email"))).Select(row => row.Id)) ? null : "others were told";

    /// <summary>A release that has no PATCH.</summary>
    private static Task ReplaceAsync(SafetyServer s)
    {
        s.Server.Faults.On("PATCH /v4/workspaces/*/people/*").Status(404, """{"exception":{"name":"RouteNotFoundException","message":"This route does not exist"}}""", times: 0);
        return s.Client.People.UpdateAsync(Ben, new Hashtable { ["name"] = "matrix" }, s.Context);
    }

    private static Task ResumeAsync(SafetyServer s)
    {
        s.Server.World.Store.Change(Person(s, Ben)!, json => json["isDisabled"] = true);
        return s.Client.People.SuspendAsync(Ben, false, s.Context);
    }

    private static Task TransferAsync(SafetyServer s, long? workspace) =>
        s.Client.People.TransferAsync(workspace, new Hashtable { ["fromPersonId"] = Ada, ["toPersonId"] = Ben }, s.Context);

    private static bool IsTransferred(SafetyServer s) => Rows(s, ConnectionRoutes.Connections).All(row => row.Reference("creator") == Ben);

    private static Task ClearAsync(SafetyServer s, long? workspace)
    {
        var row = s.Server.World.Store.Find(WorkspaceRoutes.Workspaces, 1)!;
        s.Server.World.Store.Change(row, json => json["_settings"]![Key] = 60);
        return s.Client.WorkspaceSettings.ClearAsync(workspace, [Key], s.Context);
    }

    private static bool IsSet(SafetyServer s) => (int?)s.Server.World.Store.Find(WorkspaceRoutes.Workspaces, 1)!.Json["_settings"]![Key] == 60;

    private static Task RemoveTokenAsync(SafetyServer s)
    {
        var token = s.Server.World.Store.Add(AccessTokenRoutes.Tokens, []);
        return s.Client.AccessTokens.RemoveAsync(token.Text("tokenId")!, s.Context);
    }

    private static Task UnshareAsync(SafetyServer s)
    {
        s.Server.World.Store.Add(ConnectionRoutes.PermissionCollection, new JsonObject { ["role"] = "readOnly", ["person"] = Row.ReferenceTo(Ben), ["connection"] = Row.ReferenceTo(Connection) });
        return s.Client.Connections.Permissions.RevokeAsync(Connection, new Grantee(Ben), s.Context);
    }

    private static Row? Person(SafetyServer s, long id) => s.Server.World.Store.Find(PersonRoutes.People, id);

    private static IEnumerable<long> Members(SafetyServer s) => Rows(s, GroupRoutes.Members).Where(row => row.Reference("group") == Group).Select(row => row.Reference("person")!.Value).Order();

    private static IEnumerable<long> Roles(SafetyServer s, string member, long id) => Rows(s, RoleRoutes.Assignments).Where(row => row.Reference(member) == id).Select(row => row.Reference("role")!.Value);

    private static IEnumerable<long> Sharers(SafetyServer s) => Rows(s, ConnectionRoutes.PermissionCollection).Where(row => row.Reference("connection") == Connection).Select(row => row.Reference("person")!.Value);

    private static IReadOnlyList<Row> Rows(SafetyServer s, Collection collection) => s.Server.World.Store[collection].Live;
}
