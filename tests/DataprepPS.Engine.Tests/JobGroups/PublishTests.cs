using System;
using System.Linq;
using System.Text.Json.Nodes;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.JobGroups;

/// <summary>Publishing, and the settings that publishing and writing take.</summary>
public sealed class PublishTests
{
    private const string Hive = "-ConnectionId 1 -Path default -Table t -Action create -InputFormat avro";

    [Theory]
    [InlineData("v4")]
    [InlineData("v3")]
    public void It_is_sent_as_the_server_wants_it(string version)
    {
        using var shell = Shell.Lease();
        var result = shell.Run("Publish-DpJobGroup 1 -ConnectionId 1 -Path default -Table test_table -Action create -InputFormat avro -FlowNodeId 27 -ApiVersion $args[0]; Publish-DpJobGroup 1 -ConnectionId 2 -Database public -Table t -Action truncateAndLoad -InputFormat csv -ApiVersion $args[0]", version).Clean();
        var sent = shell.Server.Changes();
        Assert.Equal(["PUT", "PUT"], sent.Select(request => request.Method));
        Assert.All(sent, request => Assert.Equal($"/{version}/jobGroups/1/publish", request.Path));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"connection":{"id":1},"path":["default"],"table":"test_table","action":"create","inputFormat":"avro","flowNodeId":27}"""), JsonNode.Parse(sent[0].Body!)), sent[0].Body);
        Assert.Equal("truncateAndLoad", (string)JsonNode.Parse(sent[1].Body!)!["action"]!);
        Assert.Equal([1L, 1L], result.Values("JobGroupId"));
        Assert.All(result.Output, published => Assert.NotEmpty(published.Text("Reason")));
        Assert.All(result.Output, published => Assert.NotEmpty(published.Text("SessionId")));
        Assert.True(version == "v4" || ((System.Collections.ICollection)result.Output[1].Value("JobIds")!).Count > 0);
    }

    [Fact]
    public void Words_are_sent_as_the_server_spells_them()
    {
        using var shell = Shell.Lease();
        Assert.NotNull(shell.Run("Publish-DpJobGroup 1 -ConnectionId 1 -Path d -Table t -Action TRUNCATEANDLOAD -InputFormat AVRO -ApiVersion V3").One);
        var sent = Assert.Single(shell.Server.Changes());
        Assert.StartsWith("/v3/", sent.Path, StringComparison.Ordinal);
        Assert.Equal(("truncateAndLoad", "avro"), ((string)JsonNode.Parse(sent.Body!)!["action"]!, (string)JsonNode.Parse(sent.Body!)!["inputFormat"]!));
        Assert.Equal("append", shell.Run("New-DpWriteSetting -Path /a.csv -Format CSV -Action APPEND").One.Value("Action"));
        Assert.Equal("load", shell.Run("New-DpPublication -ConnectionId 1 -Path d -Table t -TargetType hive -Action LOAD").One.Value("Action"));
    }

    [Fact]
    public void What_a_wait_brings_is_published_and_what_failed_is_not()
    {
        using var shell = Shell.Lease();
        Assert.NotNull(shell.Run($"1 | Start-DpJobGroup | Wait-DpJobGroup -PollInterval 0.05 | Publish-DpJobGroup {Hive}").One);
        var result = shell.Run($"Get-DpJobGroup 13 | Publish-DpJobGroup {Hive}").Clean();
        Assert.Empty(result.Output);
        Assert.Contains("Failed", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Single(shell.Server.Changes(), request => request.Method == "PUT");
    }

    [Fact]
    public void Wait_waits_for_the_publication_and_fails_with_it()
    {
        using var shell = Shell.Lease();
        Assert.Equal(1L, shell.Run($"Publish-DpJobGroup 1 {Hive} -Wait -PollInterval 0.05").One.Value("JobGroupId"));
        Assert.NotNull(shell.Run($"Publish-DpJobGroup 2 {Hive.Replace(" t ", " fail ", StringComparison.Ordinal)} -Wait -PollInterval 0.05").Error);
    }

    [Fact]
    public void One_whose_outcome_is_not_known_is_not_repeated()
    {
        using var shell = Shell.Lease();
        shell.Server.Fail("PUT /v4/jobGroups/*", "resetAfter");
        shell.Run($"Publish-DpJobGroup 1 {Hive}");
        Assert.Single(shell.Server.Changes());
        Assert.Single(shell.Server.Actions());
    }

    [Theory]
    [InlineData("-Format avro -Header")]
    [InlineData("-Format hyper -AsSingleFile")]
    [InlineData("-Format csv -Compression gzip")]
    [InlineData("-Format csv -Compression bzip2")]
    [InlineData("-Format json -Delimiter ','")]
    public void What_the_server_would_not_check_is_checked_here(string wrong)
    {
        using var shell = Shell.Lease();
        shell.Run($"New-DpWriteSetting -Path /out.x {wrong}").Fails("DpWrongInput");
        Assert.Empty(shell.Server.Requests());
    }

    [Fact]
    public void Settings_come_from_rows()
    {
        using var shell = Shell.Lease();
        Assert.Equal(["append", "create"], shell.Run("[pscustomobject]@{ Path = '/a.csv'; Format = 'csv'; Action = 'append' }, [pscustomobject]@{ Path = '/b.json'; Format = 'json'; Action = 'create' } | New-DpWriteSetting").Clean().Values("Action"));
        Assert.Equal("q3", shell.Run("[pscustomobject]@{ ConnectionId = '3'; Path = 'sales'; Table = 'q3'; TargetType = 'bigquery' } | New-DpPublication").One.Value("Table"));
    }
}
