using System;
using System.Collections;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Deployments;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Deployments;

/// <summary>Import rules, in the vendor's form and in a short one, and what there is no more of them.</summary>
public sealed class DeploymentRuleTests
{
    private const string Uuid = "d75255f0-a245-11e7-8618-adc1dbb4bed0";

    private static readonly Hashtable Bucket = new() { ["type"] = "s3Bucket", ["on"] = "wrangle-dev", ["with"] = "wrangle-prod" };

    [Fact]
    public async Task The_vendors_examples_can_be_said()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"deleted":[]}"""));
        var connection = new Hashtable { ["tableName"] = "connections", ["onCondition"] = new Hashtable { ["uuid"] = Uuid }, ["withCondition"] = new Hashtable { ["id"] = 1 } };
        Assert.Empty(await session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ObjectRule, [connection], session.Context));
        session.Sent("PATCH", "/v4/deployments/3/objectImportRules", Fixture.Node("doc-r068-objectImportRules-request.json"));
        await session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ValueRule, [Bucket], session.Context);
        session.Sent("PATCH", "/v4/deployments/3/valueImportRules", Fixture.Node("doc-r068-valueImportRules-request.json"));
    }

    [Theory]
    [InlineData(Uuid, 1, $$$"""{"uuid":"{{{Uuid}}}"}""", """{"id":1}""")]
    [InlineData(22, "other-uuid", """{"id":"22"}""", """{"uuid":"other-uuid"}""")]
    [InlineData("22", "1", """{"id":"22"}""", """{"id":1}""")]
    public async Task A_rule_about_a_connection_can_be_short(object on, object with, string onCondition, string withCondition)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"deleted":[]}"""));
        await session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ObjectRule, [new Hashtable { ["On"] = on, ["With"] = with }], session.Context);
        session.Sent("PATCH", "/v4/deployments/3/objectImportRules", $$"""[{"tableName":"connections","onCondition":{{onCondition}},"withCondition":{{withCondition}}}]""");
    }

    [Fact]
    public async Task A_rule_takes_connections_as_they_come()
    {
        await using var session = FixtureSession.Start(request => FixtureReply.Json(request.Method == "GET" ? """{"id":5}""" : """{"deleted":[]}"""));
        var connection = await session.Client.Connections.GetAsync(5, null, session.Context);
        await session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ObjectRule, [new Hashtable { ["on"] = connection, ["with"] = connection }], session.Context);
        session.Sent("PATCH", "/v4/deployments/3/objectImportRules", """[{"tableName":"connections","onCondition":{"id":"5"},"withCondition":{"id":5}}]""");
    }

    [Fact]
    public async Task When_the_reply_is_lost_the_rules_that_the_deployment_shows_tell()
    {
        var shown = "wrangle-prod";
        await using var session = FixtureSession.Start(request => request.Method == "GET" ? FixtureReply.Json($$"""[{"type":"s3Bucket","on":"wrangle-dev","with":"{{shown}}"}]""") : FixtureReply.Reset);
        Assert.Empty(await session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ValueRule, [Bucket], session.Context));
        Assert.Contains("deployment 3 shows these rules.", Assert.Single(session.Observer.Warnings), StringComparison.Ordinal);
        shown = "another";
        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ValueRule, [Bucket], session.Context));
        Assert.Contains("Deployment 3 does not show these rules.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"deleted":[{"type":"s3Bucket","on":"a","with":"b"},{"type":"s3Bucket","on":"wrangle-dev","with":"wrangle-prod"}]}""")]
    [InlineData("""[{"type":"s3Bucket","on":"a","with":"b"}]""")]
    public async Task Those_that_there_are_no_more_are_told(string reply)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        var gone = await session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ValueRule, [Bucket], session.Context);
        Assert.Equal("s3Bucket a -> b", Assert.Single(gone).ToString());
    }

    [Fact]
    public async Task Rules_of_one_deployment_are_rules_for_another()
    {
        await using var session = await EmulatedSession.StartAsync();
        await session.Client.Deployments.SetRulesAsync(1, DeploymentRuleKind.ObjectRule, [new Hashtable { ["on"] = Uuid, ["with"] = 1, ["note"] = "kept" }], session.Context);
        await session.Client.Deployments.SetRulesAsync(1, DeploymentRuleKind.ValueRule, [Bucket], session.Context);
        var rules = await session.Client.Deployments.GetRulesAsync(1, session.Context);
        Assert.Equal([$"connections uuid {Uuid} -> 1", "s3Bucket wrangle-dev -> wrangle-prod"], rules.Select(rule => rule.ToString()));
        foreach (var kind in new[] { DeploymentRuleKind.ObjectRule, DeploymentRuleKind.ValueRule })
        {
            await session.Client.Deployments.SetRulesAsync(2, kind, [.. rules.Where(rule => rule.Kind == kind)], session.Context);
        }

        var copies = await session.Client.Deployments.GetRulesAsync(2, session.Context);
        Assert.Equal(rules.Select(rule => rule.ToString()), copies.Select(rule => rule.ToString()));
        Assert.Equal((2L, "kept"), (copies[0].DeploymentId, copies[0].AdditionalProperties["note"]));
        Assert.Equal(["note"], copies[0].AdditionalProperties.Keys);
        Assert.Empty(copies[1].AdditionalProperties);
    }

    [Fact]
    public async Task The_vendors_form_goes_before_the_short_one_and_everything_else_goes_along()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"deleted":[]}"""));
        var rule = new Hashtable { ["tableName"] = "folders", ["on"] = "short", ["onCondition"] = new Hashtable { ["uuid"] = Uuid }, ["with"] = 9, ["withCondition"] = new Hashtable { ["id"] = 1 }, ["note"] = "kept" };
        await session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ObjectRule, [rule], session.Context);
        session.Sent("PATCH", "/v4/deployments/3/objectImportRules", $$$"""[{"note":"kept","tableName":"folders","onCondition":{"uuid":"{{{Uuid}}}"},"withCondition":{"id":1}}]""");
        await session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ValueRule, [new Hashtable(Bucket) { ["note"] = null }], session.Context);
        session.Sent("PATCH", "/v4/deployments/3/valueImportRules", """[{"note":null,"type":"s3Bucket","on":"wrangle-dev","with":"wrangle-prod"}]""");
    }

    [Fact]
    public async Task A_rule_of_one_kind_is_none_of_the_other()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json($$$"""{"objects":[{"tableName":"connections","onCondition":{"uuid":"{{{Uuid}}}"},"withCondition":{"id":1}}]}"""), FixtureReply.Json("""{"values":[{"type":"s3Bucket","on":"a","with":"b"}]}"""));
        var rules = await session.Client.Deployments.GetRulesAsync(1, session.Context);
        foreach (var (rule, kind, why) in new[] { (rules[0], DeploymentRuleKind.ValueRule, $"A rule about objects is none about values: connections uuid {Uuid} -> 1."), (rules[1], DeploymentRuleKind.ObjectRule, "A rule about values is none about objects: s3Bucket a -> b.") })
        {
            Assert.Equal(why, (await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Deployments.SetRulesAsync(3, kind, [rule], session.Context))).Message);
        }
    }

    [Theory]
    [InlineData(DeploymentRuleKind.ObjectRule, "{}", "A rule needs \"on\"; this one has nothing.")]
    [InlineData(DeploymentRuleKind.ObjectRule, "on", "A rule needs \"with\"; this one has on.")]
    [InlineData(DeploymentRuleKind.ValueRule, "on,with", "A rule needs \"type\"; this one has on, with.")]
    [InlineData(DeploymentRuleKind.ValueRule, "on,type", "A rule needs \"with\"; this one has on, type.")]
    public async Task What_a_rule_lacks_is_named(DeploymentRuleKind kind, string members, string why)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        var rule = new SortedList();
        foreach (var name in members.Split(',').Where(name => name != "{}"))
        {
            rule[name] = "x";
        }

        Assert.Equal(why, (await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Deployments.SetRulesAsync(3, kind, [rule], session.Context))).Message);
    }

    [Theory]
    [InlineData("abc", "is not a rule")]
    [InlineData(null, "needs \"on\"")]
    public async Task What_does_not_say_what_becomes_what_is_never_sent(string? text, string why)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        object rule = text is null ? new Hashtable { ["type"] = "s3Bucket" } : text;
        var error = await Assert.ThrowsAsync<ArgumentException>(() => session.Client.Deployments.SetRulesAsync(3, DeploymentRuleKind.ValueRule, [rule], session.Context));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Empty(session.Requests);
    }
}
