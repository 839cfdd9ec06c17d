using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Flows;
using DataprepPS.Client.Tests.Support;
using DataprepPS.Client.Workspaces;
using Xunit;

namespace DataprepPS.Client.Tests.Workspaces;

/// <summary>Users, their groups and roles: what they are in a workspace, which is the session's own unless one is named.</summary>
public sealed class UserTests
{
    private const string Ben = """{"id":2,"name":"Ben","email":"ben@example.com","isDisabled":false}""";
    private const string Group = """{"id":6,"name":"analysts","workspaceId":1,"users":[2,{"id":3,"name":"Cy"}],"policies":[{"policyId":4,"name":"viewer"}]}""";
    private const string NoRoute = """{"exception":{"name":"RouteNotFoundException","message":"This route does not exist"}}""";

    [Fact]
    public async Task The_own_workspace_is_asked_for_once_and_another_one_is_not()
    {
        await using var session = Answering(_ => FixtureReply.Json(Ben));
        await session.Client.People.UpdateAsync(2, new Hashtable { ["name"] = "Ben" }, session.Context);
        await session.Client.People.RemoveAsync(2, session.Context);
        await session.Client.People.In(8).UpdateAsync(2, new Hashtable { ["name"] = "Ben" }, session.Context);
        Assert.Equal(["GET /v4/workspaces/current", "PATCH /v4/workspaces/1/people/2", "DELETE /v4/workspaces/1/people/2", "PATCH /v4/workspaces/8/people/2"], session.Calls());
    }

    [Fact]
    public async Task Who_was_seen_to_be_invited_after_a_lost_reply_is_not_looked_for_again()
    {
        await using var session = await EmulatedSession.StartAsync();
        session.Server.Faults.On("inviteUser").ResetAfter();
        var invited = await session.Client.People.InviteAsync(["cy@example.com"], [], null, new Hashtable(), session.Context);
        Assert.Equal("cy@example.com", Assert.Single(invited).Email);
        // One look: the first page of one list.
        Assert.Single(session.Server.Journal.Entries, entry => entry.Path.EndsWith("&limit=100", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, null, "/v4/workspaces/1/people", """{"email":"ben@example.com"}""")]
    [InlineData(2, null, "/v4/workspaces/1/people/batch", """{"emails":["ben@example.com","cy@example.com"]}""")]
    [InlineData(1, "a7", "/v4/accounts/peopleworkspaces?accountId=a7&workspaceId=1", """{"emails":["ben@example.com"]}""")]
    public async Task However_many_are_invited_it_is_one_request(int count, string? account, string target, string body)
    {
        await using var session = Answering(request => FixtureReply.Json(request.Method == "POST" ? """{"success":true}""" : $$"""{"data":[{{Ben}}],"count":1}"""));
        var invited = await session.Client.People.InviteAsync([.. new[] { "ben@example.com", "cy@example.com" }.Take(count)], [], account, new Hashtable(), session.Context);
        session.Sent("POST", target, body);
        Assert.Equal((2, 1), (Assert.Single(invited).UserId, invited[0].WorkspaceId));
    }

    [Fact]
    public async Task Roles_are_given_with_an_invitation_but_not_by_an_account()
    {
        await using var session = Answering(request => FixtureReply.Json(request.Method == "POST" ? """{"success":true}""" : $$"""{"data":[{{Ben}}],"count":1}"""));
        await session.Client.People.InviteAsync(["ben@example.com"], [4], null, new Hashtable(), session.Context);
        session.Sent("POST", "/v4/workspaces/1/people/batch", """{"emails":["ben@example.com"],"roles":[4]}""");
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.People.InviteAsync(["ben@example.com"], [4], "a7", new Hashtable(), session.Context));
    }

    [Fact]
    public async Task A_release_without_PATCH_is_told_everything()
    {
        await using var session = Answering(request => request.Method == "PATCH" ? FixtureReply.Json(NoRoute, 404) : FixtureReply.Json(Ben));
        await session.Client.People.UpdateAsync(2, new Hashtable { ["name"] = "Ben" }, session.Context);
        session.Sent("PUT", "/v4/workspaces/1/people/2", """{"name":"Ben"}""");
    }

    [Theory]
    [InlineData("""{"id":2,"isDisabled":true}""", true)]
    [InlineData("""{"id":2,"status":"Suspended"}""", true)]
    [InlineData(Ben, false)]
    public async Task A_lost_suspension_is_seen_in_the_user(string shown, bool isSuspended)
    {
        await using var session = Answering(request => request.Method == "POST" ? FixtureReply.Reset : FixtureReply.Json(shown));
        await session.Client.People.SuspendAsync(2, isSuspended, session.Context);
        Assert.Contains(session.Requests, request => request is { Method: "POST", Body: """{"personIds":[2]}""" } && request.Path == $"/v4/workspaces/1/people/{(isSuspended ? "suspend" : "unsuspend")}");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.People.SuspendAsync(2, !isSuspended, session.Context));
    }

    [Fact]
    public async Task Groups_are_listed_under_their_own_name_with_their_members_and_roles()
    {
        await using var session = Answering(_ => FixtureReply.Json($$"""{"groups":[{{Group}}]}"""));
        List<Group> groups = [];
        await session.Client.Groups.ListAsync(new ResourceQuery(), null, group => FlowTests.Added(groups, group), session.Context);
        Assert.StartsWith("includeFullUsers=true", session.Requests.First(request => request.Path == "/v4/workspaces/1/groups").Query, StringComparison.Ordinal);
        var group = Assert.Single(groups);
        Assert.Equal((6, "analysts", 1), (group.GroupId, group.Name, group.WorkspaceId));
        Assert.Equal([(2, null), (3, "Cy")], group.Members!.Select(member => (member.Id, member.Name)));
        Assert.Equal((4, "viewer"), (Assert.Single(group.Roles!).RoleId, group.Roles![0].Name));
    }

    [Fact]
    public async Task A_group_is_found_in_the_list_because_no_route_reads_one()
    {
        await using var session = Answering(_ => FixtureReply.Json($$"""{"groups":[{{Group}}]}"""));
        Assert.Equal("analysts", (await session.Client.Groups.GetAsync(6, null, session.Context)).Name);
        var error = await Assert.ThrowsAsync<NotListedException>(() => session.Client.Groups.GetAsync(7, null, session.Context));
        Assert.Equal((ErrorKind.NotFound, "There is no group 7 among those that the server lists."), (error.Kind, error.Message));
        List<Person> members = [];
        await session.Client.People.ListAsync(new ResourceQuery { Parent = new ResourceParent("GroupId", 6) }, null, person => FlowTests.Added(members, person), session.Context);
        Assert.Equal([2, 3], members.Select(member => member.UserId));
    }

    [Fact]
    public async Task Members_and_roles_of_a_group_are_changed_by_id()
    {
        await using var session = Answering(_ => FixtureReply.Of(200));
        await session.Client.Groups.In(8).AddMemberAsync(6, 2, session.Context);
        await session.Client.Groups.In(8).RemoveMemberAsync(6, 2, session.Context);
        await session.Client.Groups.In(8).SetRolesAsync(6, [4, 5], session.Context);
        session.Sent("POST", "/v4/workspaces/8/groups/6/users?userIds=2", "{}");
        session.Sent("DELETE", "/v4/workspaces/8/groups/6/users?userIds=2");
        session.Sent("PUT", "/v4/workspaces/8/groups/6/roles", """{"roleIds":[4,5]}""");
    }

    [Fact]
    public async Task Lost_changes_of_a_group_are_settled_by_what_it_shows()
    {
        await using var session = Answering(request => request.Method == "GET" ? FixtureReply.Json($$"""{"groups":[{{Group}}]}""") : FixtureReply.Reset);
        await session.Client.Groups.AddMemberAsync(6, 2, session.Context);
        await session.Client.Groups.RemoveMemberAsync(6, 7, session.Context);
        await session.Client.Groups.SetRolesAsync(6, [4], session.Context);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Groups.AddMemberAsync(6, 7, session.Context));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Groups.RemoveMemberAsync(6, 2, session.Context));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Groups.SetRolesAsync(6, [5], session.Context));
        Assert.Contains("Get-DpGroup 6 -WorkspaceId 1", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_known_by_what_the_server_calls_its_policy()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"data":[{"policyId":4,"tag":"workspace_member","userCount":3}],"count":1}"""));
        List<Role> roles = [];
        await session.Client.Roles.ListAsync(new ResourceQuery { Parent = new ResourceParent("WorkspaceId", 8) }, null, role => FlowTests.Added(roles, role), session.Context);
        Assert.Contains("workspaceId=8", session.Requests[0].Query, StringComparison.Ordinal);
        Assert.Equal((4, "workspace_member", 3), (Assert.Single(roles).RoleId, roles[0].ToString(), roles[0].UserCount));
    }

    [Fact]
    public async Task Roles_are_given_and_taken_and_a_lost_reply_is_settled_by_who_has_them()
    {
        await using var session = Answering(request => request.Method == "GET" ? FixtureReply.Json($$"""{"data":[{{Ben}}],"count":1}""") : FixtureReply.Reset);
        await session.Client.Roles.GrantAsync(4, 2, session.Context);
        Assert.Contains(session.Requests, request => request is { Method: "PUT", Path: "/v4/authorization/roles/4/people", Body: "[2]" });
        Assert.Contains(session.Requests, request => request.Path == "/v4/workspaces/1/people" && request.Query.Contains("roles=4", StringComparison.Ordinal));
        await session.Client.Roles.RevokeAsync(4, 9, session.Context);
        Assert.Contains(session.Requests, request => request is { Method: "DELETE", Path: "/v4/authorization/roles/4/people/9" });
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Roles.RevokeAsync(4, 2, session.Context));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Roles.GrantAsync(4, 9, session.Context));
    }

    private static FixtureSession Answering(Func<FixtureRequest, FixtureReply> answer) =>
        FixtureSession.Start(request => request.Path == "/v4/workspaces/current" ? FixtureReply.Json("""{"id":1}""") : answer(request));
}
