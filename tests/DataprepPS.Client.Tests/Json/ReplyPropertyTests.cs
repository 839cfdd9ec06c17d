using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace DataprepPS.Client.Tests.Json;

/// <summary>Whatever bytes come, reading gives a value or the error for an unreadable reply, and nothing else.</summary>
public sealed class ReplyPropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(400);

    private static readonly byte[][] Whole = [.. Fixture.Names.Select(name => Encoding.UTF8.GetBytes(Fixture.Text(name)))];

    [Fact]
    public void Random_bytes_are_a_value_or_an_unreadable_reply() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), body => Cultures.Each(() => ReadsAll(body))).Check(Many);

    [Fact]
    public void Published_replies_that_were_cut_or_bitten_are_a_value_or_an_unreadable_reply()
    {
        var bitten =
            from body in Gen.Elements(Whole)
            from cut in Gen.Choose(0, body.Length)
            from at in Gen.Choose(0, Math.Max(0, cut - 1))
            from bite in Gen.Elements<byte>(0, 34, 44, 58, 91, 92, 93, 123, 125, 128, 192, 237, 255)
            from isBitten in Gen.Elements(true, false)
            select Bite(body[..cut], isBitten && cut > 0 ? at : -1, bite);
        Prop.ForAll(bitten.ToArbitrary(), body => { ReadsAll(body); }).Check(Many);
    }

    [Fact]
    public void Members_of_the_wrong_kind_are_a_value_or_an_unreadable_reply()
    {
        string[] names = ["id", "status", "name", "createdAt", "profilingEnabled", "jobs", "jobGraph", "wrangledDataset", "creator", "flowRun", "errorMessage", "data", "count", "jobgroupId", "jobIds", "percentComplete", "runParameters", "path", "relationalPath", "exception", "x"];
        string[] values = ["null", "true", "0", "1", "-1", "1.5", "1e400", "99999999999999999999", "\"\"", "\"7\"", "\"x\"", "\"\\ud800\"", "\"\u00e9\"", "{}", "[]", "[null]", "[1]", "{\"data\":null}", "{\"data\":[{}]}", "{\"data\":[null,1]}", "{\"id\":\"1\"}", "\"2019-13-45\"", "1631096271696", "\"0001-01-01T00:00:00+14:00\""];
        var bodies =
            from members in (from name in Gen.Elements(names) from value in Gen.Elements(values) select $"\"{name}\":{value}").ListOf()
            from isList in Gen.Elements(true, false)
            let one = "{" + string.Join(',', members) + "}"
            select Encoding.UTF8.GetBytes(isList ? $"{{\"data\":[{one},{one}]}}" : one);
        Prop.ForAll(bodies.ToArbitrary(), body => { ReadsAll(body); }).Check(Many.WithMaxTest(1500));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Nesting_of_any_depth_is_a_value_or_an_unreadable_reply(int depth)
    {
        foreach (var (open, close) in new[] { ("[", "]"), ("{\"data\":", "}"), ("{\"jobs\":", "}"), ("{\"x\":[", "]}") })
        {
            ReadsAll(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth))));
            ReadsAll(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(open, depth))));
        }
    }

    [Fact]
    public void A_byte_order_mark_changes_nothing()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. "{\"id\":3}"u8];
        Assert.Equal(3, ReplyReader.Object(Replies.Of(body), DataprepJson.Default.JobGroup).Id);
    }

    [Fact]
    public void Text_that_is_none_to_NET_stays_reachable()
    {
        byte[] body = [.. "{\"id\":3,\"half\":\"a\\ud800\",\"bytes\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        var more = ReplyReader.Object(Replies.Of(body), DataprepJson.Default.JobGroup).AdditionalProperties;
        Assert.Equal("\"a\\ud800\"", more["half"]);
        Assert.Equal("\"\uFFFD(\"", more["bytes"]);
    }

    [Theory]
    [InlineData("Complete")]
    [InlineData("InProgress\n")]
    public void A_bare_word_is_text(string word) => Assert.Equal(word.Trim(), ReplyReader.Text(Replies.Of(Encoding.ASCII.GetBytes(word))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(100_000)]
    [InlineData(1_048_576)]
    public async Task A_body_up_to_the_limit_is_read_whole(int size)
    {
        var bytes = Enumerable.Range(0, size).Select(value => (byte)value).ToArray();
        foreach (var expected in new long?[] { null, size })
        {
            using var stream = new MemoryStream(bytes);
            using var body = await PooledBody.ReadAsync(stream, expected, 1_048_576, CancellationToken.None);
            Assert.True(body.Memory.Span.SequenceEqual(bytes));
            body.Dispose();
        }
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_a_short_one_is_broken()
    {
        using var large = new MemoryStream(new byte[1_048_577]);
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => PooledBody.ReadAsync(large, null, 1_048_576, CancellationToken.None));
        Assert.Contains("larger than 1 MiB", error.Message, StringComparison.Ordinal);
        using var brief = new MemoryStream(new byte[10]);
        await Assert.ThrowsAsync<IOException>(() => PooledBody.ReadAsync(brief, 11, 100, CancellationToken.None));
    }

    private static byte[] Bite(byte[] body, int at, byte bite)
    {
        var copy = (byte[])body.Clone();
        if (at >= 0)
        {
            copy[at] = bite;
        }

        return copy;
    }

    private static void ReadsAll(byte[] body)
    {
        var response = Replies.Of(body);
        Assert.True(Replies.IsReadOrRefused(() => Look(ReplyReader.Object(response, DataprepJson.Default.JobGroup))));
        Assert.True(Replies.IsReadOrRefused(() => Look(ReplyReader.Object(response, DataprepJson.Default.Job))));
        Assert.True(Replies.IsReadOrRefused(() => Look(ReplyReader.Object(response, DataprepJson.Default.OutputObjectInput))));
        Assert.True(Replies.IsReadOrRefused(() => ReplyReader.Object(response, DataprepJson.Default.JobGroupOutputs)));
        Assert.True(Replies.IsReadOrRefused(() => ReplyReader.Object(response, DataprepJson.Default.PublishResult)));
        Assert.True(Replies.IsReadOrRefused(() => ReplyReader.Object(response, DataprepJson.Default.CancelResult)));
        Assert.True(Replies.IsReadOrRefused(() => LookAll(ReplyReader.List(response, DataprepJson.Default.JobGroup).Items)));
        Assert.True(Replies.IsReadOrRefused(() => LookAll(ReplyReader.List(response, DataprepJson.Default.JobGroupPublication).Items)));
        Assert.True(Replies.IsReadOrRefused(() => LookAll(ReplyReader.List(response, DataprepJson.Default.AnyResource).Items)));
        Assert.True(Replies.IsReadOrRefused(() => ReplyReader.List(response, DataprepJson.Default.JobGroupInput)));
        Assert.True(Replies.IsReadOrRefused(() => ReplyReader.Text(response)));
        Assert.True(Replies.IsReadOrRefused(() => ReplyReader.Anything(response)));
        var error = ErrorReader.Read(Replies.Request, 400, null, body, null, text => text);
        Assert.StartsWith("GET /v4/test: the server answered 400", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorId);
    }

    private static object Look(Resource resource) => (resource.AdditionalProperties.Count, resource.ToString());

    private static object[] LookAll(IEnumerable<Resource> resources) => resources.Select(Look).ToArray();
}
