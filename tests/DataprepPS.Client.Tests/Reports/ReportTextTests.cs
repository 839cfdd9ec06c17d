using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using DataprepPS.Client.Reports;
using DataprepPS.Client.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace DataprepPS.Client.Tests.Reports;

/// <summary>Whatever a server or a user wrote is text in the report, and the token is nowhere.</summary>
public sealed partial class ReportTextTests
{
    private static readonly ReportText Text = new(text => text.Replace("canary", "***", StringComparison.Ordinal));

    [Fact]
    public async Task Nothing_hostile_becomes_markup_of_the_page_and_the_token_is_nowhere()
    {
        var page = await PageAsync();
        Assert.DoesNotContain(FixtureSession.Token, page, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", page, StringComparison.Ordinal);
        // The elements are those of the template: three data blocks, one script, no image.
        Assert.Equal(4, Regex.Count(page, "<script"));
        Assert.Equal(4, Regex.Count(page, "</script>"));
        Assert.Equal(1, Regex.Count(page, "</style>"));
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\son[a-z]+=""", Regex.Replace(page, @"<script[^>]*>.*?</script>", "", RegexOptions.Singleline));
        Assert.Contains("&lt;script&gt;attacked=1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_lets_run_the_one_script_and_nothing_else()
    {
        var page = await PageAsync();
        var policy = Regex.Match(page, @"http-equiv=""Content-Security-Policy"" content=""([^""]*)""").Groups[1].Value.Replace("&#39;", "'", StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        var script = Regex.Match(page, @"<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(script))), policy, StringComparison.Ordinal);
        // Nothing that is fetched when the page is opened.
        Assert.DoesNotMatch(@"(src|srcset|action|data|poster|@import)=""?https?:", page);
        Assert.DoesNotContain("<link rel=\"stylesheet", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_is_what_was_read()
    {
        using var data = JsonDocument.Parse(Regex.Match(await PageAsync(), @"id=""data-6"">(.*?)</script>").Groups[1].Value);
        var root = data.RootElement;
        Assert.Equal(HostileServer.Text("recipe").Replace(FixtureSession.Token, "***", StringComparison.Ordinal), root.GetProperty("name").GetString());
        Assert.Equal(1234567, root.GetProperty("rows").GetInt64());
        Assert.EndsWith("/jobs/6", root.GetProperty("jobAddress").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("/flows/3", root.GetProperty("flowAddress").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, root.GetProperty("stages").GetArrayLength());
        Assert.Equal("2026-03-04T05:06:07.000Z", root.GetProperty("start").GetString());
        Assert.Equal("row <b>", root.GetProperty("input")[0][1].GetString());
    }

    [Fact]
    public async Task Nothing_hostile_becomes_markup_of_the_Markdown()
    {
        await using var session = FixtureSession.Start(request => HostileServer.Answer(request));
        var markdown = session.Client.Reports.ToMarkdown(await ReportAsync(session));
        Assert.DoesNotContain("canary", markdown, StringComparison.Ordinal);
        var lines = markdown.Split('\n');
        var rows = lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.Equal(8, UnescapedBars().Count(row)));
        var fences = lines.Select((line, index) => (line, index)).Where(line => line.line.StartsWith("```", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, fences.Count);
        // Outside of blocks, no tag but the empty comment that parts @ and # from what follows.
        var inBlock = false;
        foreach (var line in lines)
        {
            inBlock ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!inBlock && !line.StartsWith("```", StringComparison.Ordinal))
            {
                Assert.DoesNotContain("<", line.Replace("<!-- -->", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.DoesNotMatch(@"(?<!\\)`", line);
            }
        }

        var graph = lines[(fences[2].index + 1)..fences[3].index];
        Assert.Equal("flowchart LR", graph[0]);
        Assert.All(graph.Skip(1), line => Assert.Matches(
            @"^  (subgraph g\d+\[""[^""<>`%{}|]*""\]|  j\d+\[""[^""<>`%{}|]*""\]:::[a-z]+|  j\d+ --> j\d+|  direction LR|end|classDef [a-z]+ [#\w:,\- ]+)$", line));
    }

    [Theory]
    [InlineData("a|b", @"a\|b")]
    [InlineData("`x`", @"\`x\`")]
    [InlineData("<b>&amp;", "&lt;b&gt;&amp;amp;")]
    [InlineData("a\r\nb\tc", "a b c")]
    [InlineData("[x](http://y)", @"\[x\]\(http\:\/\/y\)")]
    [InlineData("*_~!\\", @"\*\_\~\!\\")]
    [InlineData("@team #12 ben@example.com", "@<!-- -->team #<!-- -->12 ben@example.com")]
    [InlineData("\u001b[31mred\u0000", "\uFFFD\\[31mred\uFFFD")]
    [InlineData("name\u202Etxt.exe", "name\uFFFDtxt.exe")]
    [InlineData("表, grün", "表, grün")]
    public void Markdown_is_text(string text, string expected) => Assert.Equal(expected.Replace(@"\/", "/", StringComparison.Ordinal), Text.Markdown(text));

    [Fact]
    public void A_block_ends_only_where_it_shall()
    {
        Assert.Equal("```text\nx\n```", Text.MarkdownBlock("x"));
        Assert.Equal("`````text\na\n````\nb\n`````", Text.MarkdownBlock("a\r\n````\rb"));
    }

    [Theory]
    [InlineData("wrangle 1", "wrangle 1")]
    [InlineData("a\"]\nb", "a#34;#93; b")]
    [InlineData("%%{init}%%", "#37;#37;#123;init#125;#37;#37;")]
    [InlineData("✅ 表 🚫", "#9989; 表 #128683;")]
    [InlineData("#quot;;", "#35;quot#59;#59;")]
    public void A_label_of_a_graph_is_text(string text, string expected) => Assert.Equal(expected, Text.Label(text));

    [Fact]
    public void Any_text_comes_back_from_the_page_as_it_was()
    {
        Prop.ForAll<string>(text =>
        {
            var html = Text.Html(text);
            Assert.DoesNotContain('<', html);
            Assert.DoesNotContain('"', html);
            Assert.Equal(Text.Plain(text), System.Net.WebUtility.HtmlDecode(html));
            Assert.DoesNotContain('\n', Text.Markdown(text));
            Assert.DoesNotMatch(@"(?<!\\)[|`*\[\]]", Text.Markdown(text).Replace("\\\\", "", StringComparison.Ordinal));
            Assert.Matches(@"^[^""<>`%{}|\[\]\n]*$", Text.Label(text));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_long_text_is_cut_between_letters()
    {
        var cut = Text.Plain(new string('x', 3999) + "😀 and more");
        Assert.Equal(new string('x', 3999) + "…", cut);
        Assert.Equal(string.Empty, Text.Plain(null));
    }

    [Theory]
    [InlineData("{{a}}", "&lt;b&gt;")]
    [InlineData("{{#yes}}{{a}}{{/yes}}{{^yes}}no{{/yes}}", "&lt;b&gt;")]
    [InlineData("{{#no}}x{{/no}}{{^no}}none{{/no}}", "none")]
    [InlineData("{{#items}}[{{name}}{{a}}]{{/items}}{{^items}}none{{/items}}", "[1&lt;b&gt;][2&lt;b&gt;]")]
    [InlineData("{{#empty}}x{{/empty}}{{^empty}}none{{/empty}}", "none")]
    [InlineData("{{block}}", "[\"<\"]")]
    public void A_template_takes_texts_lists_and_conditions(string template, string expected)
    {
        using var writer = new StringWriter();
        HtmlTemplate.Parse(template).Write(
            writer,
            new Scope
            {
                ["a"] = "<b>",
                ["yes"] = true,
                ["no"] = null,
                ["items"] = new List<Scope> { new() { ["name"] = 1 }, new() { ["name"] = 2 } },
                ["empty"] = Enumerable.Empty<Scope>(),
                ["block"] = new DataBlock("[\"<\"]"),
            },
            Text);
        Assert.Equal(expected, writer.ToString());
    }

    [Theory]
    [InlineData("{{#a}}")]
    [InlineData("{{/a}}")]
    [InlineData("{{#a}}{{/b}}")]
    public void A_template_that_is_not_whole_is_refused(string template) => Assert.Throws<FormatException>(() => HtmlTemplate.Parse(template));

    [Fact]
    public void A_gap_that_nobody_fills_is_refused() => Assert.Throws<KeyNotFoundException>(() => HtmlTemplate.Parse("{{a}}").Write(TextWriter.Null, [], Text));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(60, "1 min 00 s")]
    [InlineData(3599, "59 min 59 s")]
    [InlineData(3600, "1 h 00 min")]
    [InlineData(90000, "1 d 01 h")]
    public void Durations_are_said_as_people_say_them(double seconds, string expected) => Assert.Equal(expected, Durations.Say(TimeSpan.FromSeconds(seconds)));

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedBars();

    internal static async Task<Report> ReportAsync(FixtureSession session)
    {
        List<ReportGroup> groups = [];
        foreach (var id in (long[])[6, 7])
        {
            groups.Add(await session.Client.Reports.ReadAsync(id, null, withResults: true, session.Context));
        }

        groups[0].Input = [new("Region", "row <b>"), new("Note", HostileServer.Text("input"))];
        return session.Client.Reports.Create(HostileServer.Text("title"), groups, [HostileServer.Text("unread")]);
    }

    private static async Task<string> PageAsync()
    {
        await using var session = FixtureSession.Start(request => HostileServer.Answer(request));
        using var stream = new MemoryStream();
        session.Client.Reports.WriteHtml(await ReportAsync(session), stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
