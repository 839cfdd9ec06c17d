using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace DataprepPS.Client.Reports;

/// <summary>
/// The one way from anybody's text into a report: secrets are masked, control characters replaced, and then it is written so
/// that in the place where it stands it is text and nothing else.
/// </summary>
internal sealed class ReportText(Func<string, string> mask)
{
    // An error text may be a whole stack; the report of a thousand of them must still open.
    private const int Longest = 4000;

    /// <summary>Escapes what could end a script element or an attribute: &lt; &gt; &amp; and both quotes.</summary>
    public static JavaScriptEncoder Json { get; } = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>The text itself, fit to be encoded.</summary>
    public string Plain(string? text)
    {
        text = mask(text ?? string.Empty).Replace("\r\n", "\n").Replace('\r', '\n');
        if (text.Length > Longest)
        {
            text = text.Substring(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest) + "…";
        }

        return text.Any(IsUnfit) ? new string([.. text.Select(letter => IsUnfit(letter) ? '\uFFFD' : letter)]) : text;
    }

    /// <summary>In one line.</summary>
    public string Line(string? text) => Plain(text).Replace('\n', ' ').Replace('\t', ' ').Trim();

    /// <summary>As the content of an element or the value of a quoted attribute.</summary>
    public string Html(string? text)
    {
        var encoded = new StringBuilder();
        foreach (var letter in Plain(text))
        {
            _ = letter switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                _ => encoded.Append(letter),
            };
        }

        return encoded.ToString();
    }

    /// <summary>As running text of Markdown, in a table too: no markup, no line end, nobody mentioned, no issue referred to.</summary>
    public string Markdown(string? text)
    {
        var encoded = new StringBuilder();
        var before = ' ';
        foreach (var letter in Line(text))
        {
            _ = letter switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                // Their links are made after the escapes are gone, so a backslash does not help.
                '#' or '@' when letter == '#' || !char.IsLetterOrDigit(before) => encoded.Append(letter).Append("<!-- -->"),
                _ when letter < 128 && (char.IsPunctuation(letter) || char.IsSymbol(letter)) && letter is not (',' or '.' or '/' or '-' or ';' or '@') => encoded.Append('\\').Append(letter),
                _ => encoded.Append(letter),
            };
            before = letter;
        }

        return encoded.ToString();
    }

    /// <summary>As a block of Markdown in which nothing is markup, whatever fences it holds.</summary>
    public string MarkdownBlock(string? text)
    {
        var plain = Plain(text);
        var longest = 0;
        var run = 0;
        foreach (var letter in plain)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}text\n{plain}\n{fence}";
    }

    /// <summary>As a quoted label of a Mermaid graph: letters, digits and a few signs, everything else by its number.</summary>
    public string Label(string? text)
    {
        var encoded = new StringBuilder();
        var line = Line(text);
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '.' or ',' or '/' or '_')
            {
                encoded.Append(letter);
                continue;
            }

            var isPair = char.IsHighSurrogate(letter) && i + 1 < line.Length && char.IsLowSurrogate(line[i + 1]);
            encoded.Append('#').Append((isPair ? char.ConvertToUtf32(letter, line[++i]) : letter).ToString(CultureInfo.InvariantCulture)).Append(';');
        }

        return encoded.ToString();
    }

    // Also those that turn the direction of what follows, under which a name can look like another.
    private static bool IsUnfit(char letter) => (char.IsControl(letter) && letter is not ('\n' or '\t'))
        || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFFFE' or '\uFFFF';
}
