using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Flows;
using DataprepPS.Client.Http;
using DataprepPS.Client.Permissions;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Permissions;

/// <summary>Sharing, tried with flows: connections and plans stand on the same client.</summary>
public sealed class PermissionTests
{
    private const string Ben = """{"role":"readOnly","person":{"id":2,"email":"ben@example.com"},"flow":{"id":3},"createdAt":"2026-01-02T03:04:05.000Z"}""";
    private const string Rows = $$"""{"data":[{{Ben}}]}""";

    [Theory]
    [InlineData("""{"role":"readOnly","person":{"id":2,"name":"Ben","email":"ben@example.com"},"flow":{"id":3},"policy":"flow_viewer"}""")]
    [InlineData("""{"flowPermission":{"role":"readOnly","person":{"id":2,"name":"Ben","email":"ben@example.com"},"policy":"flow_viewer"}}""")]
    [InlineData("""{"id":2,"name":"Ben","email":"ben@example.com","role":"readOnly","policy":"flow_viewer"}""")]
    [InlineData("""{"id":2,"name":"Ben","email":"ben@example.com","flowpermission":{"role":"readOnly","policy":"flow_viewer"}}""")]
    public async Task A_permission_is_read_in_each_form_that_servers_send(string row)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$"""{"data":[{{row}}]}"""));
        var permission = Assert.IsType<FlowPermission>(Assert.Single(await session.Client.Flows.Permissions.ListAsync(3, session.Context)));
        Assert.Equal((3, 2, "Ben", "ben@example.com", "readOnly"), (permission.FlowId, permission.PersonId, permission.Name, permission.Email, permission.Role));
        Assert.Equal("flow_viewer", permission.AdditionalProperties["policy"]);
        Assert.DoesNotContain("email", permission.AdditionalProperties.Keys);
    }

    [Fact]
    public async Task People_are_named_by_id_or_address_in_one_request_and_shown_as_they_are_afterwards()
    {
        var after = Rows.Replace("\"id\":2,", "\"id\":2,\"name\":\"Ben\",", StringComparison.Ordinal);
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Json(Rows, 201) : FixtureReply.Json(after));
        Assert.Equal("Ben", Assert.Single(await session.Client.Flows.Permissions.GrantAsync(3, [new Grantee(2)], "readOnly", session.Context)).Name);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_release_that_does_not_show_who_has_an_object_says_it_in_its_reply(int status)
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Json(Rows, 201) : FixtureReply.Error(status));
        var given = await session.Client.Flows.Permissions.GrantAsync(3, [new Grantee(2), new Grantee("cy@example.com")], "readOnly", session.Context);
        session.Sent("POST", "/v4/flows/3/permissions", """{"data":[{"personId":2,"role":"readOnly"},{"email":"cy@example.com","role":"readOnly"}]}""");
        Assert.Equal("ben@example.com (readOnly)", Assert.Single(given).ToString());
    }

    [Fact]
    public async Task A_list_that_refuses_to_embed_people_is_asked_without_and_an_address_is_then_not_known()
    {
        await using var session = FixtureSession.Start(request => request.Query.Contains("embed", StringComparison.Ordinal) ? FixtureReply.Error(400, "ValidationFailed") : FixtureReply.Json("""{"data":[{"role":"owner","person":{"id":2}}]}"""));
        Assert.Equal(2, Assert.Single(await session.Client.Flows.Permissions.ListAsync(3, session.Context)).PersonId);
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Flows.Permissions.RevokeAsync(3, new Grantee("ben@example.com"), session.Context));
        Assert.Equal(["embed=person", "", ""], session.Requests.Select(request => request.Query));
    }

    [Fact]
    public async Task A_lost_grant_is_settled_by_what_the_server_shows()
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Reset : FixtureReply.Json(Rows));
        var given = await session.Client.Flows.Permissions.GrantAsync(3, [new Grantee("BEN@example.com")], "readOnly", session.Context);
        Assert.Equal(2, Assert.Single(given).PersonId);
        Assert.Contains(session.Observer.Warnings, warning => warning.Contains("Flow 3 is shown with ben@example.com (readOnly)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("collaborator")]
    [InlineData("owner")]
    public async Task Another_role_than_was_asked_for_settles_nothing(string role)
    {
        await using var session = FixtureSession.Start(request => request.Method == "POST" ? FixtureReply.Reset : FixtureReply.Json(Rows));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Flows.Permissions.GrantAsync(3, [new Grantee(2)], role, session.Context));
        Assert.Contains("is shown with ben@example.com (readOnly)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Get-DpFlowPermission 3", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_is_looked_for_among_those_who_have_it()
    {
        await using var session = FixtureSession.Start(request => request.Method == "DELETE" ? FixtureReply.Of(204) : FixtureReply.Json(Rows));
        await session.Client.Flows.Permissions.RevokeAsync(3, new Grantee("Ben@Example.com"), session.Context);
        Assert.Equal(["GET /v4/flows/3/permissions", "DELETE /v4/flows/3/permissions/2"], session.Calls());
        await Assert.ThrowsAsync<AlreadyGoneException>(() => session.Client.Flows.Permissions.RevokeAsync(3, new Grantee("cy@example.com"), session.Context));
        Assert.Equal(3, session.Requests.Count);
    }

    [Fact]
    public async Task A_lost_revocation_is_settled_by_who_is_left()
    {
        await using var session = FixtureSession.Start(request => request.Method == "DELETE" ? FixtureReply.Reset : FixtureReply.Json(Rows));
        await session.Client.Flows.Permissions.RevokeAsync(3, new Grantee(7), session.Context);
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Flows.Permissions.RevokeAsync(3, new Grantee(2), session.Context));
        Assert.Contains("still there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_in_a_body_is_sent_and_masked_in_what_the_server_says_of_it()
    {
        await using var session = FixtureSession.Start(FixtureReply.Error(400, "ApiValidationFailed", "secretKey k3y-of-ours is too short"));
        var members = new Dictionary<string, object?> { ["name"] = "x", ["inner"] = new Dictionary<string, object?> { ["key"] = SecureText.Of("k3y-of-ours") } };
        var error = await Assert.ThrowsAsync<ApiException>(() => session.Client.Flows.CreateAsync(members, session.Context));
        session.Sent("POST", "/v4/flows", """{"name":"x","inner":{"key":"k3y-of-ours"}}""");
        Assert.Contains("secretKey *** is too short", error.Message, StringComparison.Ordinal);
    }
}
