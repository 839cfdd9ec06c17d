using System.Linq;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class WorkspaceTests
{
    [Fact]
    public async Task People_are_invited_changed_suspended_and_removed()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Equal(3, (await emulator.SendAsync("POST", "/v4/workspaces/1/people", """{"email":"cleo@example.com"}""", 201)).GetProperty("data").GetProperty("id").GetInt64());
        var many = await emulator.SendAsync("POST", "/v4/workspaces/1/people/batch", """{"emails":["cleo@example.com","dan@example.com"]}""", 201);
        Assert.Equal([3, 4], RunningEmulator.Ids(many));
        Assert.Equal("person 4 invited", emulator.Server.Journal.Entries[^1].Effect);
        await emulator.SendAsync("POST", "/v4/workspaces/1/people", """{"email":"nobody"}""", 400);
        await emulator.SendAsync("POST", "/v4/workspaces/7/people", """{"email":"eve@example.com"}""", 404);
        Assert.Equal("Cleo", (await emulator.SendAsync("PATCH", "/v4/workspaces/1/people/3", """{"name":"Cleo"}""", 200)).GetProperty("name").GetString());
        Assert.True((await emulator.SendAsync("PUT", "/v4/workspaces/1/people/3/suspended", null, 200)).GetProperty("isDisabled").GetBoolean());
        await emulator.SendAsync("POST", "/v4/workspaces/1/people/suspend", """{"personIds":[2,"4"]}""", 201);
        await emulator.ListsAsync("/v4/workspaces/1/people?status=suspended", 2, 3, 4);
        await emulator.SendAsync("POST", "/v4/workspaces/1/people/unsuspend", """{"personIds":[2,3,4]}""", 201);
        await emulator.ListsAsync("/v4/people?isDisabled=false&email=dan@example.com", 4);
        await emulator.SendAsync("DELETE", "/v4/workspaces/1/people/4", null, 200);
        await emulator.GetAsync("/v4/people/4", 410);
        Assert.StartsWith("/", (await emulator.GetAsync("/v4/people/current")).GetProperty("outputHomeDir").GetString());
    }

    [Fact]
    public async Task Roles_are_given_and_taken_and_choose_people()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.ListsAsync("/v4/workspaces/1/admins", 1);
        Assert.Equal(2, (await emulator.SendAsync("PUT", "/v4/authorization/roles/1/people", """[{"personId":2}]""", 200)).GetProperty("userCount").GetInt32());
        await emulator.ListsAsync("/v4/workspaces/1/admins", 1, 2);
        await emulator.ListsAsync("/v4/workspaces/1/people?roles=workspace_admin", 1, 2);
        await emulator.SendAsync("DELETE", "/v4/authorization/roles/1/people/2", null, 204);
        await emulator.ListsAsync("/v4/workspaces/1/people?excludingRoles=workspace_admin", 2);
        Assert.Equal("DataNotFoundException", (await emulator.SendAsync("PUT", "/v4/authorization/roles/0/people", "[]", 404)).GetProperty("exception").GetProperty("name").GetString());
        await emulator.SendAsync("DELETE", "/v4/authorization/roles/1/people/2", null, 404);
    }

    [Fact]
    public async Task Groups_have_members_and_roles()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var group = await emulator.SendAsync("POST", "/v4/workspaces/1/groups", """{"name":"Finance","members":["ada@example.com"],"roles":[3]}""", 201);
        Assert.Equal(2, group.GetProperty("id").GetInt64());
        await emulator.SendAsync("POST", "/v4/workspaces/1/groups/2/users?userIds=1&userIds=2", null, 201);
        await emulator.SendAsync("DELETE", "/v4/workspaces/1/groups/2/users?userIds=1", null, 204);
        await emulator.SendAsync("PUT", "/v4/workspaces/1/groups/2/roles", """{"roleIds":[1,2]}""", 200);
        var list = await emulator.GetAsync("/v4/workspaces/1/groups?name=fin&includeFullUsers=true");
        Assert.Equal(1, list.GetProperty("count").GetInt32());
        Assert.Equal("ben@example.com", list.GetProperty("groups")[0].GetProperty("users").GetProperty("data")[0].GetProperty("email").GetString());
        Assert.Equal(2, list.GetProperty("groups")[0].GetProperty("policies").GetArrayLength());
        Assert.Equal("Money", (await emulator.SendAsync("PUT", "/v4/workspaces/1/groups/2", """{"name":"Money"}""", 200)).GetProperty("name").GetString());
        await emulator.SendAsync("DELETE", "/v4/workspaces/1/groups/2", null, 201);
        await emulator.SendAsync("DELETE", "/v4/workspaces/1/groups/2", null, 410);
        await emulator.SendAsync("POST", "/v4/workspaces/1/groups/1/users", null, 400);
    }

    [Theory]
    [InlineData("current")]
    [InlineData("1")]
    public async Task Settings_are_saved_and_put_back(string workspace)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var path = $"/v4/workspaces/{workspace}/configuration";
        Assert.All((await emulator.GetAsync(path)).EnumerateArray(), setting => Assert.Equal(JsonValueKind.Null, setting.GetProperty("value").ValueKind));
        await emulator.SendAsync("PATCH", path, """{"configuration":[{"key":"outputFormats.JSON","value":false}]}""", 200);
        Assert.Equal("""[{"key":"outputFormats.JSON","value":false}]""", (await emulator.GetAsync(path + "?key=outputFormats.JSON")).GetRawText());
        await emulator.SendAsync("PATCH", path, """{"configuration":[{"key":"no.such","value":1}]}""", 400);
        Assert.Equal(1, (await emulator.SendAsync("POST", $"/v4/workspaces/{workspace}/delete-configuration", """{"settings":["outputFormats.JSON","session.durationInMins"]}""", 201)).GetProperty("numberOfRowsDeleted").GetInt32());
        Assert.Contains("outputFormats.JSON", (await emulator.GetAsync($"/v4/workspaces/{workspace}/configuration-schema")).GetRawText());
    }

    [Fact]
    public async Task What_one_person_has_becomes_anothers()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("PATCH", "/v4/workspaces/current/transfer", """{"fromPersonEmail":"ada@example.com","toPersonId":2}""", 200);
        Assert.Equal(2, (await emulator.GetAsync("/v4/flows/1")).GetProperty("creator").GetProperty("id").GetInt64());
        await emulator.ListsAsync("/v4/flows?flowsFilter=owned");
        await emulator.SendAsync("PATCH", "/v4/workspaces/1/transfer", """{"fromPersonId":2}""", 400);
        Assert.Equal("Emulator", (await emulator.GetAsync("/v4/workspaces/current")).GetProperty("name").GetString());
        await emulator.ListsAsync("/v4/workspaces", 1);
    }

    [Fact]
    public async Task An_access_token_is_shown_once_and_opens_the_api_until_it_ends()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var made = await emulator.SendAsync("POST", "/v4/apiAccessTokens", """{"lifetimeSeconds":60,"description":"nightly"}""", 201);
        var (value, id) = (made.GetProperty("tokenValue").GetString()!, made.GetProperty("tokenInfo").GetProperty("tokenId").GetString());
        Assert.Equal(["tokenId", "description", "expiredAt", "createdAt", "lastUsed"], made.GetProperty("tokenInfo").EnumerateObject().Select(member => member.Name));
        emulator.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
        Assert.DoesNotContain(value, (await emulator.GetAsync("/v4/apiAccessTokens")).GetRawText());
        Assert.Equal("nightly", (await emulator.GetAsync($"/v4/apiAccessTokens/{id}")).GetProperty("description").GetString());
        emulator.Clock.Advance(60);
        await emulator.GetAsync("/v4/people/current", 401);
        emulator.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        await emulator.SendAsync("DELETE", $"/v4/apiAccessTokens/{id}", null, 204);
        await emulator.GetAsync($"/v4/apiAccessTokens/{id}", 410);
        await emulator.GetAsync("/v4/oAuth2ApiTokens/sid-1", 400);
        Assert.Equal("Enabled", (await emulator.GetAsync("/v4/oAuth2ApiTokens/sid-1?tokenType=Workspace")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_connection_never_shows_what_is_secret()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var made = await emulator.SendAsync(
            "POST",
            "/v4/connections",
            """{"vendor":"oracle","vendorName":"oracle","type":"jdbc","credentialType":"basic","name":"o","host":"fail.example.com","port":1521,"params":{"service":"x"},"credentials":[{"username":"u","password":"canary"}]}""",
            201);
        Assert.Equal("u", made.GetProperty("credentials")[0].GetProperty("username").GetString());
        Assert.DoesNotContain("canary", made.GetRawText() + (await emulator.GetAsync("/v4/connections/4")).GetRawText());
        Assert.Equal("FAILURE", (await emulator.GetAsync("/v4/connections/4/status")).GetProperty("result").GetString());
        await emulator.ListsAsync("/v4/connections?vendors[]=oracle&vendors[]=hive", 1, 4);
        await emulator.SendAsync("POST", "/v4/connections/4/permissions", """{"data":[{"person":{"id":2},"role":"readOnly","policyTag":"connection_viewer"}]}""", 201);
        Assert.Equal(2, (await emulator.GetAsync("/v4/connections/4/permissions/sharedSubjects")).GetProperty("data").GetArrayLength());
        await emulator.SendAsync("DELETE", "/v4/connections/4/permissions/2", null, 204);
    }
}
