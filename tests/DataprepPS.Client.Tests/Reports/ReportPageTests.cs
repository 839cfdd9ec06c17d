using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataprepPS.Client.Reports;
using DataprepPS.Client.Tests.Support;
using DataprepPS.Emulator;
using Xunit;

namespace DataprepPS.Client.Tests.Reports;

/// <summary>The page as people use it: with eyes, keys, a screen reader, on a phone, and with data that would like to run.</summary>
public sealed class ReportPageTests : IDisposable
{
    private const string Rows = "[...document.querySelectorAll('#table > tbody > tr.run')].filter(row => !row.hidden)";

    private readonly string folder = Directory.CreateTempSubdirectory("report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task Nothing_that_a_server_says_runs_and_nothing_is_fetched()
    {
        await using var session = FixtureSession.Start(request => HostileServer.Answer(request));
        var file = Write(session.Client, await ReportTextTests.ReportAsync(session));
        await using var browser = await Browser.StartAsync();
        await browser.OpenAsync(file);
        await browser.EvaluateAsync("document.getElementById('open-all').click()");
        Assert.Equal("2", await browser.TextAsync("document.querySelectorAll('.panel').length"));
        Assert.Equal("undefined", await browser.TextAsync("typeof attacked"));
        Assert.Equal("0", await browser.TextAsync("document.images.length + document.querySelectorAll('iframe, object, embed, base, form[action]').length"));
        Assert.Equal([new Uri(file).AbsoluteUri], browser.Requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Empty(browser.Complaints);
        // Nor does it break the page, however narrow.
        await SizeAsync(browser, 390);
        Assert.Empty(((JsonArray)(await browser.EvaluateAsync(await AuditAsync()))!).Select(finding => (string?)finding));
        // The texts are there, as they were written.
        Assert.Contains("<script>attacked=1</script>", await browser.TextAsync("document.querySelector('.panel h3').textContent"), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", await browser.TextAsync("document.documentElement.outerHTML"), StringComparison.Ordinal);
        Assert.Equal("0", await browser.TextAsync("[...document.links].filter(link => !/^(http:|file:|#)/.test(link.protocol)).length"));
        // What the policy is for: even the page's own script cannot make a script of a text.
        Assert.Equal("stopped", await browser.TextAsync("(() => { try { document.body.innerHTML = '<b>x</b>'; return 'done'; } catch { return 'stopped'; } })()"));
    }

    [BrowserFact]
    public async Task Everybody_can_read_it()
    {
        var file = await EmulatedAsync(40);
        var audit = await AuditAsync();
        await using var browser = await Browser.StartAsync();
        foreach (var scheme in (string[])["light", "dark"])
        {
            await browser.SendAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });
            foreach (var width in (int[])[1280, 390])
            {
                await SizeAsync(browser, width);
                await browser.OpenAsync(file, "#run-13");
                await browser.EvaluateAsync("for (const id of [2, 7, 20]) document.querySelector(`#run-${id} .open`).click()");
                await browser.EvaluateAsync("document.querySelector('#tools [data-state=failed]').click()");
                Assert.Empty(((JsonArray)(await browser.EvaluateAsync(audit))!).Select(finding => $"{scheme} {width}: {finding}"));
                await browser.EvaluateAsync("document.querySelector('#tools [data-state=failed]').click()");
                Assert.Empty(((JsonArray)(await browser.EvaluateAsync(audit))!).Select(finding => $"{scheme} {width}: {finding}"));
            }
        }

        // What is far from the window is not laid out, nor told to anybody, before somebody comes near.
        // How many frames that takes is the browser's affair.
        const string Column = "98% valid, 0% mismatched, 2% missing";
        List<(string Role, string Name)> named = [];
        for (var turn = 0; turn < 200 && !named.Any(node => node.Role == "image" && node.Name.Contains(Column, StringComparison.Ordinal)); turn++)
        {
            await browser.EvaluateAsync("document.querySelector('.column').scrollIntoView({ behavior: 'instant' }); new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            var tree = (JsonArray)(await browser.SendAsync("Accessibility.getFullAXTree"))!["nodes"]!;
            named = [.. tree.Where(node => (bool?)node!["ignored"] != true)
                .Select(node => (Role: (string?)node!["role"]?["value"] ?? string.Empty, Name: (string?)node["name"]?["value"] ?? string.Empty))];
        }

        Assert.Empty(((string[])["main", "banner", "contentinfo", "search", "table", "status"]).Except(named.Select(node => node.Role)));
        Assert.DoesNotContain(named, node => node.Role is "button" or "link" or "image" or "searchbox" or "region" && node.Name.Length == 0);
        Assert.Contains(Column, string.Join('\n', named.Where(node => node.Role == "image").Select(node => node.Name)), StringComparison.Ordinal);
        // The check sees what is wrong: without this it could not fail.
        await browser.EvaluateAsync("document.querySelector('h1').style.color = '#ccc'; document.querySelector('h1').style.backgroundColor = '#fff'");
        Assert.Contains("contrast", string.Join('\n', (JsonArray)(await browser.EvaluateAsync(audit))!), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task It_is_sorted_filtered_and_opened_with_keys()
    {
        var file = await EmulatedAsync(60);
        await using var browser = await Browser.StartAsync();
        await browser.OpenAsync(file);
        Assert.Equal("60 shown", await browser.TextAsync("document.getElementById('shown').textContent"));
        Assert.Equal("Failed", await browser.TextAsync($"{Rows}[0].cells[0].textContent"));

        // The first stop is the way past everything; then on by keys alone.
        await browser.PressAsync("Tab", 9);
        Assert.Equal("#runs", await browser.TextAsync("document.activeElement.getAttribute('href')"));
        await browser.PressAsync("Enter", 13, "\r");
        Assert.Equal("runs", await browser.TextAsync("document.activeElement.id"));
        await browser.PressAsync("Tab", 9);
        Assert.Equal("find", await browser.TextAsync("document.activeElement.id"));
        await browser.SendAsync("Input.insertText", new JsonObject { ["text"] = "VISITS  flow" });
        Assert.Equal("5 of 60 shown", await browser.TextAsync("document.getElementById('shown').textContent"));
        Assert.Equal("41,42,43,44,45", await browser.TextAsync($"{Rows}.map(row => row.dataset.id).sort((a, b) => a - b).join()"));
        await browser.EvaluateAsync("document.getElementById('find').select()");
        await browser.PressAsync("Delete", 46);
        Assert.Equal("60 shown", await browser.TextAsync("document.getElementById('shown').textContent"));

        await browser.PressAsync("Tab", 9);
        Assert.Equal("failed false", await browser.TextAsync("document.activeElement.dataset.state + ' ' + document.activeElement.getAttribute('aria-pressed')"));
        await browser.PressAsync(" ", 32, " ");
        Assert.Equal("true 3", await browser.TextAsync($"document.activeElement.getAttribute('aria-pressed') + ' ' + {Rows}.length"));
        await browser.PressAsync(" ", 32, " ");

        foreach (var (key, direction, order) in (IEnumerable<(string, string, string)>)[("id", "descending", "60,59,58"), ("id", "ascending", "1,2,3"), ("name", "ascending", "6,56,7"), ("start", "descending", "60,59,58")])
        {
            await browser.EvaluateAsync($"document.querySelector('#table thead [data-sort={key}]').focus()");
            await browser.PressAsync("Enter", 13, "\r");
            Assert.Equal($"{direction} 1", await browser.TextAsync($"document.querySelector('[data-sort={key}]').closest('th').getAttribute('aria-sort') + ' ' + document.querySelectorAll('[aria-sort=ascending], [aria-sort=descending]').length"));
            Assert.Equal(order, await browser.TextAsync($"{Rows}.slice(0, 3).map(row => row.dataset.id).join()"));
        }

        await browser.EvaluateAsync("document.querySelector('#run-13 .open').focus()");
        await browser.PressAsync("Enter", 13, "\r");
        Assert.Equal("true", await browser.TextAsync("document.activeElement.getAttribute('aria-expanded')"));
        Assert.Equal("details-13", await browser.TextAsync("document.activeElement.getAttribute('aria-controls')"));
        Assert.Contains("Out of memory", await browser.TextAsync("document.querySelector('#details-13').textContent"), StringComparison.Ordinal);
        await browser.PressAsync("Enter", 13, "\r");
        Assert.Equal("false true", await browser.TextAsync("document.activeElement.getAttribute('aria-expanded') + ' ' + document.getElementById('details-13').hidden"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Times_are_the_viewers_and_the_exact_instant_is_beside()
    {
        var file = await EmulatedAsync(20);
        await using var browser = await Browser.StartAsync();
        await browser.SendAsync("Emulation.setLocaleOverride", new JsonObject { ["locale"] = "de-DE" });
        string[] said = ["", ""];
        foreach (var (zone, index) in (IEnumerable<(string, int)>)[("Asia/Kolkata", 0), ("America/Los_Angeles", 1)])
        {
            await browser.SendAsync("Emulation.setTimezoneOverride", new JsonObject { ["timezoneId"] = zone });
            await browser.OpenAsync(file);
            said[index] = await browser.TextAsync("document.querySelector('#run-13 time').textContent");
            var iso = await browser.TextAsync("document.querySelector('#run-13 time').title");
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", iso);
            var local = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture), zone);
            Assert.EndsWith(local.ToString("HH:mm:ss", CultureInfo.InvariantCulture), said[index], StringComparison.Ordinal);
            Assert.Contains(zone.Replace("Kolkata", "Calcutta", StringComparison.Ordinal), (await browser.TextAsync("document.getElementById('timeline-note').textContent")).Replace("Kolkata", "Calcutta", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.NotEqual(said[0], said[1]);
    }

    [BrowserFact]
    public async Task A_thousand_groups_draw_their_details_when_somebody_looks()
    {
        var file = await EmulatedAsync(1000);
        await using var browser = await Browser.StartAsync();
        await browser.OpenAsync(file, "#run-500");
        Assert.Equal("1000", await browser.TextAsync($"{Rows}.length"));
        Assert.Equal("1000", await browser.TextAsync("document.querySelectorAll('.lane').length"));
        Assert.Equal("1 run-500", await browser.TextAsync("document.querySelectorAll('.panel').length + ' ' + document.activeElement.closest('tr').id"));
        await browser.EvaluateAsync("document.getElementById('open-all').click()");
        Assert.Equal("51", await browser.TextAsync("document.querySelectorAll('.panel').length"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task No_groups_are_a_page_too()
    {
        await using var session = FixtureSession.Start(FixtureReply.Json("{}"));
        var file = Write(session.Client, session.Client.Reports.Create(null, []));
        await using var browser = await Browser.StartAsync();
        await browser.OpenAsync(file);
        Assert.Contains("There were no job groups", await browser.TextAsync("document.querySelector('main').innerText"), StringComparison.Ordinal);
        Assert.Equal("No job groups – Job report", await browser.TextAsync("document.title"));
        Assert.Empty(browser.Complaints);
    }

    private static Task<string> AuditAsync() => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Reports", "accessibility.js"));

    private static Task<JsonNode?> SizeAsync(Browser browser, int width) => browser.SendAsync(
        "Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });

    private async Task<string> EmulatedAsync(int count)
    {
        await using var session = await EmulatedSession.StartAsync(new EmulatorOptions { Seed = count, Quota = 0 });
        var groups = await Task.WhenAll(Enumerable.Range(1, count).Select(id => session.Client.Reports.ReadAsync(id, null, withResults: count < 100, session.Context)));
        return Write(session.Client, session.Client.Reports.Create("Fleet", groups));
    }

    private string Write(DataprepClient client, Report report)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.html");
        using var stream = File.Create(file);
        client.Reports.WriteHtml(report, stream);
        return file;
    }
}
