using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DataprepPS.Pipeline;

/// <summary>
/// Names of files after what people call things: such as every system takes, whichever this one is, because files travel; and no
/// two alike within a call, in whatever case.
/// </summary>
internal sealed class FileNames
{
    // With an extension, a number and a folder before it, still short enough for every file system.
    private const int Longest = 100;

    private static readonly HashSet<string> Reserved = new(
        new[] { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$" }.Concat(Enumerable.Range(0, 10).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })),
        StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name as a file can have it; null when nothing of it is left.</summary>
    public static string? Safe(string? name)
    {
        var text = new StringBuilder();
        foreach (var letter in (name ?? string.Empty).Normalize(NormalizationForm.FormC))
        {
            var isForbidden = char.IsControl(letter) || "<>:\"/\\|?*\uFFFD".IndexOf(letter) >= 0;
            text.Append(isForbidden ? '_' : char.IsWhiteSpace(letter) ? ' ' : letter);
        }

        // Windows drops dots and blanks at the end; a dot at the beginning hides the file elsewhere.
        var safe = text.ToString().Trim(' ', '.');
        if (safe.Length > Longest)
        {
            safe = safe.Substring(0, char.IsHighSurrogate(safe[Longest - 1]) ? Longest - 1 : Longest).TrimEnd(' ', '.');
        }

        return safe.Trim('_', ' ').Length == 0 ? null : Reserved.Contains(safe.Split('.')[0].TrimEnd()) ? "_" + safe : safe;
    }

    /// <summary>The name of the file of one thing; the first of several that are called alike has it alone.</summary>
    /// <param name="name">What people call it; null where nobody knows.</param>
    /// <param name="fallback">What it is called then, e.g. <c>flow-7</c>.</param>
    /// <param name="id">What tells it from another of that name.</param>
    /// <param name="extension">With its dot.</param>
    public string Claim(string? name, string fallback, long id, string extension)
    {
        var safe = Safe(name) ?? fallback;
        lock (taken)
        {
            var file = safe + extension;
            for (var number = 1; !taken.Add(file); number++)
            {
                file = number == 1 ? $"{safe} ({id}){extension}" : $"{safe} ({id}, {number}){extension}";
            }

            return file;
        }
    }
}
