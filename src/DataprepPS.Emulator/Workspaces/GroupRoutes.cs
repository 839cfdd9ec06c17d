using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

using DataprepPS.Client.Workspaces;

namespace DataprepPS.Emulator;

/// <summary>Groups of people.</summary>
internal static class GroupRoutes
{
    public static readonly Collection Groups = new(
        "groups",
        "group",
        """{"name":null,"displayName":null,"workspaceId":1,"status":"active","autoProvisioned":false,"location":null,"etag":null,"externalId":null,"scimEnabled":false}""")
    {
        IsOwned = false,
    };

    /// <summary>Who is in which group.</summary>
    public static readonly Collection Members = new("groupMembers", "groupMember", """{"group":null,"person":null}""")
    {
        References = [new Reference("group", () => Groups), new Reference("person", () => PersonRoutes.People)],
        IsOwned = false,
    };

    public static IReadOnlyList<Route> All { get; } =
    [
        new(GroupEndpoints.List, List),
        new(GroupEndpoints.Create, Create),
        new(GroupEndpoints.Update, call => Changed(call, RowInput.Change(call, Group(call)))),
        new(GroupEndpoints.Delete, Delete),
        new(GroupEndpoints.SetRoles, SetRoles),
        new(GroupEndpoints.AddUsers, AddUsers),
        new(GroupEndpoints.RemoveUsers, RemoveUsers),
    ];

    private static Row Group(Call call)
    {
        _ = call.Require(WorkspaceRoutes.Workspaces);
        return call.Require(Groups, call.IdOf("groupId"));
    }

    /// <summary>A group with its members and roles.</summary>
    private static JsonObject Shown(Call call, Row group, bool withFullUsers)
    {
        var people = call.Store[Members].With("group", group.Id).Select(member => call.Store.Find(PersonRoutes.People, member.Reference("person") ?? 0)).OfType<Row>();
        var json = (JsonObject)group.Json.DeepClone();
        json["users"] = new JsonObject { ["data"] = new JsonArray([.. people.Select(person => withFullUsers ? person.Json.DeepClone() : Row.ReferenceTo(person.Id))]) };
        json["policies"] = new JsonArray([.. call.Store[RoleRoutes.Assignments].With("group", group.Id).Select(assignment => Row.ReferenceTo(assignment.Reference("role") ?? 0))]);
        return json;
    }

    private static Reply List(Call call)
    {
        _ = call.Require(WorkspaceRoutes.Workspaces);
        var query = ListQuery.Of(call);
        var matching = RowQuery.Matching(call, Groups, call.Query("name") is { Length: > 0 } name ? query with { Filter = name } : query);
        return Reply.Json(200, new JsonObject
        {
            ["groups"] = new JsonArray([.. query.Page(matching).Select(group => Shown(call, group, call.Flag("includeFullUsers")))]),
            ["count"] = matching.Count,
        });
    }

    private static Reply Create(Call call)
    {
        _ = call.Require(WorkspaceRoutes.Workspaces);
        var people = call.Body.GetProperty("members").EnumerateArray()
            .Select(item => call.Store[PersonRoutes.People].Live.FirstOrDefault(person => person.Text("id") == item.ToString() || person.Text("email") == item.ToString()) ?? throw ApiProblem.Refused($"No person {item}")).ToList();
        var roles = (call.Body.At("roles") is { } sent ? sent.EnumerateArray() : default).Select(item => Row.IdIn(JsonNode.Parse(item.GetRawText())))
            .Select(id => id is { } role && call.Store.Find(RoleRoutes.Roles, role) is { } found ? found.Id : throw ApiProblem.Refused($"No role with id {id}")).ToList();
        var group = RowInput.Create(call, Groups);
        people.ForEach(person => Add(call, group, person));
        roles.ForEach(role => RoleRoutes.Assign(call.Store, role, "group", group.Id));
        call.Acted($"group {group.Id} created");
        return Reply.Json(201, Shown(call, group, withFullUsers: false));
    }

    private static Reply Changed(Call call, Row group)
    {
        call.Acted($"group {group.Id} changed");
        return Reply.Json(200, Shown(call, group, withFullUsers: false));
    }

    private static Reply Delete(Call call)
    {
        RowReplies.Delete(call, Group(call));
        return Reply.Empty(201);
    }

    private static Reply SetRoles(Call call)
    {
        var (group, roles) = (Group(call), call.SentMany(RoleRoutes.Roles, "roleIds"));
        foreach (var before in call.Store[RoleRoutes.Assignments].With("group", group.Id))
        {
            RoleRoutes.Unassign(call.Store, before);
        }

        foreach (var role in roles)
        {
            RoleRoutes.Assign(call.Store, role.Id, "group", group.Id);
        }

        call.Acted($"group {group.Id} roles set");
        return Reply.Empty(200);
    }

    private static Reply AddUsers(Call call)
    {
        var (group, people) = (Group(call), Users(call));
        people.ForEach(person => Add(call, group, person));
        call.Acted($"group {group.Id} users added");
        return Reply.Empty(201);
    }

    private static Reply RemoveUsers(Call call)
    {
        var (group, people) = (Group(call), Users(call));
        foreach (var member in call.Store[Members].With("group", group.Id).Where(member => people.Exists(person => person.Id == member.Reference("person"))))
        {
            call.Store.Delete(member);
        }

        call.Acted($"group {group.Id} users removed");
        return Reply.Empty(204);
    }

    /// <summary>The people are named in the query, in one value or several.</summary>
    private static List<Row> Users(Call call)
    {
        var ids = call.QueryList("userIds").ToList();
        return ids.Count == 0 ? throw ApiProblem.Invalid("userIds", "is required")
            : [.. ids.Select(RouteTable.ParseId).Select(id => call.Store.Find(PersonRoutes.People, id) ?? throw ApiProblem.Refused($"No person with id {id}"))];
    }

    private static void Add(Call call, Row group, Row person)
    {
        if (!call.Store[Members].With("group", group.Id).Any(member => member.Reference("person") == person.Id))
        {
            call.Store.Add(Members, new JsonObject { ["group"] = Row.ReferenceTo(group.Id), ["person"] = Row.ReferenceTo(person.Id) });
        }
    }
}
