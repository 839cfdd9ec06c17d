using System.Collections;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Workspaces;

/// <summary>Settings of workspaces: nobody documents the replies, so they are read in each likely form.</summary>
public sealed class WorkspaceSettingTests
{
    [Theory]
    [InlineData("""{"session.minutes":60,"theme":"dark"}""")]
    [InlineData("""{"data":{"session.minutes":60,"theme":"dark"}}""")]
    [InlineData("""[{"key":"session.minutes","value":60},{"key":"theme","value":"dark"}]""")]
    [InlineData("""{"data":[{"key":"session.minutes","value":60},{"key":"theme","value":"dark"}]}""")]
    public async Task Settings_are_read_in_each_form(string reply)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        var settings = await session.Client.WorkspaceSettings.ListAsync(null, null, session.Context);
        session.Sent("GET", "/v4/workspaces/current/configuration");
        Assert.Equal(["session.minutes = 60", "theme = dark"], settings.Select(setting => setting.ToString()));
    }

    [Theory]
    [InlineData("60")]
    [InlineData("""{"session.minutes":60}""")]
    [InlineData("""{"key":"session.minutes","value":60}""")]
    public async Task One_setting_of_another_workspace_is_read_by_its_key(string reply)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        var setting = Assert.Single(await session.Client.WorkspaceSettings.ListAsync(8, "session.minutes", session.Context));
        session.Sent("GET", "/v4/workspaces/8/configuration?key=session.minutes");
        Assert.Equal(("session.minutes", 60L, 8), (setting.Key, setting.Value, setting.WorkspaceId));
    }

    [Theory]
    [InlineData("""{"session.minutes":{"type":"integer","default":720}}""")]
    [InlineData("""[{"key":"session.minutes","type":"integer","default":720}]""")]
    public async Task What_a_setting_can_be_is_told_as_the_server_tells_it(string reply)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        var schema = Assert.Single(await session.Client.WorkspaceSettings.GetSchemaAsync(null, session.Context));
        Assert.Equal(("session.minutes", "integer", 720L), (schema.Key, schema.AdditionalProperties["type"], schema.AdditionalProperties["default"]));
    }

    [Fact]
    public async Task Several_settings_are_set_and_cleared_in_one_request_each()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""[1]"""));
        await session.Client.WorkspaceSettings.SetAsync(null, new Hashtable { ["minutes"] = 60 }, session.Context);
        await session.Client.WorkspaceSettings.ClearAsync(8, ["minutes", "theme"], session.Context);
        session.Sent("PATCH", "/v4/workspaces/current/configuration", """{"configuration":[{"key":"minutes","value":60}]}""");
        session.Sent("POST", "/v4/workspaces/8/delete-configuration", """{"settings":["minutes","theme"]}""");
    }

    [Fact]
    public async Task Lost_changes_are_settled_by_what_the_workspace_shows()
    {
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Json("""{"minutes":60,"theme":null}""") : FixtureReply.Reset);
        var settings = session.Client.WorkspaceSettings;
        await settings.SetAsync(null, new Hashtable { ["minutes"] = 60 }, session.Context);
        await settings.ClearAsync(null, ["theme", "other"], session.Context);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => settings.SetAsync(null, new Hashtable { ["minutes"] = 61 }, session.Context));
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => settings.ClearAsync(null, ["minutes"], session.Context));
        Assert.Contains("minutes = 60", error.Message, System.StringComparison.Ordinal);
    }
}
