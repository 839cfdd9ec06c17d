using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using DataprepPS.Client.Json;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Resources;
using DataprepPS.Client.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace DataprepPS.Client.Tests.Json;

/// <summary>Instants, queries, plain values and rate headers, in every culture.</summary>
public sealed class ValuePropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static Gen<DateTimeOffset> Instants =>
        from days in Gen.Choose(-719_000, 2_932_000)
        from milliseconds in Gen.Choose(0, 86_399_999)
        from hours in Gen.Choose(-14, 14)
        select DateTimeOffset.UnixEpoch.AddDays(days).AddMilliseconds(milliseconds).ToOffset(TimeSpan.FromHours(hours));

    [Fact]
    public void An_instant_survives_its_text() => Prop.ForAll(Instants.ToArbitrary(), instant => Cultures.Each(() =>
    {
        Assert.True(Timestamps.TryParse(Timestamps.Format(instant), out var read));
        Assert.Equal(instant, read);
    })).Check(Many);

    [Fact]
    public void An_epoch_is_read_in_either_unit() => Prop.ForAll(Gen.Choose(100_000_001, int.MaxValue).ToArbitrary(), seconds => Cultures.Each(() =>
    {
        Assert.True(Timestamps.TryFromEpoch(seconds, out var one));
        Assert.True(Timestamps.TryParse((seconds * 1000L).ToString(CultureInfo.InvariantCulture), out var other));
        Assert.Equal((seconds, one), (one.ToUnixTimeSeconds(), other));
    })).Check(Many);

    [Fact]
    public void Any_text_is_an_instant_or_none() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => { _ = Timestamps.TryParse(text, out _); }).Check(Many);

    [Fact]
    public void Any_number_is_an_instant_or_none() => Prop.ForAll(ArbMap.Default.ArbFor<double>(), number => { _ = Timestamps.TryFromEpoch(number, out _); }).Check(Many);

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_beyond_time_is_no_instant(double number) => Assert.False(Timestamps.TryFromEpoch(number, out _));

    [Theory]
    [InlineData("2019-12-08T21:49:33.000Z", 1575841773000)]
    [InlineData("2019-12-08T21:49:33", 1575841773000)]
    [InlineData("2019-12-08T22:49:33+01:00", 1575841773000)]
    [InlineData("2019-12-08", 1575763200000)]
    [InlineData(" 1631096271696 ", null)]
    [InlineData("1631096271.5", 1631096271500)]
    [InlineData("", null)]
    [InlineData("yesterday", null)]
    public void Instants_are_read_the_same_in_every_culture(string text, long? expected) => Cultures.Each(() =>
        Assert.Equal(expected, Timestamps.TryParse(text, out var instant) ? instant.ToUnixTimeMilliseconds() : null));

    [Fact]
    public void A_query_survives_the_wire() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        ArbMap.Default.ArbFor<long>(),
        (text, number) => Cultures.Each(() =>
        {
            var valid = new string([.. text.Get.Where(character => !char.IsSurrogate(character))]);
            var query = new Query().Add("a[b]", valid).Add("n", number).Add("when", DateTimeOffset.FromUnixTimeMilliseconds(7)).Add("yes", true).Add("no", false).ToString();
            var uri = new Uri("http://localhost/v4" + query);
            Assert.Equal("/v4" + query, uri.PathAndQuery);
            var parts = query.TrimStart('?').Split('&').Select(part => part.Split('=')).ToDictionary(part => Uri.UnescapeDataString(part[0]), part => Uri.UnescapeDataString(part[1]));
            Assert.Equal(valid, parts.GetValueOrDefault("a[b]", string.Empty));
            Assert.Equal(number, long.Parse(parts["n"], CultureInfo.InvariantCulture));
            Assert.Equal(("7", "true", false), (parts["when"], parts["yes"], parts.ContainsKey("no")));
        })).Check(Many);

    [Fact]
    public void Plain_values_survive_JSON()
    {
        var leaf = Gen.OneOf(
            ArbMap.Default.GeneratorFor<long>().Select(value => (object?)value),
            ArbMap.Default.GeneratorFor<bool>().Select(value => (object?)value),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(value => (object?)new string([.. value.Get.Where(character => !char.IsSurrogate(character))])),
            Gen.Constant<object?>(null));
        var tree = Gen.OneOf(leaf, leaf.ArrayOf().Select(items => (object?)items), leaf.ArrayOf().Select(items => (object?)items.Select((item, i) => ($"k{i}", item)).ToDictionary(pair => pair.Item1, pair => pair.item)));
        Prop.ForAll(tree.ArrayOf().ToArbitrary(), values => Cultures.Each(() =>
        {
            using var json = JsonDocument.Parse(PlainValues.ToJson(values)!.ToJsonString());
            AssertJson.Equal(PlainValues.ToJson(values), PlainValues.ToJson(PlainValues.From(json.RootElement)));
        })).Check(Many);
    }

    [Fact]
    public void Values_of_NET_have_their_JSON_form()
    {
        var body = new Dictionary<string, object?>
        {
            ["int"] = (short)-3, ["big"] = ulong.MaxValue, ["money"] = 1.10m, ["float"] = 0.5f, ["when"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), ["guid"] = Guid.Empty,
            ["uri"] = new Uri("http://x/"), ["enum"] = DayOfWeek.Monday, ["char"] = 'c', ["span"] = TimeSpan.FromSeconds(90), ["list"] = new ArrayList { 1, null }, ["node"] = System.Text.Json.Nodes.JsonNode.Parse("[1]"),
        };
        Cultures.Each(() => AssertJson.Equal(
            System.Text.Json.Nodes.JsonNode.Parse("""{"int":-3,"big":18446744073709551615,"money":1.10,"float":0.5,"when":"2026-01-02T03:04:05.000Z","guid":"00000000-0000-0000-0000-000000000000","uri":"http://x/","enum":"Monday","char":"c","span":"00:01:30","list":[1,null],"node":[1]}"""),
            PlainValues.ToJson(body)));
        Assert.Throws<ArgumentException>(() => PlainValues.ToJson(double.NaN));
        Assert.Throws<ArgumentException>(() => PlainValues.ToJson(new object()));
        var loop = new Hashtable();
        loop["self"] = loop;
        Assert.Throws<ArgumentException>(() => PlainValues.ToJson(loop));
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("99999999999999999999", 1e20)]
    [InlineData("1e400", "1e400")]
    [InlineData("7", 7L)]
    [InlineData("null", null)]
    [InlineData("true", true)]
    public void Numbers_keep_their_value(string json, object? expected)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(expected, PlainValues.From(document.RootElement));
    }

    [Fact]
    public void Rate_headers_of_any_kind_are_read_or_left()
    {
        var texts = Gen.OneOf(
            Gen.Elements("30", "0", "-5", "30.0", "30;w=60", "1631096271696", "1631096271", "1e400", "NaN", "Infinity", "99999999999999999999", "soon", "Wed, 21 Oct 2015 07:28:00 GMT"),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => new string([.. text.Get.Where(character => !char.IsControl(character))])));
        var all =
            from limit in texts from remaining in texts from reset in texts from after in texts from standard in texts
            select (limit, remaining, reset, after, standard);
        Prop.ForAll(all.ToArbitrary(), values => Cultures.Each(() =>
        {
            using var response = new HttpResponseMessage();
            response.Headers.TryAddWithoutValidation("x-rate-limit-user-limit", values.limit);
            response.Headers.TryAddWithoutValidation("x-rate-limit-user-remaining", values.remaining);
            response.Headers.TryAddWithoutValidation("x-rate-limit-user-reset", values.reset);
            response.Headers.TryAddWithoutValidation("x-retry-after", values.after);
            response.Headers.TryAddWithoutValidation("Retry-After", values.standard);
            var headers = RateHeaders.Read(200, response.Headers);
            Assert.True(headers.User.Limit is null or > 0);
            Assert.True(headers.User.Remaining is null or >= 0);
            Assert.True(headers.RetryAfter(DateTimeOffset.UnixEpoch) is null || headers.RetryAfter(DateTimeOffset.UnixEpoch) >= TimeSpan.Zero);
        })).Check(Many);
    }
}
