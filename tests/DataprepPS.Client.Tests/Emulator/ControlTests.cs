using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class ControlTests
{
    [Fact]
    public async Task The_journal_tells_what_was_asked_and_what_was_done()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var run = await emulator.RunAsync(33, "e-9");
        await emulator.GetAsync("/v4/jobLibrary?limit=1");
        var journal = await emulator.GetAsync("/_emulator/journal");
        var entry = journal[0];
        Assert.Equal("1 POST /v4/jobGroups runJobGroup 201 e-9", string.Join(' ', Text("sequence"), Text("method"), Text("path"), Text("operationId"), Text("status"), Text("executionId")));
        Assert.Equal(run.Headers.GetValues("x-trifacta-request-id").Single(), Text("requestId"));
        Assert.Equal("""{"wrangledDataset":{"id":33}}""", Text("body"));
        Assert.Equal("jobGroup 1 started", Text("effect"));
        Assert.True(entry.GetProperty("acted").GetBoolean());
        Assert.Equal("Bearer", entry.GetProperty("authorization").GetProperty("scheme").GetString());
        Assert.False(journal[1].GetProperty("acted").GetBoolean());
        Assert.Equal("/v4/jobLibrary?limit=1", journal[1].GetProperty("path").GetString());
        Assert.Equal(1, (await emulator.GetAsync("/_emulator/actions")).GetArrayLength());
        var stats = await emulator.GetAsync("/_emulator/stats");
        Assert.Equal(2, stats.GetProperty("requests").GetInt64());
        Assert.Equal(1, stats.GetProperty("requestsByOperation").GetProperty("runJobGroup").GetInt64());
        Assert.InRange(stats.GetProperty("connectionsOpened").GetInt64(), 1, 2);

        string Text(string name) => entry.GetProperty(name).ToString();
    }

    [Fact]
    public async Task The_journal_keeps_the_last_requests_and_counts_all()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { JournalCapacity = 3 });
        await Task.WhenAll(Enumerable.Range(1, 10).Select(i => emulator.GetAsync($"/v4/flows/{i}")));
        Assert.Equal(3, emulator.Server.Journal.Entries.Count);
        Assert.Equal(10, emulator.Server.Journal.Count("getFlow"));
        await emulator.SendAsync("DELETE", "/_emulator/journal", null, 204);
        Assert.Empty(emulator.Server.Journal.Entries);
    }

    [Fact]
    public async Task The_world_is_changed_and_put_back()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var made = await emulator.SendAsync(
            "POST",
            "/_emulator/world",
            """{"recipes":[{"id":700,"name":"slow","seconds":600},{"name":"broken","fail":"No such column","failStage":"filewriter"}],"deployments":[{"name":"d","recipeIds":[700]}],"jobGroups":[{"recipeId":700,"status":"Failed","errorMessage":"by hand"}]}""",
            200);
        Assert.Equal("[700,701]", made.GetProperty("recipes").GetRawText().Replace("\n", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal));
        Assert.Equal("Failed", (await emulator.GetAsync("/v4/jobGroups/1/status")).GetString());
        Assert.Equal(201, (int)(await emulator.RunAsync(700)).StatusCode);
        emulator.Clock.Advance(599);
        Assert.Equal("InProgress", (await emulator.GetAsync("/v4/jobGroups/2/status")).GetString());
        await emulator.SendAsync("POST", "/_emulator/world", """{"jobGroups":[{"id":99,"status":"Failed"}]}""", 400);
        await emulator.SendAsync("POST", "/_emulator/reset", null, 204);
        await emulator.GetAsync("/v4/jobGroups/1", 404);
        Assert.Equal(50, emulator.Server.World.Recipes.Count);
    }

    [Fact]
    public async Task Rows_of_any_collection_are_added_as_they_are()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var made = await emulator.SendAsync(
            "POST", "/_emulator/world", """{"rows":{"folders":[{"name":"a","mood":"odd"},{"id":70,"name":"b","createdAt":"2020-01-01T00:00:00.000Z"}],"flows":[{"folder":{"id":70},"creator":{"id":2}}]}}""", 200);
        Assert.Equal("2,70", string.Join(',', made.GetProperty("rows").GetProperty("folders").EnumerateArray()));
        Assert.Equal("odd", (await emulator.GetAsync("/v4/folders/2")).GetProperty("mood").GetString());
        await emulator.ListsAsync("/v4/folders?sort=createdAt&limit=1", 70);
        await emulator.ListsAsync("/v4/folders/70/flows?flowsFilter=shared", 11);
        Assert.Contains("flows", (await emulator.SendAsync("POST", "/_emulator/world", """{"rows":{"dragons":[{}]}}""", 400)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task What_a_run_sent_can_be_seen()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.SendAsync("POST", "/v4/jobGroups", """{"wrangledDataset":{"id":33},"runParameters":{"overrides":{"data":[{"key":"country","value":"Germany"}]}}}""", 201);
        var group = (await emulator.GetAsync("/_emulator/jobGroups"))[0];
        Assert.Equal("Germany", group.GetProperty("runParameters").GetProperty("overrides").GetProperty("data")[0].GetProperty("value").GetString());
        Assert.Contains("GET actions", (await emulator.GetAsync("/_emulator/nonsense", 404)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Stopping_is_quick_even_with_requests_under_way()
    {
        var emulator = await RunningEmulator.StartAsync();
        emulator.Server.Faults.On("*").HangBefore();
        var hanging = emulator.Http.GetAsync("/v4/flows");
        while (emulator.Server.Journal.Entries.Count == 0)
        {
            await Task.Delay(2);
        }

        var watch = Stopwatch.StartNew();
        await emulator.Server.DisposeAsync();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
        await Assert.ThrowsAnyAsync<Exception>(() => hanging);
        emulator.Http.Dispose();
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--port")]
    [InlineData("--port x")]
    [InlineData("--speed 0")]
    [InlineData("--edition newest")]
    [InlineData("--basic user")]
    [InlineData("--faults /does/not/exist.json")]
    public void A_wrong_command_line_is_one_line_that_names_the_option(string line)
    {
        var problem = CommandLine.Parse(line.Split(' ')).Problem;
        Assert.StartsWith(line.Split(' ')[0] + ": ", problem);
        Assert.DoesNotContain('\n', problem!);
    }

    [Fact]
    public void The_command_line_sets_the_options()
    {
        var line = CommandLine.Parse("--port 0 --token=t --basic u:p:q --speed 2.5 --quota 7 --latency 30 --edition cloudOld --page-cap 10 --seed 1000000".Split(' '));
        Assert.Null(line.Problem);
        Assert.Equal(
            new EmulatorOptions
            {
                Token = "t",
                BasicUser = "u",
                BasicPassword = "p:q",
                Speed = 2.5,
                Quota = 7,
                Latency = TimeSpan.FromMilliseconds(30),
                Edition = Edition.Old,
                PageCap = 10,
                Seed = 1_000_000,
            },
            line.Options);
    }
}
