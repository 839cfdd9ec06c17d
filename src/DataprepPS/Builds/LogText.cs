using System.Text.RegularExpressions;

namespace DataprepPS.Builds;

/// <summary>
/// Texts for a log that a build's service reads for commands. The name of a recipe or an error of the server must not be able
/// to set a variable of the build: what would begin a command gets a blank inside, and is read as before.
/// </summary>
internal static class LogText
{
    // Azure DevOps, and GitHub in its older form, look for ## and a bracket anywhere in a line.
    private static readonly Regex Bracketed = new(@"##(?=\w*\[)", RegexOptions.CultureInvariant);

    // GitHub looks at the beginning of a line, and PowerShell may begin one wherever there is a blank.
    private static readonly Regex Colons = new(@"(?<=^|\s):(?=:)", RegexOptions.CultureInvariant);

    /// <summary>The text for the log of this process; the same text where no service reads it.</summary>
    public static string ForLog(string text) => BuildHost.Current is null ? text : Harmless(text);

    /// <summary>As one line of it.</summary>
    public static string Line(string text) => ForLog(text.Replace('\r', ' ').Replace('\n', ' '));

    public static string Harmless(string text) => Colons.Replace(Bracketed.Replace(text, "# #"), ": ");
}
