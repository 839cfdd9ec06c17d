using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Workspaces;

namespace DataprepPS.Emulator;

/// <summary>Roles, and who has which.</summary>
internal static class RoleRoutes
{
    /// <summary>The tag of the role that may do everything.</summary>
    public const string Admin = "workspace_admin";

    public static readonly Collection Roles = new(
        "authorizationRoles",
        "role",
        """
        {"policyId":null,"workspaceId":1,"name":null,"tag":null,"productPolicyId":null,"resourceOperations":[],"capabilities":[],"userCount":0,
         "nameLocked":true,"privilegeLocked":true}
        """)
    {
        IsOwned = false,
        Complete = (json, id) => json["policyId"] ??= id,
    };

    /// <summary>Which person or group has which role.</summary>
    public static readonly Collection Assignments = new("roleAssignments", "roleAssignment", """{"role":null,"person":null,"group":null}""")
    {
        References =
        [
            new Reference("role", () => Roles),
            new Reference("person", () => PersonRoutes.People),
            new Reference("group", () => GroupRoutes.Groups),
        ],
        IsOwned = false,
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new(RoleEndpoints.List, call => RowReplies.List(call, Roles)),
        new(RoleEndpoints.Grant, Grant),
        new(RoleEndpoints.Revoke, Revoke),
    ];

    /// <summary>Whether a person has a role, by its id, tag or name.</summary>
    public static bool Has(Store store, long person, string role) => store[Assignments].With("person", person)
        .Select(assignment => store.Find(Roles, assignment.Reference("role") ?? 0)).OfType<Row>()
        .Any(row => row.Text("id") == role || row.Text("tag") == role || row.Name == role);

    /// <summary>Gives a role to a person or a group that does not have it.</summary>
    public static bool Assign(Store store, long role, string member, long id)
    {
        if (store[Assignments].With(member, id).Any(assignment => assignment.Reference("role") == role))
        {
            return false;
        }

        store.Add(Assignments, new JsonObject { ["role"] = Row.ReferenceTo(role), [member] = Row.ReferenceTo(id) });
        Count(store, role);
        return true;
    }

    public static void Unassign(Store store, Row assignment)
    {
        store.Delete(assignment);
        Count(store, assignment.Reference("role") ?? 0);
    }

    private static void Count(Store store, long role)
    {
        if (store.Find(Roles, role) is { } row)
        {
            store.Change(row, json => json["userCount"] = store[Assignments].With("role", role).Count(assignment => assignment.Reference("person") is not null));
        }
    }

    /// <summary>The people are sent as ids, or as objects with one.</summary>
    private static Reply Grant(Call call)
    {
        var role = call.Require(Roles);
        if (call.Body.ValueKind != System.Text.Json.JsonValueKind.Array)
        {
            throw ApiProblem.Invalid("body", "must be an array");
        }

        var people = call.Body.EnumerateArray().Select(item => JsonNode.Parse(item.GetRawText()))
            .Select(item => Row.IdIn(item) ?? Row.IdIn((item as JsonObject)?["personId"]) ?? Row.IdIn((item as JsonObject)?["subjectId"]) ?? throw ApiProblem.Invalid("personId", "is required"))
            .Select(id => call.Store.Find(PersonRoutes.People, id) ?? throw ApiProblem.Refused($"No person with id {id}")).ToList();
        foreach (var person in people.Where(person => Assign(call.Store, role.Id, "person", person.Id)))
        {
            call.Acted($"role {role.Id} given to person {person.Id}");
        }

        return RowReplies.One(call, call.Require(Roles));
    }

    private static Reply Revoke(Call call)
    {
        var (role, person) = (call.Require(Roles), call.IdOf("subjectId"));
        var assignment = call.Store[Assignments].With("person", person).FirstOrDefault(row => row.Reference("role") == role.Id) ?? throw ApiProblem.NotFound("person of the role", person);
        Unassign(call.Store, assignment);
        call.Acted($"role {role.Id} taken from person {person}");
        return Reply.Empty(204);
    }
}
