using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class TransportTests
{
    [Fact]
    public async Task The_31st_run_of_a_minute_is_refused_as_documented()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        for (var i = 1; i <= 30; i++)
        {
            var run = await emulator.RunAsync();
            Assert.Equal(201, (int)run.StatusCode);
            Assert.Equal($"{30 - i}", run.Headers.GetValues("x-rate-limit-user-remaining").Single());
            emulator.Clock.Advance(0.1);
        }

        var refused = await emulator.RunAsync();
        var exception = (await RunningEmulator.ReadAsync(refused, 429)).GetProperty("exception");
        Assert.Equal("TooManyRequestsException", exception.GetProperty("name").GetString());
        Assert.Equal(
            "API quota reached for \"runJobGroup\". Wait 57 seconds before making a new request. (Max. 30 requests allowed per minute per user.)",
            exception.GetProperty("details").GetString());
        Assert.Equal("57", refused.Headers.GetValues("x-retry-after").Single());
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 1, 0, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Headers.GetValues("x-rate-limit-user-reset").Single());
        Assert.Equal("60", refused.Headers.GetValues("x-rate-limit-workspace-limit").Single());
        Assert.Equal(30, emulator.Server.World.JobGroups.Count);
        Assert.Equal(1, emulator.Server.Journal.QuotaViolations);
        emulator.Clock.Advance(57);
        Assert.Equal(201, (int)(await emulator.RunAsync()).StatusCode);
    }

    [Fact]
    public async Task Quota_can_be_set_sped_up_shared_and_put_off()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Quota = 2, Speed = 60, RateResetInSeconds = true });
        emulator.Server.Quotas.UseWorkspace("runJobGroup", 3);
        Assert.Equal(201, (int)(await emulator.RunAsync()).StatusCode);
        var refused = await emulator.RunAsync();
        var exception = (await RunningEmulator.ReadAsync(refused, 429)).GetProperty("exception");
        Assert.EndsWith("Wait 1 seconds before making a new request. (Max. 4 requests allowed per minute per workspace.)", exception.GetProperty("details").GetString());
        Assert.Equal(10, refused.Headers.GetValues("x-rate-limit-workspace-reset").Single().Length);
        emulator.Clock.Advance(1);
        Assert.Equal(201, (int)(await emulator.RunAsync()).StatusCode);

        await using var free = await RunningEmulator.StartAsync(new EmulatorOptions { Quota = 0 });
        Assert.False((await free.RunAsync()).Headers.Contains("x-rate-limit-user-limit"));
    }

    [Fact]
    public async Task Every_reply_has_a_request_id_and_only_quota_endpoints_have_rate_headers()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        foreach (var path in (string[])["/v4/people/current", "/v4/nope", "/v4/flows/x"])
        {
            var reply = await emulator.Http.GetAsync(path);
            Assert.Equal(emulator.Server.Journal.Entries[^1].RequestId, reply.Headers.GetValues("x-trifacta-request-id").Single());
            Assert.False(reply.Headers.Contains("x-rate-limit-user-limit"));
        }
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Bearer secret", 200)]
    [InlineData("Basic dXNlcjpwYXNz", 200)]
    [InlineData("Basic dXNlcjpub3Bl", 401)]
    [InlineData("secret", 401)]
    public async Task Credentials_decide_who_is_let_in(string? authorization, int status)
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { BasicUser = "user", BasicPassword = "pass" });
        emulator.Http.DefaultRequestHeaders.Authorization = null;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v4/people/current");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        var reply = await RunningEmulator.ReadAsync(await emulator.Http.SendAsync(request), status);
        Assert.Equal(status == 401, reply.TryGetProperty("exception", out _));
        var control = await emulator.Http.GetStringAsync("/_emulator/journal");
        Assert.DoesNotContain("secret", control);
        Assert.DoesNotContain("dXNlcjpwYXNz", control);
    }

    [Fact]
    public async Task Wrong_media_types_are_415()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        using var form = new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded");
        Assert.Equal(415, (int)(await emulator.Http.PostAsync("/v4/jobGroups", form)).StatusCode);
        emulator.Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        Assert.Equal(415, (int)(await emulator.Http.GetAsync("/v4/flows")).StatusCode);
    }

    [Fact]
    public async Task Compresses_only_as_an_option()
    {
        await using var plain = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 3 });
        await using var packed = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 3, Gzip = true });
        foreach (var (emulator, encoding) in new[] { (plain, (string?)null), (packed, "gzip") })
        {
            emulator.Http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
            Assert.Equal(encoding, (await emulator.Http.GetAsync("/v4/jobLibrary")).Content.Headers.ContentEncoding.SingleOrDefault());
        }
    }

    [Fact]
    public async Task The_open_api_document_is_the_ledger()
    {
        foreach (var edition in Enum.GetValues<Edition>())
        {
            await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Edition = edition });
            var paths = (await emulator.GetAsync("/v4/open-api-spec")).GetProperty("paths");
            var described = paths.EnumerateObject()
                .SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Value.GetProperty("operationId")} {o.Name.ToUpperInvariant()} {p.Name}"));
            var ledger = Ledger.Lines.Where(l => l.Editions.Contains(edition)).Select(l => $"{l.OperationId} {l.Method} {l.Path}");
            Assert.Equal(ledger.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Every_line_of_the_ledger_is_routed_to_its_operation()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 2 });
        foreach (var line in Ledger.Lines)
        {
            var path = Regex.Replace(line.Path, @"\{\w+\}", "2");
            var reply = await emulator.SendAsync(line.Method, path);
            Assert.Equal(line.OperationId, emulator.Server.Journal.Entries[^1].OperationId);
            Assert.NotEqual(500, (int)reply.StatusCode);
        }

        Assert.Equal(Ledger.Lines.Count, Ledger.Lines.DistinctBy(l => l.OperationId).Count());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"data":5,"flow":7,"value":null,"tasks":3,"ids":"x"}""")]
    [InlineData("""[{"personId":{}},1,null]""")]
    public async Task No_body_makes_the_emulator_stumble(string body)
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 2, Quota = 0 });
        foreach (var route in Ledger.Routes.Where(route => route.TakesJson))
        {
            var reply = await emulator.SendAsync(route.Endpoint.Method.Method, Regex.Replace(route.Endpoint.Path, @"\{\w+\}", "1"), body);
            Assert.True((int)reply.StatusCode < 500, $"{route.Endpoint}: {await reply.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task The_small_collections_are_listed_filtered_and_read()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        Assert.Equal(50, (await emulator.GetAsync("/v4/wrangledDatasets/count")).GetProperty("count").GetInt64());
        await emulator.ListsAsync("/v4/wrangledDatasets?sort=-id&limit=2", 50, 49);
        await emulator.ListsAsync("/v4/flows?filter=returns", 3);
        Assert.Equal("redshift", (await emulator.GetAsync("/v4/connections/2")).GetProperty("vendor").GetString());
        Assert.Equal("ada@example.com", (await emulator.GetAsync("/v4/people/current")).GetProperty("email").GetString());
        Assert.Equal(1, (await emulator.GetAsync("/v4/outputObjects/2007/inputs")).GetProperty("count").GetInt64());
    }
}
