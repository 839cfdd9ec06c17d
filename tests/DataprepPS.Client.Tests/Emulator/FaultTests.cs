using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class FaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_is_a_failed_request_before_or_after_acting(bool acts)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        _ = acts ? emulator.Server.Faults.On("runJobGroup").ResetAfter() : emulator.Server.Faults.On("runJobGroup").ResetBefore();
        await Assert.ThrowsAsync<HttpRequestException>(() => emulator.RunAsync());
        await EntryAsync(emulator, e => e is { Reset: true, Status: null, Finished: true } && e.HasActed == acts && e.Fault == (acts ? "resetAfter" : "resetBefore"));
        Assert.Equal(acts ? 1 : 0, emulator.Server.World.JobGroups.Count);
        Assert.Equal(201, (int)(await emulator.RunAsync()).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hang_lasts_until_the_client_leaves(bool acts)
    {
        await using var emulator = await RunningEmulator.StartAsync();
        _ = acts ? emulator.Server.Faults.On("runJobGroup").HangAfter() : emulator.Server.Faults.On("runJobGroup").HangBefore();
        var call = emulator.RunAsync();
        await EntryAsync(emulator, e => e.HasActed == acts);
        emulator.Http.CancelPendingRequests();
        await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        await EntryAsync(emulator, e => e is { ClientDropped: true, Status: null } && e.HasActed == acts);
    }

    [Fact]
    public async Task A_hang_with_seconds_ends_in_a_reset()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        emulator.Server.Faults.On("runJobGroup").HangAfter(seconds: 0.02);
        await Assert.ThrowsAsync<HttpRequestException>(() => emulator.RunAsync());
        await EntryAsync(emulator, e => e is { Reset: true, HasActed: true, ClientDropped: false });
    }

    [Fact]
    public async Task Statuses_come_before_or_after_acting_with_headers_and_bodies()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        emulator.Server.Faults.On("runJobGroup")
            .Status(429, "{}", headers: ("x-retry-after", "3"))
            .StatusAfter(502)
            .Status(500);
        var first = await emulator.RunAsync();
        Assert.Equal((429, "3"), ((int)first.StatusCode, first.Headers.GetValues("x-retry-after").Single()));
        Assert.Empty(emulator.Server.World.JobGroups);
        var second = await emulator.RunAsync();
        Assert.Equal((502, "text/html"), ((int)second.StatusCode, second.Content.Headers.ContentType!.MediaType));
        Assert.Single(emulator.Server.World.JobGroups);
        Assert.Equal("InternalServerError", (await RunningEmulator.ReadAsync(await emulator.RunAsync(), 500)).GetProperty("exception").GetProperty("name").GetString());
        Assert.Equal(201, (int)(await emulator.RunAsync()).StatusCode);
    }

    [Fact]
    public async Task A_truncated_body_ends_early_and_a_slow_one_late()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 5 });
        emulator.Server.Faults.On("getJobGroup").Truncate().Slow(delayMs: 1, chunkBytes: 100);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => emulator.Http.GetAsync("/v4/jobGroups/1"));
        Assert.Equal(1, (await emulator.GetAsync("/v4/jobGroups/1")).GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Replies_can_be_html_redirects_304_or_any_body()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 5 });
        emulator.Server.Faults.On("getJobGroup")
            .Html().HtmlBefore().Redirect("http://127.0.0.2:1/", 307).NotModified().NotModified("""{"id":1}""").Body("null").Body([0xFF, 0xFE], status: 203);
        foreach (var (status, body) in new[] { (200, "<!DOCTYPE"), (200, "<!DOCTYPE"), (307, ""), (304, ""), (304, ""), (200, "null"), (203, "") })
        {
            var reply = await emulator.Http.GetAsync("/v4/jobGroups/1");
            Assert.Equal(status, (int)reply.StatusCode);
            Assert.StartsWith(body, await reply.Content.ReadAsStringAsync());
            Assert.Equal(status == 307 ? new Uri("http://127.0.0.2:1/") : null, reply.Headers.Location);
        }
    }

    [Fact]
    public async Task Headers_are_added_replaced_and_removed()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        emulator.Server.Faults.On("runJobGroup").Headers(new Dictionary<string, string?>
        {
            ["x-rate-limit-user-remaining"] = "999",
            ["x-rate-limit-user-limit"] = null,
            ["x-trifacta-request-id"] = null,
        });
        var reply = await emulator.RunAsync();
        Assert.Equal("999", reply.Headers.GetValues("x-rate-limit-user-remaining").Single());
        Assert.False(reply.Headers.Contains("x-rate-limit-user-limit"));
        Assert.False(reply.Headers.Contains("x-trifacta-request-id"));
        Assert.Single(emulator.Server.World.JobGroups);
    }

    [Fact]
    public async Task A_careless_proxy_prints_the_credentials()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        emulator.Server.Faults.On("*").EchoAuthorization();
        Assert.Contains("Bearer secret", (await emulator.GetAsync("/v4/flows", 500)).GetProperty("exception").GetProperty("details").GetString());
    }

    [Fact]
    public async Task Lists_come_in_the_shapes_that_real_servers_send()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 2 });
        emulator.Server.Faults.On("listJobLibrary").DataNull().BareArray().NumbersAsStrings();
        Assert.Equal(JsonValueKind.Null, (await emulator.GetAsync("/v4/jobLibrary")).GetProperty("data").ValueKind);
        Assert.Equal(2, (await emulator.GetAsync("/v4/jobLibrary")).GetArrayLength());
        Assert.Equal("2", (await emulator.GetAsync("/v4/jobLibrary")).GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Huge_and_packed_bodies_are_streamed()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        emulator.Server.Faults.On("listFlows").Huge(mib: 2).GzipBomb(mib: 2);
        Assert.InRange((await emulator.Http.GetByteArrayAsync("/v4/flows")).Length, 2 << 20, (2 << 20) + 100);
        var bomb = await emulator.Http.GetAsync("/v4/flows");
        Assert.Equal("gzip", bomb.Content.Headers.ContentEncoding.Single());
        Assert.InRange((await bomb.Content.ReadAsByteArrayAsync()).Length, 1000, 100_000);
    }

    [Fact]
    public async Task Rules_skip_repeat_throw_dice_and_match_paths()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        emulator.Server.Faults.On("GET /v4/flows/*").Skip(1).Status(500, times: 2);
        var statuses = await StatusesAsync(4, "/v4/flows/1");
        Assert.Equal([200, 500, 500, 200], statuses);
        emulator.Server.Faults.Clear();
        emulator.Server.Faults.On("getFlow").WithProbability(0.5).Status(500, times: 0);
        var first = await StatusesAsync(20, "/v4/flows/1");
        Assert.Contains(500, first);
        Assert.Contains(200, first);
        emulator.Server.Faults.Clear();
        emulator.Server.Faults.On("getFlow").WithProbability(0.5).Status(500, times: 0);
        Assert.Equal(first, await StatusesAsync(20, "/v4/flows/1"));

        async Task<int[]> StatusesAsync(int count, string path)
        {
            var seen = new int[count];
            for (var i = 0; i < count; i++)
            {
                seen[i] = (int)(await emulator.Http.GetAsync(path)).StatusCode;
            }

            return seen;
        }
    }

    [Fact]
    public async Task A_script_comes_over_http_and_says_what_is_wrong_with_it()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/_emulator/faults", """[{"operation":"getFlow","fault":"status","status":503,"headers":{"Retry-After":"1"}}, {"fault":"body","body":"[]"},]""", 200);
        Assert.Equal(503, (int)(await emulator.Http.GetAsync("/v4/flows/1")).StatusCode);
        Assert.Equal("[]", await emulator.Http.GetStringAsync("/v4/flows/1"));
        var error = await emulator.SendAsync("POST", "/_emulator/faults", """[{"fault":"explode"}]""", 400);
        Assert.Contains("fault", error.GetProperty("error").GetString());
        await emulator.SendAsync("POST", "/_emulator/faults", """[{"fault":"status","tiems":3}]""", 400);
    }

    [Fact]
    public void Every_fault_has_a_name_that_scripts_can_use() =>
        Assert.All(Enum.GetValues<FaultKind>(), kind =>
            Assert.Equal(kind, FaultScript.Parse($$"""{"fault":"{{new FaultRule { Fault = kind }.Name}}"}""")[0].Fault));

    /// <summary>The server notices a request, and a dropped connection, a moment after the client.</summary>
    private static async Task EntryAsync(RunningEmulator emulator, Func<JournalEntry, bool> expected)
    {
        var watch = Stopwatch.StartNew();
        while (emulator.Server.Journal.Of("runJobGroup") is not [var entry, ..] || !expected(entry))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "the journal entry is not as expected");
            await Task.Delay(2);
        }
    }
}
