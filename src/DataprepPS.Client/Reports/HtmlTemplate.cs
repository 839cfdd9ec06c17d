using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace DataprepPS.Client.Reports;

/// <summary>
/// A page with gaps: <c>{{name}}</c> takes a text, <c>{{#name}}…{{/name}}</c> stands once for each item, or once if there is
/// something, and <c>{{^name}}…{{/name}}</c> if there is nothing. A text is always encoded: only what is in the module itself
/// (<see cref="Asset"/>) or was encoded for its place (<see cref="DataBlock"/>) goes out as it is.
/// </summary>
internal sealed class HtmlTemplate
{
    private static readonly Regex Gaps = new(@"\{\{(?<kind>[#^/]?)(?<name>\w+)\}\}", RegexOptions.CultureInvariant);

    private readonly List<Part> parts;

    private HtmlTemplate(List<Part> parts) => this.parts = parts;

    public static HtmlTemplate Parse(string text)
    {
        var open = new Stack<(string? Name, bool WhenNothing, List<Part> Parts)>();
        open.Push((null, false, []));
        var end = 0;
        foreach (var gap in Gaps.Matches(text).Cast<Match>())
        {
            open.Peek().Parts.Add(new Part(text.Substring(end, gap.Index - end), null, false, null));
            end = gap.Index + gap.Length;
            var name = gap.Groups["name"].Value;
            switch (gap.Groups["kind"].Value)
            {
                case "":
                    open.Peek().Parts.Add(new Part(null, name, false, null));
                    break;
                case "/":
                    var section = open.Pop();
                    if (section.Name != name || open.Count == 0)
                    {
                        throw new FormatException($"The template closes \"{name}\" inside \"{section.Name}\".");
                    }

                    open.Peek().Parts.Add(new Part(null, name, section.WhenNothing, new HtmlTemplate(section.Parts)));
                    break;
                case var kind:
                    open.Push((name, kind == "^", []));
                    break;
            }
        }

        open.Peek().Parts.Add(new Part(text.Substring(end), null, false, null));
        return open.Count == 1 ? new HtmlTemplate(open.Pop().Parts) : throw new FormatException($"The template does not close \"{open.Peek().Name}\".");
    }

    /// <summary>Writes the page. Items of a section are asked for one after the other and not kept.</summary>
    public void Write(TextWriter target, Scope scope, ReportText text)
    {
        foreach (var part in parts)
        {
            if (part.Name is null)
            {
                target.Write(part.Text);
            }
            else if (part.Section is { } section)
            {
                WriteSection(target, section, part.WhenNothing, scope, scope[part.Name], text);
            }
            else
            {
                WriteValue(target, scope[part.Name], text);
            }
        }
    }

    private static void WriteSection(TextWriter target, HtmlTemplate section, bool whenNothing, Scope scope, object? value, ReportText text)
    {
        if (whenNothing)
        {
            if (value is null or false or "" || (value is IEnumerable<Scope> none && !none.Any()))
            {
                section.Write(target, scope, text);
            }

            return;
        }

        IEnumerable<Scope> items = value switch
        {
            null or false or "" => [],
            IEnumerable<Scope> many => many,
            _ => [scope],
        };
        foreach (var item in items)
        {
            section.Write(target, ReferenceEquals(item, scope) ? item : item.Within(scope), text);
        }
    }

    private static void WriteValue(TextWriter target, object? value, ReportText text)
    {
        switch (value)
        {
            case Asset asset:
                target.Write(asset.Text);
                break;
            case DataBlock data:
                target.Write(data.Json);
                break;
            default:
                target.Write(text.Html(Convert.ToString(value, CultureInfo.InvariantCulture)));
                break;
        }
    }

    private sealed record Part(string? Text, string? Name, bool WhenNothing, HtmlTemplate? Section);
}

/// <summary>What the gaps of a template take, by name; what is not there is looked for outside.</summary>
internal sealed class Scope : Dictionary<string, object?>
{
    private Scope? outside;

    public Scope()
        : base(StringComparer.Ordinal)
    {
    }

    public new object? this[string name]
    {
        get => TryGetValue(name, out var value)
            ? value
            : outside is null ? throw new KeyNotFoundException($"The template has a gap \"{name}\" that nobody fills.") : outside[name];
        set => base[name] = value;
    }

    public Scope Within(Scope other)
    {
        outside = other;
        return this;
    }
}

/// <summary>A file that is part of the module: its text is ours.</summary>
internal sealed class Asset(string name)
{
    // Browsers hash a script without carriage returns, whatever the check-out made of the file.
    public string Text { get; } = Read(name).Replace("\r\n", "\n");

    private static string Read(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"The module lacks {name}.", name);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>JSON that was written with <see cref="ReportText.Json"/>, for a script element that is never run.</summary>
internal sealed class DataBlock(string json)
{
    public string Json { get; } = json;
}
