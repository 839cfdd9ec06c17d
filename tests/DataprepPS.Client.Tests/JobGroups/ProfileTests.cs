using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.JobGroups;

/// <summary>Profiles in the forms that servers send, column by column.</summary>
public sealed class ProfileTests
{
    private const string Text = """{"k":2,"c":98,"ub":2,"topk":[{"key":"south","count":38},{"key":"north","count":60,"share":0.6}]}""";
    private const string Number = """{"min":1.5,"max":99.5,"roundMin":0,"roundMax":100,"buckets":[{"pos":0,"b":50},{"pos":1,"b":47}],"quartiles":{"q1":24.5}}""";

    [Theory]
    [InlineData("[{0}]", "{0}")]
    [InlineData("{0}", "{{\"12\":{0}}}")]
    public async Task A_column_is_told_whole_whether_its_histogram_is_in_a_list_or_not_and_the_profile_under_a_node_or_not(string histogram, string whole)
    {
        var profile = $$$"""
            {"profilerTypeCheckHistograms":{"region":[{"key":"VALID","count":98},{"key":"EMPTY","count":2}],"amount":[{"key":"VALID","count":97},{"key":"INVALID","count":1}]},
             "profilerValidValueHistograms":{"region":{{{string.Format(null, histogram, Text)}}},"amount":{{{string.Format(null, histogram, Number)}}}},
             "profilerRules":{"amount":[{"id":4,"type":"notNull","description":"no gaps","status":"fail","passCount":97,"failCount":3,"totalCount":100,"weight":2}],"3":[{"id":5,"type":"t","status":"pass"}]},
             "columnTypes":{"region":["String"],"amount":["Float","Integer"]},"newKind":{"region":{"a":1}},"version":7}
            """;
        await using var session = FixtureSession.Start(FixtureReply.Json(string.Format(null, whole, profile)));
        var columns = await session.Client.JobGroups.GetProfileAsync(4, session.Context);
        session.Sent("GET", "/v4/jobGroups/4/profile");
        Assert.Equal(["region", "amount", "3"], columns.Select(column => column.Name));
        var (region, amount, rest) = (columns[0], columns[1], columns[2]);
        Assert.Equal((4, "String", 98, 0, 2), (region.JobGroupId, region.Type.Single(), region.Valid, region.Mismatched, region.Missing));
        Assert.Equal(["north (60)", "south (38)"], region.TopValue.Select(value => value.ToString()));
        Assert.Equal(0.6, region.TopValue[0].AdditionalProperties["share"]);
        Assert.Equal(["k", "c", "ub", "newKind", "version"], region.AdditionalProperties.Keys);
        Assert.Equal((98L, 1L, 7L), (region.AdditionalProperties["c"], JobGroupReplyTests.Dive(region.AdditionalProperties, "newKind", "a"), region.AdditionalProperties["version"]));
        Assert.Equal((97, 1, 0, 1.5, 99.5, 0, 100), (amount.Valid, amount.Mismatched, amount.Missing, amount.Min, amount.Max, amount.RoundMin, amount.RoundMax));
        Assert.Equal(["newKind", "version"], amount.AdditionalProperties.Keys);
        Assert.Equal(["0: 50", "1: 47"], amount.Bucket.Select(bucket => bucket.ToString()));
        Assert.Equal(24.5, amount.Quartile!["q1"]);
        Assert.Equal(("no gaps: fail", 3, 2L), (amount.Rule.Single().ToString(), amount.Rule[0].FailCount, amount.Rule[0].AdditionalProperties["weight"]));
        Assert.Equal((null, 0, 5L, "t: pass"), (rest.Valid, rest.Type.Count, rest.Rule.Single().Id, $"{rest.Rule[0]}"));
    }

    [Fact]
    public async Task A_sample_may_count_in_fractions()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("""{"profilerTypeCheckHistograms":{"city":[{"key":"VALID","count":3.0},{"key":"EMPTY","count":0.6}]},"columnTypes":{"city":"String"}}"""));
        var city = Assert.Single(await session.Client.JobGroups.GetProfileAsync(4, session.Context));
        Assert.Equal((3, 1, "String"), (city.Valid, city.Missing, city.Type.Single()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"columnTypes":{}}""")]
    public async Task A_profile_without_columns_is_none(string reply)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        Assert.Empty(await session.Client.JobGroups.GetProfileAsync(4, session.Context));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"no\"")]
    public async Task What_is_no_profile_is_not_taken_for_one(string reply)
    {
        await using var session = FixtureSession.Start(FixtureReply.Json(reply));
        await Assert.ThrowsAsync<InvalidResponseException>(() => session.Client.JobGroups.GetProfileAsync(4, session.Context));
    }
}
