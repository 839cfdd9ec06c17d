using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

using DataprepPS.Client.Resources;
using DataprepPS.Client.Workspaces;

namespace DataprepPS.Emulator;

/// <summary>People, and who of them belongs to a workspace.</summary>
internal static class PersonRoutes
{
    /// <summary>Whose token it is.</summary>
    public const long CurrentId = 1;

    public static readonly Collection People = new(
        "people",
        "person",
        """
        {"name":null,"email":null,"isDisabled":false,"state":"active","validateExportCompliance":false,"outputHomeDir":null,"uploadDir":null,
         "lastLoginTime":null,"lastStateChange":null,"maximalPrivileges":[],"authorizationRoles":[]}
        """,
        new ResourceEndpoints("Person", "/v4/people") { Get = PersonEndpoints.Get, List = PersonEndpoints.List, Count = null, Create = null, Update = null, Delete = null })
    {
        IsOwned = false,
        UpdateAnswersRow = true,
        Filters =
        [
            Filter.OneOf("email", "email"),
            Filter.OneOf("state", "state"),
            Filter.OneOf("isDisabled", "isDisabled"),
            Filter.OneOf("peopleIds", "id"),
        ],
        Complete = (json, id) =>
        {
            json["outputHomeDir"] ??= $"/emulator/{json["email"]}/jobrun";
            json["uploadDir"] ??= $"/emulator/{json["email"]}/uploads";
        },
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new(PersonEndpoints.Current, call => RowReplies.One(call, call.Require(People, CurrentId))),
        .. People.Routes(),
        new(PersonEndpoints.InWorkspace, InWorkspace),
        new(PersonEndpoints.Admins, call => RowReplies.List(call, People, [.. call.Store[People].Live.Where(person => RoleRoutes.Has(call.Store, person.Id, RoleRoutes.Admin))])),
        new(PersonEndpoints.Invite, InviteOne),
        new(PersonEndpoints.InviteMany, call => InviteMany(call, call.Id)),
        new(PersonEndpoints.InviteToAccount, call => InviteMany(call, RouteTable.ParseId(call.Query("workspaceId") ?? throw ApiProblem.Invalid("workspaceId", "is required")))),
        new(PersonEndpoints.Update, Update),
        new(PersonEndpoints.Replace, Update),
        new(PersonEndpoints.Delete, Delete),
        new(PersonEndpoints.Suspend, call => RowReplies.One(call, Suspend(call, call.Require(People, call.IdOf("personId")), true))),
        new(PersonEndpoints.SuspendMany, call => SuspendMany(call, true)),
        new(PersonEndpoints.UnsuspendMany, call => SuspendMany(call, false)),
    ];

    /// <summary>The person that a part of a body means, by id or address.</summary>
    public static Row Sent(Call call, JsonElement item, string idMember = "personId", string emailMember = "email")
    {
        if ((item.Id(idMember) ?? item.Id("person.id")) is { } id)
        {
            return call.Store.Find(People, id) ?? throw ApiProblem.Refused($"No person with id {id}");
        }

        var email = item.Text(emailMember) ?? throw ApiProblem.Invalid(idMember, $"or {emailMember} is required");
        return Called(call.Store, email) ?? throw ApiProblem.Refused($"No person with email {email}");
    }

    private static Row? Called(Store store, string email) =>
        store[People].Live.FirstOrDefault(person => string.Equals(person.Text("email"), email, StringComparison.OrdinalIgnoreCase));

    private static Reply InWorkspace(Call call)
    {
        _ = call.Require(WorkspaceRoutes.Workspaces);
        var (roles, without) = (call.QueryList("roles").ToList(), call.QueryList("excludingRoles").ToList());
        IReadOnlyList<Row> people = [.. call.Store[People].Live.Where(person =>
            (roles.Count == 0 || roles.Any(role => RoleRoutes.Has(call.Store, person.Id, role))) && !without.Any(role => RoleRoutes.Has(call.Store, person.Id, role))
            && (call.Query("status") is not { Length: > 0 } status || status.Split(',').Contains(person.Flag("isDisabled") == true ? "suspended" : "active")))];
        return RowReplies.List(call, People, people);
    }

    /// <summary>Who is invited again is the same person.</summary>
    private static JsonObject Invite(Call call, string email)
    {
        if (!email.Contains('@', StringComparison.Ordinal))
        {
            throw ApiProblem.Invalid("email", "must be an address");
        }

        var person = Called(call.Store, email);
        if (person is null)
        {
            person = call.Store.Add(People, new JsonObject { ["name"] = email.Split('@')[0], ["email"] = email });
            call.Acted($"person {person.Id} invited");
        }

        return new JsonObject { ["id"] = person.Id, ["email"] = person.Text("email") };
    }

    private static Reply InviteOne(Call call)
    {
        _ = call.Require(WorkspaceRoutes.Workspaces);
        return Reply.Json(201, new JsonObject { ["data"] = Invite(call, call.Body.RequiredText("email")) });
    }

    private static Reply InviteMany(Call call, long workspace)
    {
        _ = call.Require(WorkspaceRoutes.Workspaces, workspace);
        var invited = call.Body.GetProperty("emails").EnumerateArray().Select(email => Invite(call, email.GetString()!)).ToArray();
        return Reply.Json(201, new JsonObject { ["data"] = new JsonArray([.. invited]), ["count"] = invited.Length });
    }

    private static Reply Update(Call call)
    {
        _ = call.Require(WorkspaceRoutes.Workspaces, call.IdOf("workspaceId"));
        return RowReplies.Updated(call, RowInput.Change(call, call.Require(People, call.IdOf("id"))));
    }

    private static Reply Delete(Call call)
    {
        _ = call.Require(WorkspaceRoutes.Workspaces);
        var person = call.Require(People, call.IdOf("personId"));
        RowReplies.Delete(call, person);
        return Reply.Json(200, new JsonArray(person.Id));
    }

    private static Row Suspend(Call call, Row person, bool isSuspended)
    {
        call.Acted($"person {person.Id} {(isSuspended ? "suspended" : "unsuspended")}");
        return call.Store.Change(person, json =>
        {
            json["isDisabled"] = isSuspended;
            json["lastStateChange"] = Wire.Text(call.Now);
        });
    }

    private static Reply SuspendMany(Call call, bool isSuspended)
    {
        foreach (var person in call.SentMany(People, "personIds"))
        {
            Suspend(call, person, isSuspended);
        }

        return Reply.Empty(201);
    }
}
