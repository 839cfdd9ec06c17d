using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Emulator;

public class JobLibraryTests
{
    [Fact]
    public async Task A_page_has_25_rows_newest_first_and_a_count_only_when_asked()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 60 });
        var page = await emulator.GetAsync("/v4/jobLibrary");
        Assert.Equal(Enumerable.Range(36, 25).Reverse().Select(i => (long)i), RunningEmulator.Ids(page));
        Assert.False(page.TryGetProperty("count", out _));
        Assert.Equal(60, (await emulator.GetAsync("/v4/jobLibrary?limit=1&includeCount=true")).GetProperty("count").GetInt64());
        Assert.Equal(60, (await emulator.GetAsync("/v4/jobLibrary/count")).GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task Pages_of_any_size_together_are_the_whole()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 1_000_000, PageCap = 400 });
        await emulator.RunAsync();
        var ids = new List<long>();
        for (var offset = 0; offset < 2000; offset += 400)
        {
            ids.AddRange(RunningEmulator.Ids(await emulator.GetAsync($"/v4/jobGroups?limit=1000&offset={offset}")));
        }

        Assert.Equal(Enumerable.Range(0, 2000).Select(i => 1_000_001L - i), ids);
        await emulator.ListsAsync("/v4/jobLibrary?offset=999999", 2, 1);
        await emulator.ListsAsync("/v4/jobLibrary?offset=1000001");
    }

    [Theory]
    [InlineData("status=Failed", "13,33")]
    [InlineData("status=Failed&sort=id", "13,33")]
    [InlineData("sort=createdAt&limit=3", "1,2,3")]
    [InlineData("sort=-id&limit=2&offset=1", "39,38")]
    [InlineData("ids=4,5", "5,4")]
    [InlineData("ranfrom=schedule&limit=2", "40,37")]
    [InlineData("runBy=currentUser&limit=2", "39,38")]
    [InlineData("filter=customers&limit=3", "10,9,8")]
    [InlineData("filter=Orders step 1&filterType=exactIgnoreCase", "1")]
    [InlineData("sort=status&limit=2&status=Failed,Canceled&fields=id", "7,13")]
    public async Task Filters_and_sorts_choose_the_rows(string query, string expected)
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 40 });
        var ids = RunningEmulator.Ids(await emulator.GetAsync("/v4/jobLibrary?" + query));
        Assert.Equal(
            query.Contains("sort", StringComparison.Ordinal) ? expected.Split(',') : expected.Split(',').OrderByDescending(int.Parse),
            ids.Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Dates_are_filtered_in_epoch_milliseconds()
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 40 });
        var since = emulator.Clock.GetUtcNow().AddSeconds(-30).ToUnixTimeMilliseconds();
        await emulator.ListsAsync($"/v4/jobLibrary?dateFilter[createdAt][gte]={since}", 40, 39, 38);
        await emulator.ListsAsync($"/v4/jobLibrary?dateFilter[createdAt][gte]={since}&dateFilter[createdAt][lt]={since + 20_000}", 39, 38);
        await emulator.GetAsync("/v4/jobLibrary?dateFilter[createdAt][gte]=yesterday", 400);
    }

    [Theory]
    [InlineData("limit=x", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("filterType=regex&filter=a", "filterType")]
    [InlineData("sort=nonsense", "sort")]
    public async Task A_query_that_cannot_be_read_is_a_400_naming_it(string query, string name)
    {
        await using var emulator = await RunningEmulator.StartAsync(new EmulatorOptions { Seed = 1 });
        var exception = (await emulator.GetAsync("/v4/jobLibrary?" + query, 400)).GetProperty("exception");
        Assert.Equal("ApiValidationFailed", exception.GetProperty("name").GetString());
        Assert.Contains(name, exception.GetProperty("details").GetString());
    }
}
